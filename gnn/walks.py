"""Who did the same also did this: walks from a person by a job to another person, and on to a job of theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from graph.store import Store

from .feedback import strongest

#: The latest events of a person and of a job that a walk may take: more cost time and say little.
OF_PERSON, OF_JOB = 20, 50
#: Person to job (or job to person) to the weight of what was done.
Events = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Walk:
    """One way from a person to a job: by the job `via`, which the other person `who` also turned to. `share` is the
    probability to take it."""

    via: str
    who: str
    share: float


@dataclass(frozen=True)
class Walks:
    """Events around some pairs of a person and a job, strongest of each pair, and the three-step walks along them.

    The direct edge of a pair is never walked: what is known of others has to speak for it. So a pair can be described
    whether it is supervised, was done, or neither.

    Args:
        own: what the people in question did.
        known: who did something with the jobs of `own`.
        others: what those people did.
        kinds: type of the relationship by (person, job), as in the graph.
        titles: of jobs.
    """

    own: Events = field(default_factory=dict)
    known: Events = field(default_factory=dict)
    others: Events = field(default_factory=dict)
    kinds: Mapping[tuple[str, str], str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def to(self, person: str, job: str, hidden: Collection[str] = ()) -> list[Walk]:
        """The ways from a person to a job, likeliest first, as if the person had done nothing with `hidden` jobs.

        Each step goes to a neighbour by its weight, and never back (Cooper et al. 2014, P3).
        """
        own = {via: weight for via, weight in self.own.get(person, {}).items() if via != job and via not in hidden}
        total, found = sum(own.values()), []
        for who in self._with_job.get(job, ()):
            theirs = self.others[who]
            for via in own.keys() & theirs.keys() if who != person else ():
                there = self.known.get(via, {})
                if who in there:
                    others = self._sum_known[via] - there.get(person, 0.0)
                    on = self._sum_others[who] - theirs[via]
                    share = own[via] / total * there[who] / others * theirs[job] / on
                    found.append(Walk(via, who, share))
        return sorted(found, key=lambda one: (-one.share, one.via, one.who))

    def nearness(self, person: str, job: str, hidden: Collection[str] = ()) -> float:
        """The probability that a walk of three steps ends at the job, as the mean of a step (its cube root), 0..1."""
        return float(min(1.0, sum(one.share for one in self.to(person, job, hidden))) ** (1 / 3))

    def hiding(self, person: str, jobs: Collection[str]) -> Walks:
        """The same, as if the person had done nothing with these jobs."""
        left = {job: weight for job, weight in self.own.get(person, {}).items() if job not in jobs}
        return replace(self, own={**self.own, person: left})

    def without(self, person: str, walk: Walk, job: str) -> Walks:
        """The same without the three edges of a way."""
        return replace(
            self,
            own=_cut(self.own, person, walk.via),
            known=_cut(self.known, walk.via, walk.who),
            others=_cut(_cut(self.others, walk.who, walk.via), walk.who, job),
        )

    @cached_property
    def _with_job(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for who, jobs in self.others.items():
            for job in jobs:
                found.setdefault(job, []).append(who)
        return found

    @cached_property
    def _sum_known(self) -> Mapping[str, float]:
        return {job: sum(people.values()) for job, people in self.known.items()}

    @cached_property
    def _sum_others(self) -> Mapping[str, float]:
        return {who: sum(jobs.values()) for who, jobs in self.others.items()}


def walks_from(store: Store, person: str) -> Walks:
    """What walks from a person can reach."""
    mine = store.read("gnn/events_of_people", ids=[person], most=OF_PERSON)
    around = store.read("gnn/events_of_jobs", ids=_each(mine, "job"), most=OF_JOB)
    beyond = store.read("gnn/events_of_people", ids=_each(around, "candidate"), most=OF_PERSON)
    return _walks(mine, around, beyond)


def walks_to(store: Store, job: str, people: Sequence[str]) -> Walks:
    """What reaches a job in walks from these people."""
    last = store.read("gnn/events_of_jobs", ids=[job], most=OF_JOB)
    beyond = store.read("gnn/events_of_people", ids=_each(last, "candidate"), most=OF_PERSON)
    around = store.read("gnn/events_of_jobs", ids=sorted({*_each(beyond, "job")} - {job}), most=OF_JOB)
    near = sorted({*_each(around, "candidate")} & {*people})
    return _walks(store.read("gnn/events_of_people", ids=near, most=OF_PERSON), around, beyond)


def _walks(mine: Sequence[Any], around: Sequence[Any], beyond: Sequence[Any]) -> Walks:
    # Shares do not depend on the day: every weight fades by the same factor.
    now = datetime.now(UTC)
    own, known, others = (_in_favour(rows, now) for rows in (mine, around, beyond))
    by_job: dict[str, dict[str, float]] = {}
    for (person, job), (weight, _) in known.items():
        by_job.setdefault(job, {})[person] = weight
    return Walks(
        _by_person(own),
        by_job,
        _by_person(others),
        {pair: kind for said in (own, known, others) for pair, (_, kind) in said.items()},
        {row["job"]: str(row["title"] or "") for row in (*mine, *around, *beyond)},
    )


def _in_favour(rows: Iterable[Any], now: datetime) -> dict[tuple[str, str], tuple[float, str]]:
    """Weight and kind of the strongest event of each pair, where it speaks for the pair."""
    return {pair: event for pair, event in strongest(rows, now).items() if event[0] > 0}


def _by_person(said: Mapping[tuple[str, str], tuple[float, str]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for (person, job), (weight, _) in said.items():
        found.setdefault(person, {})[job] = weight
    return found


def _each(rows: Iterable[Any], key: str) -> list[str]:
    return sorted({row[key] for row in rows})


def _cut(events: Events, one: str, other: str) -> Events:
    if one not in events:
        return events
    return {**events, one: {id_: weight for id_, weight in events[one].items() if id_ != other}}
