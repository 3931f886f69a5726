"""What the clause around a mention says of it: that it is a mere wish, or that it is not asked for at all."""

from __future__ import annotations

import re

_PREFERRED = re.compile(
    r"优先|加分|更佳|尤佳|为佳|更好|不限于|\bprefer(?:red|ably|ence)\b|\bnice[- ]to[- ]have\b|\ba (?:big |"
    r"strong |huge )?plus\b|"
    r"\bdesir(?:able|ed)\b|\bbonus\b|\bideally\b|\badvantage(?:ous)?\b|\boptional\b|\bwelcome\b",
    re.I,
)
_IN_BRACKETS = re.compile(r"\([^()\n]{0,80}\)")
#: The next item of a list that lost its line breaks (`…经验2.熟悉…`).
_ITEM_ZH = re.compile(r"(?<![\d:：])(?<![:：]\s)\d{1,2}\s?[.、．](?=\s?[\u4e00-\u9fff])")
_CLAUSE_ZH = "，,。；;\n！"
_CLAUSE_EN = re.compile(r"[\n;•]|\.(?=\s|$)")
_REQUIRED = re.compile(r"\b(?:required|must|mandatory|minimum|essential|at least)\b", re.I)
_ANY_NOT = re.compile(r"\b(?:no|not)\b|n['’]t")
_PARTS = re.compile(r",|;|\s[-–]\s|\bbut\b|(?<=required)\s+and\b|(?<=preferred)\s+and\b", re.I)
#: A last part that speaks of all before it: `physics or finance preferred`, `strongly preferred`.
_OF_ALL = re.compile(
    rf"\s*(?:[^,]{{0,40}}\b(?:and|or)\b|(?:is |are |strongly |highly )*(?:{_PREFERRED.pattern})\W*$)",
    re.I,
)
_NEED = r"(?:required|needed|necessary|expected|mandatory|essential|assumed|demanded|a must|obligatory)"
_WANTED = r"(?:experience|knowledge|background|skills?|familiarity|expertise|understanding|training|coding|programming)"
#: English before a mention: `we do not use`, `no experience with`, `you don't need to know`.
_NOT_BEFORE = re.compile(
    r"\b(?:(?:do|does|did|will|would|need)(?:\s+not|n['’]t)|cannot|never)\s+(?:\w+\s+){0,2}?(?:use|using|"
    r"require|expect|work with|"
    r"have to|need|rely on|know|be familiar with|touch|support|code in|program in|write)\b(?P<far>[^.;:\n]{0,60})$"
    rf"|\b(?:no|not any)\s+(?:\w+\s+){{0,2}}?{_WANTED}\s+(?:with|in|of|on|using)\s(?P<near>[^.;:\n]{{0,40}})$",
    re.I,
)
_NO = re.compile(r"\bno\s+(?:(?:prior|previous|specific|deep|special|strong)\s+)?$", re.I)
#: English behind a mention: `experience is not required`, and, after a `no`, `skills needed`.
_NOT_AFTER = re.compile(rf"\s*(?:\w+\s+){{0,3}}?(?:is|are)(?:\s+not|n['’]t)\s+(?:\w+\s+)?{_NEED}", re.I)
_NEEDED = re.compile(rf"\s*(?:\w+\s+){{0,4}}?(?:is\s+|are\s+)?{_NEED}", re.I)
#: What ends the reach of a negation.
_TURN = re.compile(r"\b(?:but|however|instead|only|we|you|just|except|because|if|unless|since)\b|\bso that\b", re.I)
_LISTED = re.compile(r"\s*(?:,|/|\bor\b|\bnor\b|\band\b|[.;!)\n]|$|\w+\s*(?:[.;!)\n]|$))", re.I)
_NOT_BEFORE_ZH = re.compile(
    r"(?:不需要?|无需|无须|毋须|不要求|不必|不用|不使用|不涉及|没有要求)(?!担心|加班|出差|打卡|"
    r"坐班)(?P<far>[^，,。；;！!？?\n]{0,16})$"
)
_NOT_AFTER_ZH = re.compile(
    r"[^，,。；;\n、]{0,6}?(?:不要求|无要求|不作要求|不做要求|不需要(?!精通)|无需(?!精通)|非必须|不是必须|不必须)"
)
#: With these the negated thing is a means or a contrast, or somebody else's.
_TURN_ZH = re.compile(r"即可|就能|也能|也可|可以|便可|但|却|而是|只|仅|通过|就会|你|您|精通|深入|很|太|特别")


def is_preferred(text: str, start: int, end: int) -> bool:
    """Whether the clause around a mention says that it is a plus, not a must."""
    if any("\u4e00" <= c <= "\u9fff" for c in text[max(0, start - 20) : end + 20]):
        low = max(text.rfind(mark, max(0, start - 200), start) for mark in _CLAUSE_ZH) + 1
        low = max([low, *(item.end() for item in _ITEM_ZH.finditer(text, max(0, start - 200), start))])
        ends = [at for mark in _CLAUSE_ZH if (at := text.find(mark, end, end + 200)) >= 0]
        ends += [item.start() for item in _ITEM_ZH.finditer(text, end, end + 200)]
        return _PREFERRED.search(text, max(low, start - 200), min(ends, default=end + 200)) is not None
    before = list(_CLAUSE_EN.finditer(text, max(0, start - 400), start))
    after = _CLAUSE_EN.search(text, end)
    low = before[-1].end() if before else max(0, start - 400)
    clause = text[low : after.start() if after else len(text)]
    for inside in _IN_BRACKETS.finditer(clause):  # `BSN (MSN preferred)` wishes for one of them
        if not low + inside.start() <= start < low + inside.end():
            clause = clause.replace(inside[0], " " * len(inside[0]))
    return _PREFERRED.search(clause) is not None and not _says_required(clause, start - low)


def is_wished(text: str, start: int, end: int) -> bool:
    """`is_preferred` for a degree or years: in English a wish behind a comma is about what stands beside it.

    `PhD preferred, Master's required` demands the Master's; so does `Master's degree, teaching experience preferred`.
    """
    preferred = is_preferred(text, start, end)
    if not preferred or any("\u4e00" <= c <= "\u9fff" for c in text[start:end]):
        return preferred
    lines = [*_CLAUSE_EN.finditer(text, 0, start)]
    low = lines[-1].end() if lines else 0
    ends = _CLAUSE_EN.search(text, end)
    clause = text[low : ends.start() if ends else len(text)]
    parts: list[str] = []
    at, own = 0, 0
    for cut in [*_PARTS.finditer(clause), None]:
        if at <= start - low:
            own = len(parts)
        parts.append(clause[at : cut.start() if cut else len(clause)])
        at = cut.end() if cut else at
    if _PREFERRED.search(parts[own]):
        return True
    behind = next((i for i in range(own + 1, len(parts)) if _PREFERRED.search(parts[i])), None)
    if behind is None:  # before: `Preferred: BSc, MSc` holds for all, `MBA preferred, BSc` for one
        return any(re.match(r"\s*\S?\s*prefer\w*(?: qualifications?)?\s*:", part, re.I) for part in parts[:own])
    return _OF_ALL.match(parts[behind]) is not None


def is_negated(text: str, start: int, end: int) -> bool:
    """Whether the clause says that a thing is not asked for: `No Java needed`, `we do not use PHP`, `无需Java`."""
    if _NOT_AFTER_ZH.match(text, end) or _negated_zh(text[max(0, start - 40) : start]):
        return True
    before = text[max(0, start - 110) : start]
    after = text[end : end + 70]
    if _NOT_AFTER.match(after) or (_NO.search(before) and _NEEDED.match(after)):
        return True
    match = _NOT_BEFORE.search(before)
    if match is None:
        return False
    between = match["far"] if match["far"] is not None else match["near"]
    if _TURN.search(between):
        return False
    return "," not in between or (
        max(len(part.split()) for part in between.split(",")) <= 4 and bool(_LISTED.match(after))
    )


def _negated_zh(before: str) -> bool:
    match = _NOT_BEFORE_ZH.search(before)
    return match is not None and not _TURN_ZH.search(match["far"])


def _says_required(clause: str, at: int) -> bool:
    """Whether the part between commas that holds a place says that it is a must, and no wish."""
    cuts = [*_PARTS.finditer(clause)]
    low = max((cut.end() for cut in cuts if cut.end() <= at), default=0)
    part = clause[low : min((cut.start() for cut in cuts if cut.start() > at), default=len(clause))]
    return bool(_REQUIRED.search(part)) and not _PREFERRED.search(part) and not _ANY_NOT.search(part)
