"""Every error is a problem+json that keeps what lies inside the server inside."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import problems
from api.limits import FRAMING, BodyLimit
from graph.errors import CareerGraphError, NotReady, StoreUnavailable

from .test_frame import every_error

LIMIT = 1000


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = FastAPI()
    kinds = {kind.__name__: kind for kind in every_error()}
    app.add_middleware(BodyLimit, limit=LIMIT)
    problems.install(app)

    @app.get("/raise/{name}")
    def fail(name: str) -> None:
        if name in kinds:
            raise kinds[name]("the secret is 42", where="bolt://inside", fix="Mend it")
        raise ZeroDivisionError("the secret is 42")

    @app.get("/number/{number}")
    def number(number: int) -> int:
        return number

    @app.post("/body")
    def body(value: dict[str, str]) -> int:
        return len(value)

    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.mark.parametrize("kind", list(every_error()), ids=lambda kind: kind.__name__)
def test_our_errors(client: TestClient, kind: type[CareerGraphError]) -> None:
    reply = client.get(f"/raise/{kind.__name__}")
    problem = reply.json()
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.status_code == problem["status"] == kind.status
    assert problem["type"].endswith(f"/{kind.code()}")
    assert problem["title"]
    # What is not ready is so by what was asked for, not by what lies inside the server.
    if kind.status < 500 or kind is NotReady:
        assert problem["detail"] == "the secret is 42"
        assert problem["fix"] == "Mend it"
    else:
        assert "42" not in reply.text
        assert "inside" not in reply.text


def test_what_may_pass_says_when_to_try_again(client: TestClient) -> None:
    assert StoreUnavailable.transient
    assert client.get("/raise/StoreUnavailable").headers["retry-after"]


def test_what_nobody_expected(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    reply = client.get("/raise/nobody")
    assert reply.status_code == 500
    assert reply.headers["content-type"] == "application/problem+json"
    for secret in ("42", "ZeroDivision", "test_problems"):
        assert secret not in reply.text
    assert "ZeroDivisionError" in caplog.text
    assert "42" not in caplog.text.replace(":42", "")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nosuch", 404), ("POST", "/number/1", 405), ("GET", "/number/one", 422), ("POST", "/body", 422)],
)
def test_errors_of_the_framework(client: TestClient, method: str, path: str, status: int) -> None:
    reply = client.request(method, path)
    assert reply.status_code == reply.json()["status"] == status
    assert reply.headers["content-type"] == "application/problem+json"


def test_validation_names_the_value(client: TestClient) -> None:
    problem = client.get("/number/one").json()
    assert problem["errors"][0]["where"] == "path.number"
    assert "integer" in problem["detail"]


def test_a_large_body_is_refused_by_its_header(client: TestClient) -> None:
    reply = client.post("/body", json={"a": "x" * (LIMIT + FRAMING)})
    assert reply.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert reply.json()["type"].endswith("/oversize-document")


def test_a_large_body_without_a_length_is_refused_as_it_comes(client: TestClient) -> None:
    sent = []

    def chunks() -> Iterator[bytes]:
        for number in range(10):
            sent.append(number)
            yield b"x" * FRAMING

    reply = client.post("/body", content=chunks(), headers={"content-type": "application/json"})
    assert reply.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_small_body_passes(client: TestClient) -> None:
    assert client.post("/body", json={"a": "x"}).json() == 1
