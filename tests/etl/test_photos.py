"""A photo in a resume is nowhere in what is read of it."""

from __future__ import annotations

import io

import pytest

from etl.loading import rows_of
from etl.model import CandidateProfile, Document
from etl.readers import read_bytes
from tests.etl.documents import MAX, RESUME, pdf, rows
from tests.etl.invented import extractor


def _docx(picture: bool) -> bytes:
    import docx as word
    from PIL import Image

    document = word.Document()
    if picture:
        buffer = io.BytesIO()
        Image.new("RGB", (40, 40), (200, 30, 30)).save(buffer, "PNG")
        buffer.seek(0)
        shape = document.add_picture(buffer)
        shape._inline.docPr.set("descr", "Photo of Morgan Example")
        shape._inline.docPr.set("name", "morgan-face.png")
    for line in RESUME.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(picture: bool) -> bytes:
    return pdf(rows(RESUME), picture=picture)


@pytest.mark.parametrize(("make", "name"), [(_docx, "cv.docx"), (_pdf, "cv.pdf")])
def test_a_photo_changes_nothing(make: object, name: str) -> None:
    assert callable(make)
    with_photo, without = (
        next(d for d in read_bytes(make(picture), name, "resume", max_bytes=MAX) if isinstance(d, Document))
        for picture in (True, False)
    )
    assert with_photo.text == without.text
    assert with_photo.fields == without.fields
    profile = extractor().extract(with_photo)
    assert isinstance(profile, CandidateProfile)
    stored = rows_of(profile, extractor="t", ontology_version="t")
    for candidate in stored.candidates:
        candidate.pop("identity")
    shown = repr(vars(stored))
    for trace in ("photo", "face.png", "Morgan", "base64", "PNG"):
        assert trace not in shown
