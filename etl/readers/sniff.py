"""Which format a file is in: the content decides, the name only chooses between kinds of plain text."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from graph.errors import BrokenDocument, EmptyDocument, EncryptedDocument, UnsupportedFormat

Format = Literal["pdf", "docx", "html", "txt", "md", "json", "jsonl", "csv"]
FORMATS = "PDF, DOCX, HTML, TXT, MD, JSON Resume, JobPosting JSON-LD, JSON, JSONL, CSV; the last four also as .gz"
#: Extensions of files that `read` takes; a folder is searched for these.
EXTENSIONS = frozenset(
    {".pdf", ".docx", ".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown", ".json", ".jsonld", ".jsonl",
     ".ndjson", ".csv", ".tsv", ".gz"}
)  # fmt: skip
_TEXT_BY_NAME: dict[str, Format] = {
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".jsonld": "json",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "md", ".markdown": "md", ".txt": "txt", ".text": "txt",
}  # fmt: skip
_FOREIGN = {
    b"{\\rtf": "RTF", b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture", b"MM\x00*": "a TIFF picture", b"BM": "a BMP picture", b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive", b"\x7fELF": "a program", b"MZ": "a program", b"%!PS": "PostScript",
    b"SQLite format 3": "a SQLite database", b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive",
}  # fmt: skip
_TWO_BYTES = {b"BM", b"MZ"}  # too short to be sure of: only with a zero byte near by
_HTML = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_OLE, _ENCRYPTED_OFFICE = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


def sniff(head: bytes, name: str) -> Format:
    """The format of a file from its first bytes (8 KiB or more) and its name (without `.gz`).

    Raises:
        EmptyDocument: no bytes, or blanks only.
        EncryptedDocument: an Office file with a password.
        UnsupportedFormat: some other known format, or bytes of no known kind.
        BrokenDocument: called .pdf or .docx, and is neither that nor another format that we read.
    """
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise EmptyDocument("the file is empty", where=name, fix="Check that the file is the right one")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"  # `check_zip` looks inside, which needs the whole file
    if head.startswith(_OLE):
        if _ENCRYPTED_OFFICE in head:
            raise EncryptedDocument(
                "the Office file needs a password", where=name, fix="Save a copy without a password"
            )
        raise UnsupportedFormat("an old Office file (.doc)", where=name, fix="Save it as .docx or .pdf")
    for magic, what in _FOREIGN.items():
        if head.startswith(magic) and (magic not in _TWO_BYTES or b"\0" in head[:64]):
            raise UnsupportedFormat(f"this is {what}", where=name, fix=f"Formats that are read: {FORMATS}")
    suffix = PurePath(name).suffix.lower()
    if suffix in (".pdf", ".docx") and not _HTML.match(head):
        raise BrokenDocument(f"no {suffix[1:].upper()} file inside", where=name, fix="Export it again")
    return _text_format(head, suffix, name)


def _text_format(head: bytes, suffix: str, name: str) -> Format:
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    zeros = head.count(0) / len(head)
    if not utf16 and zeros > 0.02 and not 0.2 < zeros < 0.8:
        raise UnsupportedFormat("bytes that are no text", where=name, fix=f"Formats that are read: {FORMATS}")
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    by_name = _TEXT_BY_NAME.get(suffix)
    if by_name:
        return by_name
    if suffix and suffix not in EXTENSIONS and suffix[1:].isalnum() and not suffix[1:].isdigit() and len(suffix) < 6:
        raise UnsupportedFormat(f"{suffix} files are not read", where=name, fix=f"Formats that are read: {FORMATS}")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _json_format(head)
    return "txt"


def _json_format(head: bytes) -> Format:
    first, _, rest = head.strip().partition(b"\n")
    try:
        json.loads(first)
    except ValueError:
        return "json"
    return "jsonl" if rest.strip().startswith(b"{") else "json"


def check_zip(data: bytes, name: str, max_bytes: int) -> None:
    """Raise unless a ZIP container is a Word document of a reasonable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as problem:
        raise BrokenDocument("the file is damaged or cut off", where=name, fix="Export it again") from problem
    if any(info.flag_bits & 1 for info in infos):
        raise EncryptedDocument("the file needs a password", where=name, fix="Save a copy without a password")
    if "word/document.xml" not in names:
        kind = next(
            (what for part, what in (("xl/", "a spreadsheet"), ("ppt/", "a presentation"), ("mimetype", "ODT or EPUB"))
             if any(n.startswith(part) for n in names)),
            "a ZIP archive",
        )  # fmt: skip
        raise UnsupportedFormat(f"this is {kind}", where=name, fix=f"Formats that are read: {FORMATS}")
    text = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
    if text > 10 * max_bytes:
        raise BrokenDocument("it unpacks to far more than a document holds", where=name)
