"""Options of searches: filters, variations, diversity, both sides' interest. The service has them by the same names."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

FILTERS, LIKE, ORDER = "Filters", "Like this, but…", "Order"


class PayPeriod(StrEnum):
    """What an amount of pay is for."""

    hour = "hour"
    day = "day"
    month = "month"
    year = "year"


def _option(flag: str, help: str, panel: str) -> object:
    return typer.Option(flag, help=help, rich_help_panel=panel, show_default=False)


Place = Annotated[list[str], _option("--place", "Name or id of a place; any of several.", FILTERS)]
Remote = Annotated[
    bool | None,
    typer.Option(
        "--remote/--on-site",
        help="Says that it can be done from elsewhere, or does not.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]
Seniority = Annotated[list[str], _option("--seniority", "Level, intern to executive; any of several.", FILTERS)]
PayMin = Annotated[
    float | None,
    typer.Option(min=0, help="What the upper end must reach.", rich_help_panel=FILTERS, show_default=False),
]
PayCurrency = Annotated[str | None, _option("--pay-currency", "ISO 4217, e.g. CNY.", FILTERS)]
Period = Annotated[PayPeriod, typer.Option(help="What --pay-min is for.", rich_help_panel=FILTERS)]
Industry = Annotated[list[str], _option("--industry", "Name or id of an industry; any of several.", FILTERS)]
Skill = Annotated[list[str], _option("--skill", "Must-have skill, label or id; all of several.", FILTERS)]
Unseen = Annotated[bool, _option("--unseen", "Leave out pairs with feedback: viewed, applied, …", FILTERS)]
Add = Annotated[list[str], _option("--add", "As if with this skill (label or id).", LIKE)]
Drop = Annotated[list[str], _option("--drop", "As if without this skill.", LIKE)]
Diversity = Annotated[
    float, typer.Option(min=0, max=1, help="0: best first; towards 1: less alike (MMR).", rich_help_panel=ORDER)
]
Mutual = Annotated[bool, _option("--mutual", "Rank by the interest of both sides.", ORDER)]
Ranker = Annotated[
    str | None,
    _option("--ranker", "A simple ranker in place of the model, to compare: tfidf, popularity, …; no reasons.", ORDER),
]
