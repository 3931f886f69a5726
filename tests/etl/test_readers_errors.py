"""What cannot be read is refused by name, and nothing else ever comes out of a reader."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from etl.model import Document, DocumentKind
from etl.readers import Refusal, read, read_bytes
from graph.errors import DocumentError
from tests.etl.documents import HTML, JOB_POSTING, JSON_RESUME, MAX, RESUME, RESUME_ZH, docx, pdf, rows


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


CASES: dict[str, tuple[str, bytes]] = {
    "locked.pdf": ("EncryptedDocument", pdf(rows(RESUME), password="secret")),
    "office.docx": ("EncryptedDocument", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
    "picture.pdf": ("ScannedDocument", pdf(picture=True)),
    "blank.pdf": ("EmptyDocument", pdf()),
    "blank.txt": ("EmptyDocument", b" \n\t\n"),
    "nothing.txt": ("EmptyDocument", b""),
    "rules.txt": ("EmptyDocument", b"----\n....\n"),
    "blank.docx": ("BrokenDocument", b"this is no Word file"),
    "old.doc": ("UnsupportedFormat", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "photo.jpg": ("UnsupportedFormat", b"\xff\xd8\xff\xe0" + b"\0" * 100),
    "photo.pdf": ("UnsupportedFormat", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "archive.pdf": ("UnsupportedFormat", zipped(readme="hello")),
    "sheet.docx": ("UnsupportedFormat", zipped(xl__workbook="<x/>")),
    "program.txt": ("UnsupportedFormat", b"\x7fELF\x02\x01" + bytes(range(256))),
    "letter.rtf": ("UnsupportedFormat", b"{\\rtf1 hello}"),
    "cut.pdf": ("BrokenDocument", pdf(rows(RESUME))[:300]),
    "cut.docx": ("BrokenDocument", docx()[:2000]),
    "cut.txt.gz": ("BrokenDocument", gzip.compress(RESUME.encode() * 50)[:-20]),
    "broken.txt": ("BrokenEncoding", RESUME_ZH.encode()[:60] + b"\xff\xfe\x80" + RESUME_ZH.encode()[60:]),
    "bad.json": ("BrokenDocument", b'{"basics": '),
    "colours.csv": ("UnsupportedFormat", b"colour,shape\nred,round\n"),
    "big.txt": ("OversizeDocument", b"a" * (MAX + 1)),
    "bomb.txt.gz": ("OversizeDocument", gzip.compress(b"a" * (MAX + 1))),
}


@pytest.mark.parametrize("name", CASES)
def test_refused_by_name(name: str, tmp_path: Path) -> None:
    expected, data = CASES[name]
    path = tmp_path / name
    path.write_bytes(data)
    for found in (list(read(path, "resume", max_bytes=MAX)), list(read_bytes(data, name, "resume", max_bytes=MAX))):
        assert [type(f.error).__name__ for f in found if isinstance(f, Refusal)] == [expected]
        assert len(found) == 1
    assert "\n" not in str(found[0].error)  # type: ignore[union-attr]


def test_content_decides_over_the_name() -> None:
    (found,) = read_bytes(pdf(rows(RESUME)), "cv.txt", "resume", max_bytes=MAX)
    assert isinstance(found, Document)
    assert found.format == "pdf"
    (found,) = read_bytes(docx(), "cv.pdf", "resume", max_bytes=MAX)
    assert isinstance(found, Document)
    assert found.format == "docx"


def test_oversize_is_told_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"text")
        file.truncate(2**33)
    (found,) = read(path, "resume", max_bytes=MAX)
    assert isinstance(found, Refusal)
    assert found.error.code() in ("oversize-document", "unsupported-format")


def test_missing_file_is_a_refusal(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "none.pdf", "resume", max_bytes=MAX)
    assert isinstance(found, Refusal)
    assert found.error.code() == "broken-document"


def test_wrong_kind_of_record() -> None:
    for data, kind in ((JOB_POSTING, "resume"), (JSON_RESUME, "posting")):
        (found,) = read_bytes(json.dumps(data).encode(), "x.json", kind, max_bytes=MAX)  # type: ignore[arg-type]
        assert isinstance(found, Refusal)
        assert found.error.code() == "unsupported-format"


VALID: dict[str, bytes] = {
    "a.pdf": pdf(rows(RESUME)),
    "zh.pdf": pdf(rows(RESUME_ZH), font="STSong-Light"),
    "a.docx": docx(),
    "a.html": HTML,
    "a.txt": RESUME_ZH.encode("gb18030"),
    "b.txt": RESUME_ZH.encode("utf-16"),
    "a.md": RESUME.encode(),
    "a.json": json.dumps(JSON_RESUME).encode(),
    "a.jsonld": json.dumps(JOB_POSTING).encode(),
    "a.jsonl": (json.dumps({"title": "Nurse", "description": "Care"}) + "\n").encode() * 5,
    "a.csv": b'title,description\nNurse,"Care, and more"\nCook,Fry\n',
    "a.csv.gz": gzip.compress(b'title,description\nNurse,"Care, and more"\nCook,Fry\n'),
}


@pytest.mark.parametrize("name", VALID)
@pytest.mark.parametrize("kind", ["resume", "posting"])
def test_damage_gives_documents_or_refusals_and_nothing_else(name: str, kind: DocumentKind) -> None:
    chance = random.Random(name)
    data = VALID[name]
    for turn in range(60):
        broken = bytearray(data)
        if turn % 3 == 0:
            broken = broken[: chance.randrange(len(broken))]
        elif turn % 3 == 1:
            for _ in range(chance.choice((1, 5, 50))):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        else:
            at = chance.randrange(len(broken))
            broken[at:at] = chance.randbytes(chance.randrange(1, 40))
        for found in read_bytes(bytes(broken), name, kind, max_bytes=MAX):
            if isinstance(found, Refusal):
                assert isinstance(found.error, DocumentError)
                assert str(found.error)
            else:
                assert found.text
                assert all(0 <= b.span.start < b.span.end <= len(found.text) for b in found.blocks)


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 50_000, b"<div>" * 20_000 + b"text"])
def test_deep_nesting_is_no_crash(deep: bytes) -> None:
    for name in ("x.json", "x.html", "x.jsonl"):
        assert list(read_bytes(deep, name, "posting", max_bytes=MAX))
