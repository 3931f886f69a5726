"""The source of the sample: a small line format, so that the people and postings are written as text, not as markup.

A record starts with `=== NAME FORMAT LAYOUT`. Then `# name`, `> headline`, `~ contact line`, `key = value` (postings),
`[kind: Heading]` or `[Heading]`, `* a | b | c | d` (a position or an education), `- bullet`, and plain lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
TABLES = {"csv": "postings.csv", "jsonl": "postings.jsonl"}
SUFFIX = {"jsonld": "json"}


@dataclass
class Entry:
    """A position or an education: title, organisation, place, dates; and what was done there."""

    cells: list[str]
    bullets: list[str] = field(default_factory=list)

    @property
    def dates(self) -> str:
        return self.cells[3]


@dataclass
class Section:
    """A heading with what stands below it; `kind` is the JSON Resume name of the section."""

    kind: str
    heading: str
    entries: list[Entry] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)


@dataclass
class Record:
    """A resume or a posting as written."""

    id: str
    format: str
    layout: str
    name: str = ""
    headline: str = ""
    contact: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)

    @property
    def chinese(self) -> bool:
        """Whether the text is Chinese (by its own characters, as for a reader)."""
        text = "".join([self.headline, *self.values.values(), *(s.heading for s in self.sections)])
        return any("\u4e00" <= c <= "\u9fff" for c in text) or self.id.startswith("zh-")

    @property
    def ref(self) -> str:
        """How an interaction names it: a file, or a file and the id of a record in it."""
        if self.format in TABLES:
            return f"{TABLES[self.format]}#{self.id}"
        return f"{self.id}.{SUFFIX.get(self.format, self.format)}"


def records(name: str) -> list[Record]:
    """All records of a source file of this folder."""
    found: list[Record] = []
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            found.append(_head(line))
        elif line.strip():
            _body(found[-1], line.strip())
    return found


def _head(line: str) -> Record:
    identifier, form, layout = (*line.removeprefix("=== ").split(), "plain")[:3]
    return Record(identifier, form, layout)


def _body(record: Record, line: str) -> None:
    mark, rest = line[:2], line[2:].strip()
    section = record.sections[-1] if record.sections else None
    if line.startswith("[") and line.endswith("]"):
        kind, _, heading = line[1:-1].partition(": ")
        record.sections.append(Section(kind, heading or kind))
    elif section is None:
        if mark == "# ":
            record.name = rest
        elif mark == "> ":
            record.headline = rest
        elif mark == "~ ":
            record.contact.append(rest)
        else:
            key, _, value = line.partition(" =")
            record.values[key] = value.strip()
    elif mark == "* ":
        section.entries.append(Entry([cell.strip() for cell in rest.split("|")]))
    elif mark == "- ":
        (section.entries[-1].bullets if section.entries else section.bullets).append(rest)
    else:
        section.lines.append(line)
