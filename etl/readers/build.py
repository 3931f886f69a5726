"""From lines, as a reader found them, to a `Document`: normal text, spans, language, id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etl.language import is_traditional, language, to_simplified
from etl.model import Block, Document, DocumentKind, Span
from etl.normalise import is_bullet, normalise
from etl.sections import is_heading
from graph.errors import EmptyDocument

#: Part of a line with the name of the field that it is the value of (None for a label or a separator).
Part = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the layout shows it; an empty `parts` is the blank line between two paragraphs."""

    parts: tuple[Part, ...]
    page: int = 0
    size: float = 0.0
    bold: bool = False
    heading: bool = False
    bullet: bool = False

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(text for text, _ in self.parts)


BLANK = Line(())


def line(
    text: str,
    *,
    page: int = 0,
    size: float = 0.0,
    bold: bool = False,
    heading: bool = False,
    bullet: bool = False,
    field: str | None = None,
) -> Line:
    """A line of one part."""
    return Line(((text, field),), page, size, bold, heading, bullet)


def document(lines: Iterable[Line], kind: DocumentKind, *, format: str, source: str) -> Document:
    """Build a document.

    A part that holds line breaks becomes several lines (and several spans of its field).

    Raises:
        EmptyDocument: no line has a visible character.
    """
    text: list[str] = []
    length = 0
    blocks: list[Block] = []
    fields: dict[str, list[Span]] = {}
    for given in lines:
        for parts in _split(given.parts):
            if not parts:
                if blocks and text[-1] != "\n\n":
                    text[-1], length = "\n\n", length + 1
                continue
            start = length
            for value, name in parts:
                if name and value.strip():
                    lead = len(value) - len(value.lstrip())
                    at = length + lead
                    fields.setdefault(name, []).append(Span(at, at + len(value.strip())))
                text.append(value)
                length += len(value)
            whole = "".join(value for value, _ in parts)
            blocks.append(
                Block(
                    Span(start, length),
                    page=given.page,
                    size=round(given.size, 1),
                    bold=given.bold,
                    heading=given.heading,
                    bullet=given.bullet or is_bullet(whole),
                )
            )
            text.append("\n")
            length += 1
    content = "".join(text).rstrip("\n")
    if not any(c.isalnum() for c in content):
        raise EmptyDocument("there is no text in it", where=source, fix="Check that the file is the right one")
    lang = language(content)
    if lang == "zh" and is_traditional(content):
        content = to_simplified(content)
    digest = hashlib.sha256(f"{kind}\n{content}".encode()).hexdigest()[:24]
    return Document(
        id=f"{kind}:{digest}",
        kind=kind,
        lang=lang,
        format=format,
        source=source,
        text=content,
        blocks=tuple(blocks),
        fields={name: tuple(spans) for name, spans in fields.items()},
    )


def _split(parts: Sequence[Part]) -> list[list[Part]]:
    """Normalise the parts, and start a new line at each line break; outer blanks of a line go."""
    rows: list[list[Part]] = [[]]
    for text, name in parts:
        for index, piece in enumerate(normalise(text).split("\n")):
            if index:
                rows.append([])
            if piece:
                rows[-1].append((piece, name))
    return [parted for row in rows for parted in _without_heading(_strip(row))]


def _without_heading(row: list[Part]) -> list[list[Part]]:
    """A row of a table whose first cell is a heading of the document (`Skills | Python, SQL`) as two lines."""
    if len(row) != 1 or "\t" not in row[0][0]:
        return [row]
    text, name = row[0]
    first, *others = (cell.strip() for cell in text.split("\t"))
    if not is_heading(first) or any(is_heading(cell) for cell in others):
        return [row]
    return [[(first, name)], [(text.partition("\t")[2].strip(), name)]]


def _strip(row: list[Part]) -> list[Part]:
    while row and not row[0][0].strip():
        row.pop(0)
    while row and not row[-1][0].strip():
        row.pop()
    if row:
        row[0] = (row[0][0].lstrip(), row[0][1])
        row[-1] = (row[-1][0].rstrip(), row[-1][1])
    return row
