"""The right answers for the bundled sample: who marked what, and where it stands in the text that our readers give.

One JSON object a line and document: `file` (`postings/postings.csv#p-01` is a record of a table), `lang`, `sha256`
of the text that was annotated, `spans` with `start`, `end`, `label` and the `text` itself, and `facts` of postings.
While the hash holds, offsets do; where a reader has changed its white space since, a span is found again by its text,
nearest to its old place. What counts as what is written in docs/annotation.md.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import GoldFileError

from .gold import GoldSpan, Row, read_gold
from .model import Document, DocumentKind
from .readers import read

SAMPLE = Path(__file__).parent / "sample"
LABELS = (
    "skill", "knowledge", "language", "title", "company", "place", "date", "years", "school", "degree", "field",
    "education_level", "pay", "industry", "name", "email", "phone", "url", "birth",
)  # fmt: skip
_FOLDERS: tuple[tuple[str, DocumentKind], ...] = (("resumes", "resume"), ("postings", "posting"))
_MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document of the sample with its labelled spans, and what a posting says as a whole.

    `facts` has `years_min`, `education_level`, `seniority` (only where the title tells it) and `pay` as far as the
    posting states them.
    """

    file: str
    document: Document
    spans: tuple[GoldSpan, ...]
    facts: Row


def read_sample_gold(folder: Path = SAMPLE) -> list[GoldDocument]:
    """Every annotated document of the sample, resumes first, in the order of their names.

    Raises:
        GoldFileError: a document is missing or unannotated, or a span is no longer found in its text.
    """
    found = []
    for name, kind in _FOLDERS:
        path = folder / "gold" / f"{name}.jsonl"
        documents = dict(_documents(folder / name, kind))
        rows = {row["file"]: row for row in read_gold(path, _row)}
        if apart := sorted(rows.keys() ^ documents.keys()):
            raise GoldFileError(f"gold and sample do not name the same documents: {apart[0]}", where=str(path))
        found += [_joined(rows[file], documents[file], path) for file in sorted(rows)]
    return found


def anchored(text: str, row: Row) -> list[GoldSpan]:
    """The spans of a row in `text`, which may differ in white space from the one that was annotated.

    Raises:
        ValueError: a span is in the text no more.
    """
    same = hashlib.sha256(text.encode()).hexdigest() == row["sha256"]
    spans = []
    last: dict[str, int] = {}
    for span in row["spans"]:
        start, end, label, body = span["start"], span["end"], span["label"], span["text"]
        if label not in LABELS:
            raise ValueError(f"label is {label!r}, not one of {', '.join(LABELS)}")
        if not same:
            start, end = _nearest(text, body, start, last.get(body, 0))
            last[body] = end
        elif text[start:end] != body:
            raise ValueError(f"{start}..{end} is {text[start:end]!r}, not {body!r}")
        spans.append(GoldSpan(start, end, label))
    return spans


def _nearest(text: str, body: str, start: int, after: int) -> tuple[int, int]:
    """Where `body` stands, any white space for its own: behind its last use, as near its old place as may be."""
    pattern = r"\s+".join(re.escape(part) for part in body.split())
    found = [match.span() for match in re.finditer(pattern, text) if match.start() >= after]
    if not found:
        raise ValueError(f"{body!r} is not in the text any more")
    at = bisect_left(found, (start, 0))
    return min(found[max(0, at - 1) : at + 1], key=lambda span: abs(span[0] - start))


def _joined(row: Row, document: Document, path: Path) -> GoldDocument:
    try:
        spans = anchored(document.text, row)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldFileError(f"a bad row: {error}", where=f"{path}:{row['file']}") from error
    return GoldDocument(row["file"], document, tuple(spans), row.get("facts", {}))


def _documents(folder: Path, kind: DocumentKind) -> Iterator[tuple[str, Document]]:
    for path in sorted(folder.iterdir()):
        for item in read(path, kind, max_bytes=_MAX_BYTES):
            if isinstance(item, Document):
                record = Path(item.source).name
                yield f"{folder.name}/{path.name}" + (f"#{record}" if record != path.name else ""), item


def _row(row: Row) -> Row:
    """`{"file","sha256","spans":[…]}`, and `facts` of a posting."""
    if lacking := {"file", "sha256", "spans"} - row.keys():
        raise ValueError(f"it has no {min(lacking)}")
    return row
