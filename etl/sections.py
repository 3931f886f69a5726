"""Sections of a resume or posting, found by their headings in English and Chinese.

A heading is a short line that stands in the table `data/headings.csv` (letters only, so that
`WORK  EXPERIENCE:` and a glued `WorkExperience` are one), a line that looks like a heading and holds a telling
word, or a heading inside a line that a colon, a number or a space ends: `任职要求：1、…`, `Skills: Java, SQL`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from etl.model import Document, Section, SectionKind, Span
from etl.text import BULLET, HAN, Line, letters, table
from etl.titles import has_title_head

#: Canonical fields of structured records that are sections of their own.
_FIELD_SECTIONS: dict[str, SectionKind] = {
    "description": "responsibilities", "responsibilities": "responsibilities", "requirements": "requirements",
    "preferred": "preferred", "skills": "skills", "benefits": "benefits", "summary": "summary",
    "company_description": "company", "languages": "languages",
}  # fmt: skip
_FIELD_PREFIXES: tuple[tuple[str, SectionKind], ...] = (
    ("skills[", "skills"),
    ("work[", "experience"),
    ("education[", "education"),
)
_TELLING: tuple[tuple[re.Pattern[str], SectionKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), cast(SectionKind, kind))
    for kind, pattern in {
        "projects": r"\bprojects?\b|项目",
        "experience": r"\b(?:experience|employment|work history|career history)\b|经历$|工作经验",
        "education": r"\b(?:education|academic)\b|教育",
        "skills": r"\b(?:skills?|competenc(?:y|ies)|proficienc(?:y|ies)|expertise|technologies)\b|技能",
        "certificates": r"\b(?:certifications?|licen[sc]es?|awards?|honou?rs?|achievements)\b|证书|荣誉",
        "languages": r"\blanguages?\b|语言",
        "summary": r"\b(?:profile|summary|objective)\b|自我|意向",
        "interests": r"\b(?:affiliations?|memberships?|interests?|volunteer)\b",
    }.items()
)
#: Which inline headings make sense in which kind of document.
_POSTING_KINDS = frozenset(
    [
        "responsibilities",
        "requirements",
        "preferred",
        "benefits",
        "company",
        "skills",
        "education",
        "other",
        "summary",
        "experience",
        "languages",
    ]
)
_NOT_IN_RESUMES = frozenset(("responsibilities", "requirements", "benefits", "company", "preferred"))
#: Words too common inside running text to be headings there, unless a colon follows and a sentence ended before.
_WEAK = frozenset(
    [
        "要求",
        "职责",
        "优先",
        "学历",
        "技能",
        "教育",
        "语言",
        "待遇",
        "福利",
        "薪资",
        "其他",
        "其它",
        "兴趣",
        "爱好",
        "证书",
        "荣誉",
        "专长",
        "简介",
        "联系方式",
        "工作经验",
        "工作内容",
        "工作时间",
        "工作地点",
        "职位亮点",
        "关键字",
        "优先考虑",
        "备注",
        "项目介绍",
    ]
)
_DECORATION = re.compile(r"^[\s:：\-–—=*#_【】\[\]<>《》|■◆●·▌▍]+|[\s:：\-–—=*#_【】\[\]<>《》|■◆●·▌▍]+$")
_ITEM_FOLLOWS = re.compile(r"\s*(?:\n|$|[(（]?[1一①]\s?[、.．)）]?|l\s)")
#: A row of column names under a heading says nothing of its own.
_COLUMN = (
    r"(?:period|dates?|years?|time|from|to|employer|company|organi[sz]ation|(?:job )?title|position|role|school"
    r"|institution|university|degree|qualification|subject|major|location|place|grade|"
    r"(?:起止)?(?:时间|年月|日期)|年份|(?:公司|工作单位|单位|学校|院校|毕业院校)(?:名称)?|职位|职务|岗位|部门|专业|学历|学位|专业与学历"
    r"|城市|地点|证明人|工作内容|主要职责)"
)
_COLUMNS = re.compile(rf"{_COLUMN}(?:\s*(?:\t|\||｜)\s*{_COLUMN})+", re.I)
_OPENERS = frozenset("\n 　。；;！!：:【[〖《\t*#、.)）")


@dataclass(frozen=True)
class _Headings:
    by_letters: dict[str, SectionKind]
    inline_zh: re.Pattern[str]
    inline_en: re.Pattern[str]


@lru_cache(maxsize=1)
def _headings() -> _Headings:
    by_letters: dict[str, SectionKind] = {}
    english: list[str] = []
    chinese: list[str] = []
    for row in table("headings.csv"):
        for heading in row["headings"].split("|"):
            by_letters.setdefault(letters(heading), cast(SectionKind, row["kind"]))
            (chinese if row["lang"] == "zh" else english).append(heading)
    zh = "|".join(re.escape(h) for h in sorted(chinese, key=len, reverse=True))
    en = "|".join(re.escape(h).replace(r"\ ", r"\s+") for h in sorted(english, key=len, reverse=True))
    return _Headings(
        by_letters,
        re.compile(
            rf"(?P<h>{zh})(?:\s?[(（][^)）\n]{{0,12}}[)）])?\s?(?P<mark>[:：】\]〗》;；]|(?=\s|[1一]\s?[、.．]|[①l]\s?|$))"
        ),
        re.compile(rf"(?:^|(?<=[.;!?。\n•])\s*|(?<=\s\s))(?P<h>{en})\s?[:：]", re.I | re.M),
    )


def find_sections(document: Document, found: list[Line]) -> tuple[Section, ...]:
    """The sections in order; together they cover the text. What stands above the first heading is `other`
    in a resume (contact data, headline) and `responsibilities` in a posting."""
    marks: dict[int, tuple[int, SectionKind]] = {}  # start of heading -> end of heading, kind
    for before, line in zip([None, *found], found, strict=False):
        kind = _heading_line(line, document)
        if kind is not None:
            marks[line.start] = (line.end, kind)
        elif before is not None and before.start in marks and _COLUMNS.fullmatch(line.text):
            marks[before.start] = (line.end, marks[before.start][1])
        else:
            for start, end, inline in _inline(document, line):
                if marks or inline != "benefits" or document.kind == "resume":  # `薪资：15-25K` in the head is a field
                    marks[start] = (end, inline)
    _mark_fields(document, marks)
    return _cover(document, marks)


def _cover(document: Document, marks: dict[int, tuple[int, SectionKind]]) -> tuple[Section, ...]:
    sections: list[Section] = []
    starts = sorted(marks)
    first: SectionKind = "other" if document.kind == "resume" else "responsibilities"
    if not starts or starts[0] > 0:
        sections.append(Section(first, Span(0, starts[0] if starts else len(document.text))))
    for index, start in enumerate(starts):
        end, kind = marks[start]
        until = starts[index + 1] if index + 1 < len(starts) else len(document.text)
        heading = Span(start, end) if end > start else None
        sections.append(Section(kind, Span(start, until), heading))
    return tuple(sections)


def _mark_fields(document: Document, marks: dict[int, tuple[int, SectionKind]]) -> None:
    """A field of a structured record starts a section, and ends the one before it; a field of several lines is one."""
    runs: list[tuple[int, int, SectionKind]] = []
    for name, spans in document.fields.items():
        kind = _FIELD_SECTIONS.get(name) or next(
            (section for prefix, section in _FIELD_PREFIXES if name.startswith(prefix)), None
        )
        if kind is None and document.kind == "resume":
            continue
        for span in sorted(spans, key=lambda s: s.start):
            between = document.text[runs[-1][1] : span.start] if runs else ""
            if runs and runs[-1][2] == (kind or "other") and not between.strip() and runs[-1][0] <= span.start:
                runs[-1] = (runs[-1][0], span.end, runs[-1][2])
            else:
                runs.append((span.start, span.end, kind or "other"))
    for start, end, kind in runs:
        # labels in the rendered record (`职位要求: …`) are no headings of what stands before the field
        line = document.text.rfind("\n", 0, start) + 1
        for inside in [at for at in marks if line <= at < start]:
            del marks[inside]
        if start not in marks:
            marks[start] = (start, kind)
        if end < len(document.text):
            marks.setdefault(end, (end, "other"))


def _heading_line(line: Line, document: Document) -> SectionKind | None:
    if len(line.text) > 64:
        return None
    text = _DECORATION.sub("", line.text if line.bullet else BULLET.sub("", line.text))
    if not text or len(text) > 48:
        return None
    headings = _headings().by_letters
    kind = headings.get(letters(text))
    if kind is None and len(text) < 40 and not re.search(r"\d", text):  # `薪资：6-8K` is a field
        # bilingual headings: `教育背景 Education`, `Skills / 技能`
        kind = headings.get("".join(HAN.findall(text))) or headings.get(letters(text.split("/")[0]))
    if kind is not None:
        sentence = text[:1].islower() and not line.heading
        return None if sentence or _is_item(line, kind, document) else kind
    if document.kind == "resume" and _looks_like_heading(line, text):
        return next((telling for pattern, telling in _TELLING if pattern.search(text)), None)
    return None


def _looks_like_heading(line: Line, text: str) -> bool:
    if len(text.split()) > 5 or len(text) > (10 if HAN.search(text) else 40):
        return False
    if has_title_head(text):  # `PROJECT MANAGER` is a title, not a heading of projects
        return False
    marked = line.bold or line.size > 1.12 or text.isupper()
    return line.heading or (marked and not re.search(r"\d|[.,;。，；]", text))


def _is_item(line: Line, kind: SectionKind, document: Document) -> bool:
    """A bulleted `Languages` or `Training` among other bullets is an item of a list, not a heading."""
    if line.heading or line.bold or document.kind != "resume":
        return False
    return line.bullet and kind in ("languages", "certificates", "interests", "skills")


def _inline(document: Document, line: Line) -> list[tuple[int, int, SectionKind]]:
    headings = _headings()
    found: list[tuple[int, int, SectionKind]] = []
    colon = ":" in line.text or "：" in line.text
    matches = list(headings.inline_en.finditer(document.text, line.start, line.end)) if colon else []
    if HAN.search(line.text) and (document.kind == "posting" or colon):
        for match in headings.inline_zh.finditer(document.text, line.start, line.end):
            before = document.text[match.start() - 1] if match.start() > line.start else "\n"
            if _opens(match, before, after_heading=bool(found) and found[-1][1] == match.start()):
                found.append((match.start(), match.end(), headings.by_letters[letters(match["h"])]))
    found += [(m.start("h"), m.end(), headings.by_letters[letters(m["h"])]) for m in matches]
    if document.kind == "posting":
        return [mark for mark in found if mark[2] in _POSTING_KINDS]
    return [mark for mark in found if mark[2] not in _NOT_IN_RESUMES and mark[0] == line.start]


def _opens(match: re.Match[str], before: str, *, after_heading: bool) -> bool:
    """A Chinese heading inside a line counts where something ended before it, or where a colon follows."""
    colon = match["mark"] != ""
    if match["h"] not in _WEAK and len(match["h"]) >= 4 and _ITEM_FOLLOWS.match(match.string, match.end()):
        return True
    if match["h"] in _WEAK:
        return colon and (before in "\n【[。；;" or before.isspace())
    if after_heading or before in _OPENERS or before.isspace():
        return colon or before not in "、.)）"
    return colon and not (before.isalnum() or before in ",，")


def section_at(sections: tuple[Section, ...], offset: int) -> SectionKind:
    """The kind of the section that holds an offset."""
    low, high = 0, len(sections)
    while high - low > 1:
        middle = (low + high) // 2
        if sections[middle].span.start <= offset:
            low = middle
        else:
            high = middle
    return sections[low].kind if sections else "other"


def is_heading(text: str) -> bool:
    """Whether a text is a heading of the table."""
    return letters(text) in _headings().by_letters
