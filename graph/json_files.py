"""JSON on disk: lines as people hand them to us, refused by number where they are wrong; objects as we write them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .errors import GoldFileError


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file (also .gz) with the numbers of their lines, from 1; blank lines are passed over.

    Raises:
        GoldFileError: the file is missing or not UTF-8, or a line is no JSON object; `where` is FILE:LINE.
    """
    try:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise GoldFileError("that is no JSON", where=f"{path}:{number}") from error
                if not isinstance(row, dict):
                    raise GoldFileError("that is no JSON object", where=f"{path}:{number}")
                yield number, row
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(getattr(error, "strerror", "") or error)
        raise GoldFileError(f"the file cannot be read ({reason})", where=str(path)) from error


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write an object, its keys in order, so that equal ones are equal files; makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
