"""Gold files are checked line by line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.gold import GoldQuery, linking_row, mentions_row, read_gold, titles_row
from etl.histories import histories_row
from graph.errors import GoldFileError


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


GOOD = {"text": "Go and SQL", "lang": "en", "spans": [{"start": 7, "end": 10, "label": "KNOWLEDGE"}]}


def test_rows_plain_and_packed(tmp_path: Path) -> None:
    plain = written(tmp_path / "a.jsonl", GOOD, "", GOOD)
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_gold(plain, mentions_row) == read_gold(packed, mentions_row)
    assert len(read_gold(plain, mentions_row)) == 2


@pytest.mark.parametrize(
    ("parse", "bad", "told"),
    [
        (mentions_row, "not json", "no JSON"),
        (mentions_row, "[1]", "no JSON object"),
        (mentions_row, {"lang": "en", "spans": []}, "there is no 'text'"),
        (mentions_row, GOOD | {"lang": "fr"}, "lang"),
        (mentions_row, GOOD | {"spans": [{"start": 7, "end": 99, "label": "X"}]}, "not inside"),
        (mentions_row, GOOD | {"spans": [{"start": 7, "end": 7, "label": "X"}]}, "not inside"),
        (mentions_row, GOOD | {"spans": [{"start": "7", "end": 8, "label": "X"}]}, "not inside"),
        (mentions_row, GOOD | {"spans": 3}, "bad row"),
        (linking_row, {"text": "x", "labels": []}, "no answer"),
        (linking_row, {"text": "x"}, "none of"),
        (titles_row, {"title": " ", "uri": "u"}, "title"),
        (titles_row, {"title": "Cook", "uri": 3}, "no answer"),
        (histories_row, {"positions": []}, "positions"),
        (histories_row, {"positions": [{"employer": "x"}]}, "there is no 'title'"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, parse: Callable[[dict[str, Any]], object], bad: object, told: str) -> None:
    path = written(tmp_path / "bad.jsonl", "", bad)
    with pytest.raises(GoldFileError) as error:
        read_gold(path, parse)
    assert error.value.where == f"{path}:2"
    assert told in error.value.what


def test_missing_empty_and_binary_files(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    for name in ("nosuch.jsonl", "empty.jsonl", "binary.jsonl"):
        with pytest.raises(GoldFileError):
            read_gold(tmp_path / name, mentions_row)


def test_answers_under_any_of_their_names() -> None:
    assert titles_row({"title": "Cook", "uri": "a"}) == GoldQuery("Cook", frozenset("a"))
    assert titles_row({"title": "Cook", "uris": ["a", "b"]}).answers == {"a", "b"}
    assert titles_row({"title": "厨师", "code": "2-1"}).answers == {"2-1"}
    assert linking_row({"text": "cooks", "labels": ["cook food"]}).answers == {"cook food"}
