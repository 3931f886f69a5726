"""LightGBM comes in by one door, which brings the OpenMP runtime along."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import gnn.boosting
print(sorted({line.split()[-1] for line in open('/proc/self/maps') if 'libgomp.so.1' in line}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what is loaded")
def test_the_runtime_is_pytorchs() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "/torch/lib/libgomp.so.1" in run.stdout
    assert run.stdout.count("libgomp.so.1") == 1


def test_nothing_else_imports_lightgbm() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "gnn").rglob("*.py"))
        if re.search(r"^\s*(?:import|from) lightgbm\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert found == ["gnn/boosting.py"]
