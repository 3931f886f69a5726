"""A wrong setting is one line that names it and what it takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.cli.frame import run
from graph.errors import InputError
from graph.settings import settings


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("CAREERGRAPH_TAGGERS", "maybe", "CAREERGRAPH_TAGGERS is 'maybe'; it takes 'on' or 'off'"),
        ("CAREERGRAPH_DEVICE", "abacus", "CAREERGRAPH_DEVICE is 'abacus'; it takes 'auto', 'cpu' or 'cuda'"),
        ("CAREERGRAPH_WORKERS", "-1", "CAREERGRAPH_WORKERS is '-1': Input should be greater than or equal to 0"),
    ],
)
def test_it_is_named_with_what_it_takes(name: str, value: str, takes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError) as caught:
        settings()
    assert takes in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("command", [["db", "status"], ["serve"]])
def test_commands_end_with_that_line(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAREERGRAPH_TAGGERS", "maybe")
    assert run(command) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "'on' or 'off'" in told
