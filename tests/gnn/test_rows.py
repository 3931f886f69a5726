"""Files of the matching task: a bad row is refused by its line, whatever is wrong with it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gnn.evaluation.applicants import load, load_gold
from gnn.evaluation.full_ranking import SPLITS, intervals, judge_asked, read_splits, spread
from graph.errors import GoldFileError

Rows = dict[str, list[dict[str, Any]]]
TIME = "2015-01-16 22:07:22"
ROWS: Rows = {
    "jobs": [
        {"job": "j0", "title": "cook", "headline": "Cook", "company": "", "city": "Ulm", "state": "B"},
        {"job": "j1", "title": "nurse", "headline": None, "industry": "care", "posted_order": 3},
    ],
    "experience": [{"applicant": "a", "title": None, "employer": "Kern", "city": None, "state": "B"}],
    "interests": [{"applicant": "g", "position": "cook", "time": TIME}],
    "views_train": [{"applicant": "a", "job": "j0", "time": TIME}, {"applicant": "a", "job": "j1", "time": None}],
    "gold": [
        {"applicant": "g", "job": "j0", "time": TIME, "role": "context"},
        {"applicant": "g", "job": "j1", "role": "target"},
    ],
}  # fmt: skip
FILES = tuple(ROWS)
KEYS = sorted({key for rows in ROWS.values() for row in rows for key in row})
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([10**400, "\ud800"]),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=2), inside, max_size=2),
    max_leaves=3,
)


def _read(folder: Path, rows: Rows) -> None:
    """Each file begins with a blank line, so its rows begin at line 2."""
    for name, own in rows.items():
        text = "".join(json.dumps(row) + "\n" for row in own)
        (folder / f"{name}.jsonl").write_text("\n" + text, encoding="utf-8")
    load_gold(folder / "gold.jsonl", load(folder))


def _refused(rows: Rows) -> GoldFileError | None:
    """The refusal of the rows, if they are refused; its place without the folder."""
    with TemporaryDirectory() as folder:
        try:
            _read(Path(folder), rows)
        except GoldFileError as error:
            error.where = Path(error.where).name
            return error
    return None


def test_rows_as_they_should_be_are_read() -> None:
    assert _refused(ROWS) is None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.integers(0, 1), st.sampled_from(KEYS), JSON)
@example("gold", 1, "job", ["j1"])
@example("gold", 0, "applicant", 7)
@example("gold", 0, "time", 123)
@example("gold", 0, "role", {"target": 1})
@example("jobs", 1, "posted_order", float("nan"))
@example("jobs", 1, "posted_order", 10**400)
@example("experience", 0, "city", ["Ulm"])
@example("interests", 0, "position", 4)
@example("views_train", 1, "job", {})
def test_a_wrong_value_is_refused_by_line_or_does_no_harm(name: str, row: int, key: str, value: object) -> None:
    rows = deepcopy(ROWS)
    row %= len(rows[name])
    rows[name][row][key] = value
    refused = _refused(rows)
    known = key in ROWS[name][row]
    if refused:
        assert ":" in refused.where
        # An id that is another text is missed where it is used.
        assert refused.where == f"{name}.jsonl:{row + 2}" or isinstance(value, str)
    if known and isinstance(value, (list, dict, bool)):
        assert refused is not None
        assert key in refused.what


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), JSON.filter(lambda value: not isinstance(value, dict)), st.booleans())
def test_a_line_that_is_no_object_is_refused_by_line(name: str, value: object, cut: bool) -> None:
    with TemporaryDirectory() as folder:
        _read(Path(folder), ROWS)
        path = Path(folder, f"{name}.jsonl")
        broken = '{"job": ' if cut else json.dumps(value)
        path.write_text(path.read_text(encoding="utf-8") + broken + "\n", encoding="utf-8")
        with pytest.raises(GoldFileError) as raised:
            load_gold(Path(folder, "gold.jsonl"), load(Path(folder)))
    assert raised.value.where == f"{path}:{len(ROWS[name]) + 2}"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (name, key)
        for name in FILES
        for key in ("job", "title", "applicant", "position", "role")
        if key in ROWS[name][0]
    ],
)
def test_a_key_that_is_needed_is_missed(name: str, key: str) -> None:
    rows = deepcopy(ROWS)
    del rows[name][0][key]
    assert (refused := _refused(rows))
    assert (refused.where, refused.what) == (f"{name}.jsonl:2", f"the line lacks {key}")


@pytest.mark.parametrize("name", FILES)
def test_files_without_rows_are_refused_but_for_profiles(name: str) -> None:
    refused = _refused(ROWS | {name: []})
    assert (refused is None) == (name in ("experience", "interests"))
    assert refused is None or (refused.where, refused.what) == (f"{name}.jsonl", "the file has no rows")


def test_a_job_that_stands_twice_is_refused() -> None:
    refused = _refused(ROWS | {"jobs": [*ROWS["jobs"], ROWS["jobs"][0]]})
    assert refused is not None
    assert refused.where == "jobs.jsonl:4"


def test_a_split_without_people_has_no_figures_and_a_file_without_anybody_to_ask_is_refused(tmp_path: Path) -> None:
    _read(tmp_path, ROWS | {"gold": [ROWS["gold"][1]]})
    asked, parts = read_splits(tmp_path / "gold.jsonl", load(tmp_path))
    assert (len(asked), len(parts["warm"]), len(parts["cold"])) == (1, 0, 1)
    judged = judge_asked(parts, lambda rows: [[0.0, 1.0] for _ in rows])  # type: ignore[arg-type, return-value]
    found = intervals(judged)
    assert found.keys() == set(SPLITS)
    assert found["warm"]["mrr"] == [None, None, None]
    assert found["cold"]["mrr"] == [1.0, 1.0, 1.0]
    assert spread([judged, judged])["warm"]["mrr"] is None
    assert spread([judged, judged])["cold"]["mrr"] == 0.0
    _read(tmp_path, ROWS | {"gold": [ROWS["gold"][1]], "interests": []})
    with pytest.raises(GoldFileError, match=r"gold\.jsonl: nobody"):
        read_splits(tmp_path / "gold.jsonl", load(tmp_path))
