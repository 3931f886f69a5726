"""One flat record (a row of a table, a JSON object) as text: one labelled field a line, with spans of the values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from etl.language import language
from etl.model import Document, DocumentKind
from etl.readers.build import BLANK, Line, Part, document, line
from etl.readers.columns import CORE, HIDDEN, canonical, labels, unlabelled
from etl.readers.html import fragment_lines
from graph.errors import EmptyDocument, UnsupportedFormat

#: How tables say that there is nothing.
_NOTHING = frozenset(re.split(" ", " n/a na none null nan nil undefined - -- — \\n 无 未知 暂无"))
_MARKUP = re.compile(r"</?(?:p|br|li|ul|ol|div|span|strong|b|h[1-6]|table|em)\b[^>]*>", re.I)
_YEARS = re.compile(r"\d+\s*(?:-\s*\d+\s*)?(?:年|years?|yrs?)|经验|應屆|应届|在读", re.I)
_DEGREE = re.compile(
    r"学历|學歷|本科|大专|中专|高中|中技|中职|初中|硕士|博士|专科|"
    r"bachelor|master|phd|degree|diploma|high school",
    re.I,
)
_LONG = 60  # characters from which a value stands below its label


def record_document(row: Mapping[str, Any], kind: DocumentKind, *, format: str, source: str, where: str) -> Document:
    """A document from a record with any column names.

    The `source` of the document is the record's own id where it has one.

    Raises:
        UnsupportedFormat: no column is one that we know as a title or a text.
        EmptyDocument: the known columns are empty.
    """
    values = fields_of(row, where)
    if not any(name in values for name in CORE):
        raise EmptyDocument("the record has neither title nor text", where=where)
    return document(record_lines(values), kind, format=format, source=(values.get("id") or [source])[0])


def fields_of(row: Mapping[str, Any], where: str) -> dict[str, list[str]]:
    """The values of a record by canonical field, in the order of `labels()`; empty ones are left out."""
    found: dict[str, list[str]] = {}
    known: set[str] = set()
    for column, value in row.items():
        name = canonical(str(column))
        if name is None:
            continue
        known.add(name)
        kept = found.setdefault(name, [])
        kept.extend(text for given in _texts(value) if (text := unlabelled(name, given)) and text not in kept)
    if not known.intersection(CORE):
        raise UnsupportedFormat(
            "no column that we know as a title or a text",
            where=where,
            fix=f"Name one of the columns {', '.join(CORE)}",
        )
    _unswap(found)
    _merge_pay(found)
    found["company"] = [name for name in found.get("company", []) if len(name) <= 80 and not re.search("[?？]", name)]
    found["district"] = [
        x for x in found.get("district", []) if not any(x in place for place in found.get("place", []))
    ]
    return {name: found[name] for name in labels() if found.get(name)}


def _texts(value: Any) -> list[str]:
    """A value as texts: a list gives several, an object the texts of its values, empty ones give none."""
    if isinstance(value, Mapping):
        return [text for key, part in value.items() if not str(key).startswith("@") for text in _texts(part)]
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [text for part in value for text in _texts(part)]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    text = "" if value is None else str(value).strip()
    return [] if text.casefold() in _NOTHING else [text]


def _unswap(found: dict[str, list[str]]) -> None:
    """Put years that stand under education, and degrees under experience, where they belong."""
    education, experience = found.get("education", []), found.get("experience", [])

    def misplaced(values: list[str], own: re.Pattern[str], other: re.Pattern[str]) -> list[str]:
        return [v for v in values if len(v) < 20 and other.search(v) and not own.search(v)]

    years, degrees = misplaced(education, _DEGREE, _YEARS), misplaced(experience, _YEARS, _DEGREE)
    if years or degrees:
        found["education"] = [v for v in education if v not in years] + degrees
        found["experience"] = [v for v in experience if v not in degrees] + years


def _merge_pay(found: dict[str, list[str]]) -> None:
    """Bounds in columns of their own become one range; where a pay is stated as text, that holds."""
    low, high = found.pop("pay_low", []), found.pop("pay_high", [])
    if not found.get("pay") and (low or high):
        found["pay"] = [" - ".join(dict.fromkeys((low or high)[:1] + (high or low)[:1]))]


def record_lines(values: Mapping[str, Sequence[str]]) -> list[Line]:
    """The lines of a record: `Label: value`, or the label as a heading above a long value."""
    chinese = language(" ".join(text for texts in values.values() for text in texts)) == "zh"
    lines: list[Line] = []
    label_of = labels()
    for name, texts in values.items():
        if name in HIDDEN:
            continue
        label = label_of[name][chinese]
        pieces = [piece for text in texts for piece in _split(text)]
        if name == "place":
            lines.append(_place_line(label, texts, values.get("district", ())))
        elif name == "district" and "place" in values:
            continue
        elif (len(pieces) == 1 and len(pieces[0].text) <= _LONG) or name in ("title", "company"):
            lines.append(Line(((f"{label}: ", None), (" ".join(p.text for p in pieces), name))))
        elif len(texts) > 1 and all(len(text) <= _LONG for text in texts):
            lines.append(Line(((f"{label}: ", None), *_listed(texts, name))))
        else:
            lines += [BLANK, line(f"{label}:", heading=True)]
            lines += [Line(tuple((t, name) for t, _ in p.parts), bold=p.bold, heading=p.heading, bullet=p.bullet)
                      for p in pieces]  # fmt: skip
    return lines


def _place_line(label: str, places: Sequence[str], districts: Sequence[str]) -> Line:
    parts: list[Part] = [(f"{label}: ", None), *_listed(places, "place")]
    if districts:
        parts += [(" ", None), *_listed(districts, "district")]
    return Line(tuple(parts))


def _listed(texts: Sequence[str], name: str) -> list[Part]:
    parts: list[Part] = []
    for text in texts:
        parts += [(", ", None)] if parts else []
        parts.append((re.sub(r"\s*\n\s*", " ", text), name))
    return parts


def _split(text: str) -> list[Line]:
    """The lines of a value: markup gives its own, run-on lists are broken at their numbers and inner headings."""
    if _MARKUP.search(text):
        return [x for x in fragment_lines(text) if x.parts]
    return [line(piece) for piece in break_run_on(text).splitlines() if piece.strip()]


_NUMBER = re.compile(r"(?<![\d.A-Za-z])(?:[（(](\d{1,2})[)）]|(\d{1,2})(?:、|[．.)）](?!\d)))\s*")
_INNER_HEADING = re.compile(
    r"(?<=[\s。；;！!.）)])((?:[【\[])?(?:岗位|职位|工作|任职|主要|基本|招聘|应聘)?(?:职责|要求|资格|条件|描述|内容|福利|优先条件|加分项)(?:[】\]]|\s?[：:])|"
    r"(?:Responsibilities|Requirements|Qualifications|Benefits|About (?:us|you)|What we offer|Skills)\s?:)"
)  # fmt: skip
_RUN_ON = 80


def break_run_on(text: str) -> str:
    """Scraped text that lost its line breaks, with breaks again before the numbers of a list and inner headings.

    Only lines above 80 characters are touched, and numbers only where they count up from 1.
    """
    return "\n".join(_broken(row) if len(row) > _RUN_ON else row for row in text.splitlines())


def _broken(row: str) -> str:
    cuts: set[int] = {match.start() for match in _INNER_HEADING.finditer(row)}
    expected = 1
    pending: list[int] = []
    for match in _NUMBER.finditer(row):
        number = int(match.group(1) or match.group(2))
        if number == 1:
            if expected > 2:
                cuts.update(pending)
            expected, pending = 2, [match.start()]
        elif number == expected:
            expected, pending = expected + 1, [*pending, match.start()]
    if expected > 2:
        cuts.update(pending)
    parts, last = [], 0
    for cut in sorted(cuts):
        parts.append(row[last:cut].rstrip())
        last = cut
    parts.append(row[last:])
    return "\n".join(part for part in parts if part)
