"""What a search may ask for beyond "the best": filters, variations, diversity, both sides' interest."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal

from graph.errors import InputError

from .scales import SENIORITY

Period = Literal["hour", "day", "month", "year"]
#: How many of each make a year of work: pay is compared by the year.
PERIODS: dict[str, int] = {"hour": 2_080, "day": 260, "month": 12, "year": 1}
#: What only a posting states; people cannot be filtered by it.
OF_JOBS_ONLY = ("remote", "pay_min", "industry")


@dataclass(frozen=True)
class Filters:
    """What must hold of a job or person to be ranked at all. Several values of one filter: any of them will do;
    of `skill` all must be there. What a document does not state does not pass, but for `remote`: hardly any posting
    says that it is on site, so false takes all that do not say remote.

    Places, industries and skills are ids or names; a skill is also had by who has a narrower one. `pay_min` is in
    whole units of `pay_currency` (ISO 4217) for one `pay_period`, and is compared with the upper end of the offer.
    """

    place: tuple[str, ...] = ()
    remote: bool | None = None
    seniority: tuple[str, ...] = ()
    pay_min: float | None = None
    pay_currency: str | None = None
    pay_period: Period = "year"
    industry: tuple[str, ...] = ()
    skill: tuple[str, ...] = ()
    unseen: bool = False

    def __post_init__(self) -> None:
        _one_of("seniority", self.seniority, tuple(SENIORITY))
        _one_of("pay_period", (self.pay_period,), tuple(PERIODS))
        if self.pay_min is not None and not self.pay_currency:
            raise InputError("an amount needs its currency", where="pay_min", fix="Add pay_currency, e.g. USD")
        if self.pay_currency and self.pay_min is None:
            raise InputError("a currency needs its amount", where="pay_currency", fix="Add pay_min, e.g. 50000")

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        if self.pay_min is None:
            values["pay_period"] = None
        values["unseen"] = self.unseen or None
        return {name: value for name, value in values.items() if value not in ((), None)}


@dataclass(frozen=True)
class Wishes:
    """How to search.

    `add` and `drop` are skills (ids or names) that the person, or the job, is to have more or less: "like this but…".
    `diversity` is 0..1, see `diversity.diversify`. `mutual` ranks by the interest of both sides.
    """

    filters: Filters = field(default_factory=Filters)
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    diversity: float = 0.0
    mutual: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.diversity <= 1:
            raise InputError("diversity is a number from 0 to 1", where=str(self.diversity))

    def for_people(self) -> None:
        """Refuse filters that say nothing of people.

        Raises:
            InputError: one is set.
        """
        for name in OF_JOBS_ONLY:
            if getattr(self.filters, name) not in (None, ()):
                raise InputError(
                    "that filter is for jobs", where=name, fix="People can be filtered by place, seniority and skill"
                )


def _one_of(name: str, given: tuple[str, ...], valid: tuple[str, ...]) -> None:
    for value in given:
        if value not in valid:
            raise InputError(f"{value!r} is no {name}", where=name, fix=f"Choose from {', '.join(valid)}")
