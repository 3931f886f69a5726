"""How much of a profile each layout of the same resume gives back: `python -m bench.layouts`, in a checkout.

The resumes and layouts are those of tests/etl/layouts. With Chromium on the path every HTML page is printed to PDF too.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.sample.resumes import print_page
from etl.extract import Extractor
from etl.model import CandidateProfile, Document
from etl.readers import read_bytes
from ontology.vocabulary import starter_vocabulary
from tests.etl.layouts import pages, paper, plain, word
from tests.etl.layouts.compare import PARTS, Facts, agreement, facts
from tests.etl.layouts.people import PEOPLE, Person


def main() -> None:
    """Print a table: layout by part, the mean over the invented people."""
    extractor = Extractor(starter_vocabulary(), today="2024-06")
    shares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for person in PEOPLE.values():
        expected = _facts(extractor, plain.text(person).encode(), "cv.txt")
        for layout, data, name in _layouts(person):
            for part, share in agreement(expected, _facts(extractor, data, name)).items():
                shares[layout][part].append(share)
    rows = [["layout", *PARTS]]
    for layout, own in shares.items():
        rows.append([layout, *(f"{sum(own[part]) / len(own[part]):.2f}" for part in PARTS)])
    sys.stdout.write("\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n")


def _facts(extractor: Extractor, data: bytes, name: str) -> Facts:
    (document,) = read_bytes(data, name, "resume", max_bytes=10**7)
    profile = extractor.extract(document) if isinstance(document, Document) else None
    return facts(profile) if isinstance(profile, CandidateProfile) else {part: frozenset() for part in PARTS}


def _layouts(person: Person) -> Iterator[tuple[str, bytes, str]]:
    chromium = shutil.which("chromium")
    for layout in pages.LAYOUTS:
        html = pages.page(person, layout)
        yield f"html {layout}", html.encode(), "cv.html"
        if chromium:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, "cv.pdf")
                print_page(html, path, chromium)
                yield f"chromium {layout}", path.read_bytes(), "cv.pdf"
    for layout in word.LAYOUTS:
        yield f"docx {layout}", word.word(person, layout), "cv.docx"
    for layout in paper.LAYOUTS:
        yield f"pdf {layout}", paper.paper(person, layout), "cv.pdf"


if __name__ == "__main__":
    main()
