"""`careergraph match`: jobs for a person, people for a job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from . import wish_options as wish
from .options import Lang, Language
from .output import Json, emit, progress

if TYPE_CHECKING:
    from rich.tree import Tree

    from gnn.wishes import Wishes
    from graph.store import Store

app = typer.Typer(help="The best jobs for a person, the best people for a job.", no_args_is_help=True)
Top = Annotated[int, typer.Option("--top", "-k", min=1, max=100, help="How many.")]
SHOWN_REASONS = 4
NONE: list[str] = []


@app.command()
def jobs(
    candidate: Annotated[str, typer.Argument(help="Id of a candidate, or a resume file, which is ingested first.")],
    top: Top = 5,
    place: wish.Place = NONE,
    remote: wish.Remote = None,
    seniority: wish.Seniority = NONE,
    pay_min: wish.PayMin = None,
    pay_currency: wish.PayCurrency = None,
    pay_period: wish.Period = wish.PayPeriod.year,
    industry: wish.Industry = NONE,
    skill: wish.Skill = NONE,
    unseen: wish.Unseen = False,
    add: wish.Add = NONE,
    drop: wish.Drop = NONE,
    diversity: wish.Diversity = 0.0,
    mutual: wish.Mutual = False,
    ranker: wish.Ranker = None,
    lang: Language = Lang.en,
    as_json: Json = False,
) -> None:
    """The best jobs for a person, with reasons as graph paths and missing skills."""
    from gnn.wishes import Filters, Wishes

    filters = Filters(
        place=tuple(place),
        remote=remote,
        seniority=tuple(seniority),
        pay_min=pay_min,
        pay_currency=pay_currency,
        pay_period=pay_period.value,
        industry=tuple(industry),
        skill=tuple(skill),
        unseen=unseen,
    )
    wishes = Wishes(filters, tuple(add), tuple(drop), diversity, mutual)
    _match("resume", candidate, top, wishes, ranker, lang, as_json)


@app.command()
def people(
    job: Annotated[str, typer.Argument(help="Id of a job, or a posting file, which is ingested first.")],
    top: Top = 5,
    place: wish.Place = NONE,
    seniority: wish.Seniority = NONE,
    skill: wish.Skill = NONE,
    unseen: wish.Unseen = False,
    add: wish.Add = NONE,
    drop: wish.Drop = NONE,
    diversity: wish.Diversity = 0.0,
    mutual: wish.Mutual = False,
    ranker: wish.Ranker = None,
    lang: Language = Lang.en,
    as_json: Json = False,
) -> None:
    """The best people for a job, by id, with reasons as graph paths and missing skills."""
    from gnn.wishes import Filters, Wishes

    filters = Filters(place=tuple(place), seniority=tuple(seniority), skill=tuple(skill), unseen=unseen)
    _match("posting", job, top, Wishes(filters, tuple(add), tuple(drop), diversity, mutual), ranker, lang, as_json)


def _match(
    kind: Literal["resume", "posting"],
    given: str,
    top: int,
    wishes: Wishes,
    ranker: str | None,
    lang: Lang,
    as_json: bool,
) -> None:
    from gnn.baseline_matching import BaselineMatcher
    from gnn.baselines.registry import checked
    from gnn.matching import Matcher
    from graph.store import open_store

    with open_store() as store:
        # What cannot rank is found out before a file is read; a baseline learns from what is there after that.
        model = None if ranker else Matcher(store)
        checked([ranker] if ranker else [])
        subject = _subject(store, given, kind)
        with progress(f"fit {ranker}") as tell:

            def go_on(done: int, total: int) -> bool:
                tell(done, total)
                return True

            matcher = model or BaselineMatcher(store, ranker or "", go_on=go_on)
            find = matcher.jobs_for if kind == "resume" else matcher.people_for
            page = find(subject, k=top, lang=lang.value, wishes=wishes).as_json()
    emit({"for": subject, **page}, as_json, lambda: [tree(item) for item in page["items"]] or _nothing(page))


def _nothing(page: dict[str, Any]) -> str:
    blame = (page.get("filters") or {}).get("empty_by")
    return f"nothing passes the filters: {blame} left none" if blame else "nobody and nothing fits"


def _subject(store: Store, given: str, kind: Literal["resume", "posting"]) -> str:
    """The candidate or job that is meant: an id as it is, a file after it was ingested."""
    if not Path(given).is_file():
        return given
    from etl.describe import describe
    from etl.pipeline import ingest

    summary = ingest(store, [Path(given)], kind, workers=1)
    if summary.refused:
        raise summary.refused[0].error
    return str(describe(store, summary.ids[0])["subject"])


def tree(item: dict[str, Any]) -> Tree:
    """One match: score, why, and what is missing."""
    from rich.text import Text
    from rich.tree import Tree

    subject = item.get("job_id") or item.get("candidate_id")
    root = Tree(
        Text.assemble(
            (f"{item['score']:.2f} ", "bold green"),
            (item["title"] or "", "bold"),
            f"  {subject}  (confidence {item['confidence']:.2f})",
        )
    )
    for reason in item["reasons"][:SHOWN_REASONS]:
        where = _places(reason["evidence"])
        path = " → ".join(node["label"] or node["id"] for node in reason["path"])
        root.add(Text.assemble(f"+{reason['weight']:.2f} {path}  ", (where, "dim")))
    if item["gaps"]:
        missing = ", ".join(
            gap["label"]
            + ("*" if gap["essential"] else "")
            + (f" (has {gap['nearest_label']})" if gap["nearest"] else "")
            for gap in item["gaps"]
        )
        root.add(Text.assemble(("missing (* essential): ", "red"), missing))
    return root


def _places(evidence: list[dict[str, Any]]) -> str:
    """The first place in each document: `resume[869:875] posting[257:263]`; the ids are in the JSON."""
    first: dict[str, dict[str, Any]] = {}
    for place in evidence:
        first.setdefault(place["document"], place)
    return " ".join(f"{name.partition(':')[0]}[{place['start']}:{place['end']}]" for name, place in first.items())
