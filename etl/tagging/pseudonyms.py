"""A copy of annotated resumes with invented people: names, e-mails, phones and profile addresses are replaced.

What is trained on the copy cannot have learnt a real name. The same name gets the same invented one all over a
document, in its profile address too; spans move with the text.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from etl.gold import GoldSpan, GoldText

_ONSETS = [
    "b",
    "bh",
    "ch",
    "d",
    "dh",
    "f",
    "g",
    "h",
    "j",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sh",
    "t",
    "th",
    "v",
    "y",
    "z",
    "br",
    "kr",
    "pr",
    "tr",
    "st",
]
_NUCLEI = ["a", "a", "a", "i", "e", "o", "u", "ai", "ee"]
_CODAS = ["", "", "", "n", "r", "l", "sh", "m", "t", "k", "nd", "ran", "van", "l", "j", "ta", "sha"]
_DOMAINS = ("example.com", "example.org", "example.net", "mail.example", "post.example")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w.])(?:\+?\d[\s().-]{0,2}){9,13}\d(?![\w])")
#: `indeed.com/r/First-Last/hexadecimal`, which may wrap after a hyphen or a slash.
_PAGE = re.compile(r"indeed\.com/r/(?P<who>[^\s/?]+(?:-\n[^\s/?]+)?)/\n?(?P<key>[\da-f]{8,})")
_OTHER_PAGE = re.compile(
    r"(?:linkedin\.com/(?:in|pub)|github\.com|facebook\.com|twitter\.com)/(?P<who>[^\s?,;)]+)", re.I
)
_TITLED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Shri|Smt)\b\.?\s?(?!Office|Excel|Word|Power|Access|Outlook|SQL|Dos|DOS|Visio|Project|Windows|CIT)"
    r"|(?:[Ff]ather|[Mm]other|[Hh]usband|[Ss]pouse)['’]?s?\s+[Nn]ame\s*:?-?\s*(?:[Mm]r\.?\s)?)"
    r"(?P<n>[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})"
)


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str


def pseudonymise(gold: GoldText, seed: int) -> GoldText:
    """The text with invented names and contacts, and its spans where they stand now.

    Args:
        seed: chooses the invented people; the same seed gives the same copy.
    """
    invent = _Inventor(random.Random(seed))
    names = [gold.text[s.start : s.end] for s in gold.spans if s.label == "NAME"]
    names += [match["n"] for match in _TITLED.finditer(gold.text)]
    changes = _applied(_changes(gold.text, names, invent))
    moved = _Moved(changes)
    spans = (GoldSpan(moved.start(s.start), moved.end(s.end), s.label) for s in gold.spans)
    text = _rewritten(gold.text, changes)
    return GoldText(text, gold.lang, tuple(s for s in spans if s.start < s.end))


def pseudonymise_all(rows: Iterable[GoldText], seed: int) -> list[GoldText]:
    """Every row with people of its own."""
    return [pseudonymise(row, seed * 100_003 + index) for index, row in enumerate(rows)]


class _Inventor:
    """Makes up names of syllables, one for each real one."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.known: dict[str, str] = {}

    def word(self, real: str) -> str:
        """An invented name part in the letter case of the real one; an initial stays an initial."""
        if len(real) == 1:
            made = self.known.setdefault(real.casefold(), self.chance.choice("abdgjkmnprstv"))
        else:
            made = self.known.get(real.casefold()) or self._syllables(len(real))
            self.known[real.casefold()] = made
        return made.upper() if real.isupper() else made.capitalize() if real[:1].isupper() else made

    def name(self, real: str) -> str:
        return re.sub(r"[^\W\d_]+", lambda match: self.word(match[0]), real)

    def digits(self, real: str) -> str:
        return re.sub(r"\d", lambda _: str(self.chance.randrange(10)), real)

    def key(self, real: str) -> str:
        """Hexadecimal digits of the same length."""
        return "".join(self.chance.choice("0123456789abcdef") for _ in real)

    def email(self, real: str) -> str:
        if real.casefold() not in self.known:
            who = self._syllables(6) + self.chance.choice((".", "", "_")) + self._syllables(6)
            tail = str(self.chance.randrange(1000)) if any(map(str.isdigit, real.partition("@")[0])) else ""
            self.known[real.casefold()] = f"{who}{tail}@{self.chance.choice(_DOMAINS)}"
        return self.known[real.casefold()]

    def _syllables(self, length: int) -> str:
        made = ""
        while len(made) < max(min(length, 9), 2):
            made += self.chance.choice(_ONSETS) + self.chance.choice(_NUCLEI) + self.chance.choice(_CODAS)
        return made[: max(length + 2, 3)]


def _changes(text: str, names: list[str], invent: _Inventor) -> list[_Change]:
    """What is to be replaced; the first in the list win where two overlap."""
    found = [_Change(m.start(), m.end(), invent.email(m[0])) for m in _EMAIL.finditer(text)]
    for match in _PAGE.finditer(text):
        found.append(_Change(match.start("who"), match.end("who"), invent.name(match["who"])))
        found.append(_Change(match.start("key"), match.end("key"), invent.key(match["key"])))
    for match in _OTHER_PAGE.finditer(text):
        found.append(_Change(match.start("who"), match.end("who"), invent.digits(invent.name(match["who"]))))
    found += [_Change(m.start(), m.end(), invent.digits(m[0])) for m in _PHONE.finditer(text)]
    parts = {part for name in names for part in re.findall(r"[^\W\d_]{3,}", name)}
    for name in dict.fromkeys(names):
        body = r"\s+".join(map(re.escape, name.split()))
        found += [_Change(m.start(), m.end(), invent.name(m[0])) for m in re.finditer(body, text, re.I)]
    for part in sorted(parts):
        pattern = rf"(?<![^\W\d_])(?:{part}|{part.upper()}|{part.capitalize()})(?![^\W\d_])"
        found += [_Change(m.start(), m.end(), invent.name(m[0])) for m in re.finditer(pattern, text)]
        if len(part) > 3:  # Glued to other words: `quistida.example.org`, `IdaQuist`.
            found += [_Change(m.start(), m.end(), invent.name(m[0])) for m in re.finditer(part, text, re.I)]
    return found


def _applied(changes: list[_Change]) -> list[_Change]:
    kept: list[_Change] = []
    for change in changes:
        if not any(change.start < other.end and other.start < change.end for other in kept):
            kept.append(change)
    return sorted(kept, key=lambda change: change.start)


def _rewritten(text: str, changes: list[_Change]) -> str:
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join([*parts, text[at:]])


class _Moved:
    """Where an offset of the old text stands in the new one."""

    def __init__(self, changes: list[_Change]) -> None:
        self.changes = changes
        self.begins = [change.start for change in changes]
        self.shifts = [0]
        for change in changes:
            self.shifts.append(self.shifts[-1] + len(change.text) - (change.end - change.start))

    def start(self, offset: int) -> int:
        at = bisect_right(self.begins, offset)
        if at and offset < self.changes[at - 1].end:  # Inside a replaced stretch.
            change = self.changes[at - 1]
            return change.start + self.shifts[at - 1] + min(offset - change.start, len(change.text) - 1)
        return offset + self.shifts[at]

    def end(self, offset: int) -> int:
        return self.start(offset - 1) + 1 if not self._closes(offset) else offset + self.shifts[self._before(offset)]

    def _before(self, offset: int) -> int:
        return bisect_right(self.begins, offset - 1)

    def _closes(self, offset: int) -> bool:
        """Whether a replaced stretch ends just here."""
        at = self._before(offset)
        return bool(at) and self.changes[at - 1].end == offset
