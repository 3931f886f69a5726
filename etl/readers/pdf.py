"""PDF, by pdfium: characters with their boxes; words and lines are rebuilt by `etl.layout`.

pdfium's own plain text is not used: in many resumes a word space is a gap and no character, and it glues the words.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

from etl.glyphs import Glyph
from etl.layout import TextLine, lines_of_page
from etl.paragraphs import paragraphs
from etl.readers.build import BLANK, Line, line
from etl.running_text import without_running_heads
from graph.errors import BrokenDocument, EmptyDocument, EncryptedDocument, OversizeDocument, ScannedDocument

_MAX_PAGES = 200
#: Two lines further apart than this many font sizes stand in different paragraphs.
_PARAGRAPH_GAP = 1.75
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_HYPHENS = {0x02, 0xFFFE, 0xAD}  # how pdfium marks a hyphen at the end of a line
_UPRIGHT = 0.12  # radians off the axes that still count as straight


def read_pdf(data: bytes, source: str) -> list[Line]:
    """The lines of a PDF in reading order, with page (from 0), font size in points and weight.

    Raises:
        EncryptedDocument: it needs a password.
        ScannedDocument: there are pictures or drawings but no usable text.
        EmptyDocument: there is nothing on its pages.
        OversizeDocument: more than 200 pages.
        BrokenDocument: pdfium cannot open it.
    """
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        if getattr(problem, "err_code", None) == _PASSWORD or "password" in str(problem).lower():
            raise EncryptedDocument(
                "the PDF needs a password", where=source, fix="Save a copy without a password"
            ) from None
        raise BrokenDocument("the PDF is damaged", where=source, fix="Export it again") from None
    try:
        if len(pdf) > _MAX_PAGES:
            raise OversizeDocument(f"the PDF has {len(pdf)} pages", where=source, fix=f"At most {_MAX_PAGES} are read")
        return _read(pdf, source)
    finally:
        pdf.close()


def _read(pdf: Any, source: str) -> list[Line]:
    pages: list[list[TextLine]] = []
    heights: list[float] = []
    drawn = unmapped = glyphs_seen = 0
    for index in range(len(pdf)):
        page = pdf[index]
        text_page = page.get_textpage()
        try:
            turned, unknown = _glyphs(text_page)
            lines = [text for glyphs in turned for text in lines_of_page(glyphs)]
            if not lines:
                drawn += sum(1 for _ in page.get_objects(max_depth=2))
            pages.append(lines)
            heights.append(page.get_height())
            unmapped += unknown
            glyphs_seen += sum(len(glyphs) for glyphs in turned)
        finally:
            text_page.close()
            page.close()
    pages = paragraphs(without_running_heads(pages, heights))
    letters = sum(c.isalnum() for lines in pages for text in lines for c in text.text)
    if letters < 20 and drawn:
        raise ScannedDocument(
            "the pages are pictures without a text layer", where=source, fix="Run it through text recognition (OCR)"
        )
    if unmapped > 0.3 * max(glyphs_seen + unmapped, 1):
        raise ScannedDocument(
            "the fonts do not say which characters they show", where=source, fix="Run it through text recognition (OCR)"
        )
    if not letters:
        raise EmptyDocument("the PDF has no text", where=source, fix="Check that the file is the right one")
    return list(_lines(pages))


def _lines(pages: list[list[TextLine]]) -> Iterator[Line]:
    for number, page in enumerate(pages):
        for index, text in enumerate(page):
            if (index or number) and text.gap > _PARAGRAPH_GAP and (index or math.isfinite(text.gap)):
                yield BLANK
            yield line(text.text, page=number, size=text.size, bold=text.bold)


def _glyphs(text_page: Any) -> tuple[list[list[Glyph]], int]:
    """The glyphs of a page by the direction they are written in, the commonest direction first, each turned upright;
    and how many characters the fonts do not name. Text that runs neither level nor upright (watermarks) is left out.

    The functions of pdfium are called directly: the helper objects of pypdfium2 cost ten times as much.
    """
    import pypdfium2.raw as raw

    handle = text_page.raw
    box, origin_x, origin_y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    box_ref, x_ref, y_ref, matrix_ref = (ctypes.byref(v) for v in (box, origin_x, origin_y, matrix))
    unicode_of, box_of, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    size_of, matrix_of, generated = raw.FPDFText_GetFontSize, raw.FPDFText_GetMatrix, raw.FPDFText_IsGenerated
    weight_of = raw.FPDFText_GetFontWeight
    by_turn: dict[int, list[Glyph]] = {}
    unknown = 0
    bold_name = _BoldNames(handle)
    last_key: tuple[int, float] | None = None
    bold = False
    for index in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, index)
        if code in (10, 13) or (code == 32 and generated(handle, index)):
            last_key = None
            continue
        if code == 32:
            last_key = None
        if code in _HYPHENS:
            code = 0x2D
        if code == 0 or code == 0xFFFD or 0xE000 <= code <= 0xEFFF:
            unknown += 1
            continue
        if not (box_of(handle, index, box_ref) and origin_of(handle, index, x_ref, y_ref)):
            continue
        matrix_of(handle, index, matrix_ref)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        font_size = size_of(handle, index)
        size = font_size * math.hypot(c, d)
        angle = math.atan2(b, a) if b else (0.0 if a >= 0 else math.pi)
        quarter = round(angle / (math.pi / 2))
        if abs(angle - quarter * math.pi / 2) > _UPRIGHT:
            continue
        key = (weight_of(handle, index), font_size)
        if key != last_key:
            bold, last_key = key[0] >= 600 or bold_name(index), key
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        x, y = origin_x.value, origin_y.value
        turn = quarter % 4
        if turn == 0:
            glyph = Glyph(chr(code), x, right, y, size, bold)
        elif turn == 1:
            glyph = Glyph(chr(code), y, top, -x, size, bold)
        elif turn == 2:
            glyph = Glyph(chr(code), -x, -left, -y, size, bold)
        else:
            glyph = Glyph(chr(code), -y, -bottom, x, size, bold)
        by_turn.setdefault(turn, []).append(glyph)
    return sorted(by_turn.values(), key=len, reverse=True), unknown


class _BoldNames:
    """Whether the font of a character is bold by its name (many PDFs state no weight)."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._buffer = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def __call__(self, index: int) -> bool:
        import pypdfium2.raw as raw

        length = raw.FPDFText_GetFontInfo(self._handle, index, self._buffer, 128, ctypes.byref(self._flags))
        name = self._buffer.raw[: max(min(length, 128) - 1, 0)].lower()
        return any(mark in name for mark in (b"bold", b"black", b"heavy", b"-bd", b",bd"))
