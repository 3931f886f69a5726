"""Whether a Chinese text that is only like a label may stand for it.

Chinese labels are short and every character bears meaning: 專案管理 (projects) and 檔案管理 (documents), 语法 and 法语,
数据库结构 and 数据结构 are other things, not misspellings. So of two texts that share most of their characters one may
mean the other only where one holds the other, where the rest says nothing of its own (能力, 技术), or where the
difference is a slip that leaves no other word. How likely it then does is for the calibrated weights to say.
"""

from __future__ import annotations

import re
from functools import lru_cache

from etl.text import HAN, table

#: A Latin word, or one Chinese character.
_UNIT = re.compile(r"[a-z0-9+#.]+|[\u3400-\u9fff]")
#: What may stand behind the words of a label or of a text: it names the kind of thing only.
_KIND = re.compile(
    r"(?:能力|技能|技巧|技术|知识|基础|原理|理论|方法|精神|意识|水平|经验|语言|软件|工具|平台|系统|框架|操作|工作|相关|等|强|好)+$"
)
#: What may stand before them.
_PRAISE = re.compile(
    r"^(?:良好|较好|较强|很强|优秀|出色|强烈|高度|一定|扎实|具有|具备|富有|有|熟悉|掌握|精通|了解|的)+"
)
_JOINTS = re.compile(r"以及|[与和及的、]")
#: A label of so many characters is still known with two neighbours swapped or one character misread.
_LONG = 4
_GAP = 2


def may_stand_for(text: str, label: str) -> bool:
    """Whether a text (both in normal form) may mean a label that differs from it; True unless both are Chinese."""
    if not (HAN.search(text) and HAN.search(label)):
        return True
    own, other = _UNIT.findall(text), _UNIT.findall(label)
    if _misspelt(own, other) or _told_within(own, other) or _begins_or_ends(own, other):
        return True
    latin = [unit for unit in own if not HAN.search(unit)]
    if latin and latin == [unit for unit in other if not HAN.search(unit)]:
        return True  # `Java编程语言` and `Java开发语言`: the Latin word is what is named
    return _plain(text) == _plain(label)


def _plain(text: str) -> str:
    """The words of a text without what names only their kind or praises them, if two characters are left then."""
    text = "".join(_UNIT.findall(_JOINTS.sub("", text)))
    plain = _KIND.sub("", _PRAISE.sub("", text))
    return plain if len(plain) > 1 else text


def _begins_or_ends(own: list[str], label: list[str]) -> bool:
    """The text is one half of the label or more: 薪酬福利 of 薪酬福利管理; no country of its language (韩国语)."""
    length = len(own)
    if not 1 < length < len(label) <= 2 * length or label[length:] == ["语"]:
        return False
    return own in (label[:length], label[-length:])


def _told_within(own: list[str], label: list[str]) -> bool:
    """The label stands in the text, whole, or in two parts of two and more with two and more between them.

    解决复杂问题 tells 解决问题; one character between (数据库结构) may make another word of its neighbour.
    """
    length = len(label)
    if any(own[at : at + length] == label for at in range(len(own) - length + 1)):
        return True
    if length < 2 * _GAP:
        return False
    for cut in range(_GAP, length - _GAP + 1):
        for at in range(len(own) - cut + 1):
            if own[at : at + cut] != label[:cut]:
                continue
            rest = at + cut
            for then in range(rest, len(own) - (length - cut) + 1):
                if own[then : then + length - cut] == label[cut:] and then - rest >= _GAP:
                    return True
    return False


def _misspelt(own: list[str], label: list[str]) -> bool:
    """Near Latin words among equal characters; in a long label one look-alike, two neighbours swapped, one doubled.

    Also the verb before what the label has it behind: 分析需求 and 需求分析.
    """
    from rapidfuzz import fuzz

    if len(own) == len(label) >= _LONG and any(
        own[cut:] + own[:cut] == label for cut in range(_GAP, len(own) - _GAP + 1)
    ):
        return True
    if len(own) == len(label):
        apart = [at for at, (one, other) in enumerate(zip(own, label, strict=True)) if one != other]
        if len(label) >= _LONG and len(apart) == 2 and apart[1] == apart[0] + 1:
            return own[apart[0]] == label[apart[1]] and own[apart[1]] == label[apart[0]]
        if len(apart) != 1:
            return False
        one, other = own[apart[0]], label[apart[0]]
        if HAN.search(one) or HAN.search(other):
            return len(label) >= _LONG and (one, other) in _look_alikes()
        return fuzz.ratio(one, other) >= 85
    if len(own) == len(label) + 1 and len(label) >= _LONG:
        doubled = [at for at in range(1, len(own)) if own[at] == own[at - 1]]
        return any(own[:at] + own[at + 1 :] == label for at in doubled)
    return False


@lru_cache(maxsize=1)
def _look_alikes() -> frozenset[tuple[str, str]]:
    pairs = next(row["pairs"] for row in table("look_alikes.csv") if row["script"] == "han")
    found = {(one, other) for one, _, other in (pair.partition(":") for pair in pairs.split("|"))}
    return frozenset(found | {(other, one) for one, other in found})
