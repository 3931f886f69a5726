"""A measurement in a process of its own, so that its peak memory is its own and a limit can end it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.errors import InputError

ROOT = Path(__file__).resolve().parents[1]
MEMORY_GIB = 8


def measured(
    module: str,
    arguments: list[str],
    *,
    seconds: float,
    gib: int = MEMORY_GIB,
    environment: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What `python -m module` prints as its last line, or why there is none: `{"skipped": …}`.

    Args:
        seconds: after so many it is ended.
        gib: data memory that it may take.
        environment: variables beside those of this process.

    Raises:
        InputError: it broke off for another reason.
    """
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    limit = gib * 2**30
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "TOKENIZERS_PARALLELISM": "false", **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
        )
    except subprocess.TimeoutExpired:
        return {"skipped": f"not done within {seconds:g} s"}
    if done.returncode:
        if any(sign in done.stderr for sign in ("can't allocate memory", "MemoryError", "bad_alloc", "std::length")):
            return {"skipped": f"does not fit into {gib} GiB"}
        last = done.stderr.strip().splitlines()[-1:] or [f"ended with {done.returncode}"]
        raise InputError(f"the benchmark broke off: {last[0]}", where=" ".join([module, *arguments]))
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
