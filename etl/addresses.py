"""Postal addresses: labelled, or by a street with a number, in American, British, continental and Chinese order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.model import Span
from etl.text import trim

#: In front of a street number: `Flat 3, `, `Apt 5B, `.
_UNIT = r"(?:(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit|[Ss]uite|[Rr]oom|FLAT|APT|UNIT)\s?#?\s?\w{1,5},?\s+)?"
_UK_CODE = r"(?:GIR|[A-Z]{1,2}\d[A-Z\d]?)[ ]\d[ABD-HJLNP-UW-Z]{2}\b"
_TOWN = r"[A-ZÀ-Þ][\w'.-]+(?:[ ][A-ZÀ-Þ][\w'.-]+){0,2}"
_ADDRESS = re.compile(
    r"(?:\b(?:(?:[Hh]ome|[Cc]urrent|[Mm]ailing|[Pp]ostal) )?(?:[Aa]ddress|ADDRESS)|(?:现?居住|家庭|通讯|联系|"
    r"户籍|现)?(?:地址|住址)|户口所在地)\s*[:：]\s*(?P<l>[^\n|]{4,100}(?:(?<=,)\n[^\n|:：]{3,100})?)"
    rf"|(?<![\w.])(?P<s>{_UNIT}(?:\d{{1,5}}[A-Za-z]?|\d{{1,3}},)[ \t]+(?:[NSEW]\.?[ \t]+)?"
    r"(?:[A-Z][\w.'’]+[ \t]+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|"
    r"Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Circle|Parkway|Pkwy|Highway|Hwy)\b\.?(?:,?\s*(?:Apt|Unit|Suite|#)\.?\s*\w+)?"
    rf"(?:(?:,?\s+{_TOWN}){{0,2}},?\s+{_UK_CODE}|,?\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+){{0,2}},?\s+[A-Z]{{2}}\s+\d{{5}}(?:-\d{{4}})?)?)"
    r"|(?P<z>[\u4e00-\u9fff]{2,8}(?:省|市|区)[\u4e00-\u9fff\d]{2,20}(?:路|街|道|巷|弄|村)\s?\d+\s?[号弄](?:[\u4e00-\u9fff\d\-]{0,16}(?:室|楼|栋|单元|号))?)",
)
#: `Hauptstraße 12, 10115 Berlin`, `Keizersgracht 123, 1015 CJ Amsterdam`: the number behind the street.
_CODE_TOWN = rf"(?:(?:[A-Z]{{1,2}}-)?\d{{5}}|\d{{4}}[ ][A-Z]{{2}})[ ]{_TOWN}"
_GERMAN = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ][\w.-]*[ ]){0,2}[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|"
    r"[ -](?:Straße|Strasse|Str\.|Weg|Platz|Allee|Damm|Ufer))[ ]?"
    rf"\d{{1,3}}[ ]?[a-z]?\b(?:[ ]?[,|·•\n][ ]?{_CODE_TOWN})?"
)
#: Any street with its number beside a line of code and town; and such a line by itself.
_BEFORE_CODE = re.compile(
    rf"(?<![\w.])(?:(?:{_TOWN}[ ]\d{{1,4}}[ ]?[a-zA-Z]?|\d{{1,4}},?[ ](?:bis,?[ ])?[\w'’ -]{{4,40}})[,\n][ ]?)?"
    rf"{_CODE_TOWN}"
)
_LONE_CODE = re.compile(rf"(?<![\w.]){_UK_CODE}|(?<=,[ ][A-Z]{{2}}[ ])\d{{5}}(?:-\d{{4}})?\b(?!-)")


def address_spans(text: str, top: int) -> Iterator[Span]:
    """Where addresses stand; they may overlap.

    Args:
        top: where the contact block at the top ends. Codes of towns, and streets in forms that running text has too,
            count only in it.
    """
    for match in _ADDRESS.finditer(text):
        group = next(g for g in "lsz" if match[g])
        yield trim(text, match.start(group), match.end(group))
    for match in _GERMAN.finditer(text):
        yield Span(*match.span())
    for pattern in (_BEFORE_CODE, _LONE_CODE):
        for match in pattern.finditer(text, 0, top):
            yield Span(*match.span())
