"""Word documents: paragraphs, tables and text boxes in the order of the document, heads first and feet last."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from etl.readers.build import BLANK, Line, line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIP = {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"}


def read_docx(data: bytes) -> list[Line]:
    """The lines of a Word document (a ZIP that `check_zip` accepted); damage raises what python-docx raises."""
    import docx

    opened = docx.Document(io.BytesIO(data))
    styles = _Styles(opened)
    heads: list[Line] = []
    feet: list[Line] = []
    for section in opened.sections:
        for part, lines in (
            (section.first_page_header, heads),
            (section.header, heads),
            (section.first_page_footer, feet),
            (section.footer, feet),
        ):
            if not part.is_linked_to_previous:
                lines.extend(x for x in _container(part._element, styles) if x not in lines)
    body = list(_container(opened.element.body, styles))
    return [*heads, BLANK, *body, BLANK, *(x for x in feet if not x.text.strip().isdigit())]


class _Styles:
    """What the styles of the document say about a paragraph: is it a heading, how large, how bold, a list item."""

    def __init__(self, opened: Any) -> None:
        self._by_id: dict[str, tuple[bool, float, bool, bool]] = {}
        default = opened.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz")
        self.size = _half_points(default) or 11.0
        for style in opened.styles:
            element = style.element
            if element.get(f"{_W}type") == "paragraph":
                self._by_id[style.style_id] = self._describe(style)

    def _describe(self, style: Any) -> tuple[bool, float, bool, bool]:
        name, size, bold, listed = (style.name or "").lower(), 0.0, None, False
        heading = name.startswith(("heading", "标题")) or name in ("title", "subtitle")
        for _ in range(10):
            if style is None:
                break
            run = style.element.find(f"{_W}rPr")
            if run is not None:
                size = size or _half_points(run.find(f"{_W}sz"))
                bold = _is_on(run.find(f"{_W}b")) if bold is None else bold
            listed = listed or style.element.find(f"{_W}pPr/{_W}numPr") is not None
            style = style.base_style
        return heading, size or self.size, bool(bold), (listed or name.startswith("list")) and not heading

    def of(self, paragraph: Any) -> tuple[bool, float, bool, bool]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val") if style is not None else "Normal"
        heading, size, bold, listed = self._by_id.get(name, (False, self.size, False, False))
        heading = heading or paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        return heading, size, bold, listed or (number is not None and number.get(f"{_W}val") != "0" and not heading)


def _container(container: Any, styles: _Styles) -> Iterator[Line]:
    """Paragraphs and tables of a body, a cell, a head or a text box, in order."""
    for child in container.iterchildren():
        if child.tag == f"{_W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, styles)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _container(child, styles)


def _table(table: Any, styles: _Styles) -> Iterator[Line]:
    """A row of short cells is one line with tabs; cells of several lines (a page laid out by a table) come one
    after the other."""
    for row in table.iter(f"{_W}tr"):
        if _parent_table(row) is not table:
            continue
        cells = [list(_container(cell, styles)) for cell in row.iterchildren(f"{_W}tc")]
        cells = [[x for x in cell if x.parts] for cell in cells]
        cells = [cell for cell in cells if cell]
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            first = cells[0][0]
            yield line(
                "\t".join(cell[0].text for cell in cells),
                size=first.size,
                bold=all(cell[0].bold for cell in cells),
                bullet=first.bullet,
            )
        else:
            for cell in cells:
                yield from cell
                yield BLANK


def _parent_table(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _paragraph(paragraph: Any, styles: _Styles) -> Iterator[Line]:
    heading, size, style_bold, bullet = styles.of(paragraph)
    boxes: list[Any] = []
    text: list[str] = []
    letters = bold_letters = 0
    largest = 0.0
    for run, piece in _pieces(paragraph, boxes):
        text.append(piece)
        properties = run.find(f"{_W}rPr") if run is not None else None
        mark = properties.find(f"{_W}b") if properties is not None else None
        bold = _is_on(mark) if mark is not None else style_bold
        seen = len(piece.strip())
        letters, bold_letters = letters + seen, bold_letters + seen * bool(bold)
        if seen and properties is not None:
            largest = max(largest, _half_points(properties.find(f"{_W}sz")))
    whole = "".join(text)
    if whole.strip():
        yield line(whole, size=largest or size, bold=2 * bold_letters > letters, heading=heading, bullet=bullet)
    elif not boxes:
        yield BLANK
    for box in boxes:
        yield from _container(box, styles)


def _pieces(element: Any, boxes: list[Any]) -> Iterator[tuple[Any, str]]:
    """(run, text) of a paragraph in order; text boxes met on the way are put aside."""
    for child in element.iterchildren():
        tag = child.tag
        if tag in _SKIP:
            continue
        if tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag == f"{_W}t":
            yield element, child.text or ""
        elif tag == f"{_W}tab":
            yield element, "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield element, "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield element, "-"
        elif tag == f"{_W}sym":
            code = child.get(f"{_W}char") or ""
            yield element, chr(int(code, 16)) if len(code) == 4 else ""
        elif isinstance(tag, str) and tag != f"{_W}pPr":
            yield from _pieces(child, boxes)


def _half_points(element: Any) -> float:
    value = element.get(f"{_W}val") if element is not None else None
    try:
        return float(value) / 2 if value else 0.0
    except ValueError:
        return 0.0


def _is_on(element: Any) -> bool | None:
    if element is None:
        return None
    return element.get(f"{_W}val") not in ("0", "false", "off")
