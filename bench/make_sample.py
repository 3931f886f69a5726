"""Render the bundled sample (`etl/sample/`) from its source (`bench/sample/`): `python -m bench.make_sample`.

Only whoever changes the sample needs this, and Chromium with Noto CJK fonts for the PDFs. The text and Markdown
files of `etl/sample/` were written by hand and stay as they are.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import shutil
from pathlib import Path

from bench.sample.interactions import write_interactions
from bench.sample.postings import write_postings
from bench.sample.resumes import write_resume
from bench.sample.source import records

TARGET = Path(__file__).resolve().parents[1] / "etl" / "sample"
RESUMES, POSTINGS = ("resumes_en", "resumes_zh"), ("postings_table", "postings_html", "postings_jsonld")
_DATE = re.compile(r"(20\d\d)\D{1,3}(\d\d?)\D(\d\d?)(?!\d)|(\d\d)/(\d\d)/(20\d\d)")
_WORDS = re.compile(r"(\d{1,2}) (\w+) (20\d\d)|([A-Z]\w+) (\d{1,2}), (20\d\d)")
_MONTHS = ("january", "february", "march", "april", "may", "june")


def main() -> None:
    """Render everything, or all but the PDFs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-pdf", action="store_true", help="leave the PDFs as they are")
    skip_pdf = parser.parse_args().no_pdf
    chromium = shutil.which("chromium") or ""
    if not chromium and not skip_pdf:
        parser.error("chromium is not installed; --no-pdf renders the rest")
    for record in (r for name in RESUMES for r in records(name)):
        if not (skip_pdf and record.format == "pdf"):
            write_resume(record, TARGET / "resumes", chromium)
    write_postings((r for name in POSTINGS for r in records(name)), TARGET / "postings")
    people = {path.stem: path.name for path in (TARGET / "resumes").iterdir()}
    write_interactions(people, _jobs(TARGET / "postings"), TARGET / "interactions.csv")


def _jobs(folder: Path) -> dict[str, tuple[str, str]]:
    """Each posting by its short name: how interactions refer to it, and when it was posted."""
    with (folder / "postings.csv").open(encoding="utf-8", newline="") as file:
        jobs = {row["id"]: (f"postings.csv#{row['id']}", row["posted"]) for row in csv.DictReader(file)}
    for line in (folder / "postings.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        jobs[row["id"]] = (f"postings.jsonl#{row['id']}", row.get("posted") or row["date_posted"])
    for path in folder.glob("??-??-*"):
        name = path.stem[6:]
        if name in jobs:
            raise ValueError(f"two postings are called {name}")
        jobs[name] = (path.name, _posted(path.read_text(encoding="utf-8")))
    return jobs


def _posted(text: str) -> str:
    if match := _DATE.search(text):
        year, month, day = match.groups()[:3] if match[1] else (match[6], match[4], match[5])
    elif match := _WORDS.search(text):
        day, name, year = match.groups()[:3] if match[1] else (match[5], match[4], match[6])
        month = str(_MONTHS.index(name.lower()) + 1)
    else:
        raise ValueError(f"no date of posting in {text[:60]!r}")
    return f"{year}-{int(month):02}-{int(day):02}"


if __name__ == "__main__":
    main()
