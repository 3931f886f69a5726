"""Runs of an evaluation that are done, kept on disk: one that was interrupted goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

#: Rooms and packages on which figures depend.
ROOMS = (Path(__file__).parents[1], Path(__file__).parents[2] / "graph")
PACKAGES = ("torch", "lightgbm", "scikit-learn", "numpy")


@dataclass(frozen=True)
class Kept:
    """A folder with one file for each run.

    Attributes:
        folder: made when the first run is done; None to keep nothing.
        key: of the data, the settings and the code; runs of others are never mixed up with these.
    """

    folder: Path | None
    key: str = ""

    @classmethod
    def of(cls, folder: Path | None, files: Sequence[Path], settings: Sequence[object]) -> Kept:
        """The runs over these files with these settings by the code as it is when this is called."""
        if folder is None:
            return cls(None)
        found = hashlib.sha256(json.dumps([*settings, *map(version, PACKAGES)]).encode())
        for path in (*files, *(path for room in ROOMS for path in sorted(room.rglob("*.py")))):
            found.update(hashlib.sha256(path.read_bytes()).digest())
        return cls(folder, found.hexdigest()[:16])

    def run(self, name: str, seed: int, make: Callable[[], Any]) -> Any:
        """What `make` gives, in the form that JSON keeps, unless it was made before."""
        if self.folder is None:
            return make()
        path = self.folder / f"{self.key}-{name}-{seed}.json"
        if not path.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            # Whole or not at all, also where two processes share the folder.
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_text(json.dumps(make()), encoding="utf-8")
            part.replace(path)
        return json.loads(path.read_text(encoding="utf-8"))
