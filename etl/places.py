"""Places: known cities, regions and countries in both languages, and the `City, ST` pattern."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.model import Span
from etl.text import table, trim
from etl.titles import has_title_head

#: `City , State` is how the public resume collections mask a place.
MASKED = re.compile(r"City\s*,\s*State(?:\s*,\s*(?:USA|United States|Country))?|(?<=[\s－\-])City\b(?=\s*(?:,|\||$))")

#: Words that announce a place; the group `v` is what they announce.
PLACE_LABEL = re.compile(
    r"(?:location|city|based in|workplace|工作地[点址]|上班地[点址]|办公地[点址]|所在地|现居(?:住地|城市)?|"
    r"居住地|所在城市|"
    r"地点|城市)\s*[:：]\s*(?P<v>[^\n|；;，。]{2,40})",
    re.IGNORECASE,
)


#: A place in brackets within the name of a company is no place of work.
_IN_COMPANY = re.compile(r"[)）][\u4e00-\u9fff]{0,12}?公司|\)\s*(?:Co|Ltd|Limited|Inc|Corp|Pvt|Pte|LLC|GmbH)\b")
_OPEN = ("(", "（")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    latin: list[str] = []
    short: list[str] = []
    wide: list[str] = []
    chinese: list[str] = []
    for row in table("places.csv"):
        for name in row["names"].split("|"):
            if name[0] >= "\u3400":
                chinese.append(name)
            elif len(name) == 2:
                short.append(name)
            else:
                latin.append(re.escape(name))
                wide += [re.escape(name)] if row["kind"] != "city" else []
    one = "|".join(sorted(latin, key=len, reverse=True))
    states = "|".join(short)
    tail = rf"(?:\s*,\s*(?:{one}|(?:{states})\b(?:\s+\d{{5}})?|[A-Z]{{2}}\b))*"
    regions = "|".join(sorted(wide, key=len, reverse=True))
    zh = "|".join(sorted(chinese, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.@])(?:(?:{one})\b{tail}|[A-Z][a-zA-Z.'\-]+(?:[^\S\t\n][A-Z][a-zA-Z.'\-]+){{0,2}}\s?,\s?(?:{states})\b"
        rf"(?:\s+\d{{5}})?(?:\s*,\s*USA)?|[A-Z][a-zA-Z.'\-]+(?:[ ][A-Z][a-zA-Z.'\-]+){{0,2}},\s(?:{regions})\b)"
        rf"|(?:{zh})(?:省|市|自治区|特别行政区)?"
        rf"(?:[\s\-·,，]?(?:{zh})市?)?(?:[\s\-·]?[\u4e00-\u9fff]{{2,4}}(?:新区|[区县]))?"
    )


def find_place(text: str, start: int, end: int) -> Span | None:
    """The first known place (or `City, ST`) between two offsets; None for a masked one."""
    match = _pattern().search(text, start, end)
    while (
        match is not None and _IN_COMPANY.match(text, match.end()) and text[match.start() - 1 : match.start()] in _OPEN
    ):
        match = _pattern().search(text, match.end(), end)  # the country in `青禾（中国）有限公司杭州分公司`
    if match is None:
        return None
    comma = match[0].find(",")
    if comma > 0 and has_title_head(match[0][:comma]):  # `Grant Writer, Indiana`
        return trim(text, match.start() + comma, match.end())
    return trim(text, match.start(), match.end())


def is_masked(text: str) -> bool:
    """A placeholder instead of a place."""
    return MASKED.fullmatch(text.strip()) is not None
