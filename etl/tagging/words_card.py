"""The model card that a training of the word tagger writes beside the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .card import Scores, member_card

_DATA = (
    "A public set of annotated resumes of real people, with no licence stated. It is not part of this project,"
    " and training saw a copy in which names, e-mails, phones and profile addresses had been replaced by invented"
    " ones."
)
_LIMITS = """\
- Learnt from one public collection of resumes as one job board prints them; on other layouts it finds less.
- Its annotators disagree, skip lines, and cut words; an oracle that cuts no words reaches 88 to 93 strict F1 there.
  They marked a word in every place where it recurs, so an employer's name that is also a product is marked there too.
- Where a text has escaped marks (`&amp;`), the gold offsets after them are short. The tagger marks the words that were
  meant, and strict scores count that as wrong: hence the second figure below.
- A span's confidence is its posterior under the CRF, and that times the share of recurrences that annotators marked
  where it was found by its recurrence; it is not calibrated on other texts."""


def card(
    name: str,
    labels: Sequence[str],
    recipe: dict[str, Any],
    told: dict[str, Any],
    scores: Scores,
    mended: dict[str, float],
    history: Sequence[dict[str, float]],
    data: str = "",
) -> str:
    """Markdown of the card: see `member_card`.

    Args:
        mended: scores on the same texts with their offsets mended, if there is a dev set.
    """
    about = (
        f"Marks {', '.join(labels)} in English resumes. {recipe['members']} network(s) of dilated convolutions with a"
        " CRF over words, whose scores are averaged. A word is seen as hashed features of its form, its line and the"
        " lines around it; the weights hold no word list."
    )
    return member_card(
        name,
        about,
        data=(_DATA, data) if data else (_DATA,),
        unit="documents",
        told=told,
        scores=scores,
        beside=[f"On the same texts with slipped offsets mended: {100 * mended['f1']:.1f}."] if mended else (),
        history=history,
        recipe=recipe,
        limits=_LIMITS,
    )
