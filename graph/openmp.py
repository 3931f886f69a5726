"""One OpenMP runtime for every library in the process.

LightGBM and implicit look for the system's `libgomp.so.1`, which a bare Debian lacks; PyTorch brings one under that
name, so they find it once PyTorch is loaded.
"""

from __future__ import annotations


def load_openmp() -> None:
    """Make PyTorch's `libgomp` the one that libraries loaded after this call use."""
    import torch  # noqa: F401 - for what its import loads
