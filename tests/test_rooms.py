"""The layout table of the design: which room may import which, and what keeps queries honest."""

import ast
from pathlib import Path

import pytest

from graph.cypher import names, query

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "graph": set(),
    "ontology": {"graph"},
    "etl": {"graph", "ontology"},
    "gnn": {"graph"},
    "api": {"graph", "ontology", "etl", "gnn"},
}
MODULES = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]


def imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_the_table_allows(room: str) -> None:
    for path in sorted((ROOT / room).rglob("*.py")):
        rooms = imported(ast.parse(path.read_text(encoding="utf-8"))) & set(MAY_IMPORT)
        assert rooms - {room} <= MAY_IMPORT[room], f"{path} imports {rooms - {room} - MAY_IMPORT[room]}"


def test_no_query_is_built_from_strings() -> None:
    """Whatever reaches `run` or `write_batches` as a query is a plain name, never a built text."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            if node.func.attr in {"run", "execute_query", "write_batches"}:
                built = isinstance(node.args[0], ast.BinOp)
                formatted = isinstance(node.args[0], ast.JoinedStr) and any(
                    "MATCH" in str(part.value).upper() for part in node.args[0].values if isinstance(part, ast.Constant)
                )
                assert not built, f"{path}:{node.lineno}"
                assert not formatted, f"{path}:{node.lineno}"


def test_cypher_stands_in_query_files_only() -> None:
    allowed = {ROOT / "graph" / "store.py", ROOT / "graph" / "migrate.py"}
    for path in MODULES:
        if path in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.strip()
                assert not text.startswith(("MATCH (", "MERGE (", "UNWIND $", "CREATE (")), f"{path}:{node.lineno}"


@pytest.mark.parametrize("name", sorted(names()))
def test_every_query_says_what_it_answers_and_declares_its_parameters(name: str) -> None:
    import re

    found = query(name)
    assert found.answers.endswith(".")
    code = "\n".join(line for line in found.text.splitlines() if not line.startswith("//"))
    used = set(re.findall(r"\$(\w+)", code))
    assert used == {parameter.name for parameter in found.parameters}
