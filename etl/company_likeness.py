"""Shorter names that a company may go by: without the place it begins with, and without what it deals in.

`北京青禾网络科技有限公司` may be what others call `青禾网络科技`, or only `青禾`. That is a likeness with a confidence,
never one key: two companies may share the rest of a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.companies import company_key, is_well_known
from etl.place_keys import is_place
from etl.text import HAN, table

#: What companies deal in, as the last words of their names.
_TRADE_ZH = re.compile(
    r"(?<=[\u4e00-\u9fffa-z0-9]{2})(?:信息|网络|科技|技术|软件|电子|商务|数据|数码|数字|智能|互联网|互动|通信|通讯|计算机系统|系统集成|系统|"
    r"投资|实业|发展|开发|贸易|商贸|管理|咨询|服务|文化|传媒|传播|广告|国际|中国|企业|集团|产业)+$"
)
_TRADE = frozenset(
    (
        "technology", "technologies", "tech", "solutions", "services", "software", "systems",
        "consulting", "international", "global", "worldwide", "usa",
        "us", "na", "america", "online", "digital", "labs",
    )
)  # fmt: skip
#: A place is part of the name of what is public or one of many: `上海人民医院` is no `人民医院`.
_OF_ITS_PLACE = re.compile(
    r"(?:银行|信用社|医院|大学|学院|学校|中学|小学|幼儿园|局|委|院|所|厂|站|台|社|中心|协会|酒店|宾馆|饭店|超市|商场|电力|电信|移动|联通|"
    r"证券|保险|航空|机场|地铁|燃气|水务|公交|铁路)$"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The keys of the companies that one may be; None where there is no shorter name."""

    without_place: str | None
    core: str | None


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure it is that a longer name means a company, by what the longer name has more."""

    without_place: float
    core: float


#: Rounded down from the shares of right pairs among real ones that were read (docs/evaluation.md).
_ANY = Confidence(without_place=0.8, core=0.6)
_WELL_KNOWN = Confidence(without_place=0.9, core=0.9)


def confidence_in(key: str) -> Confidence:
    """How sure the longer names of a company are; surer for those that everybody knows."""
    return _WELL_KNOWN if is_well_known(key) else _ANY


@lru_cache(maxsize=20_000)
def likeness(key: str) -> Likeness:
    """The shorter names of a company, by its key (`etl.companies.company_key`)."""
    local = _without_place(key)
    core = _without_trade(local)
    shorter = [company_key(name) if name != key and not is_place(name) else key for name in (local, core)]
    return Likeness(
        without_place=shorter[0] if shorter[0] != key else None,
        core=shorter[1] if shorter[1] not in (key, shorter[0]) else None,
    )


def _without_place(key: str) -> str:
    if not HAN.search(key):
        words = key.split()
        size = next((n for n in (2, 1) if len(words) > n and is_place(" ".join(words[-n:]))), 0)
        return " ".join(words[: len(words) - size])
    rest = key
    while (match := _places_zh().match(rest)) and len(rest) - match.end() >= 2:
        rest = rest[match.end() :]
    whole = rest == key or _OF_ITS_PLACE.search(rest) or (key.startswith("中国") and len(rest) < 3)
    return key if whole or is_place(rest) or not _TRADE_ZH.sub("", rest) or _only_trade(rest) else rest


def _without_trade(key: str) -> str:
    if HAN.search(key):
        return _TRADE_ZH.sub("", key)
    words = key.split()
    while len(words) > 1 and words[-1] in _TRADE:
        words = words[:-1]
    return " ".join(words) if len("".join(words)) > 2 else key


def _only_trade(name: str) -> bool:
    return _TRADE_ZH.fullmatch(f"某某{name}", 2) is not None


@lru_cache(maxsize=1)
def _places_zh() -> re.Pattern[str]:
    names = [name for row in table("places.csv") for name in row["names"].split("|") if HAN.match(name)]
    return re.compile(rf"(?:{'|'.join(sorted(names, key=len, reverse=True))})(?:省|市|县)?")
