"""The applicants' data of the matching task: adverts, what people did and want, and which adverts they viewed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from math import nan
from pathlib import Path

from graph.errors import GoldFileError

from ..baselines.base import Item, Query, Task
from .rows import ExperienceRow, GoldRow, InterestRow, JobRow, ViewRow, read_rows


@dataclass(frozen=True)
class Person:
    """An applicant as the data knows them, before any view. `titles` are past jobs, `wishes` wanted ones, said last
    on `day` (days since 1970, NaN if unknown)."""

    id: str
    titles: tuple[str, ...]
    wishes: tuple[str, ...]
    places: frozenset[str]
    employers: frozenset[str] = frozenset()
    day: float = nan

    @property
    def has_profile(self) -> bool:
        """Whether anything but views is known."""
        return bool(self.titles or self.wishes)


@dataclass(frozen=True)
class Applicants:
    """Everything in the data folder. `views` are those of the training applicants, as item indices, oldest first;
    `days` says when each was (days since 1970, NaN if unknown)."""

    items: tuple[Item, ...]
    people: dict[str, Person]
    views: dict[str, tuple[int, ...]]
    days: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def person(self, id_: str) -> Person:
        """A person, also one of whom nothing is known."""
        return self.people.get(id_) or Person(id_, (), (), frozenset())

    def last_day(self, asked: Asked) -> float:
        """Day of the last view that is known, else of the last wish; NaN without either."""
        return next((day for day in reversed(asked.days) if day == day), self.person(asked.id).day)

    def query(self, id_: str, context: tuple[int, ...] = ()) -> Query:
        """A person with the adverts they are known to have viewed: those say where and what they look for."""
        person = self.person(id_)
        places = person.places | {place for item in context for place in self.items[item].places}
        return Query(id_, (*person.titles, *person.wishes), places, context)

    def task(self, ids: list[str]) -> Task:
        """What baselines learn from."""
        return Task(self.items, [self.query(id_) for id_ in ids], [self.views[id_] for id_ in ids])


@dataclass(frozen=True)
class Asked:
    """One applicant to rank for: `context` is known (oldest first, at `days`), `targets` are to be found."""

    id: str
    context: tuple[int, ...]
    targets: tuple[int, ...]
    days: tuple[float, ...] = ()


def load(folder: Path, *, posting_order: bool = True) -> Applicants:
    """Read `jobs`, `experience`, `interests` and `views_train` `.jsonl`.

    Raises:
        GoldFileError: a file is missing, a line is bad (it names the line), or there are no jobs or no views.
    """
    items: list[Item] = []
    index: dict[str, int] = {}
    for where, job in read_rows(folder / "jobs.jsonl", JobRow):
        if job.job in index:
            raise GoldFileError(f"the job {job.job} was there before", where=where)
        index[job.job] = len(items)
        texts = clean(job.title), clean(job.headline or job.title)
        order = job.posted_order if posting_order else None
        area = places(job.city, job.state)
        items.append(Item(job.job, texts, area, job.company or None, order, job.industry or None))
    titles: dict[str, list[str]] = defaultdict(list)
    wishes: dict[str, list[str]] = defaultdict(list)
    known: dict[str, set[str]] = defaultdict(set)
    employers: dict[str, set[str]] = defaultdict(set)
    said: dict[str, float] = {}
    for _, held in read_rows(folder / "experience.jsonl", ExperienceRow, may_be_empty=True):
        if held.title:
            titles[held.applicant].append(clean(held.title))
        if held.employer:
            employers[held.applicant].add(clean(held.employer))
        known[held.applicant].update(places(held.city, held.state))
    for _, wish in read_rows(folder / "interests.jsonl", InterestRow, may_be_empty=True):
        if wish.position:
            wishes[wish.applicant].append(clean(wish.position))
            said[wish.applicant] = _latest(said.get(wish.applicant, nan), day(wish.time))
    views: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for where, view in read_rows(folder / "views_train.jsonl", ViewRow):
        views[view.applicant].append((day(view.time), _index(view, index, where)))
    people = {
        id_: Person(
            id_,
            _unique(titles[id_]),
            _unique(wishes[id_]),
            frozenset(known[id_]),
            frozenset(employers[id_]),
            said.get(id_, nan),
        )
        for id_ in sorted({*titles, *wishes, *known, *views})
    }
    ordered = {id_: in_time(views[id_]) for id_ in sorted(views)}
    return Applicants(
        tuple(items),
        people,
        {id_: tuple(item for _, item in rows) for id_, rows in ordered.items()},
        {id_: tuple(when for when, _ in rows) for id_, rows in ordered.items()},
    )


def load_gold(path: Path, data: Applicants) -> list[Asked]:
    """Read views with role context or target.

    Raises:
        GoldFileError: a bad line, no line at all, a job that is not in the data, or an applicant who is in the training
            views.
    """
    index = {item.id: i for i, item in enumerate(data.items)}
    found: dict[str, tuple[list[tuple[float, int]], list[int]]] = defaultdict(lambda: ([], []))
    for where, row in read_rows(path, GoldRow):
        item = _index(row, index, where)
        if row.applicant in data.views:
            raise GoldFileError("the applicant is in views_train as well", where=where)
        context, targets = found[row.applicant]
        if row.role == "target":
            targets.append(item)
        else:
            context.append((day(row.time), item))
    asked = []
    for id_, (context, targets) in sorted(found.items()):
        known = in_time(context)
        seen = tuple(item for _, item in known)
        asked.append(Asked(id_, seen, tuple(sorted(set(targets) - set(seen))), tuple(when for when, _ in known)))
    return asked


def split_in_time(views: tuple[int, ...], days: tuple[float, ...]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The part of a history that the gold file would give as context, with its days: the first two thirds in time."""
    shown = 2 * len(views) // 3
    return views[:shown], days[:shown]


def in_time(rows: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Rows (day, item), the first of each item, oldest first; those without a day keep their place at the end."""
    ordered = sorted(rows, key=lambda row: (row[0] != row[0], row[0] if row[0] == row[0] else 0.0))
    first: dict[int, float] = {}
    for when, item in ordered:
        first.setdefault(item, when)
    return [(when, item) for item, when in first.items()]


def day(time: str | None) -> float:
    """Days since 1970 of a time as the data writes it; NaN without one or if it cannot be read."""
    try:
        return datetime.fromisoformat(time + "+00:00").timestamp() / 86400 if time else nan
    except ValueError:
        return nan


def clean(text: str) -> str:
    """Lower case with single spaces; titles here are noisy user input."""
    return re.sub(r"\s+", " ", text).strip().lower()


def places(city: str | None, state: str | None) -> tuple[str, ...]:
    """City (with its state, as there are many Springfields) and state."""
    area = (state or "").strip().upper()
    town = f"{clean(city)}, {area}" if city else ""
    return (town, area)


def _index(view: ViewRow, index: dict[str, int], where: str) -> int:
    if view.job not in index:
        raise GoldFileError(f"no such job: {view.job}", where=where)
    return index[view.job]


def _latest(a: float, b: float) -> float:
    return b if a != a or b > a else a


def _unique(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
