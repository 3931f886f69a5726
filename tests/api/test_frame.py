"""Exit codes, one-line errors, help."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from api.cli import frame
from api.cli.app import app
from api.reference.commands import walk
from graph import errors
from graph.errors import CareerGraphError

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [path for path, _ in walk(typer.main.get_command(app), "careergraph")]


def careergraph(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def every_error(root: type[CareerGraphError] = CareerGraphError) -> Iterator[type[CareerGraphError]]:
    """The whole tree."""
    yield root
    for child in root.__subclasses__():
        yield from every_error(child)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """`db status` raises what is put into this list."""
    raised: list[BaseException] = []

    def fail(_: object) -> None:
        raise raised[0]

    monkeypatch.delenv("CAREERGRAPH_DEBUG", raising=False)
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setattr("graph.server.status", fail)
    return iter([raised])


@pytest.mark.parametrize("kind", list(every_error()), ids=lambda kind: kind.__name__)
def test_every_error_is_one_line_and_its_exit_code(
    kind: type[CareerGraphError], failing: Iterator[list[BaseException]], capsys: pytest.CaptureFixture[str]
) -> None:
    next(failing).append(kind("it broke\nbadly", where="here", fix="Mend it"))
    assert frame.run(["db", "status"]) == kind.exit_code
    assert kind.exit_code in frame.EXIT_CODES
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "error: here: it broke badly. Mend it\n"


def test_what_nobody_expected_is_one_line_too(
    failing: Iterator[list[BaseException]], capsys: pytest.CaptureFixture[str]
) -> None:
    next(failing).append(RuntimeError("a screw\nfell out"))
    assert frame.run(["db", "status"]) == 1
    assert capsys.readouterr().err == (
        "error: unexpected RuntimeError: a screw fell out. CAREERGRAPH_DEBUG=1 shows the traceback\n"
    )


def test_debug_shows_the_traceback(
    failing: Iterator[list[BaseException]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREERGRAPH_DEBUG", "1")
    next(failing).append(errors.NoModel("nothing is trained"))
    assert frame.run(["db", "status"]) == 5
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_130(failing: Iterator[list[BaseException]], capsys: pytest.CaptureFixture[str]) -> None:
    next(failing).append(KeyboardInterrupt())
    assert frame.run(["db", "status"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["nosuch"], ["db", "start", "--nosuch"], ["ingest"], ["eval", "cooking"], ["bench", "x"], ["ingest", "/no/x"]],
    ids=" ".join,
)
def test_a_wrong_command_line_is_one_line_and_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert re.fullmatch(r"error: [^\n]+ Try: careergraph[\w ]* --help\n", shown.err)


def test_the_program_exits_with_the_code() -> None:
    done = careergraph("query", "no/such")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: there is no query named 'no/such'")
    assert done.stderr.count("\n") == 1


def test_a_store_that_is_down_is_4() -> None:
    done = careergraph("show", "x", NEO4J_URI="bolt://127.0.0.1:9")
    assert done.returncode == 4
    assert done.stderr.startswith("error: bolt://127.0.0.1:9: ")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_went_away_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -c 'from api.cli import main; main()' query --list --json"
        " | head -c 10; echo ${PIPESTATUS[0]}",
        shell=True,
        executable="/bin/bash",
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.splitlines()[-1].endswith("0")
    assert done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split()[1:], "--help"])
    assert shown.exit_code == 0
    assert "Usage: " in shown.output


def test_every_command_and_parameter_has_a_sentence() -> None:
    root = typer.main.get_command(app)
    for path, command in walk(root, "careergraph"):
        assert (command.help or "").strip(), path
        for parameter in command.params:
            assert (getattr(parameter, "help", "") or "").strip(), (path, parameter.name)


def test_help_names_the_exit_codes() -> None:
    shown = " ".join(CliRunner().invoke(app, ["--help"]).output.split())
    for code, meaning in frame.EXIT_CODES.items():
        assert f"{code} {meaning.split()[0]}" in shown


def test_help_imports_nothing_heavy() -> None:
    heavy = ("torch", "transformers", "spacy", "sklearn", "numpy", "neo4j", "fastapi", "pydantic", "rdflib", "jpype")
    program = f"import sys; import api.cli.app; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_version() -> None:
    assert re.fullmatch(r"careergraph \d+\.\d+\.\d+\s*", CliRunner().invoke(app, ["--version"]).output)
