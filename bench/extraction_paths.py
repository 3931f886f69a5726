"""One way of finding skills, timed in a process of its own on one core: `python -m bench.extraction_paths NAME`.

Prints one JSON object: documents and characters a second (of CPU time and of wall time), seconds to build, peak memory.
A process of its own, so that memory is that of this way alone and no other's caches help it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.model import Document, DocumentKind
from etl.readers import read
from etl.warming import WARMING
from ontology.sources import read_source
from ontology.vocabulary import Vocabulary, vocabulary_of

SAMPLE = Path(__file__).resolve().parents[1] / "etl" / "sample"
LIMIT = 20 * 2**20
Finder = Callable[[Document], int]


def main() -> None:
    """Time the way that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=sorted(WAYS))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--ontology", type=Path, help="folder with esco/ and onet/; else the starter alone")
    parser.add_argument("--data", type=Path, help="folder with resumes/ and postings/; else the bundled sample")
    parser.add_argument("--most", type=int, help="so many documents at most")
    parser.add_argument("--lang", choices=("en", "zh"), help="documents of this language only")
    parser.add_argument("--kind", choices=("resume", "posting"), help="documents of this kind only")
    given = parser.parse_args()
    _one_core()
    found = documents(given.data or SAMPLE, given.lang, given.kind, given.most)
    labels = vocabulary(given.ontology)
    print_json(measured(given.name, found, labels, given.repeat))


def measured(name: str, found: list[Document], labels: Vocabulary, repeat: int) -> dict[str, Any]:
    """The figures of one way over documents and labels."""
    walls, cpus, hits = [], [], 0
    finder: Finder | None = None
    for done in range(repeat):
        if done == 0 or name in FORGETTING:
            finder = None  # Two at once would count as memory.
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            finder = WAYS[name](labels)
            build, build_cpu = time.perf_counter() - wall, time.process_time() - cpu
            cpu = time.process_time()
            for document in WARMING:  # Builds what is built at the first use.
                finder(document)
            first = time.process_time() - cpu
        wall, cpu = time.perf_counter(), time.process_time()
        hits = sum(finder(document) for document in found)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    characters = sum(len(document.text) for document in found)
    wall, cpu = statistics.median(walls), statistics.median(cpus)
    return {
        "documents": len(found),
        "characters": characters,
        "labels": len(labels.terms),
        "found": hits,
        "documents_per_second": round(len(found) / wall, 2),
        "characters_per_second": round(characters / wall),
        "documents_per_cpu_second": round(len(found) / cpu, 2),
        "characters_per_cpu_second": round(characters / cpu),
        "build_seconds": round(build, 2),
        "build_cpu_seconds": round(build_cpu, 2),
        "first_document_cpu_seconds": round(first, 2),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if _linux() else 2**20)),
    }


def gazetteer(labels: Vocabulary) -> Finder:
    """Skills by dictionary alone."""
    from etl.gazetteer import Gazetteer

    finder = Gazetteer(labels)
    return lambda document: len(finder.find(document.text))


def rules(labels: Vocabulary) -> Finder:
    """The whole profile by gazetteer, rules and linker, without trained taggers."""
    from etl.extract import Extractor

    extractor = Extractor(labels)
    return lambda document: len(extractor.extract(document).mentions)


def full(labels: Vocabulary) -> Finder:
    """The whole profile as the service reads it, trained taggers included."""
    from etl.extract import Extractor
    from etl.tagging.reading import taggers_in_use

    extractor = Extractor(labels, taggers=taggers_in_use())
    return lambda document: len(extractor.extract(document).mentions)


def phrase_matcher(labels: Vocabulary) -> Finder:
    """The peer that many write themselves: spaCy's PhraseMatcher over the same labels, longest match wins."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for concept, texts in _by_concept(labels).items():
        matcher.add(concept, [nlp.make_doc(text) for text in texts])
    return lambda document: len(filter_spans(matcher(nlp(document.text), as_spans=True)))


def skillner(labels: Vocabulary) -> Finder:
    """SkillNER (`pip install skillNer`) over the same labels, on a pipeline that is lighter than the one it asks for.

    It wants `en_core_web_lg`, which no package index has. A blank pipeline with lower case as the lemma stands for it,
    without tagger, parser and vectors, and labels match whole, not by single words: each makes it faster than it is
    as shipped, so a ratio to it is a floor.
    """
    from tempfile import TemporaryDirectory

    import spacy
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

    @Language.component("lower_case_lemma")
    def lemma(doc: Any) -> Any:
        for token in doc:
            token.lemma_ = token.lower_
        return doc

    nlp = spacy.blank("en")
    nlp.add_pipe("lower_case_lemma")
    # At import it wants a table of skills in the working folder, and else gets one from the network.
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name in ("skill_db_relax_20.json", "token_dist.json"):
            Path(name).write_text("{}", encoding="utf-8")
        from skillNer.cleaner import stem_text  # type: ignore[import-not-found]
        from skillNer.skill_extractor_class import SkillExtractor  # type: ignore[import-not-found]

    table = _skillner_table(labels, nlp, stem_text)
    with contextlib.redirect_stdout(sys.stderr):
        extractor = SkillExtractor(nlp, table, PhraseMatcher)

    def find(document: Document) -> int:
        try:
            results = extractor.annotate(document.text)["results"]
        except (IndexError, ValueError, KeyError):  # It stumbles over some texts; the time until then counts.
            return 0
        return len(results["full_matches"]) + len(results["ngram_scored"])

    return find


WAYS: dict[str, Callable[[Vocabulary], Finder]] = {
    "gazetteer": gazetteer, "rules": rules, "full": full, "phrase_matcher": phrase_matcher, "skillner": skillner,
}  # fmt: skip

#: Made anew for every repetition, since they remember what they have linked.
FORGETTING = ("rules", "full")


def documents(
    folder: Path = SAMPLE, lang: str | None = None, kind: str | None = None, most: int | None = None
) -> list[Document]:
    """The documents under `resumes` and `postings` of a folder, read; `most` are taken at even steps."""
    found: list[Document] = []
    kinds: tuple[tuple[DocumentKind, str], ...] = (("resume", "resumes"), ("posting", "postings"))
    for each, name in kinds:
        if kind in (None, each):
            paths = sorted(one for one in (folder / name).rglob("*") if one.is_file())
            for path in paths[:: max(1, len(paths) // most)] if most else paths:
                found += [item for item in read(path, each, max_bytes=LIMIT) if isinstance(item, Document)]
    return [document for document in found if lang in (None, document.lang)][:most]


def vocabulary(ontology: Path | None) -> Vocabulary:
    """The starter, and ESCO and O*NET where their tables lie under `ontology`."""
    sources = [read_source("starter")]
    if ontology is not None:
        sources += [read_source("esco", ontology / "esco"), read_source("onet", ontology / "onet")]
    return vocabulary_of(sources)


def _by_concept(labels: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in labels.of_type("Skill"):
        found.setdefault(labels.canonical(term.concept), []).append(term.text)
    return found


def _skillner_table(labels: Vocabulary, nlp: Any, stem: Callable[[str], str]) -> dict[str, Any]:
    """One entry a label, as SkillNER writes them; its ids may hold no underscore."""
    table = {}
    texts = {" ".join(token.text for token in nlp(term.text.lower())) for term in labels.of_type("Skill")}
    for number, text in enumerate(sorted(texts)):
        table[f"S{number}"] = {
            "skill_name": text,
            "skill_type": "Hard Skill",
            "skill_len": len(text.split()),
            "high_surfce_forms": {"full": text},
            "low_surface_forms": [stem(text)],
            "match_on_tokens": False,
        }
    return table


def _one_core() -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _linux() -> bool:
    return sys.platform != "darwin"


def print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")


if __name__ == "__main__":
    main()
