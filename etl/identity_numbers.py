"""Numbers that a state gave a person: social security, passports, licences, national identity and tax numbers.

A labelled one is known by its label, whatever its form; without a label only what hardly anything else looks like: the
Chinese identity number (18 digits with a date of birth), the US social security number with its dashes, the Indian PAN,
the British national insurance number in pairs, and the number of a Hong Kong identity card with its bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.model import Span

_UNMISTAKABLE = re.compile(
    r"(?<![\dA-Za-z])(?:"
    r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]"
    r"|(?<!-)(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?!-)"
    r"|[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"
    r"|(?![DFIQUV])[A-Z](?![DFIOQUV])[A-Z] \d\d \d\d \d\d [A-D]"
    r"|[A-Z]{1,2}\d{6}\([\dA]\)"
    r")(?![\dA-Za-z])"
)
#: Labels that say nothing else.
_LABEL = (
    r"social security|ssn|passport|driv(?:er['’]?s?|ing) licen[cs]e|aadhaa?r|voter(?:['’]?s)? id|national insurance|"
    r"hkid|nric|nino|itin|sozialversicherungs|personalausweis|reisepass|steuer-?id"
)
#: Those that are words or other abbreviations too: only with a colon or `no.` behind them.
_SHORT = (
    r"pan|ni|dl|uid|tin|sin|fin|cpf|dni|nie|nif|visa|work permit|residence permit|social insurance|"
    r"national id(?:entity|entification)?|(?:resident )?identity(?: card)?|tax(?:payer)?(?: identification| id)?"
)
_ID = r"(?:(?:^|(?<=[|,;\t(]))[ ]?|(?<=[ ]{2}))id"
_COUNT = r"(?:[ ]?(?:card|numbers?|nummer|no\b\.?|nr\b\.?|num\b\.?|id\b|#))"
_NOTE = r"(?:[ ]?\([^)\n\d]{1,25}\))?"
_ZH_LABEL = (
    r"(?:护照|護照|(?:居民)?身[份分][证證]|(?:来往)?(?:港澳|大陆|内地|台湾)?通行[证證]|台胞[证證]|回乡证|驾驶?[证證照]|军官[证證]|"
    r"社保|社会保障|居留[证證]|签证|统一证|[证證]件)(?:卡)?(?:号码|號碼|编号|编號|編號|字号|号|號)?"
)
_VALUE = r"[A-Za-z\d][A-Za-z\d ./()-]{3,30}"
_LABELLED = re.compile(
    rf"(?<![^\W_])(?:(?:{_LABEL}|{_SHORT}){_COUNT}{{1,2}}{_NOTE}[ ]?[:：=#–-]?"
    rf"|(?:{_LABEL}|{_SHORT}){_NOTE}[ ]?[:：#]|{_ID}{_COUNT}{{1,2}}{_NOTE}[ ]?[:：#]|(?P<bare>{_LABEL})[ ]?)"
    rf"[ ]*(?P<v>{_VALUE})"
    rf"|{_ZH_LABEL}(?:[(（][^)）\n]{{1,12}}[)）])?\s?[:：]?[ ]*(?P<z>{_VALUE})",
    re.IGNORECASE | re.MULTILINE,
)
_GROUP = re.compile(r"[A-Za-z\d]+(?:[./-][A-Za-z\d]+)*(?:\([\dA]\))?")
#: A year, a date or a range of them.
_DATE = re.compile(
    r"(?:19|20)\d\d(?:[./-](?:\d{1,2}|(?:19|20)\d\d))*|\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\d{1,2}[./-](?:19|20)\d\d"
)
#: Fewest digits of a labelled number, fewest and most letters and digits; without colon or `no.` it is no quantity.
_DIGITS, _SHORTEST, _LONGEST = 4, 6, 20
_NO_QUANTITY = re.compile(r"[A-Z].*\d|\d.*[A-Z]|(?:\D*\d){8}")


def identity_numbers(text: str) -> Iterator[Span]:
    """Where such numbers stand, without their labels; they may overlap."""
    for match in _UNMISTAKABLE.finditer(text):
        yield Span(*match.span())
    for match in _LABELLED.finditer(text):
        start, value = match.start("v" if match["v"] else "z"), match["v"] or match["z"]
        length = _length(value)
        if length and not (match["bare"] and not _NO_QUANTITY.match(value[:length])):
            yield Span(start, start + length)


def _length(value: str) -> int:
    """How far the number goes in what follows its label; 0 if that is none.

    Its groups have digits; the first may be a few capital letters, the last a single one (`QQ 12 34 56 C`).
    """
    end, digits, size = 0, 0, 0
    for group in _GROUP.finditer(value):
        body = group[0]
        dated = _DATE.fullmatch(body) and (digits == 0 or len(body) > 4)
        spelt = body.isalpha() and not (body.isupper() and len(body) <= (3 if end == 0 else 1))
        if dated or spelt or group.start() - end > (1 if end else 0) or size + len(body) > _LONGEST:
            break
        end, size = group.end(), size + len(body)
        digits += sum(c.isdigit() for c in body)
    return end if digits >= _DIGITS and size >= _SHORTEST else 0
