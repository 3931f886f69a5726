"""One key for the names of a school: `MIT`, `M.I.T.` and `麻省理工学院` are one, by a table of our own of schools."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.text import HAN, norm, unaccented
from etl.well_known import WellKnown

#: A faculty behind its university. `浙江大学城市学院` is none of these but a school of its own.
_FACULTY_ZH = re.compile(
    r"(?<=大学)(?:[\u4e00-\u9fff]{0,8}?(?:计算机|软件|信息|电子|机械|自动化|土木|化学|化工|材料|生命|物理|数学|经济|管理|工商|商|金融|"
    r"会计|法|医|药|护理|外国语|外语|文|新闻|传播|艺术|设计|教育|建筑|环境|能源|继续教育|网络教育|研究生)[\u4e00-\u9fff]{0,6}?学?院"
    r"|[\u4e00-\u9fff]{1,12}系)$"
)
#: `清华大学(Tsinghua University)`, `北京大学（985）`; but `香港中文大学（深圳）` is another school.
_ASIDE_ZH = re.compile(r"[(（][^)）\u4e00-\u9fff]*[)）]$")
_FACULTY = re.compile(
    r"(?<=university)(?:,| -)? (?:graduate )?(?:school|college|faculty|department|dept\.?) of .*$"
    r"|^(?:graduate )?(?:school|college|faculty|department|dept\.?) of [^,]*, (?=.*university)"
)


def school_key(name: str) -> str:
    """One key for the spellings of a school; nothing is joined that the name or our table does not say is one."""
    return _known().key(name)


def is_well_known(name: str) -> bool:
    """Whether a name is one of a school in our table."""
    return name in _known()


def well_known_names() -> tuple[str, ...]:
    """The names of well-known schools in both languages, the longest first."""
    return _known().names


@lru_cache(maxsize=1)
def _known() -> WellKnown:
    return WellKnown("schools.csv", _spelling)


def _spelling(name: str) -> str:
    plain = norm(name)
    plain = _ASIDE_ZH.sub("", plain) if HAN.match(plain) else plain
    if HAN.search(plain) and not re.search(r"[a-z]{4}", plain):
        return _FACULTY_ZH.sub("", plain.replace(" ", "")) or plain
    key = unaccented(plain)
    key = _FACULTY.sub("", key.replace("&", "and"))
    key = re.sub(r"['’]|(?<=\b[a-z])\.(?=[a-z]\b)|\.(?= |$)", "", key)
    return norm(re.sub(r"[^\w+]+", " ", key.removeprefix("the "))) or plain
