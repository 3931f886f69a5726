"""How much of who a person is stays readable: gold names and contacts against what the masking really masks.

Measured on the redacted text that everything downstream sees, not on what was found on the way to it.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import GoldFileError

from .gold import GoldSpan, GoldText, mentions_row, read_gold
from .model import CandidateProfile, Document, Identity, Profile, Span
from .redact import MASK, redact
from .scores import Report
from .tagging.offsets import realigned
from .text import HAN

Progress = Callable[[int, int], None]
#: A document to what extraction makes of it.
Extract = Callable[[Document], Profile]
_LABELS = ("NAME", "EMAIL_ADDRESS")
#: What anybody can see to be contact data or a number of identity, whoever annotated it: checked besides the gold.
PATTERNS = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "page": re.compile(r"(?:https?://)?(?:www\.)?(?:indeed\.com/r|linkedin\.com/in|github\.com)/\S*\w"),
    "phone": re.compile(
        r"(?<![\w.])\+?\d{10,13}(?!\w)|(?<![\w.])(?:\+\d{1,3}[ -])?\d{3,5}[ -]\d{3,4}[ -]\d{3,4}(?!\w)"
    ),
    "identity number": re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])"),
    "labelled number": re.compile(
        r"(?:\b(?:ssn|social security|passport|driv(?:er['’]?s|ing) licen[cs]e|aadhaa?r|pan|ni|nric|hkid|"
        r"national insurance|national id|identity card)(?: (?:card|number|no|#))*\.?\s*[:：]"
        r"|(?:护照|身[份分][证證])(?:号码?|號碼?|字[号號])?\s*[:：])\s*"
        r"(?P<v>(?=(?:[^\n\d]{0,8}\d){4})(?-i:[A-Z\d]{1,11}(?:[ -]?[A-Z\d]{1,6}){0,4})(?:\([\dA]\))?)(?![\w/])",
        re.I,
    ),
    "social security": re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d-])"),
    "account": re.compile(r"(?:微信号?|wechat(?: id)?|skype(?: id)?)\s?[:：]\s?(?P<v>[A-Za-z][\w.-]*\d[\w-]*)", re.I),
    "birth": re.compile(
        r"(?:(?:date of birth|d\.?o\.?b\.?|born on)\s*[:：-]*\s*|(?<!先)(?:出生于|生于)\s*)(?P<v>\d[\w./ -]{3,12}\d)",
        re.I,
    ),
    "address": re.compile(r"(?:permanent|home|current|present|mailing) address\s*[:：-]+\s*(?P<v>[^\n]{6,60})", re.I),
}


@dataclass
class _Counts:
    spans: Counter[tuple[str, bool]] = field(default_factory=Counter)
    names: Counter[bool] = field(default_factory=Counter)
    patterns: Counter[tuple[str, bool]] = field(default_factory=Counter)
    masked: int = 0
    justified: int = 0


def evaluate_deidentification(gold: Path, extract: Extract, *, progress: Progress | None = None) -> Report:
    """Recall of masking on gold names and e-mails, everywhere they stand in their document, and its precision.

    A span counts as masked if every character of it is that is no white space. `names_everywhere` asks the same of
    each place where a gold name recurs in its document. `precision` is the share of masked characters that belong
    to a gold name or e-mail, a recurrence of one, a part of a name, or a pattern of contact data; personal attributes
    (sex, birth), which the gold does not mark, are left out of it.

    Raises:
        GoldFileError: see `read_gold`; or the file marks no name and no e-mail.
    """
    rows = read_gold(gold, mentions_row)
    if not any(span.label in _LABELS for row in rows for span in row.spans):
        raise GoldFileError("no row marks a NAME or EMAIL_ADDRESS", where=str(gold))
    counts = _Counts()
    started = time.perf_counter()
    for done, row in enumerate(rows, 1):
        _count(counts, realigned(row), *_read(row, extract))
        if progress and done % 20 == 0:
            progress(done, len(rows))
    seconds = time.perf_counter() - started
    metrics = {
        "recall": _share(sum(n for (_, hit), n in counts.spans.items() if hit), counts.spans.total()),
        "names_everywhere": _share(counts.names[True], counts.names.total()),
        "patterns": _share(sum(n for (_, hit), n in counts.patterns.items() if hit), counts.patterns.total()),
        "precision": _share(counts.justified, counts.masked),
    }
    labels = {label: _recall(counts.spans, label) for label in _LABELS}
    kinds = {kind: _recall(counts.patterns, kind) for kind in PATTERNS}
    per_label = {name: found for name, found in {**labels, **kinds}.items() if found["support"]}
    return Report("deidentification", str(gold), len(rows), metrics, seconds, per_label)


def masked_text(row: GoldText, extract: Extract) -> str:
    """The text as the profile keeps it."""
    return _read(row, extract)[0]


def _read(row: GoldText, extract: Extract) -> tuple[str, list[Span]]:
    """The masked text, and what in it tells personal attributes."""
    document = Document("gold", "resume", row.lang, "txt", "gold", row.text)
    profile = extract(document)
    identity = profile.identity if isinstance(profile, CandidateProfile) else Identity()
    return redact(document, identity), [m.span for m in identity.mentions if m.kind == "birth"]


def misses(row: GoldText, masked: str) -> list[GoldSpan]:
    """Gold names and e-mails, and recurrences of the names, that can still be read."""
    gold = realigned(row)
    spans = [span for span in gold.spans if span.label in _LABELS]
    spans += [GoldSpan(start, end, "NAME") for start, end in _recurrences(gold.text, _names(gold))]
    return [span for span in dict.fromkeys(spans) if not _hidden(masked, span.start, span.end)]


def _count(counts: _Counts, gold: GoldText, masked: str, aside: Sequence[Span]) -> None:
    names = _names(gold)
    spans = [span for span in gold.spans if span.label in _LABELS]
    counts.spans.update((span.label, _hidden(masked, span.start, span.end)) for span in spans)
    recurrences = _recurrences(gold.text, names)
    counts.names.update(_hidden(masked, start, end) for start, end in recurrences)
    patterned = [(kind, span) for kind, pattern in PATTERNS.items() for span in _patterned(pattern, gold.text)]
    counts.patterns.update((kind, _hidden(masked, *span)) for kind, span in patterned)
    due = [False] * len(masked)
    parts = [part for name in names for part in re.findall(r"[^\W\d_]{3,}", name) if not HAN.search(part)]
    for start, end in (
        *((span.start, span.end) for span in spans),
        *recurrences,
        *_recurrences(gold.text, parts),
        *(span for _, span in patterned),
    ):
        due[start:end] = [True] * (end - start)
    judged = [character == MASK for character in masked]
    for span in aside:
        judged[span.start : span.end] = [False] * (span.end - span.start)
    counts.masked += sum(judged)
    counts.justified += sum(hidden and wanted for hidden, wanted in zip(judged, due, strict=True))


def _names(gold: GoldText) -> list[str]:
    return list(dict.fromkeys(gold.text[s.start : s.end] for s in gold.spans if s.label == "NAME"))


def _recurrences(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    found = []
    for name in names:
        body = r"\s+".join(map(re.escape, name.split()))
        pattern = body if HAN.search(name) else rf"(?<![^\W\d_]){body}(?![^\W\d_])"
        found += [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    return found


def _patterned(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    group = "v" if "v" in pattern.groupindex else 0
    return [match.span(group) for match in pattern.finditer(text)]


def _hidden(masked: str, start: int, end: int) -> bool:
    return all(character == MASK or character.isspace() for character in masked[start:end])


def _recall(counts: Counter[tuple[str, bool]], name: str) -> dict[str, float]:
    support = counts[name, True] + counts[name, False]
    return {"recall": _share(counts[name, True], support), "support": support}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
