"""Resume or posting? Told by the headings, for those who only say which file."""

from __future__ import annotations

from collections import Counter

from etl.contact import find_identity
from etl.model import Document, DocumentKind
from etl.sections import find_sections
from etl.text import lines

#: Sections that stand in one kind only. Skills, education and summaries stand in both.
_RESUME = frozenset({"experience", "education", "languages", "interests", "references", "projects", "certificates"})
_POSTING = frozenset({"responsibilities", "requirements", "preferred", "benefits", "company"})
_CONTACT = frozenset({"name", "phone", "email"})


def guess_kind(document: Document) -> DocumentKind:
    """What a document really is that was read as a resume: the kind whose headings it has more of.

    In doubt it is a resume if it names somebody with a way to reach them.
    """
    if any(name.startswith(("work[", "education[")) for name in document.fields):
        return "resume"
    if {"description", "title"} <= document.fields.keys():
        return "posting"
    found = lines(document)
    sections = find_sections(document, found)
    counts = Counter(_side(section.kind) for section in sections)
    if counts["resume"] != counts["posting"]:
        return "resume" if counts["resume"] > counts["posting"] else "posting"
    kinds = {mention.kind for mention in find_identity(document, found, sections, lambda _: False).mentions}
    return "resume" if "name" in kinds and len(_CONTACT & kinds) > 1 else "posting"


def _side(kind: str) -> str:
    return "resume" if kind in _RESUME else "posting" if kind in _POSTING else "either"
