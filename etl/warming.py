"""What an extractor builds at the first document that needs it, built at once: seconds with large ontologies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.model import Document, Lang

if TYPE_CHECKING:
    from etl.extract import Extractor


def _resume(lang: Lang, text: str) -> Document:
    return Document("resume:0", "resume", lang, "txt", "", text)


#: Invented resumes with a title and a skill that no vocabulary has.
WARMING = (
    _resume("en", "Experience\n\nLead Widget Engineer, Nowhere Ltd, 2019 - 2021\n\nSkills\nwidget wrangling, herding"),
    _resume("zh", "工作经历\n\n2019.01 - 2021.01 乌有有限公司 小器具工程师组长\n\n专业技能\n小器具整理、器具放牧"),
)


def warm(extractor: Extractor) -> None:
    """Read something in both languages."""
    for document in WARMING:
        extractor.extract(document)
