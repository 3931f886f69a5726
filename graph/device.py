"""Where models run."""

from __future__ import annotations


def pick_device(wanted: str = "auto") -> str:
    """The device that `wanted` names; for `auto` cuda if there is one, else cpu."""
    if wanted != "auto":
        return wanted
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
