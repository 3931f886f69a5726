"""One key for the spellings of a place, and another for another place of the same name.

A city that its bare name means (`London`, `Boston`) has that name as its key, however much is said around it; the
smaller one of the same name has its state or country in the key (`london, canada`). An unknown city keeps what is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.cities import City, cities_named, countries, meant_by
from etl.text import is_han, norm, table

#: The cities of our own table are the ones that people mean, unless another of the name is nearly as large.
_DOMINANCE_IN_TABLE = 1.5
#: A country that is said of a city may be the larger one that GeoNames counts apart.
_WITHIN = {"HK": "CN", "MO": "CN", "TW": "CN"}
_OPTIONS = re.compile(r"\s*[/|;；、]\s*")
_PARTS = re.compile(r"\s*[,，]\s*|\s+-\s+|\s+(?=[\u4e00-\u9fff])")
_CODE_AT_END = re.compile(r"(?<=[a-z.]) (?=[A-Z]{2}(?:\s+\d{5})?(?:,|$))")
_POSTCODE = re.compile(r"\s+\d{5}(?:-\d{4})?$")
_BETWEEN = " -·,，/|、"
_ADMIN = re.compile(r"特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市")
_CITY_ZH = re.compile(r"[\u4e00-\u9fff]{2,4}?(?=[市县]|$|[\s\-·,，/|、])")


@dataclass(frozen=True, slots=True)
class _Region:
    """A country, or a part of one: its key, the country (ISO 3166), and its code if it is a state of the USA."""

    key: str
    country: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    cities: dict[str, str]
    regions: dict[str, _Region]
    homes: dict[City, str]


@lru_cache(maxsize=1)
def _known() -> _Table:
    cities: dict[str, str] = {}
    regions: dict[str, _Region] = {}
    homes: dict[City, str] = {}
    for row in table("places.csv"):
        names = row["names"].split("|")
        key = norm(names[0])
        if row["kind"] == "city":
            cities |= {norm(name): key for name in names if norm(name) not in cities}
            home = next((city for name in names if (city := meant_by(name, _DOMINANCE_IN_TABLE))), None)
            if home is not None:
                homes.setdefault(home, key)
            continue
        state = (
            next((n for n in names if len(n) == 2), "") if row["country"] == "US" and row["kind"] == "region" else ""
        )
        for name in names:
            regions.setdefault(norm(name), _Region(key, row["country"], state))
    for name, code in countries().items():
        regions.setdefault(name, _Region(name, code))
    return _Table(cities, regions, homes)


@lru_cache(maxsize=20_000)
def place_key(text: str) -> str:
    """One key for the spellings of a place: `上海市浦东新区`, `Shanghai` and `Shanghai, China` are `shanghai`.

    `Paris, TX` is `paris, texas`, and `Cambridge`, of which there are several, none of the ones with a country.
    """
    first = ""
    for option in _OPTIONS.split(_CODE_AT_END.sub(", ", text.strip())):
        plain = norm(option)
        if not plain:
            continue
        key, known = _chinese(plain) if is_han(plain[0]) else _latin(_parts(plain))
        if known:
            return key
        first = first or key
    return first or norm(text)


def is_place(text: str) -> bool:
    """Whether the text is the name of a place in our table and nothing else."""
    return norm(text) in _known().cities or norm(text) in _known().regions


def _parts(plain: str) -> list[str]:
    return [part for raw in _PARTS.split(plain) if (part := _POSTCODE.sub("", raw).rstrip("."))] or [plain]


def _latin(parts: list[str]) -> tuple[str, bool]:
    """The key of `city, state, country`, and whether the place is known."""
    known = _known()
    head, rest = parts[0], parts[1:]
    within = [region for part in rest if (region := _region(part))]
    state = next((region for region in within if region.state), None)
    if within and (head not in known.regions or head in known.cities or state):
        wanted = state or within[-1]
        land = countries().get(rest[-1])  # Georgia is a state and a country
        city = next((city for city in _cities(head) if _lies_in(city, wanted)), None) or next(
            (city for city in _cities(head) if city.country == land), None
        )
        if city is not None:
            return _key_of(city), True
    if head not in known.cities:
        for index, part in enumerate(rest, 1):  # `Whitefield, Bangalore`; `Germany, Berlin`
            if part in known.cities and part not in known.regions:
                return _latin(parts[index:])
    if head in known.cities and not within and not any(len(part) == 2 and part.isascii() for part in rest):
        return known.cities[head], True
    if head in known.regions:
        return known.regions[head].key, True
    if within:
        return f"{head}, {(state or within[-1]).key}", False
    bare = meant_by(head) if not rest else None
    return (_key_of(bare), True) if bare else (", ".join(parts), False)


def _chinese(plain: str) -> tuple[str, bool]:
    """The key of `省市区` written in Chinese, and whether the place is known."""
    known = _known()
    region: _Region | None = None
    rest = plain
    while rest:
        size = next((n for n in (5, 4, 3, 2) if rest[:n] in known.cities or rest[:n] in known.regions), 0)
        name = rest[:size]
        if name in known.cities:
            return known.cities[name], True
        city = re.match(r"[\u4e00-\u9fff]{2,4}?市", rest)
        if name and not (city and city[0] == f"{name}市"):
            region = known.regions[name]
            rest = rest[size:]
            admin = _ADMIN.match(rest)
            rest = rest[admin.end() if admin else 0 :].strip(_BETWEEN)
            continue
        match = _CITY_ZH.match(rest)
        if match is None:
            break
        found = None if match[0][-1] in "区镇乡" else meant_by(match[0])
        if found is not None and (region is None or _lies_in(found, region)):
            return _key_of(found), True
        return (match[0] if region is None else f"{match[0]}, {region.key}"), False
    return (region.key, True) if region else (plain, False)


def _region(part: str) -> _Region | None:
    return _known().regions.get(part) or _known().regions.get(part.replace(".", ""))


def _cities(name: str) -> list[City]:
    """The cities of that name; what our own table calls so first."""
    key = _known().cities.get(name)
    own = [city for city, home in _known().homes.items() if key is not None and home == key]
    return [*own, *cities_named(name)]


def _lies_in(city: City, region: _Region) -> bool:
    if region.state:
        return city.state == region.state and city.country == "US"
    return region.country in (city.country, _WITHIN.get(city.country))


def _key_of(city: City) -> str:
    known = _known()
    if city in known.homes:
        return known.homes[city]
    if meant_by(city.name) == city and city.name not in known.regions and city.name not in known.cities:
        return city.name
    names = (r.key for r in known.regions.values() if r.country == city.country and r.state == city.state)
    return f"{city.name}, {next(names, city.country.lower())}"
