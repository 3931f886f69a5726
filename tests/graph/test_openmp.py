"""LightGBM and implicit work where the system has no OpenMP of its own, since they share PyTorch's."""

import subprocess
import sys

import pytest

ASK = """
from graph.openmp import load_openmp
load_openmp()
import {library}
print(sorted({{line.split()[-1] for line in open('/proc/self/maps') if 'libgomp.so.1' in line}}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what is loaded")
@pytest.mark.parametrize("library", ["lightgbm", "implicit.cpu.als"])
def test_the_one_runtime_is_pytorchs(library: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK.format(library=library)], capture_output=True, text=True, check=True
    )
    assert "/torch/lib/libgomp.so.1" in run.stdout
    assert run.stdout.count("libgomp.so.1") == 1
