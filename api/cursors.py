"""Opaque cursors: where the next page of one particular listing starts."""

from __future__ import annotations

import base64
import binascii
import hashlib

from graph.errors import InputError


def encode(offset: int, *listing: object) -> str:
    """A cursor to `offset` of the listing that these values name."""
    return base64.urlsafe_b64encode(f"{offset}.{_mark(listing)}".encode()).decode().rstrip("=")


def decode(cursor: str | None, *listing: object) -> int:
    """The offset that a cursor stands for; 0 without one.

    Raises:
        InputError: it is no cursor, or one of another listing.
    """
    if cursor is None:
        return 0
    try:
        offset, _, mark = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(".")
        place = int(offset)
    except (binascii.Error, ValueError) as error:
        raise InputError("that is no cursor", where="cursor", fix="Take `next` of the page before") from error
    if mark != _mark(listing) or place < 0:
        raise InputError("the cursor belongs to another listing", where="cursor", fix="Start again without a cursor")
    return place


def _mark(listing: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(listing).encode()).hexdigest()[:12]
