"""docs/ says what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import frame
from api.reference import pages
from api.service import create_app
from graph import cypher
from graph.settings import Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name], "run: careergraph docs"


def test_docs_writes_what_is_old_and_check_finds_it(tmp_path: Path) -> None:
    assert frame.run(["docs", str(tmp_path), "--check"]) == 2
    assert not list(tmp_path.iterdir())
    assert frame.run(["docs", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(PAGES)
    assert frame.run(["docs", str(tmp_path), "--check"]) == 0


def test_every_setting_is_there() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description in PAGES["settings.md"]


def test_every_query_is_there_and_explains_itself() -> None:
    for name in cypher.names():
        found = cypher.query(name)
        assert found.answers, name
        assert f"`{name}`" in PAGES["queries.md"]


def test_every_endpoint_is_documented() -> None:
    spec = create_app().openapi()
    operations = [(method, path, found) for path, methods in spec["paths"].items() for method, found in methods.items()]
    assert len(operations) >= 9
    for method, path, found in operations:
        where = f"{method.upper()} {path}"
        assert found["summary"], where
        assert found["description"], where
        assert f"## {where}" in PAGES["api.md"]
        schema = found["responses"]["200"]["content"]["application/json"]["schema"]
        example = spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]].get("example")
        assert example, where
        for status in ("422", "500", "503"):
            assert "application/problem+json" in found["responses"][status]["content"], (where, status)
        for parameter in found.get("parameters", []):
            if parameter["in"] == "query":
                assert parameter["description"], (where, parameter["name"])


def test_examples_fit_their_schemas() -> None:
    from api import schemas

    for name in ("DocumentReply", "JobsPage", "PeoplePage", "CareerReply", "ConceptPage", "Health"):
        model = getattr(schemas, name)
        model.model_validate(model.model_config["json_schema_extra"]["example"])
