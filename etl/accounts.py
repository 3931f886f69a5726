"""Accounts by which a person can be reached or found: `微信：…`, `Skype: …`, `@…` in the contact block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from etl.model import Span

_CHAT = r"微信|wechat|weixin|qq|skype|telegram|whatsapp|钉钉"
_PAGE = r"twitter|instagram|facebook|linked ?in|github|gitlab|gitee|微博|weibo|知乎|discord|medium|behance"
#: Words first of all: only at the start of a field.
_WORD = r"(?:^|(?<=[|,;，；\t]))[ ]?(?:line|x|wx|vx|ig|fb)"
_NOUN = r"(?:[ ]?(?:id|号码?|账号|帐号|name|handle|user ?name|account))"
_LABELLED = re.compile(
    rf"(?:(?<![A-Za-z])(?:(?P<chat>{_CHAT})|{_PAGE})|{_WORD})"
    rf"(?:{_NOUN}?[ ]?[:：][ ]?|{_NOUN}[ ]|[ ](?=@))(?P<v>@?(?:live:)?[A-Za-z][\w.-]{{1,38}}[\w](?<!\.))(?![\w/@:：])",
    re.IGNORECASE | re.MULTILINE,
)
#: An `@name` that is a whole field.
_AT = re.compile(r"(?:^|(?<=[|,;·•\t]))[ ]?(?P<v>@[A-Za-z_][\w.]{2,28}\w)(?=[ ]*(?:$|[|,;·•\t]))", re.MULTILINE)
#: An e-mail address that is spelt out against robots.
_SPELT_OUT = re.compile(
    r"\b[\w.+-]{2,40}[ ]?(?:[ ]at[ ]|[(\[{]at[)\]}])[ ]?[\w-]{2,30}"
    r"(?:[ ]?(?:[ ]dot[ ]|[(\[{]dot[)\]}])[ ]?(?:com|net|org|edu|cn|uk|co|de|io|fr|in)\b){1,2}",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[\d_]|^@|:")


def account_spans(text: str, top: int, known: Callable[[str], bool]) -> Iterator[Span]:
    """Names of accounts, without their labels.

    Args:
        top: where the contact block at the top ends: only in it are mere words (`Skype: somebody`) accounts; elsewhere
            they need a digit or an underscore.
        known: whether a text is a label of the ontology, and so hardly an account.
    """
    for match in _LABELLED.finditer(text):
        value = match["v"]
        telling = _TELLING.search(value) or match.start() < top
        if telling and not known(value):
            yield Span(*match.span("v"))
    for match in _AT.finditer(text, 0, top):
        if not known(match["v"][1:]):
            yield Span(*match.span("v"))


def spelt_out_emails(text: str) -> Iterator[Span]:
    """`somebody at example dot com`."""
    for match in _SPELT_OUT.finditer(text):
        yield Span(*match.span())
