"""Skills by dictionary: every label of the ontology, found in one pass (Aho-Corasick) and checked by rules.

Rules: word boundaries for Latin script (a version number or a plural s may follow); everyday words count only where
they are meant as a skill (`gazetteer_context`); the longest label wins where several overlap.
Aho and Corasick, "Efficient string matching", 1975.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import replace

from ahocorasick_rs import AhoCorasick

from etl.gazetteer_context import is_meant, is_peer
from etl.gazetteer_labels import Entry, read_labels, respelt
from etl.model import Mention, Section, Span
from etl.taiwan_words import in_mainland_words
from etl.text import is_han, lower
from ontology.vocabulary import Term, Vocabulary

NAME = "gazetteer/2"
_Hit = tuple[int, int, Entry]
#: `C & C Studios`, `R&D`: a letter beside an ampersand is no language.
_AMPERSAND = re.compile(r"[A-Za-z]\s?&|&\s?[A-Za-z]")


class Gazetteer:
    """Finds the labels of one vocabulary's skills. Immutable after it is built; build one per process."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries, short = read_labels(vocabulary)
        self._labels = _Labels(entries)
        self._newer, self._changed = _Labels({}), dict[str, Entry | None]()
        self._short = short
        self._short_pattern = _short_pattern(short)

    def __len__(self) -> int:
        stale = sum(key in self._labels for key in self._changed)
        return len(self._labels) - stale + len(self._newer) + len(self._short)

    def changed(self, vocabulary: Vocabulary, terms: Iterable[Term]) -> Gazetteer:
        """The gazetteer of a vocabulary that has these skill terms more or less; far quicker than a new one.

        What the terms spell is looked for on its own, and what the large automaton finds of that is passed over.
        """
        entries, short = respelt(vocabulary, terms)
        found = copy(self)
        found._changed = self._changed | entries
        found._newer = _Labels({key: entry for key, entry in found._changed.items() if entry})
        found._short = {key: entry for key, entry in (self._short | short).items() if entry}
        found._short_pattern = _short_pattern(found._short)
        return found

    def find(self, text: str, sections: tuple[Section, ...] = (), taken: Iterable[Span] = ()) -> list[Mention]:
        """The skill mentions of a text, in order and without overlap; nothing that touches a `taken` span.

        `sections` tell where a skills section is; without them none is assumed. Words of Taiwan are looked up as
        those of the mainland, too.
        """
        taken = list(taken)
        mainland = in_mainland_words(text)
        if mainland is None:
            return self._find(text, sections, taken)
        known = [mainland.from_original(span.start, span.end) for span in taken]
        parts = tuple(replace(part, span=mainland.from_original(part.span.start, part.span.end)) for part in sections)
        found = []
        for mention in self._find(mainland.text, parts, known):
            span = mainland.to_original(mention.span.start, mention.span.end)
            found.append(replace(mention, span=span, text=text[span.start : span.end]))
        # Somebody may have put the word of Taiwan itself into the vocabulary.
        found += self._find(text, sections, [*taken, *(mention.span for mention in found)])
        return sorted(found, key=lambda mention: mention.span.start)

    def _find(self, text: str, sections: tuple[Section, ...], taken: Iterable[Span]) -> list[Mention]:
        folded = _fold(text)
        hits = self._labels.hits(folded)
        if self._changed:
            hits = [hit for hit in hits if folded[hit[0] : hit[1]] not in self._changed] + self._newer.hits(folded)
        if self._short_pattern is not None:
            for match in self._short_pattern.finditer(text):
                entry = self._short[match[0]]
                if len(match[0]) == 1 and _AMPERSAND.search(text[max(0, match.start() - 3) : match.end() + 3]):
                    continue
                hits.append((match.start(), match.end(), entry if entry.rule else _listed(entry, match[0])))
        blocked = sorted((span.start, span.end) for span in taken)
        chosen = _longest(hits, blocked)
        meant = _meant(text, chosen, sections)
        return [
            Mention(
                "skill", Span(start, end), text[start:end], NAME, entry.weight - 0.1 * bool(entry.rule), entry.concept
            )
            for start, end, entry in chosen
            if entry.rule == "" or (start, end) in meant
        ]


def _meant(text: str, chosen: list[_Hit], sections: tuple[Section, ...]) -> set[tuple[int, int]]:
    """Which of the words under a rule mean a skill. One that does vouches for its neighbours in a list."""
    sure = [
        (start, end)
        for start, end, entry in chosen
        if entry.rule == "" or (entry.rule == "case" and text[start:end] in entry.forms)
    ]
    doubtful = [(start, end, entry) for start, end, entry in chosen if entry.rule]
    peers = [(start, end) for start, end, entry in doubtful if is_peer(text, start, end, entry)]
    meant: set[tuple[int, int]] = set()
    while doubtful:
        more = [hit for hit in doubtful if is_meant(text, *hit, sure, sections, peers)]
        meant.update((start, end) for start, end, _ in more)
        known = set(sure)
        added = [(start, end) for start, end, _ in more if (start, end) not in known]
        if not added:
            break
        sure += added
        doubtful = [hit for hit in doubtful if (hit[0], hit[1]) not in meant]
    return meant


class _Labels:
    """An automaton over spellings in lower case, with what each stands for."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self._keys = frozenset(entries)
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(list(entries)) if entries else None

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def hits(self, folded: str) -> list[tuple[int, int, Entry]]:
        """Start, end and entry of every spelling in the text that cuts no word."""
        if self._automaton is None:
            return []
        entries = self._entries
        return [
            (start, end, entries[index])
            for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if _bounded(folded, start, end)
        ]


def _short_pattern(short: Iterable[str]) -> re.Pattern[str] | None:
    """Finds spellings of one or two Latin letters; None if there are none."""
    parts = "|".join(re.escape(key) for key in sorted(short, key=len, reverse=True))
    if not parts:
        return None
    return re.compile(rf"(?<![A-Za-z0-9_+#.&'’-])(?:{parts})(?![A-Za-z0-9_+#&'’]|[-.][A-Za-z0-9])")


def _listed(entry: Entry, written: str) -> Entry:
    """Single letters need context, two capitals (`UX`) are sure enough."""
    if len(written) == 1 or not written.isupper():
        return Entry(entry.concept, entry.forms, "" if written[-1] in "+#" else "list", entry.weight)
    return entry


def _longest(hits: list[tuple[int, int, Entry]], blocked: list[tuple[int, int]]) -> list[tuple[int, int, Entry]]:
    chosen: list[tuple[int, int, Entry]] = []
    reach, at = 0, 0
    for start, end, entry in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start < reach:
            continue
        while at < len(blocked) and blocked[at][1] <= start:
            at += 1
        if at < len(blocked) and blocked[at][0] < end:
            continue
        chosen.append((start, end, entry))
        reach = end
    return chosen


def _bounded(text: str, start: int, end: int) -> bool:
    """Latin words must not be cut; a plural s or a version number may follow (`APIs`, `Python3`, `SQL2008`)."""
    first, last = text[start], text[end - 1]
    if first.isalnum() and not is_han(first) and start:
        before = text[start - 1]
        if (before.isalnum() and not is_han(before)) or before in "_@#":
            return False
    if is_han(last) or end == len(text):
        return True
    after = text[end]
    if not (after.isalnum() and not is_han(after)) and after not in "_":
        if after == "+" and last.isalnum() and text[end + 1 : end + 2].isalnum():
            return end - start > 1  # `nginx+lua`; not the C of `C+`
        return not (after in "+#" and last.isalnum()) and after != "@"
    if not last.isalpha() or end - start < 3:
        return False
    if after == "s" and last != "s" and end - start > 3:
        return end + 1 == len(text) or not text[end + 1].isalnum() or is_han(text[end + 1])
    if after.isdigit():
        tail = end
        while tail < len(text) and (text[tail].isdigit() or text[tail] == "."):
            tail += 1
        return tail - end <= 4 and (tail == len(text) or not text[tail].isalpha() or is_han(text[tail]))
    return False


def _fold(text: str) -> str:
    """Lower case; a line break after a long line is a space, since labels wrap."""
    folded = lower(text)
    if "\n" not in folded:
        return folded
    parts = folded.split("\n")
    joined = [
        part + (" " if len(part) > 60 and nxt[:1].islower() else "\n")
        for part, nxt in zip(parts, [*text.split("\n")[1:], ""], strict=True)
    ]
    return "".join(joined)[: len(folded)]
