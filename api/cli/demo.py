"""`careergraph demo`: the whole way on the bundled sample, and what to do next."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .output import StepProgress, out, steps, table

if TYPE_CHECKING:
    from rich.console import Console

    from graph.store import Store

RESUME = "en-01"
POSTING = "zh-01"
CAREER = ("Data Analyst", "首席技术官")
QUERIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("market/skills_in_demand", {"limit": 6}),
    ("market/scarce_skills", {"least": 3, "limit": 6}),
    ("market/skill_evidence", {"skill": "cg:skill/customer-service", "limit": 3}),
)
NEXT = """\
  source .venv/bin/activate                 first: the command lives there
  careergraph match jobs MY_RESUME.pdf      your own resume against the sample's jobs
  careergraph path "bookkeeper" "财务总监"     another career, in either language
  careergraph ontology search 机器学习        look up a skill
  careergraph query --list                  every query of the library; analysts: any Bolt client, see db info
  make serve                                the same as an API, with a page to try it
  careergraph ontology import esco DIR      the whole of ESCO, O*NET, or your own SKOS file
"""


@dataclass
class Clock:
    """How long each step took, in seconds."""

    steps: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def note(self, step: str) -> None:
        now = time.perf_counter()
        self.steps[step], self._last = now - self._last, now


def demo(
    retrain: Annotated[bool, typer.Option("--retrain", help="Train even if the model in service is current.")] = False,
) -> None:
    """From an empty graph to matches and career paths on the bundled sample: a tour of everything."""
    from graph.settings import settings
    from graph.store import open_store

    console, clock = out(), Clock()
    with _bars() as tell:
        store = open_store(settings(), lambda done, total: tell("fetching Neo4j's parts (once)", done, total))
    with store:
        clock.note("start Neo4j")
        with _bars() as tell:
            _build(console, store, clock, tell, retrain)
        _show_resume(console, store)
        _show_matches(console, store)
        _show_career(console, store)
        _show_queries(console, store)
        clock.note("answer")
    console.print(table("Seconds", tuple(clock.steps), [[f"{value:.1f}" for value in clock.steps.values()]]))
    console.rule("[bold]What next")
    console.print(NEXT, highlight=False, markup=False)


def _build(console: Console, store: Store, clock: Clock, tell: StepProgress, retrain: bool) -> None:
    """Ontology, documents, interactions, model; each only as far as it is not there yet."""
    import etl
    from etl.pipeline import build_extractor, ingest
    from etl.tables import load_courses, load_interactions
    from gnn.careers import derive_moves
    from ontology import import_ontology

    imported = import_ontology(store, "starter", progress=lambda done, total: tell("starter ontology", done, total))
    clock.note("ontology")
    sample = Path(etl.__file__).parent / "sample"
    extractor = build_extractor(store)
    fresh = 0
    for kind, folder in (("resume", "resumes"), ("posting", "postings")):
        summary = ingest(
            store,
            [sample / folder],
            "resume" if kind == "resume" else "posting",
            extractor=extractor,
            progress=lambda done, total, kind=kind: tell(f"reading {kind}s", done, total),  # type: ignore[misc]
        )
        fresh += summary.loaded
        console.print(
            f"{summary.found} {kind}s: {summary.loaded} read, {summary.unchanged} known already, "
            f"{len(summary.refused)} refused"
        )
    clock.note("documents")
    events = load_interactions(store, sample / "interactions.csv")
    courses = load_courses(store, sample / "courses.csv")
    console.print(f"{events.stored} interactions, {courses.stored} courses, {derive_moves(store)} career moves")
    clock.note("tables")
    if fresh or retrain or not imported.unchanged or not _has_model(store):
        from gnn.pipeline import train_model

        card = train_model(store, progress=tell)
        console.print(f"Model {card.id}: {card.metrics}. {card.notes}", highlight=False)
    else:
        console.print("The model in service is current: nothing changed since it was trained (--retrain trains anew)")
    clock.note("training")


def _has_model(store: Store) -> bool:
    from gnn import registry
    from graph.errors import ModelError

    try:
        registry.load_ranker(registry.load_card(registry.active(store)))
    except ModelError:
        return False
    return True


def _subject(store: Store, kind: str, prefix: str) -> str:
    """The person or job that came from the sample's file whose name begins so; else the first there is."""
    rows = [row for row in store.read("load/sources") if row["kind"] == kind]
    chosen = [row for row in rows if Path(row["source"]).name.startswith(prefix)] or rows
    return str(chosen[0]["id"])


def _show_resume(console: Console, store: Store) -> None:
    from rich.panel import Panel

    from etl.describe import describe

    from .marked import legend, marked
    from .show import tree

    facts = describe(store, _subject(store, "resume", RESUME), text=True)
    console.rule("[bold]What was read in one resume")
    console.print(Panel(marked(facts), subtitle=legend(), title=facts["document"]), highlight=False)
    console.print(tree(facts, "en"), highlight=False)


def _show_matches(console: Console, store: Store) -> None:
    from gnn.matching import Matcher

    from .match import tree

    matcher = Matcher(store)
    person, job = _subject(store, "resume", RESUME), _subject(store, "posting", POSTING)
    console.rule("[bold]The five best jobs for this person")
    for item in matcher.jobs_for(person, k=5).as_json()["items"]:
        console.print(tree(item), highlight=False)
    title = store.read("documents/find", id=job)[0]["title"]
    console.rule(f"[bold]The three best people for one job: {title}")
    for item in matcher.people_for(job, k=3).as_json()["items"]:
        console.print(tree(item), highlight=False)


def _show_career(console: Console, store: Store) -> None:
    from gnn.careers import career_paths
    from ontology.resolve import resolve

    from .path import shown

    start, goal = (resolve(store, name, "Occupation") for name in CAREER)
    console.rule(f"[bold]A career: {CAREER[0]} → {CAREER[1]}")
    for found in career_paths(store, start, goal, k=1):
        console.print(shown(found))


def _show_queries(console: Console, store: Store) -> None:
    from rich.syntax import Syntax

    from graph.cypher import query

    for name, parameters in QUERIES:
        wanted = query(name)
        console.rule(f"[bold]Cypher: {name}")
        code = "\n".join(line for line in wanted.text.splitlines() if not line.startswith("//"))
        console.print(Syntax(code, "cypher", background_color="default", word_wrap=True))
        rows = store.read(name, **parameters)
        console.print(
            table(wanted.answers, tuple(rows[0]) if rows else ("(no rows)",), [list(row.values()) for row in rows])
        )


def _bars() -> AbstractContextManager[StepProgress]:
    return steps() if sys.stderr.isatty() else _step_names()


@contextmanager
def _step_names() -> Iterator[StepProgress]:
    """Without a terminal: one line as each step begins."""
    seen: set[str] = set()

    def tell(step: str, _done: int, _total: int) -> None:
        if step not in seen:
            seen.add(step)
            sys.stderr.write(f"{step} …\n")

    yield tell
