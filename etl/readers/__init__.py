"""Files in, documents out.

`read` takes one file, `read_bytes` one upload; both yield a `Document` for each document in it, or a `Refusal` with a
named error, and raise nothing else. One bad record in a file never stops the others.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from etl.model import Document, DocumentKind
from etl.readers.build import Line, document, line
from etl.readers.sniff import EXTENSIONS, FORMATS, Format, check_zip, sniff
from graph.errors import BrokenDocument, DocumentError, OversizeDocument, UnsupportedFormat

__all__ = ["EXTENSIONS", "FORMATS", "Refusal", "read", "read_bytes"]

_HEAD = 65_536
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that could not be read: the file, the number of the record in it (0 if the file is one document)."""

    source: str
    record: int
    error: DocumentError


def read(path: Path, kind: DocumentKind, *, max_bytes: int) -> Iterator[Document | Refusal]:
    """The documents of a file.

    Args:
        path: a file in one of the `FORMATS`; JSON, JSONL and CSV may hold many documents.
        kind: what the file holds; a JobPosting is no resume and a JSON Resume no posting.
        max_bytes: largest document; for JSONL and CSV the largest record, since they are read as a stream.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            yield from _read(stream, size, path.name, str(path), kind, max_bytes)
    except OSError as problem:
        fix = "Check the path and the permissions"
        reason = problem.strerror or type(problem).__name__
        yield Refusal(str(path), 0, BrokenDocument(f"cannot be opened ({reason})", where=str(path), fix=fix))


def read_bytes(data: bytes, name: str, kind: DocumentKind, *, max_bytes: int) -> Iterator[Document | Refusal]:
    """The documents of an upload; `name` is the name that the sender gave it (any, even empty)."""
    yield from _read(io.BytesIO(data), len(data), name, name or "upload", kind, max_bytes)


def _read(
    stream: IO[bytes], size: int, name: str, source: str, kind: DocumentKind, max_bytes: int
) -> Iterator[Document | Refusal]:
    number = 0
    try:
        with _unpacked(stream) as (plain, packed):
            head = plain.read(_HEAD)
            format = sniff(head, _relabel(name.removesuffix(".gz") if packed else name, source))
            rest = _Joined(head, plain)
            if format in ("jsonl", "csv"):
                for number, result in _records(rest, head, format, source, kind, max_bytes):
                    yield result if isinstance(result, Document) else Refusal(source, number, result)
                return
            if not packed and size > max_bytes:
                raise _oversize(source, max_bytes)
            data = rest.read(max_bytes + 1)
            if len(data) > max_bytes:
                raise _oversize(source, max_bytes)
        for number, result in _documents(data, format, source, kind, max_bytes):
            yield result if isinstance(result, Document) else Refusal(source, number, result)
    except GeneratorExit:
        raise
    except Exception as problem:
        yield Refusal(source, number, _named(problem, source))


def _relabel(name: str, source: str) -> str:
    """The full source if it ends in the name (so that errors say where), else the name."""
    return source.removesuffix(".gz") if source.removesuffix(".gz").endswith(name) and name else name


def _named(problem: Exception, where: str) -> DocumentError:
    """Whatever a parser met, as one of our errors: a damaged file can break a parser anywhere."""
    if isinstance(problem, DocumentError):
        return problem
    if isinstance(problem, EOFError | zlib.error | gzip.BadGzipFile):
        return BrokenDocument("the compressed file is damaged or cut off", where=where, fix="Fetch it again")
    reason = type(problem).__name__
    return BrokenDocument(
        f"it cannot be parsed ({reason})", where=where, fix="Open it in its own program and save it again"
    )


def _oversize(source: str, max_bytes: int) -> OversizeDocument:
    return OversizeDocument(
        f"larger than {max_bytes / 2**20:.3g} MiB", where=source, fix="Raise CAREERGRAPH_MAX_DOCUMENT_MB if it is right"
    )


@contextmanager
def _unpacked(stream: IO[bytes]) -> Iterator[tuple[IO[bytes], bool]]:
    start = stream.read(2)
    stream.seek(0)
    if start != _GZIP:
        yield stream, False
        return
    with gzip.GzipFile(fileobj=stream) as plain:
        yield cast(IO[bytes], plain), True


class _Joined(io.RawIOBase):
    """A stream with its first bytes, which were read to sniff at, put back."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        first = self._head.read(size)
        if size < 0:
            return first + self._rest.read()
        return first + (self._rest.read(size - len(first)) if len(first) < size else b"")

    def readline(self, size: int | None = -1) -> bytes:
        size = -1 if size is None else size
        first = self._head.readline(size)
        if first.endswith(b"\n") or 0 <= size <= len(first):
            return first
        return first + self._rest.readline(size - len(first) if size >= 0 else -1)


Numbered = tuple[int, Document | DocumentError]


def _records(
    stream: Any, head: bytes, format: Format, source: str, kind: DocumentKind, max_bytes: int
) -> Iterator[Numbered]:
    from etl.readers.tables import json_lines, table_rows, table_shape

    encoding, delimiter = table_shape(head, source)
    if format == "jsonl":
        records = json_lines(stream, source, encoding, max_bytes)
    else:
        records = table_rows(stream, source, encoding, max_bytes, delimiter)
    for number, record in records:
        if isinstance(record, DocumentError):
            yield number, record
        else:
            yield number, _record(record, format, f"{source}:{number}", kind)


def _record(value: Any, format: str, where: str, kind: DocumentKind) -> Document | DocumentError:
    """One object of a file of many."""
    try:
        return _object(value, format, where, kind)
    except Exception as problem:
        return _named(problem, where)


def _object(value: Any, format: str, where: str, kind: DocumentKind) -> Document:
    from etl.readers.job_posting import is_job_posting, posting_document
    from etl.readers.json_resume import is_json_resume, resume_document
    from etl.readers.record import record_document

    if not isinstance(value, dict):
        raise UnsupportedFormat("no JSON object", where=where, fix="JSON Resume, JobPosting, or an object a record")
    if is_job_posting(value):
        if kind != "posting":
            raise UnsupportedFormat("a JobPosting is no resume", where=where, fix="Read it as a posting")
        return posting_document(value, format=format, source=where, where=where)
    if is_json_resume(value):
        if kind != "resume":
            raise UnsupportedFormat("a JSON Resume is no posting", where=where, fix="Read it as a resume")
        return resume_document(value, format=format, source=where, where=where)
    return record_document(value, kind, format=format, source=where, where=where)


def _documents(data: bytes, format: Format, source: str, kind: DocumentKind, max_bytes: int) -> Iterator[Numbered]:
    if format == "json":
        yield from _json(data, source, kind)
    elif format == "html":
        yield from _html(data, source, kind)
    else:
        lines = _lines(data, format, source, max_bytes)
        yield 0, document(lines, kind, format=format, source=source)


def _lines(data: bytes, format: Format, source: str, max_bytes: int) -> list[Line]:
    if format == "pdf":
        from etl.readers.pdf import read_pdf

        return read_pdf(data, source)
    if format == "docx":
        from etl.readers.docx import read_docx

        check_zip(data, source, max_bytes)
        return read_docx(data)
    from etl.readers.encoding import decode
    from etl.readers.plain import read_markdown, read_text

    text = decode(data, source)
    return read_markdown(text) if format == "md" else read_text(text)


def _json(data: bytes, source: str, kind: DocumentKind) -> Iterator[Numbered]:
    import json

    from etl.readers.encoding import decode
    from etl.readers.job_posting import postings_in

    try:
        value = json.loads(decode(data, source), strict=False)
    except (ValueError, RecursionError):
        raise BrokenDocument("the file is no JSON", where=source, fix="Check it with a JSON checker") from None
    postings = list(postings_in(value)) if kind == "posting" else []
    records = postings or (value if isinstance(value, list) else [value])
    for number, record in enumerate(records, start=1):
        many = len(records) > 1
        where = f"{source}:{number}" if many else source
        yield number if many else 0, _record(record, "json", where, kind)


def _html(data: bytes, source: str, kind: DocumentKind) -> Iterator[Numbered]:
    from etl.readers.html import decode_html, html_lines, linked_data, parse_html
    from etl.readers.job_posting import posting_document, postings_in

    root = parse_html(decode_html(data, source))
    if root is None:
        raise BrokenDocument("there is no markup in it", where=source)
    postings = list(postings_in(linked_data(root))) if kind == "posting" else []
    postings = [posting for posting in postings if posting.get("description") or posting.get("responsibilities")]
    for number, posting in enumerate(postings, start=1):
        try:
            yield number, posting_document(posting, format="html", source=source, where=source)
        except DocumentError as problem:
            yield number, problem
    if postings:
        return
    lines = html_lines(root)
    title = root.findtext(".//title")
    if kind == "posting" and title and root.find(".//h1") is None:
        lines.insert(0, line(title, heading=True))
    yield 0, document(lines, kind, format="html", source=source)
