"""Query parameters of searches: filters, variations, diversity, both sides' interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Query

from gnn.wishes import Filters, Period, Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = Annotated[list[str], Query(default_factory=list, description="Name or id of a place; any of several.")]
Seniority = Annotated[
    list[str], Query(default_factory=list, description="Level, from intern to executive; any of several.")
]
Skill = Annotated[list[str], Query(default_factory=list, description="Must-have skill, label or id; all of several.")]
Unseen = Annotated[bool, Query(description="Leave out pairs with feedback: viewed, applied, and so on.")]
Add = Annotated[list[str], Query(default_factory=list, description="Like this, but with this skill (label or id).")]
Drop = Annotated[list[str], Query(default_factory=list, description="Like this, but without this skill.")]
Diversity = Annotated[float, Query(ge=0, le=1, description="0: best first; towards 1: less alike (MMR).")]
Mutual = Annotated[bool, Query(description="Rank by the interest of both sides.")]
Remote = Annotated[bool | None, Query(description="Only jobs that say that they are remote; false: that do not.")]
PayMin = Annotated[float | None, Query(ge=0, description="What the upper end of the pay must reach, in pay_currency.")]
PayCurrency = Annotated[str | None, Query(pattern="^[A-Za-z]{3}$", description="ISO 4217, e.g. CNY.")]
PayPeriod = Annotated[Period, Query(description="What pay_min is for.")]
Industry = Annotated[list[str], Query(default_factory=list, description="Name or id of an industry; any of several.")]


def job_wishes(
    place: Place,
    seniority: Seniority,
    industry: Industry,
    skill: Skill,
    add: Add,
    drop: Drop,
    remote: Remote = None,
    pay_min: PayMin = None,
    pay_currency: PayCurrency = None,
    pay_period: PayPeriod = "year",
    unseen: Unseen = False,
    diversity: Diversity = 0.0,
    mutual: Mutual = False,
) -> Wishes:
    """What is asked of jobs."""
    filters = Filters(
        place=tuple(place),
        remote=remote,
        seniority=tuple(seniority),
        pay_min=pay_min,
        pay_currency=pay_currency,
        pay_period=pay_period,
        industry=tuple(industry),
        skill=tuple(skill),
        unseen=unseen,
    )
    return _wishes(filters, add, drop, diversity, mutual)


def people_wishes(
    place: Place,
    seniority: Seniority,
    skill: Skill,
    add: Add,
    drop: Drop,
    unseen: Unseen = False,
    diversity: Diversity = 0.0,
    mutual: Mutual = False,
) -> Wishes:
    """What is asked of people."""
    filters = Filters(place=tuple(place), seniority=tuple(seniority), skill=tuple(skill), unseen=unseen)
    return _wishes(filters, add, drop, diversity, mutual)


def _wishes(filters: Filters, add: Sequence[str], drop: Sequence[str], diversity: float, mutual: bool) -> Wishes:
    return Wishes(filters, tuple(add), tuple(drop), diversity, mutual)
