"""Strict span scores of what marks mentions, a trained tagger or the rules, against a gold file: task `mentions`."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import GoldFileError

from .gold import GoldText, mentions_row, read_gold
from .model import Block, CandidateProfile, Document, DocumentKind, Mention, Span
from .noise import KINDS, under_noise
from .scores import Report, span_scores

if TYPE_CHECKING:
    from .extract import Extractor
    from .tagging.base import Tagger
    from .tagging.registry import TaggerName

Progress = Callable[[int, int], None]
Marked = tuple[int, int, str]
#: Texts to the labelled spans of each.
Finder = Callable[[Sequence[GoldText], Progress | None], Sequence[set[Marked]]]

#: Our kinds of mention in the words of each gold set. Labels that we have no kind for stay missed.
_RESUME_ZH = {"name": "NAME", "title": "TITLE", "company": "ORG", "school": "ORG", "degree": "EDU",
              "education_level": "EDU", "field": "PRO", "place": "LOC"}  # fmt: skip
_RESUME_EN = {"name": "NAME", "title": "DESIGNATION", "company": "COMPANIES_WORKED_AT", "school": "COLLEGE_NAME",
              "degree": "DEGREE", "place": "LOCATION", "email": "EMAIL_ADDRESS", "skill": "SKILLS",
              "years": "YEARS_OF_EXPERIENCE"}  # fmt: skip
_TAGS: dict[str, dict[str, str]] = {"resume_zh": _RESUME_ZH, "resume_en": _RESUME_EN}
#: SkillSpan counts what one knows or works with as KNOWLEDGE, what one does or is like as SKILL.
_KNOWLEDGE_KINDS = frozenset({"knowledge", "tool", "language"})


def evaluate_mentions(
    texts: Sequence[GoldText],
    finder: Finder,
    *,
    gold: str,
    baselines: Mapping[str, Finder] | None = None,
    noise: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Strict span F1, precision and recall, micro and per label, of one finder, and of others on the same texts.

    Args:
        noise: also score the texts with each kind of noise in every tenth word (see `etl.noise`), as metric `noise`.
    """

    def scored(some: Sequence[GoldText]) -> tuple[dict[str, float], dict[str, dict[str, float]], float]:
        started = time.perf_counter()
        return *score_spans(some, finder, progress), time.perf_counter() - started

    found = under_noise(texts, scored, kinds=KINDS if noise else ())
    micro, per_label, seconds = found.pop("clean")
    metrics: dict[str, Any] = {**micro}
    if noise:
        metrics["noise"] = {kind: scores for kind, (scores, _, _) in found.items()}
    others = {}
    for name, other in (baselines or {}).items():
        scores, labels = score_spans(texts, other, progress)
        others[name] = {**scores, "per_label": labels}
    return Report("mentions", gold, len(texts), metrics, seconds, per_label, others)


def score_spans(
    texts: Sequence[GoldText], finder: Finder, progress: Progress | None = None
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """(micro scores, scores per label) of a finder."""
    golds = [[(span.start, span.end, span.label) for span in text.spans] for text in texts]
    return span_scores(zip(golds, finder(texts, progress), strict=True))


def read_mentions(path: Path) -> list[GoldText]:
    """The rows of a gold file.

    Raises:
        GoldFileError: see `read_gold`.
    """
    return read_gold(path, mentions_row)


def tags_of(texts: Sequence[GoldText], *, wanted: TaggerName | None = None, where: str = "") -> TaggerName:
    """Which tagger's labels a gold file bears: the one that shares most of them, by language where two share as many.

    Args:
        wanted: only this one will do.
        where: the file, for the message.

    Raises:
        GoldFileError: no label is of such a tagger.
    """
    from .tagging.registry import NAMES, labels_of

    labels = {span.label for text in texts for span in text.spans}
    names = (wanted,) if wanted else NAMES
    shared = {name: len(labels & labels_of(name)) for name in names}
    most = max(shared.values())
    if not most:
        told = f"its labels are {', '.join(sorted(labels))}" if labels else "no row marks a span"
        known = "; ".join(f"{name}: {', '.join(sorted(labels_of(name)))}" for name in names)
        raise GoldFileError(f"{told}, and no tagger gives them", where=where, fix=f"Known are {known}")
    best = [name for name in names if shared[name] == most]
    own = "resume_zh" if sum(text.lang == "zh" for text in texts) * 2 > len(texts) else "resume_en"
    return next((name for name in best if name == own), best[0])


def by_tagger(tagger: Tagger) -> Finder:
    """The spans that a trained tagger marks."""

    def find(texts: Sequence[GoldText], progress: Progress | None) -> list[set[Marked]]:
        found = tagger.tag([text.text for text in texts], progress)
        return [{(span.start, span.end, span.label) for span in spans} for spans in found]

    return find


def by_rules(extractor: Extractor, tags: TaggerName, skill_kinds: Mapping[str, str] | None = None) -> Finder:
    """The mentions of the whole extractor, in the words of a gold set.

    Args:
        skill_kinds: concept to kind (skill, knowledge, tool, …), for SkillSpan's two labels.
    """
    kind: DocumentKind = "posting" if tags == "skillspan" else "resume"

    def find(texts: Sequence[GoldText], progress: Progress | None) -> list[set[Marked]]:
        found = []
        for done, text in enumerate(texts, 1):
            mentions = _mentions(extractor, text, kind)
            labelled = ((m.span.start, m.span.end, _tag(m, tags, skill_kinds or {})) for m in mentions)
            found.append({(start, end, label) for start, end, label in labelled if label})
            if progress and done % 50 == 0:
                progress(done, len(texts))
        return found

    return find


def _mentions(extractor: Extractor, gold: GoldText, kind: DocumentKind) -> Sequence[Mention]:
    document = Document("gold", kind, gold.lang, "txt", "gold", gold.text, _lines(gold.text))
    profile = extractor.extract(document)
    if isinstance(profile, CandidateProfile):
        return (*profile.mentions, *profile.identity.mentions)
    return profile.mentions


def _lines(text: str) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(Span(start, start + len(line.rstrip("\r\n")))))
        start += len(line)
    return tuple(blocks)


def _tag(mention: Mention, tags: TaggerName, skill_kinds: Mapping[str, str]) -> str | None:
    if tags != "skillspan":
        return _TAGS[tags].get(mention.kind)
    if mention.kind not in ("skill", "language"):
        return None
    # A concept that we know nothing of is far more often a tool than a doing.
    kind = skill_kinds.get(mention.concept or "", "knowledge")
    return "KNOWLEDGE" if kind in _KNOWLEDGE_KINDS else "SKILL"
