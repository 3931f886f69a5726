"""Personal attributes of a resume that are no qualification: birth, sex, marital status, ethnicity, origin, religion.

All of it belongs to `Identity` (kind `birth`), so that it is masked and nothing is extracted from it. A labelled value
counts to the end of its field: the end of the line, a bar, a wide gap, or the next label.
"""

from __future__ import annotations

import re

from etl.model import Span
from etl.text import trim

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_DATE = (
    r"(?:\d{4}\s?[年./-]\s?\d{1,2}(?:\s?[月./-]\s?\d{1,2})?\s?[日月]?|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}"
    rf"|{_DAY}[\s,./-]*(?:day\s+)?(?:of\s+)?{_MONTH}[\s,./-]*(?:19|20)?\d\d"
    rf"|{_MONTH}\s*(?:{_DAY}\b)?[\s,./-]*(?:19|20)\d\d|(?:19|20)\d\d\s?年?)"
)
_END = r"(?=\s*(?:$|[|｜;；]|\s{3,}|\t|\s+[A-Z][\w ]{2,20}:|[\s,，]+[\u4e00-\u9fff]{2,6}[:：]))"
_EN_LABEL = (
    r"(?:date (?:and place )?of birth|place (?:and date )?of birth|birth ?(?:date|day|place)|d\.?\s?o\.?\s?b\b\.?|"
    r"sex|gender|age|marital status|civil status|family status|nationality|citizenship|ethnicity|ethnic origin|race|"
    r"religion|blood (?:type|group)|height|weight|health status|number of children|"
    r"(?:father|mother|spouse)['’]?s? name)"
)
_ZH_LABEL = (
    r"(?:出\s*生\s*(?:日\s*期|年\s*月(?:\s*日)?|时间|地|于)?|生\s*日|性\s*别|年\s*龄|婚\s*姻(?:\s*状\s*[况态])?|婚\s*否|民\s*族|籍\s*贯|国\s*籍|"
    r"政\s*治\s*面\s*貌|宗\s*教(?:信仰)?|身\s*高|体\s*重|血\s*型|健\s*康(?:\s*状\s*况)?|生育(?:状况|情况))"
)
_LABELLED = re.compile(
    rf"(?:(?<![\w-]){_EN_LABEL}\s*(?:\([^)\n]{{1,20}}\)\s*)?[:：][ \t]*(?P<en>[^\n|｜;；\t]{{1,60}}?){_END}"
    rf"|{_ZH_LABEL}\s?[:：][ \t]*(?P<zh>[^\n|｜;；\t,，。 ]{{1,24}}))",
    re.IGNORECASE | re.MULTILINE,
)
_STATUS = re.compile(
    r"(?:^|[|;\t])\s*(?:marital )?status\s*[:：]\s*(?P<v>(?:single|married|divorced|"
    r"widow(?:ed|er)?|separated|unmarried|"
    r"engaged)\b[^\n|;\t]{0,30})",
    re.IGNORECASE | re.MULTILINE,
)
_TOWN = r"(?-i:[A-ZÀ-Þ][\w.'-]+(?:,?[ ][A-ZÀ-Þ][\w.'-]+){0,3})"
_BIRTH = re.compile(
    r"(?:\bdate of birth|\bd\.?\s?o\.?\s?b\b\.?|\bbirth ?da(?:te|y)|\bborn(?: on)?(?: the)?(?: in)?|"
    r"出生(?:日期|年月|于)?|生日|(?<!先)生于)"
    rf"\s*[-–:：]?\s*(?:on\s+(?:the\s+)?)?(?P<date>{_DATE})(?:\s+in\s+(?P<town>{_TOWN}))?"
    rf"|\bborn\s+(?:in|at)\s+(?P<place>{_TOWN},?\s+(?:on\s+(?:the\s+)?|in\s+)?{_DATE})"
    rf"|(?P<zh>(?:19|20)\d\d\s?(?:年|[./-])(?:\s?\d{{1,2}}\s?月?)?(?:\s?[./-]?\s?\d{{1,2}}\s?日)?)"
    r"(?=\s?(?:出?生(?![产态活命])|生于))",
    re.IGNORECASE,
)
#: `，男，汉族，已婚，` between the marks of a Chinese introduction.
_ZH_BARE = re.compile(
    r"(?:^|(?<=[\s,，、|｜/:：]))(?P<v>男|女|[男女]性|(?:汉|满|回|壮|苗|藏|蒙古|维吾尔|土家|朝鲜|彝|侗|瑶|白|哈尼|黎|傣|布依|畲|羌|锡伯|达斡尔)族"
    r"|未婚|已婚|离异|已育|未育|(?:中共)?(?:预备)?党员|共青团员|群众|\d{2}\s?岁)(?=$|[\s,，、。|｜/;；])",
    re.MULTILINE,
)


def personal_spans(text: str) -> list[Span]:
    """Every stretch that tells a personal attribute, without its label."""
    spans: list[Span] = []
    for pattern in (_LABELLED, _STATUS, _BIRTH):
        for match in pattern.finditer(text):
            groups = [name for name, value in match.groupdict().items() if value]
            spans += [trim(text, match.start(group), match.end(group)) for group in groups]
    top = text[:1500]
    if re.search(r"[\u4e00-\u9fff]", top):
        spans += [Span(m.start("v"), m.end("v")) for m in _ZH_BARE.finditer(text, 0, len(top))]
    return [span for span in spans if span.end > span.start]
