"""The service over a real graph and a trained model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service import create_app
from gnn.baselines.registry import RANKERS
from graph.settings import Settings

from .conftest import IDENTITY, RESUMES, World

NEW_RESUME = """Cy Farrow
cy.farrow@example.com

EXPERIENCE
Data Scientist, Dunmore Labs, 02/2021 - present
- Machine learning models in Python

SKILLS
Python, SQL, machine learning
"""


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[TestClient]:
    with TestClient(create_app(world.config, world.store), raise_server_exceptions=False) as opened:
        yield opened


def made_of(reply: dict[str, Any]) -> dict[str, Any]:
    found = reply.get("made", reply)
    assert isinstance(found, dict)
    return found


def test_health_names_what_is_in_service(client: TestClient) -> None:
    reply = client.get("/health")
    assert reply.status_code == 200
    found = reply.json()
    assert found["status"] == "ok"
    assert found["model"]["id"].startswith("sage")
    assert found["ontology"]["starter"]
    assert found["extractor"]


def test_a_service_whose_store_is_down_says_so() -> None:
    config = Settings(neo4j_uri="bolt://127.0.0.1:9")
    with TestClient(create_app(config), raise_server_exceptions=False) as alone:
        for path in ("/health", "/skills?q=x", "/documents/x", "/candidates/x/jobs"):
            reply = alone.get(path)
            assert reply.status_code == 503, path
            assert reply.headers["content-type"] == "application/problem+json"
            assert "127.0.0.1" not in reply.text


def test_jobs_for_a_candidate_explain_themselves(client: TestClient, world: World) -> None:
    found = client.get(f"/candidates/{world.people['ada']}/jobs").json()
    best = found["items"][0]
    assert best["job_id"] == world.jobs["analyst"]
    assert 0 <= best["score"] <= 1
    assert {reason["kind"] for reason in best["reasons"]} >= {"skill"}
    for reason in best["reasons"]:
        assert reason["path"][0]["id"] == world.people["ada"]
        assert reason["path"][-1]["id"] == best["job_id"]
        assert len(reason["relations"]) == len(reason["path"]) - 1
    assert "cg:skill/spark" in {gap["skill"] for gap in best["gaps"]}
    assert made_of(found)["model"]["id"]
    assert made_of(found)["ontology"]["starter"]


def test_evidence_is_where_it_says(client: TestClient, world: World) -> None:
    texts = {
        world.documents[stem]: world.store.read("documents/find", id=world.documents[stem])[0]["text"]
        for stem in ("ada", "analyst")
    }
    found = client.get(f"/candidates/{world.people['ada']}/jobs?limit=1").json()
    pieces = [piece for reason in found["items"][0]["reasons"] for piece in reason["evidence"]]
    assert pieces
    words = {texts[piece["document"]][piece["start"] : piece["end"]] for piece in pieces}
    assert words & {"SQL", "Python", "Tableau", "Data Analyst"}


def test_labels_come_in_the_language_asked_for(client: TestClient, world: World) -> None:
    found = client.get(f"/jobs/{world.jobs['nurse']}/candidates?lang=zh&limit=1").json()
    labels = [node["label"] for reason in found["items"][0]["reasons"] for node in reason["path"]]
    assert any("一" <= character <= "鿿" for label in labels for character in label)


def test_people_for_a_job(client: TestClient, world: World) -> None:
    found = client.get(f"/jobs/{world.jobs['java']}/candidates").json()
    assert found["items"][0]["candidate_id"] == world.people["lin"]


def test_pages_join_without_gap_or_overlap(client: TestClient, world: World) -> None:
    path = f"/candidates/{world.people['bo']}/jobs"
    whole = [item["job_id"] for item in client.get(path, params={"limit": 100}).json()["items"]]
    assert len(whole) == len(set(whole)) > 2
    joined, cursor = [], None
    while True:
        page = client.get(path, params={"limit": 1} | ({"cursor": cursor} if cursor else {})).json()
        joined += [item["job_id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert joined == whole


def test_a_cursor_of_another_person_is_refused(client: TestClient, world: World) -> None:
    cursor = client.get(f"/candidates/{world.people['ada']}/jobs?limit=1").json()["next"]
    reply = client.get(f"/candidates/{world.people['bo']}/jobs", params={"cursor": cursor})
    assert reply.status_code == 422


@pytest.mark.parametrize("path", ["/candidates/nobody/jobs", "/jobs/nothing/candidates", "/documents/none"])
def test_an_unknown_id_is_404(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert reply.json()["type"].endswith("/not-found")


def test_a_document_comes_with_spans_and_without_identity(client: TestClient, world: World) -> None:
    reply = client.get(f"/documents/{world.people['lin']}")
    found = reply.json()
    text = world.store.read("documents/find", id=found["document"])[0]["text"]
    assert found["occupation"]["label_zh"]
    assert {skill["id"] for skill in found["skills"]} >= {"cg:skill/java", "cg:skill/mysql"}
    spans = [span for part in ("skills", "positions", "education") for row in found[part] for span in row["spans"]]
    assert spans
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]
    for secret in IDENTITY:
        assert secret not in reply.text
        assert secret not in text


def test_an_upload_is_read_and_can_be_matched_at_once(client: TestClient) -> None:
    reply = client.post("/documents/resume", files={"file": ("Cy_Farrow.txt", NEW_RESUME.encode())})
    assert reply.status_code == 200, reply.text
    found = reply.json()
    assert found["outcome"] == "loaded"
    assert found["embedded"]
    assert "cg:skill/python" in {skill["id"] for skill in found["skills"]}
    assert "Farrow" not in reply.text
    matches = client.get(f"/candidates/{found['subject']}/jobs").json()
    assert matches["items"]
    again = client.post("/documents/resume", files={"file": ("copy.txt", NEW_RESUME.encode())}).json()
    assert (again["outcome"], again["document"]) == ("unchanged", found["document"])


def test_a_posting_is_found_for_people_as_soon_as_it_is_uploaded(client: TestClient, world: World) -> None:
    text = "Ward Nurse\nCompany: Thistledown Care\n\nRequirements\nPatient care, communication, teamwork.\n"
    found = client.post("/documents/posting", files={"file": ("ward.txt", text.encode())}).json()
    jobs = client.get(f"/candidates/{world.people['bo']}/jobs").json()["items"]
    assert found["subject"] in [job["job_id"] for job in jobs]


@pytest.mark.parametrize(
    ("name", "data", "status", "problem"),
    [
        ("a.txt", b"", 422, "empty-document"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40, 415, "unsupported-format"),
        ("a.pdf", b"%PDF-1.4\nnot really", 422, "broken-document"),
        ("many.jsonl", b'{"title": "Cook"}\n{"title": "Baker"}\n', 422, "input-error"),
    ],
)
def test_an_upload_that_cannot_be_read(client: TestClient, name: str, data: bytes, status: int, problem: str) -> None:
    reply = client.post("/documents/posting", files={"file": (name, data)})
    assert reply.status_code == status, reply.text
    assert reply.json()["type"].endswith(problem)


def test_an_upload_that_is_too_large(world: World) -> None:
    config = world.config.model_copy(update={"max_document_mb": 1})
    with TestClient(create_app(config, world.store)) as small:
        # Larger than the document limit, but not than what the framing allows.
        reply = small.post("/documents/resume", files={"file": ("a.txt", b"x" * (2**20 + 100))})
        assert reply.status_code == 413
        assert small.post("/documents/resume", files={"file": ("a.txt", b"x" * 2**21)}).status_code == 413


def test_an_upload_must_be_multipart(client: TestClient) -> None:
    assert client.post("/documents/resume", json={"file": "x"}).status_code == 415
    assert client.post("/documents/resume", files={"other": ("a.txt", b"x")}).status_code == 422


def test_career_path_by_label_in_either_language(client: TestClient) -> None:
    found = client.get("/careers/path", params={"from": "Data analyst", "to": "数据科学家", "lang": "zh"}).json()
    steps = found["paths"][0]["steps"]
    assert steps[0]["occupation"] == "cg:occupation/data-analyst"
    assert steps[-1]["label"] == "数据科学家"
    assert steps[-1]["skills_needed"]
    assert found["paths"] == sorted(found["paths"], key=lambda path: path["cost"])


def test_an_unknown_occupation_brings_suggestions(client: TestClient) -> None:
    reply = client.get("/careers/path", params={"from": "dta analyst", "to": "Data scientist"})
    assert reply.status_code == 404
    assert "Data analyst" in reply.json()["fix"]


@pytest.mark.parametrize(
    ("path", "words", "wanted"),
    [
        ("/skills", "python", "cg:skill/python"),
        ("/skills", "机器学习", "cg:skill/machine-learning"),
        ("/occupations", "护士", "cg:occupation/registered-nurse"),
        ("/occupations", "registered nurse", "cg:occupation/registered-nurse"),
    ],
)
def test_search(client: TestClient, path: str, words: str, wanted: str) -> None:
    found = client.get(path, params={"q": words}).json()
    assert found["items"][0]["id"] == wanted
    assert found["ontology"]["starter"]


@pytest.mark.parametrize("words", ['"', "a AND (", "*", "++", "C#", "\\"])
def test_search_takes_any_text(client: TestClient, words: str) -> None:
    assert client.get("/skills", params={"q": words}).status_code == 200


def test_search_pages(client: TestClient) -> None:
    first = client.get("/skills", params={"q": "manage", "limit": 2}).json()
    second = client.get("/skills", params={"q": "manage", "limit": 2, "cursor": first["next"]}).json()
    assert not {hit["id"] for hit in first["items"]} & {hit["id"] for hit in second["items"]}


@pytest.mark.parametrize("query", ["", "?q=", "?q=x&limit=0", "?q=x&limit=101", "?q=x&lang=fr", "?q=x&cursor=!"])
def test_bad_queries_are_422(client: TestClient, query: str) -> None:
    reply = client.get(f"/skills{query}")
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"


def test_many_at_once_get_the_same_answer(client: TestClient, world: World) -> None:
    def ask(_: int) -> Any:
        return client.get(f"/candidates/{world.people['ada']}/jobs").json()["items"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(16)))
    assert all(answer == answers[0] for answer in answers)


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/match", "/docs"):
        reply = client.get(path)
        assert reply.status_code == 200
        assert "default-src 'self'" in reply.headers["content-security-policy"]
        assert "http://" not in reply.text
        assert "https://" not in reply.text
        assert "CareerGraph" in reply.text


def test_the_page_of_matches_asks_only_for_what_the_service_takes(client: TestClient) -> None:
    page = client.get("/match").text
    fields = set(re.findall(r'name="(\w+)"', page)) - {"subject", "viewport"}
    taken = client.get("/openapi.json").json()["paths"]["/candidates/{id}/jobs"]["get"]["parameters"]
    names = {one["name"] for one in taken}
    assert fields == names - {"id", "cursor", "lang", "limit"}
    assert all(f"<option>{name}</option>" in page for name in RANKERS)
    # Every field has its words, and every text both languages.
    labels = re.findall(r"<label[^>]*>(.*?)</label>", page, re.DOTALL)
    assert len(labels) == len(fields) + 1
    assert all(re.search(r"[a-z]", text) and re.search(r"[\u4e00-\u9fff]", text) for text in labels)


def test_no_reply_holds_identity(client: TestClient, world: World) -> None:
    for stem in RESUMES:
        person = world.people[stem_of(stem)]
        for path in (f"/documents/{person}", f"/candidates/{person}/jobs"):
            text = client.get(path).text
            for secret in IDENTITY:
                assert secret not in text, path
    for job in world.jobs.values():
        text = client.get(f"/jobs/{job}/candidates").text
        for secret in IDENTITY:
            assert secret not in text


def stem_of(name: str) -> str:
    """`ada` of `ada.txt`."""
    return name.partition(".")[0]
