"""`careergraph show FILE`: read on the spot without a graph, masked, in every form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import etl
from api.cli import frame
from graph.settings import settings

SAMPLE = Path(etl.__file__).parent / "sample"
RESUME = SAMPLE / "resumes" / "en-02-java-backend.pdf"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def no_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home in which no server runs."""
    monkeypatch.setenv("CAREERGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CAREERGRAPH_TAGGERS", "off")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_terminal_shows_text_sections_and_facts(capsys: Capture) -> None:
    assert frame.run(["show", str(RESUME)]) == 0
    out = capsys.readouterr().out
    for words in (
        "Pennywhistle Payments",
        "experience",
        "skills linked",
        "in no vocabulary",
        "resume, English",
        "starter@",
    ):
        assert words in out
    assert "Wrenfield" not in out
    assert frame.run(["show", str(RESUME), "--identity"]) == 0
    assert "Tobias Wrenfield" in capsys.readouterr().out


def test_json_has_offsets_into_the_masked_text(capsys: Capture) -> None:
    assert frame.run(["show", str(RESUME), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kind"] == "resume"
    assert "Wrenfield" not in found["text"]
    for mention in found["mentions"]:
        assert found["text"][mention["start"] : mention["end"]] == mention["text"]
    assert {"Java", "Kotlin"} <= {mention["label"] for mention in found["mentions"]}
    assert found["coverage"]["skills"] == len(found["skills"]) > 15
    assert not {"name", "email", "phone"} & {mention["kind"] for mention in found["mentions"]}


def test_a_page_is_written(capsys: Capture, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert frame.run(["show", str(RESUME), "--html", str(out)]) == 0
    assert "Pennywhistle Payments" in out.read_text(encoding="utf-8")
    assert "page.html" in capsys.readouterr().err


def test_one_record_of_a_table(capsys: Capture) -> None:
    table = str(SAMPLE / "postings" / "postings.csv")
    assert frame.run(["show", table, "--json"]) == 0
    streams = capsys.readouterr()
    assert json.loads(streams.out)["facts"]["Title"] == "Data Analyst"
    assert "holds 20 documents" in streams.err
    assert frame.run(["show", table, "--record", "p-12", "--json", "--lang", "zh"]) == 0
    assert json.loads(capsys.readouterr().out)["facts"]["职位"] == "Web前端工程师"
    assert frame.run(["show", table, "--record", "p-99"]) == 2


def test_what_cannot_be_read_is_refused(capsys: Capture, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert frame.run(["show", str(empty)]) != 0
    assert "empty.txt" in capsys.readouterr().err
    assert frame.run(["show", str(tmp_path / "none.pdf"), "--html", "x.html"]) == 2
