"""Column names of other people's tables, and what we call the same thing.

The table is `columns.csv`: canonical field, its label in English and Chinese, other names. The canonical names are the
keys of `Document.fields` of a flat record, and its order is the order in which they are shown. Names are compared
without case, blanks and punctuation.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

#: Without one of these a table holds no documents that we can use.
CORE = ("title", "description", "responsibilities", "requirements", "summary", "skills")
#: Identifies the record, and is not shown in the text.
HIDDEN = ("id",)


@lru_cache(maxsize=1)
def labels() -> dict[str, tuple[str, str]]:
    """Canonical field -> its label in English and in Chinese, in the order of a document."""
    return {field: (english, chinese) for field, english, chinese, _ in _table()}


def canonical(name: str) -> str | None:
    """The canonical field of a column name, or None: `jobTitle`, `Job Title` and `job_title` are one name."""
    return _by_name().get(_key(name))


def unlabelled(field: str, text: str) -> str:
    """A value without its own Chinese label at its start, which scraped pages repeat ("职位描述岗位职责：…")."""
    pattern = _label_at_start().get(field)
    return pattern.sub("", text, count=1) if pattern else text


@lru_cache(maxsize=1)
def _label_at_start() -> dict[str, re.Pattern[str]]:
    found = {}
    for field in ("description", "benefits", "company_description"):
        names = next((chinese, *others.split("|")) for name, _, chinese, others in _table() if name == field)
        own = [name for name in names if len(name) > 3 and not name.isascii()]
        found[field] = re.compile(rf"^(?:{'|'.join(own)})\s*[:：]?\s*")
    return found


@lru_cache(maxsize=1)
def _table() -> list[tuple[str, str, str, str]]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        return [(r["field"], r["label_en"], r["label_zh"], r["other_names"]) for r in csv.DictReader(file)]


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {
        _key(name): field
        for field, english, chinese, others in reversed(_table())
        for name in (*others.split("|"), chinese, english, field)
    }


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "", re.sub(r"[（(].*?[)）]", "", folded))
