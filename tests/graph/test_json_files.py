"""JSON as it is read from people and written by us."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from graph.errors import GoldFileError
from graph.json_files import read_json_lines, write_json


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress('\ufeff{"a": 1}\n\n{"a": "x\u2028y"}\n'.encode()))
    assert list(read_json_lines(path)) == [(1, {"a": 1}), (3, {"a": "x\u2028y"})]


@pytest.mark.parametrize("line", ["{", "[1]", "null", "[" * 200_000], ids=["cut", "list", "null", "deep"])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"a": 1}}\n{line}\n', encoding="utf-8")
    with pytest.raises(GoldFileError) as error:
        list(read_json_lines(path))
    assert error.value.where == f"{path}:2"


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a": 1}\n' * 50)[:-12])
    with pytest.raises(GoldFileError, match=r"rows\.jsonl\.gz: the file cannot be read \("):
        list(read_json_lines(path))


def test_equal_objects_are_equal_files(tmp_path: Path) -> None:
    write_json(tmp_path / "new" / "a.json", {"b": "图", "a": 1})
    write_json(tmp_path / "b.json", {"a": 1, "b": "图"})
    written = (tmp_path / "new" / "a.json").read_bytes()
    assert written == (tmp_path / "b.json").read_bytes()
    assert json.loads(written) == {"a": 1, "b": "图"}
