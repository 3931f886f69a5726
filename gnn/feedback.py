"""What people did with jobs, and what employers answered: recorded once, weighed by kind, value and age, and undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from graph.errors import InputError, NotFound
from graph.settings import settings
from graph.store import Store, Transaction

from .data import INTERACTION_WEIGHTS

KINDS = tuple(kind.lower() for kind in INTERACTION_WEIGHTS)


@dataclass(frozen=True)
class Event:
    """One thing that happened between a person and a job: ids, kind, time, and nothing else.

    `at` is an ISO date or time (today if empty). `value` of `rated` is 1 (worst) to 5; of `interviewed` the outcome,
    -1 (rejected) to 1 (passed, also if None); the other kinds have none.
    """

    candidate: str
    job: str
    kind: str
    at: str = ""
    value: float | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise _no_kind(self.kind)
        if not self.at:
            object.__setattr__(self, "at", datetime.now(UTC).date().isoformat())
        if _time(self.at) is None:
            raise InputError(f"{self.at!r} is no ISO date or time", where="at", fix="For example 2026-03-01")
        least, most = {"rated": (1.0, 5.0), "interviewed": (-1.0, 1.0)}.get(self.kind, (1.0, 1.0))
        value = 1.0 if self.value is None and self.kind != "rated" else self.value
        if value is None or not least <= value <= most:
            raise InputError(
                f"the value of {self.kind!r} is {self.value}", where="value", fix=f"A number from {least:g} to {most:g}"
            )
        object.__setattr__(self, "value", float(value))

    def row(self) -> dict[str, Any]:
        """As the loading query takes it."""
        return asdict(self) | {"kind": self.kind.upper()}


def strength(kind: str, value: float | None) -> float:
    """How much an event says for the pair (above 0) or against it, -1..1; kind as in the graph (`RATED`).

    Three stars say nothing, one is as much against as five are in favour; a rejection undoes the interview.
    """
    weight = INTERACTION_WEIGHTS[kind]
    if kind == "RATED":
        return weight * min(max(((3.0 if value is None else float(value)) - 3.0) / 2.0, -1.0), 1.0)
    if kind == "INTERVIEWED":
        return weight * min(max(1.0 if value is None else float(value), -1.0), 1.0)
    return weight


def decay(at: object, until: datetime) -> float:
    """What is left of an event's strength at `until`: half of it after each half-life; all of it without a date.

    Age is in whole days (UTC), so that the same question has the same answer all day.
    """
    time = _time(str(at)) if at else None
    if time is None:
        return 1.0
    days = max(0, (until.astimezone(UTC).date() - time.astimezone(UTC).date()).days)
    return float(0.5 ** (days / settings().feedback_half_life_days))


def latest(times: Iterable[object]) -> datetime:
    """The latest of these times; now if there is none."""
    known = [time for at in times if at and (time := _time(str(at))) is not None]
    return max(known, default=datetime.now(UTC))


def strongest(rows: Iterable[Mapping[str, Any]], until: datetime) -> dict[tuple[str, str], tuple[float, str]]:
    """What decides of each pair (candidate, job): weight and kind of its strongest event at `until`.

    Args:
        rows: events with candidate, job, kind (as in the graph), value and at.
    """
    said: dict[tuple[str, str], tuple[float, str]] = {}
    for row in rows:
        pair = row["candidate"], row["job"]
        event = strength(row["kind"], row["value"]) * decay(row["at"], until), row["kind"]
        # Of equals the one against counts: whoever was rejected had applied as well.
        said[pair] = max(said.get(pair, (0.0, "")), event, key=lambda one: (abs(one[0]), -one[0], one[1]))
    return said


def record(store: Store, events: Sequence[Event]) -> int:
    """Store events, all or none; a known one (same person, job, kind and time) only gets its new value.

    Returns:
        How many of them were new.

    Raises:
        NotFound: a person or job is not in the graph; nothing is stored then.
    """

    def work(transaction: Transaction) -> int:
        rows = [event.row() for event in {(one.candidate, one.job, one.kind, one.at): one for one in events}.values()]
        unknown = transaction.run("gnn/feedback_unknown", rows=rows)
        if unknown:
            raise NotFound(
                f"there is no such {unknown[0]['kind']}",
                where=", ".join(row["id"] for row in unknown[:5]),
                fix="careergraph ingest loads documents",
            )
        known = transaction.run("gnn/feedback_known", rows=rows)[0]["known"]
        stored = transaction.run("load/interactions", rows=rows)[0]["stored"]
        return int(stored) - int(known)

    return store.transact(work) if events else 0


def forget(store: Store, candidate: str, job: str, kind: str | None = None, at: str | None = None) -> int:
    """Remove the events between a person and a job: all, or those of a kind, or of a time. Returns how many."""
    if kind is not None and kind not in KINDS:
        raise _no_kind(kind)
    rows = store.write("gnn/forget_feedback", candidate=candidate, job=job, kind=kind and kind.upper(), at=at)
    return int(rows[0]["removed"])


def history(store: Store, candidate: str) -> list[dict[str, Any]]:
    """The events of a person, newest first: job, kind, at, value and the strength that is left of them now.

    Raises:
        NotFound: there is no such person.
    """
    found = store.read("gnn/feedback_of", id=candidate)
    if not found:
        raise NotFound("there is no such candidate", where=candidate, fix="careergraph ingest loads documents")
    now = datetime.now(UTC)
    return [
        {**event, "kind": event["kind"].lower()}
        | {"strength": round(strength(event["kind"], event["value"]) * decay(event["at"], now), 4)}
        for event in found[0]["events"]
    ]


def _no_kind(kind: str) -> InputError:
    return InputError(f"{kind!r} is no kind of feedback", where="kind", fix=f"Choose from {', '.join(KINDS)}")


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
