"""Files of many records, read as a stream: JSONL and CSV, plain or gzipped. A bad record never stops the rest."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import IO, Any

from etl.readers.encoding import detect
from graph.errors import BrokenDocument, BrokenEncoding, DocumentError, OversizeDocument

#: A record as an object, or the error that it met, with its number (from 1; in CSV the header is line 1).
Record = tuple[int, dict[str, Any] | DocumentError]
_LIMIT_FIX = "Raise CAREERGRAPH_MAX_DOCUMENT_MB, or split the file"


def json_lines(stream: IO[bytes], name: str, encoding: str, max_bytes: int) -> Iterator[Record]:
    """The objects of a JSONL file. Blank lines are passed over."""
    for number, raw in _lines(stream, encoding, max_bytes):
        where = f"{name}:{number}"
        if raw is None:
            yield number, OversizeDocument("the line is larger than the limit", where=where, fix=_LIMIT_FIX)
            continue
        if not raw.strip():
            continue
        try:
            value = json.loads(raw.decode(encoding), strict=False)
        except UnicodeError:
            yield number, BrokenEncoding(f"broken bytes in {encoding} text", where=where, fix="Save it as UTF-8")
            continue
        except (ValueError, RecursionError):
            yield number, BrokenDocument("the line is no JSON", where=where, fix="One JSON object a line")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            yield number, BrokenDocument("the line is no JSON object", where=where, fix="One JSON object a line")


def table_rows(stream: IO[bytes], name: str, encoding: str, max_bytes: int, delimiter: str) -> Iterator[Record]:
    """The rows of a CSV file as objects by the names in its first line; the number is the line on which a row ends."""
    csv.field_size_limit(max(max_bytes, 131_072))

    def texts() -> Iterator[str]:
        for _, raw in _lines(stream, encoding, max_bytes):
            # Broken bytes become lone surrogates, and so spoil their own row only.
            yield "\ufffe" if raw is None else raw.decode(encoding, errors="surrogateescape").replace("\0", "")

    reader = csv.reader(texts(), delimiter=delimiter)
    header: list[str] | None = None
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            number = reader.line_num
            yield number, BrokenDocument("the row is no CSV", where=f"{name}:{number}")
            continue
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = [cell.strip().lstrip("\ufeff") for cell in row]
            continue
        number = reader.line_num
        where = f"{name}:{number}"
        whole = "".join(row)
        if "\ufffe" in whole:
            yield number, OversizeDocument("the row is larger than the limit", where=where, fix=_LIMIT_FIX)
        elif any("\udc80" <= c <= "\udcff" for c in whole):
            yield number, BrokenEncoding(f"broken bytes in {encoding} text", where=where, fix="Save it as UTF-8")
        elif len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            yield (
                number,
                BrokenDocument(
                    f"the row has {len(row)} cells, the header {len(header)}",
                    where=where,
                    fix="Quote cells with commas",
                ),
            )
        else:
            yield number, dict(zip(header, row, strict=False))


def table_shape(sample: bytes, name: str) -> tuple[str, str]:
    """(encoding, delimiter) of a CSV or JSONL file from its first bytes, which may end within a line.

    Raises:
        BrokenEncoding: the bytes fit no encoding.
    """
    encoding = detect(_whole_lines(sample), name)
    header = sample[:65_536].decode(encoding, errors="replace").lstrip("\ufeff").split("\n", 1)[0]
    return encoding, max("\t;|,", key=header.count)


def _whole_lines(sample: bytes) -> bytes:
    """The sample without its last, cut line, so that no character is cut; bad lines are left to their own record."""
    cut = sample.rfind(b"\n")
    rows = sample[: cut + 1 if cut > 0 else len(sample)].split(b"\n")
    good = [row for row in rows if _is_utf8(row)]
    return b"\n".join(good if len(good) >= 0.7 * len(rows) else rows)


def _is_utf8(row: bytes) -> bool:
    try:
        row.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _lines(stream: IO[bytes], encoding: str, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their number; None for one above the limit. The mark at the start of the file is taken off."""
    if encoding.startswith(("utf-16", "utf-32")):
        # Such files are rare and small; in them a newline byte is no newline.
        text = stream.read(4 * max_bytes).decode(encoding, errors="replace")
        for number, row in enumerate(text.lstrip("\ufeff").splitlines(keepends=True), start=1):
            yield number, row.encode(encoding)
        return
    number = 0
    while raw := stream.readline(max_bytes + 1):
        number += 1
        if len(raw) > max_bytes:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(max_bytes)
            yield number, None
        else:
            yield number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
