"""The model card of learnt titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .titles_shipping import Shipped


def titles_card(done: Shipped, *, about: str, all_occupations: int, seed: int) -> str:
    """Markdown of the card.

    Args:
        done: what was written.
        about: source and licence of the titles.
        all_occupations: how many the vocabulary has.
    """
    of = done.figures
    named, in_all, others = done.occupations, all_occupations, all_occupations - done.occupations
    return f"""# Titles to occupations

What `etl.ranking.titles.open_titles` reads: a linear classifier of hashed n-grams with a narrow waist (Joulin et al.
2017; 8-bit), a low-rank adapter of MiniLM with a head over occupations, how much these and the likeness of labels
count, and how sure a link is. No title stands in these files.

## Data

{about + chr(10) if about else ""}{done.titles:,} labelled titles, which name {named:,} of {in_all:,} occupations.
The {others:,} others are classes of the head too, by the mean vector of up to four of their names.

## Figures

Of a twin that learnt from four fifths of the titles, on the {done.asked:,} others (seed {seed}):

| MRR | R@1 | R@5 | R@10 | best is of the right group |
|---|---|---|---|---|
| {of["mrr"]:.3f} | {of["r1"]:.3f} | {of["r5"]:.3f} | {of["r10"]:.3f} | {of["right"]:.3f} |

The confidence is off by {100 * of["ece"]:.1f} points on average (expected calibration error).
At the threshold of {of["threshold"]} a link is in the right group for {100 * of["precision"]:.0f} %,
and {100 * of["linked"]:.0f} % of titles get one.

## Limits

Scores on titles that were learnt mean nothing: use a file that was held back. Occupations that no title names are found
by their names alone. The confidence is that of titles like these; on cleaner ones it is too low.

## Again

`careergraph train-titles`, seed {seed}; it took {done.seconds / 60:.0f} minutes.
"""
