"""Labelled texts: folders of resumes whose folder is the category, or JSON lines of `{"text","label"}`.

Resumes are redacted before anything else sees them. What cannot be read is named, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.extract import Extractor
from etl.gold import read_gold
from etl.language import language
from etl.model import CandidateProfile, Document
from etl.readers import read
from etl.redact import MASK, redact
from graph.errors import InputError

Progress = Callable[[int, int], None]
_MASKED = re.compile(f"{MASK}[{MASK} ]*")


@dataclass(frozen=True, slots=True)
class Example:
    """A text without identity, its label, and where it came from."""

    text: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All examples, in a fixed order, and what could not be read: (source, reason)."""

    examples: tuple[Example, ...]
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label, in alphabetical order."""
        return tuple(sorted({example.label for example in self.examples}))

    @property
    def texts(self) -> list[str]:
        """The texts, in order."""
        return [example.text for example in self.examples]


def read_corpus(
    path: Path, extractor: Callable[[], Extractor], *, max_bytes: int, progress: Progress | None = None
) -> Corpus:
    """Labelled texts from a folder of folders or from a file of JSON lines.

    Args:
        path: a folder whose subfolders are named as the labels and hold documents, or a `.jsonl` file of
            `{"text","label"}`; texts of a file are redacted as well.
        extractor: makes what finds identity.

    Raises:
        GoldFileError: a bad line, with its number.
        InputError: there are fewer than two labels.
    """
    corpus = (_folder if path.is_dir() else _file)(path, extractor(), max_bytes, progress)
    if len(corpus.labels) < 2:
        raise InputError(
            "there are fewer than two labels to tell apart",
            where=str(path),
            fix='Give a folder of CATEGORY/FILE, or JSON lines of {"text","label"}',
        )
    return corpus


def redacted(document: Document, extractor: Extractor) -> str:
    """The text of a resume in which runs of masked characters are one space."""
    profile = extractor.extract(document)
    assert isinstance(profile, CandidateProfile)
    return _MASKED.sub(" ", redact(document, profile.identity)).strip()


def _folder(folder: Path, extractor: Extractor, max_bytes: int, progress: Progress | None) -> Corpus:
    files = sorted(path for path in folder.glob("*/*") if path.is_file() and not path.name.startswith("."))
    examples: list[Example] = []
    refused: list[tuple[str, str]] = []
    for done, path in enumerate(files, 1):
        source = path.relative_to(folder).as_posix()
        for item in read(path, "resume", max_bytes=max_bytes):
            if isinstance(item, Document):
                examples.append(Example(redacted(item, extractor), path.parent.name, source))
            else:
                refused.append((source, item.error.what))
        if progress:
            progress(done, len(files))
    return Corpus(tuple(examples), tuple(refused))


def _file(path: Path, extractor: Extractor, _: int, progress: Progress | None) -> Corpus:
    rows: Sequence[tuple[str, str]] = read_gold(path, _row)
    examples = []
    for number, (text, label) in enumerate(rows, 1):
        document = Document(f"resume:{number}", "resume", language(text), "txt", path.name, text)
        examples.append(Example(redacted(document, extractor), label, f"{path.name}:{number}"))
        if progress:
            progress(number, len(rows))
    return Corpus(tuple(examples))


def _row(row: dict[str, Any]) -> tuple[str, str]:
    text, label = row["text"], row["label"]
    if not isinstance(text, str) or not text.strip():
        raise ValueError("text is not a text")
    if not isinstance(label, str) or not label.strip():
        raise ValueError(f"label is {label!r}")
    return text, label.strip()
