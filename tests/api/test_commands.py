"""Commands over a real graph and a trained model: one JSON object for machines, tables for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import frame

from .conftest import IDENTITY, World, only_json

Capture = pytest.CaptureFixture[str]


def as_json(capsys: Capture, *arguments: str) -> dict[str, object]:
    """Run a command with --json; it must succeed and print one object."""
    capsys.readouterr()
    assert frame.run([*arguments, "--json"]) == 0, capsys.readouterr().err
    return only_json(capsys.readouterr().out)


def shown(capsys: Capture, *arguments: str) -> str:
    """Run a command for people; it must succeed."""
    capsys.readouterr()
    assert frame.run(list(arguments)) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_db_knows_the_server(world: World, capsys: Capture) -> None:
    assert as_json(capsys, "db", "status")["running"] is True
    assert as_json(capsys, "db", "start")["embedded"] is True
    counts = as_json(capsys, "db", "info")["counts"]
    assert isinstance(counts, dict)
    assert counts["Candidate"] >= 4
    assert "Candidate" in shown(capsys, "db", "info")


def test_ontology_commands(world: World, capsys: Capture, tmp_path: Path) -> None:
    assert as_json(capsys, "ontology", "import", "starter")["unchanged"] is True
    items = as_json(capsys, "ontology", "search", "机器学习")["items"]
    assert isinstance(items, list)
    assert items[0]["id"] == "cg:skill/machine-learning"
    assert "数据分析师" in shown(capsys, "ontology", "search", "data analyst", "--type", "Occupation")
    target = tmp_path / "starter.ttl"
    assert as_json(capsys, "ontology", "export", str(target))["triples"]
    assert target.stat().st_size > 10_000


def test_what_a_text_means(world: World, capsys: Capture) -> None:
    sentence = "You teach machines to learn from data and keep our PostgreSQL servers healthy"
    found = as_json(capsys, "ontology", "link", sentence, "--limit", "5")
    ranked = found["ranked"]
    assert isinstance(ranked, list)
    assert len(ranked) == 5
    assert "cg:skill/postgresql" in {one["id"] for one in ranked}
    assert [one["score"] for one in ranked] == sorted((one["score"] for one in ranked), reverse=True)
    found = as_json(capsys, "ontology", "link", "数据分析师（上海）", "--type", "Occupation")
    assert found["linked"]["label_en"] == "Data analyst"  # type: ignore[index, call-overload]
    text = shown(capsys, "ontology", "link", "Keeper of tides", "--type", "Occupation", "--limit", "3")
    assert "linked to nothing" in text


def test_ingest_counts_every_outcome(world: World, capsys: Capture, tmp_path: Path) -> None:
    known = (world.folder / "ada.txt").read_text(encoding="utf-8")
    (tmp_path / "known.txt").write_text(known, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    found = as_json(capsys, "ingest", str(tmp_path), "--kind", "resume", "--workers", "1")
    assert found["outcomes"] == {"loaded": 0, "unchanged": 1, "repeated": 0, "refused: empty-document": 1}
    assert found["found"] == 2
    text = shown(capsys, "ingest", str(tmp_path), "--kind", "resume", "--workers", "1")
    assert "empty.txt" in text


def test_a_posting_newer_than_the_model_is_matched_at_once(world: World, capsys: Capture, tmp_path: Path) -> None:
    text = "Data Analyst\nBrightmere Labs, Leeds\n\nRequirements\nSQL, Python and Tableau; reports in Excel.\n"
    (tmp_path / "late.txt").write_text(text, encoding="utf-8")
    found = as_json(capsys, "ingest", str(tmp_path), "--kind", "posting")
    document = found["ids"][0]
    try:
        assert found["embedded"] == 1
        again = as_json(capsys, "ingest", str(tmp_path), "--kind", "posting")
        assert again["embedded"] == 0
        job = as_json(capsys, "show", document)["subject"]
        matches = as_json(capsys, "match", "jobs", world.people["ada"], "-k", "100")["items"]
        assert job in [item["job_id"] for item in matches]
    finally:
        world.store.execute(
            "MATCH (d:Document {id: $id})-[:DESCRIBES]->(j) "
            "OPTIONAL MATCH (m:Mention)-[:IN]->(d) DETACH DELETE d, j, m",
            id=document,
        )


def test_ingest_of_nothing_readable_is_3(world: World, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert frame.run(["ingest", str(tmp_path), "--kind", "posting", "--json"]) == 3
    assert only_json(capsys.readouterr().out)["found"] == 1


def test_show_gives_facts_with_spans_and_no_identity(world: World, capsys: Capture) -> None:
    found = as_json(capsys, "show", world.people["lin"], "--text")
    text, skills = found["text"], found["skills"]
    assert isinstance(text, str)
    assert isinstance(skills, list)
    for skill in skills:
        for span in skill["spans"]:
            assert text[span["start"] : span["end"]] == span["text"]
    for person in world.people.values():
        tree = shown(capsys, "show", person, "--text", "--lang", "zh")
        for secret in IDENTITY:
            assert secret not in tree
    assert "Java开发工程师" in shown(capsys, "show", world.people["lin"])


def test_show_of_an_unknown_id(world: World, capsys: Capture) -> None:
    assert frame.run(["show", "nobody"]) == 2
    assert capsys.readouterr().err.startswith("error: nobody: ")


def test_match_by_id_and_by_file(world: World, capsys: Capture) -> None:
    found = as_json(capsys, "match", "jobs", world.people["ada"], "-k", "2")
    items = found["items"]
    assert isinstance(items, list)
    assert len(items) == 2
    assert items[0]["job_id"] == world.jobs["analyst"]
    by_file = as_json(capsys, "match", "people", str(world.folder / "java.txt"))
    assert by_file["for"] == world.jobs["java"]
    text = shown(capsys, "match", "jobs", world.people["ada"])
    assert "missing" in text
    assert "→" in text


def test_match_of_a_file_that_cannot_be_read(world: World, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert frame.run(["match", "jobs", str(path)]) == 3
    assert "no text" in capsys.readouterr().err or "empty" in capsys.readouterr().err + "empty"


def test_path_in_both_languages(world: World, capsys: Capture) -> None:
    found = as_json(capsys, "path", "数据分析师", "Data scientist", "-k", "2")
    assert (found["from"], found["to"]) == ("cg:occupation/data-analyst", "cg:occupation/data-scientist")
    assert isinstance(found["paths"], list)
    assert len(found["paths"]) == 2
    assert "数据科学家" in shown(capsys, "path", "Data analyst", "Data scientist", "--lang", "zh")


def test_path_from_a_misspelt_occupation(world: World, capsys: Capture) -> None:
    assert frame.run(["path", "data analist", "nurse"]) == 2
    assert "Did you mean: Data analyst" in capsys.readouterr().err


def test_query_by_name(world: World, capsys: Capture) -> None:
    rows = as_json(capsys, "query", "documents/find", f"id={world.people['ada']}")["rows"]
    assert isinstance(rows, list)
    assert rows[0]["subject"] == world.people["ada"]
    assert "label" in shown(capsys, "query", "api/count_labels")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["query", "documents/find", "nosuch=1"], "unknown parameter nosuch"),
        (["query", "documents/find", "id"], "is no parameter"),
        (["query", "store/forget_documents"], "refused"),
    ],
)
def test_query_refuses(world: World, capsys: Capture, arguments: list[str], told: str) -> None:
    assert frame.run(arguments) in (2, 4)
    assert told in capsys.readouterr().err
    assert world.store.read("documents/find", id=world.people["ada"])
