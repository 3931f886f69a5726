"""The `careergraph` command. Modules of this package are command groups, one each."""

from __future__ import annotations

from .frame import main

__all__ = ["main"]
