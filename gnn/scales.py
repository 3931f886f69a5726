"""Ordered scales of the labour market as numbers, so that models and rankers read them alike."""

from __future__ import annotations

SENIORITY: dict[str, int] = {
    "intern": 0, "junior": 1, "mid": 2, "senior": 3, "lead": 4, "manager": 5, "director": 6, "executive": 7,
}  # fmt: skip
EDUCATION: dict[str, int] = {
    "secondary": 0, "vocational": 1, "associate": 2, "bachelor": 3, "master": 4, "doctorate": 5,
}  # fmt: skip


def rank(scale: dict[str, int], value: str | None) -> int | None:
    """Place of `value` on the scale, counted from 0; None where it is unknown."""
    return None if value is None else scale.get(value)
