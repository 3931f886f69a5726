"""Filters and named skills against the graph: names become ids, filters become the ids that pass."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graph.errors import InputError
from graph.store import Store

from .features import label
from .wishes import PERIODS, Filters

Kind = Literal["candidate", "job"]
#: The order in which an empty result is explained: each narrows what the ones before left.
_ORDER = ("place", "remote", "seniority", "pay_min", "industry", "skill", "unseen")
_QUERIES = {"candidate": "gnn/filter_candidates", "job": "gnn/filter_jobs"}
SUGGESTIONS = 8


@dataclass(frozen=True)
class Selection:
    """What passed the filters. `empty_by` names the filter after which nothing was left."""

    asked: dict[str, Any]
    ids: frozenset[str]
    empty_by: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The note that a reply carries."""
        return {"asked": self.asked, "passed": len(self.ids), "empty_by": self.empty_by}


def select(store: Store, kind: Kind, filters: Filters, subject: str) -> Selection | None:
    """The candidates or jobs that pass; None where nothing is filtered. `subject` is who or what they are sought for.

    Raises:
        InputError: a place, industry or skill that the graph does not know; the error names the closest ones.
    """
    if not filters.asked:
        return None
    parameters = _parameters(store, kind, filters, subject)
    ids = _run(store, kind, parameters)
    return Selection(filters.asked, ids, None if ids else _emptied_by(store, kind, filters, parameters))


def named_skills(store: Store, names: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the skills that each name means.

    Raises:
        InputError: the graph has no such skill.
    """
    return {name: [row["id"] for row in rows] for name, rows in _named(store, "skills", names).items()}


def _parameters(store: Store, kind: Kind, filters: Filters, subject: str) -> dict[str, Any]:
    def ids(what: str, names: Sequence[str]) -> list[str] | None:
        found = _named(store, what, names)
        return sorted({row["id"] for rows in found.values() for row in rows}) if names else None

    skills = _named(store, "skills", filters.skill).values()
    common = {
        "places": ids("places", filters.place),
        "seniority": list(filters.seniority) or None,
        "skills": [sorted({id_ for row in rows for id_ in row["within"]}) for rows in skills],
        "unseen_by": subject if filters.unseen else None,
    }
    if kind == "candidate":
        return common
    pay = None if filters.pay_min is None else filters.pay_min * PERIODS[filters.pay_period]
    return common | {
        "remote": filters.remote,
        "pay_min": pay,
        "pay_currency": filters.pay_currency and filters.pay_currency.upper(),
        "periods": PERIODS,
        "industries": ids("industries", filters.industry),
    }


def _run(store: Store, kind: Kind, parameters: dict[str, Any]) -> frozenset[str]:
    return frozenset(row["id"] for row in store.read(_QUERIES[kind], **parameters))


def _emptied_by(store: Store, kind: Kind, filters: Filters, parameters: dict[str, Any]) -> str:
    """The first filter that, joined to the ones before it, leaves nothing."""
    parameter = {"place": "places", "industry": "industries", "skill": "skills", "unseen": "unseen_by"}
    asked = [name for name in _ORDER if name in filters.asked]
    for i, name in enumerate(asked):
        off: dict[str, Any] = {
            parameter.get(later, later): [] if later == "skill" else None for later in asked[i + 1 :]
        }
        if not _run(store, kind, parameters | off):
            return name
    return asked[-1]


def _named(store: Store, what: str, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of `gnn/named_…` by the name that was asked for."""
    if not names:
        return {}
    asked = [{"asked": name, "norm": normal(name)} for name in dict.fromkeys(names)]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.read(f"gnn/named_{what}", names=asked):
        found[row["asked"]].append(row)
    for name in names:
        if name not in found:
            kind = {"places": "place", "industries": "industry", "skills": "skill"}[what]
            raise InputError(f"the graph has no {kind} {name!r}", where=kind, fix=_suggest(store, what, name))
    return dict(found)


def _suggest(store: Store, what: str, name: str) -> str:
    from rapidfuzz import fuzz, process

    labels = sorted({label(row, lang) for row in store.read(f"gnn/{what}") for lang in ("en", "zh")})
    if not labels:
        return f"The graph has no {what} at all"
    close = process.extract(normal(name), labels, scorer=fuzz.WRatio, processor=normal, limit=SUGGESTIONS)
    return f"The closest of {len(labels)}: {', '.join(text for text, _, _ in close)}"


def normal(text: str) -> str:
    """NFKC, case-folded, single spaces: how labels are compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def varied(row: Any, kind: Kind, add: Sequence[str], drop: Sequence[str]) -> dict[str, Any]:
    """A candidate or job row with skills (ids) more and less; an added one is certain and, of a job, essential.

    One that was there already keeps what else is known of it: whoever used it lately must not lose by asking for it.
    """
    blank = {"level": None, "years": None, "last_used": None} if kind == "candidate" else {}
    extra = {"confidence": 1.0} | ({"essential": True, "importance": 1.0} if kind == "job" else {})
    there = {skill["id"]: skill for skill in row["skills"]}
    added = [{**blank, **there.get(id_, {}), "id": id_, **extra} for id_ in dict.fromkeys(add)]
    return {**row, "skills": [*added, *(skill for id_, skill in there.items() if id_ not in {*drop, *add})]}
