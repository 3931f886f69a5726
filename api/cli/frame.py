"""What every command stands in: arguments in, one exit code out, and errors as one line on stderr."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import typer

from graph.errors import CareerGraphError

#: typer carries its own copy of click, whose errors have no public name: BadParameter -> UsageError -> ClickException.
_ClickError: type[Exception] = typer.BadParameter.__mro__[2]

#: Exit codes by meaning: for the help text, docs/cli.md and the tests.
EXIT_CODES: dict[int, str] = {
    0: "done",
    1: "something unexpected; CAREERGRAPH_DEBUG=1 shows the traceback",
    2: "the command line, a name, an id or an input file is wrong",
    3: "a document cannot be read (ingest: not one of them could)",
    4: "the graph store cannot serve us",
    5: "a trained model is missing or does not fit",
    130: "interrupted",
}


def main() -> None:
    """Entry point of the `careergraph` script."""
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (default: that of the process) and return its exit code; never raises."""
    from .app import app

    try:
        result = app(args=arguments, prog_name="careergraph", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _fail("interrupted", 130)
    except typer.Abort:
        return _fail("interrupted", 130)
    except CareerGraphError as error:
        _debug()
        return _fail(str(error), error.exit_code)
    except BrokenPipeError:
        # The reader (`| head`) went away: python's own flush at exit must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except _ClickError as error:
        return _fail(_usage(error), 2)
    except Exception as error:
        _debug()
        told = " ".join(str(error).split())[:200]
        hint = "" if _debugging() else ". CAREERGRAPH_DEBUG=1 shows the traceback"
        return _fail(f"unexpected {type(error).__name__}: {told}{hint}", 1)
    return result if isinstance(result, int) else 0


def _fail(message: str, code: int) -> int:
    if code == 130 and sys.stderr.isatty():
        sys.stderr.write("\n")
    sys.stderr.write(f"error: {' '.join(message.split())}\n")
    return code


def _usage(error: Exception) -> str:
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    return f"{text} Try: {context.command_path} --help" if context else text


def _debugging() -> bool:
    return os.environ.get("CAREERGRAPH_DEBUG", "") not in ("", "0")


def _debug() -> None:
    if _debugging():
        traceback.print_exc()
