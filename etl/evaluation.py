"""Scores of extraction and linking against gold files: the tasks `mentions`, `linking` and `titles`.

Nothing is trained here but what `train` labels add to the label space of titles.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graph.errors import InputError, OntologyError
from ontology.vocabulary import ConceptType, Term, Vocabulary

from .gold import GoldQuery, GoldText, linking_row, mentions_row, read_gold, titles_row
from .model import Block, CandidateProfile, Document, DocumentKind, Mention, Span
from .scores import Report, ranking_scores, span_scores

if TYPE_CHECKING:
    from .extract import Extractor
    from .linking import Linker

Progress = Callable[[int, int], None]
TagSet = Literal["skillspan", "resume_zh", "resume_en"]
#: How far down a ranking is read; what stands deeper counts as missed.
DEPTH = 100

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
    gold: Path,
    extractor: Extractor,
    *,
    tags: TagSet | None = None,
    skill_kinds: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Strict span scores of the extractor as it is.

    Args:
        tags: the gold set's labels; taken from the labels in the file if None.
        skill_kinds: concept to kind (skill, knowledge, tool, …), for SkillSpan's two labels.

    Raises:
        GoldFileError: see `read_gold`.
    """
    texts = read_gold(gold, mentions_row)
    tags = tags or _tags_of(texts)
    pairs = []
    started = time.perf_counter()
    for done, text in enumerate(texts, 1):
        found = {
            (mention.span.start, mention.span.end, label)
            for mention in _mentions(extractor, text, "posting" if tags == "skillspan" else "resume")
            if (label := _tag(mention, tags, skill_kinds or {}))
        }
        pairs.append(([(span.start, span.end, span.label) for span in text.spans], found))
        if progress and done % 50 == 0:
            progress(done, len(texts))
    seconds = time.perf_counter() - started
    micro, per_label = span_scores(pairs)
    return Report("mentions", str(gold), len(texts), micro, seconds, per_label)


def evaluate_linking(
    gold: Path,
    vocabulary: Vocabulary | None = None,
    *,
    labels: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Which skills a text is about, ranked over all labels of `labels` (one a line) or of the vocabulary.

    Raises:
        GoldFileError: see `read_gold`.
        InputError: neither `labels` nor a vocabulary is given, or the file of labels is empty.
    """
    queries = read_gold(gold, linking_row)
    if labels:
        vocabulary = _label_space(labels)
    elif vocabulary is None:
        raise InputError("there is no label space", fix="Give --labels FILE, or import an ontology")
    else:
        queries = _as_concepts(queries, vocabulary, "Skill")
    return _rank("linking", gold, queries, vocabulary, "Skill", hits=(), r_precision=(5, 10), progress=progress)


def evaluate_titles(
    gold: Path,
    vocabulary: Vocabulary,
    *,
    train: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Which occupation a job title means, ranked over all occupations of the vocabulary.

    Args:
        train: labelled titles; each becomes one more label of its occupation.

    Raises:
        GoldFileError: see `read_gold`.
    """
    queries = _as_concepts(read_gold(gold, titles_row), vocabulary, "Occupation")
    if train:
        learned = _as_concepts(read_gold(train, titles_row), vocabulary, "Occupation")
        vocabulary = _with_titles(vocabulary, learned)
    return _rank("titles", gold, queries, vocabulary, "Occupation", hits=(1, 5, 10), r_precision=(), progress=progress)


def esco_occupations(folder: Path) -> Vocabulary:
    """The occupations of ESCO tables in `folder`, by their URIs, and by their codes as aliases of these.

    Raises:
        OntologyError: the folder has no table of occupations, or a bad row.
    """
    from ontology.sources import read_source
    from ontology.vocabulary import vocabulary_of

    if not any(folder.glob("occupations.csv*")):
        raise OntologyError("there is no occupations.csv in this folder", where=str(folder))
    return vocabulary_of([read_source("esco", folder)])


def _rank(
    task: str,
    gold: Path,
    queries: Sequence[GoldQuery],
    vocabulary: Vocabulary,
    type: ConceptType,
    *,
    hits: Sequence[int],
    r_precision: Sequence[int],
    progress: Progress | None,
) -> Report:
    linker = _linker(vocabulary)
    linker.rank(queries[0].text, type, 1)  # Builds its index: not part of the time that is reported.
    started = time.perf_counter()
    rankings = []
    for done, query in enumerate(queries, 1):
        rankings.append((linker.rank(query.text, type, DEPTH), query.answers))
        if progress and done % 50 == 0:
            progress(done, len(queries))
    seconds = time.perf_counter() - started
    metrics = ranking_scores(rankings, hits=hits, r_precision=r_precision)
    reachable = {vocabulary.canonical(term.concept) for term in vocabulary.of_type(type)}
    lost = sum(not (query.answers & reachable) for query in queries)
    notes = (f"{lost} of {len(queries)} rows name only answers outside the label space; they count as missed",)
    return Report(task, str(gold), len(queries), metrics, seconds, notes=notes if lost else ())


def _linker(vocabulary: Vocabulary) -> Linker:
    from .linking import Linker

    return Linker(vocabulary)


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


def _tags_of(texts: Sequence[GoldText]) -> TagSet:
    labels = {span.label for text in texts for span in text.spans}
    if labels <= {"SKILL", "KNOWLEDGE"}:
        return "skillspan"
    return "resume_zh" if labels & {"ORG", "TITLE", "EDU", "PRO", "CONT"} else "resume_en"


def _tag(mention: Mention, tags: TagSet, skill_kinds: Mapping[str, str]) -> str | None:
    if tags != "skillspan":
        return _TAGS[tags].get(mention.kind)
    if mention.kind not in ("skill", "language"):
        return None
    # A concept that we know nothing of is far more often a tool than a doing.
    kind = skill_kinds.get(mention.concept or "", "knowledge")
    return "KNOWLEDGE" if kind in _KNOWLEDGE_KINDS else "SKILL"


def _label_space(path: Path) -> Vocabulary:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("the file of labels cannot be read", where=str(path), fix="UTF-8, one label a line") from error
    texts = dict.fromkeys(line.strip() for line in lines if line.strip())
    if not texts:
        raise InputError("the file of labels is empty", where=str(path), fix="One label a line")
    return Vocabulary(tuple(Term(text, "Skill", text, _lang(text), "preferred", "labels") for text in texts), str(path))


def _as_concepts(queries: Sequence[GoldQuery], vocabulary: Vocabulary, type: ConceptType) -> list[GoldQuery]:
    """Answers as the linker names them: through exact matches, and preferred labels and codes as their concepts."""
    names = {term.text: term.concept for term in vocabulary.of_type(type) if term.kind == "preferred"}
    for concept in {term.concept for term in vocabulary.of_type(type)}:
        names[concept] = concept
        names.setdefault(concept.partition(":")[2], concept)  # A bare code: 15-2051.00, 2-02-13-06.
    return [
        GoldQuery(query.text, frozenset(vocabulary.canonical(names.get(answer, answer)) for answer in query.answers))
        for query in queries
    ]


def _with_titles(vocabulary: Vocabulary, learned: Sequence[GoldQuery]) -> Vocabulary:
    extra = [
        Term(answer, "Occupation", query.text, _lang(query.text), "alternative", "train")
        for query in learned
        for answer in sorted(query.answers)
    ]
    return Vocabulary((*vocabulary.terms, *dict.fromkeys(extra)), f"{vocabulary.version}+train", vocabulary.aliases)


def _lang(text: str) -> str:
    return "zh" if any("一" <= character <= "鿿" for character in text) else "en"
