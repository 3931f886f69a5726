"""Feedback and wishes through the service and the commands: same names, same answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.cli import frame
from api.service import create_app

from .conftest import World, only_json

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[TestClient]:
    with TestClient(create_app(world.config, world.store), raise_server_exceptions=False) as opened:
        yield opened


def event(world: World, who: str, what: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"candidate_id": world.people[who], "job_id": world.jobs[what], "kind": kind, **more}


def run(capsys: Capture, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert frame.run([*arguments, "--json"]) == 0, capsys.readouterr().err
    return only_json(capsys.readouterr().out)


def test_feedback_counts_once_moves_the_person_and_can_be_taken_back(client: TestClient, world: World) -> None:
    path = f"/candidates/{world.people['bo']}"
    before = client.get(f"{path}/jobs?limit=100").json()
    items = [event(world, "bo", "analyst", kind, at="2026-11-20") for kind in ("viewed", "applied")]
    for new in (2, 0):
        reply = client.post("/feedback", json={"items": items})
        assert reply.status_code == 200, reply.text
        assert (reply.json()["new"], reply.json()["counted"]) == (new, {world.people["bo"]: 3})
    after = client.get(f"{path}/jobs?limit=100").json()
    assert (before["model"]["feedback"], after["model"]["feedback"]) == (1, 3)

    def score(page: dict[str, Any]) -> float:
        return float(next(item["score"] for item in page["items"] if item["job_id"] == world.jobs["analyst"]))

    assert score(after) > score(before)
    listed = client.get(f"{path}/feedback").json()["items"]
    assert [(one["kind"], one["at"]) for one in listed[:2]] == [("applied", "2026-11-20"), ("viewed", "2026-11-20")]
    gone = client.delete(f"{path}/feedback", params={"job": world.jobs["analyst"]}).json()
    assert (gone["removed"], gone["counted"]) == (2, {world.people["bo"]: 1})
    assert client.get(f"{path}/jobs?limit=100").json() == before


def test_feedback_that_cannot_be_is_refused_whole(client: TestClient, world: World) -> None:
    good = event(world, "ada", "nurse", "viewed")
    unknown = client.post("/feedback", json={"items": [good, good | {"job_id": "job:none"}]})
    assert (unknown.status_code, unknown.json()["where"]) == (404, "job:none")
    assert unknown.headers["content-type"] == "application/problem+json"
    for bad in (good | {"kind": "liked"}, good | {"kind": "rated", "value": 9}, good | {"name": "Ada Quillfeather"}):
        reply = client.post("/feedback", json={"items": [bad]})
        assert reply.status_code == 422
        assert "Quillfeather" not in reply.text
    kinds = [one["kind"] for one in client.get(f"/candidates/{world.people['ada']}/feedback").json()["items"]]
    assert kinds == ["applied"]
    assert client.get("/candidates/none/feedback").status_code == 404
    assert client.delete("/candidates/none/feedback?job=x").status_code == 404


def test_service_and_command_give_the_same_answer_to_the_same_wishes(
    client: TestClient, world: World, capsys: Capture
) -> None:
    asked = {"place": "上海", "skill": "Java", "mutual": True, "diversity": 0.3, "add": "Python"}
    page = client.get(f"/candidates/{world.people['ada']}/jobs", params=asked).json()
    flags = ["--place", "上海", "--skill", "Java", "--mutual", "--diversity", "0.3", "--add", "Python"]
    found = run(capsys, "match", "jobs", world.people["ada"], "-k", "10", *flags)
    assert [item["job_id"] for item in page["items"]] == [item["job_id"] for item in found["items"]]
    assert [item["job_id"] for item in page["items"]] == [world.jobs["java"]]
    assert page["filters"] == found["filters"]
    assert page["filters"]["passed"] == 1
    people = client.get(f"/jobs/{world.jobs['java']}/candidates", params={"skill": ["Java", "MySQL"]}).json()
    assert [item["candidate_id"] for item in people["items"]] == [world.people["lin"]]


def test_wishes_that_cannot_be_met_say_why(client: TestClient, world: World, capsys: Capture) -> None:
    path = f"/candidates/{world.people['ada']}/jobs"
    empty = client.get(path, params={"place": "上海", "remote": True}).json()
    assert (empty["items"], empty["filters"]["empty_by"]) == ([], "remote")
    for wrong, hint in (
        ({"place": "Shanghigh"}, "Seattle"),
        ({"seniority": "boss"}, "senior"),
        ({"pay_min": 5}, "USD"),
        ({"pay_currency": "USD"}, "pay_min"),
        ({"senority": "senior"}, "seniority"),  # Spelt wrong it must not pass as no filter.
    ):
        reply = client.get(path, params=wrong)
        assert reply.status_code == 422
        assert hint in reply.json()["fix"]
    people = client.get(f"/jobs/{world.jobs['java']}/candidates", params={"remote": True})
    assert (people.status_code, people.json()["detail"]) == (422, "there is no parameter 'remote' here")
    assert client.get("/health", params={"x": 1}).status_code == 422
    assert client.get("/match", params={"subject": "x"}).status_code == 200
    capsys.readouterr()
    assert frame.run(["match", "jobs", world.people["ada"], "--place", "上海", "--remote"]) == 0
    assert "remote left none" in capsys.readouterr().out
    assert frame.run(["match", "jobs", world.people["ada"], "--seniority", "boss"]) == 2


def test_a_cursor_belongs_to_its_wishes(client: TestClient, world: World) -> None:
    path = f"/candidates/{world.people['ada']}/jobs"
    cursor = client.get(path, params={"limit": 1, "mutual": True}).json()["next"]
    assert client.get(path, params={"limit": 1, "mutual": True, "cursor": cursor}).status_code == 200
    assert client.get(path, params={"limit": 1, "cursor": cursor}).status_code == 422


def test_feedback_commands(world: World, capsys: Capture, tmp_path: Path) -> None:
    who, what = world.people["wei"], world.jobs["java"]
    try:
        assert run(capsys, "feedback", "add", who, what, "rated", "--value", "1", "--at", "2026-11-01")["new"] == 1
        table = tmp_path / "events.csv"
        table.write_text(f"candidate,job,kind,at,value\n{who},{what},viewed,2026-11-02,\n", encoding="utf-8")
        lines = tmp_path / "events.jsonl"
        row = {"candidate": who, "job": what, "kind": "interviewed", "at": "2026-11-03T10:00:00Z", "value": -1}
        lines.write_text(json.dumps(row) + "\n", encoding="utf-8")
        for path in (table, lines):
            assert [run(capsys, "feedback", "import", str(path))["new"] for _ in range(2)] == [1, 0]
        listed = run(capsys, "feedback", "list", who)["items"]
        assert [one["kind"] for one in listed] == ["interviewed", "viewed", "rated", "applied"]
        assert [one["strength"] > 0 for one in listed] == [False, True, False, True]
        lines.write_text('{"candidate": "x"}\n', encoding="utf-8")
        assert frame.run(["feedback", "import", str(lines)]) == 2
        assert "events.jsonl:1" in capsys.readouterr().err
    finally:
        assert run(capsys, "feedback", "remove", who, what)["removed"] == 3


def test_models_commands(world: World, capsys: Capture) -> None:
    items = run(capsys, "models", "list")["items"]
    assert [row["active"] for row in items] == [True]
    assert run(capsys, "models", "show", items[0]["id"])["encoder"] == "minilm"
    assert run(capsys, "models", "activate", items[0]["id"])["active"] == items[0]["id"]
    assert frame.run(["models", "rollback"]) == 5
    assert "no model was in service before" in capsys.readouterr().err
