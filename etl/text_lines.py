"""Plain text files with one thing a line."""

from __future__ import annotations

from pathlib import Path

from graph.errors import InputError


def read_lines(path: Path, what: str) -> list[str]:
    """The lines that are not blank, stripped, each once, in their order.

    Args:
        what: what they are, for the messages.

    Raises:
        InputError: the file is missing, not UTF-8, or has no such line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the file of {what} cannot be read", where=str(path), fix="UTF-8, one a line") from error
    found = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not found:
        raise InputError(f"the file of {what} is empty", where=str(path), fix="One a line")
    return found
