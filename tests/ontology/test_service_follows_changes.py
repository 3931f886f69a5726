"""A name that a curator adds is read in the very next document, without a restart."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.service import create_app
from graph.settings import Settings
from graph.store import Store
from ontology import import_ontology
from ontology.curation import add_label, remove_label

RESUME = "Ida Quist\n\nSkills\nGrimblescript, Docker\n"


def test_the_next_document_is_read_with_the_new_name(store: Store, config: Settings) -> None:
    import_ontology(store, "starter")
    with TestClient(create_app(config, store)) as client:

        def skills(text: str) -> set[str]:
            files = {"file": ("ida.txt", text.encode(), "text/plain")}
            reply = client.post("/documents/resume", files=files)
            assert reply.status_code == 200, reply.text
            return {skill["id"] for skill in reply.json()["skills"]}

        python = "cg:skill/python"
        assert python not in skills(RESUME)
        add_label(store, python, "Grimblescript", lang="en")
        assert python in skills(RESUME)
        remove_label(store, python, "Grimblescript", lang="en")
        assert python not in skills(RESUME)
        store.execute(
            "MATCH (s:Skill {id: $id}) CREATE (s)-[:HAS_LABEL]->"
            "(:Label {id: $id + '|en|flumbolang', text: 'Flumbolang', norm: 'flumbolang', lang: 'en', kind: 'hidden'})",
            id=python,
        )
        assert python in skills(RESUME.replace("Grimblescript", "Flumbolang"))
