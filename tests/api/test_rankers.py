"""A baseline in place of the model, by command and by service."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.cli import frame
from api.service import create_app
from gnn.baselines.bert_pair import BertPair
from gnn.baselines.registry import RANKERS
from tests.etl.tagging.tiny_bert import make_tiny_bert

from .conftest import World

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[TestClient]:
    with TestClient(create_app(world.config, world.store), raise_server_exceptions=False) as opened:
        yield opened


def test_service_and_command_give_the_same_answer(client: TestClient, world: World, capsys: Capture) -> None:
    path = f"/candidates/{world.people['lin']}/jobs"
    page = client.get(path, params={"ranker": "tfidf", "limit": 2}).json()
    assert page["items"][0]["job_id"] == world.jobs["java"]
    assert page["items"][0]["score"] == 1
    assert page["items"][0]["person_score"] is None
    assert page["model"]["id"] == "tfidf"
    assert page["ontology"]["starter"]
    second = client.get(path, params={"ranker": "tfidf", "limit": 2, "cursor": page["next"]}).json()
    assert len({item["job_id"] for item in page["items"] + second["items"]}) == 4
    assert client.get(path, params={"cursor": page["next"]}).status_code == 422

    capsys.readouterr()
    assert frame.run(["match", "jobs", world.people["lin"], "--ranker", "tfidf", "-k", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [item["job_id"] for item in found["items"]] == [item["job_id"] for item in page["items"]]
    assert found["model"]["id"] == "tfidf"


def test_people_for_a_job_by_what_others_did(client: TestClient, world: World) -> None:
    page = client.get(f"/jobs/{world.jobs['nurse']}/candidates", params={"ranker": "popularity"}).json()
    # Other tests of the session may have added people.
    assert {item["candidate_id"] for item in page["items"]} >= set(world.people.values())
    assert {item["score"] for item in page["items"]} == {0.5}


def test_an_unknown_name_lists_the_valid_ones(client: TestClient, world: World, capsys: Capture) -> None:
    name = "gut"
    reply = client.get(f"/candidates/{world.people['lin']}/jobs", params={"ranker": name})
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert "bm25" in reply.json()["fix"]
    capsys.readouterr()
    assert frame.run(["match", "people", world.jobs["nurse"], "--ranker", name]) == 2
    assert "bm25" in capsys.readouterr().err


def test_a_slow_ranker_answers_once_it_is_fitted(
    client: TestClient, world: World, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bert = make_tiny_bert(tmp_path / "bert", ["nurse", "java", "analyst"])
    monkeypatch.setitem(RANKERS, "bert_pair", lambda _, seed: BertPair(seed, model=bert, steps=3, batch=4, rerank=2))
    path = f"/candidates/{world.people['lin']}/jobs"
    reply = client.get(path, params={"ranker": "bert_pair"})
    assert reply.status_code == 503
    assert reply.headers["retry-after"] == "5"
    assert reply.json()["type"].endswith("not-ready")
    assert "bert_pair" in reply.json()["detail"]
    until = time.monotonic() + 60
    while (reply := client.get(path, params={"ranker": "bert_pair"})).status_code == 503 and time.monotonic() < until:
        time.sleep(0.1)
    assert reply.status_code == 200
    jobs = [item["job_id"] for item in reply.json()["items"]]
    assert set(jobs) >= set(world.jobs.values())
    capsys.readouterr()
    assert frame.run(["match", "jobs", world.people["lin"], "--ranker", "bert_pair", "--json"]) == 0
    assert [item["job_id"] for item in json.loads(capsys.readouterr().out)["items"]] == jobs[:5]
