"""`careergraph show FILE`: one document read on the spot, nothing stored, and its text with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .output import emit, note

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from etl.marked_facts import Facts
    from etl.marked_text import MarkedDocument, MarkedLine
    from etl.model import Document, DocumentKind, Profile
    from ontology.vocabulary import Vocabulary

#: Terminal style of each group of mentions; identity is masked or shown inverted.
STYLES = {
    "skill": "bold green", "title": "bold blue", "company": "bold magenta", "education": "bold yellow",
    "pay": "bold red", "time": "cyan", "language": "bold bright_magenta", "place": "bright_cyan",
    "identity": "reverse dim",
}  # fmt: skip
UNKNOWN = "italic underline red"


@dataclass(frozen=True)
class Shown:
    """A document, read and marked up."""

    name: str
    profile: Profile
    marked: MarkedDocument
    facts: Facts
    vocabulary: Vocabulary
    told: str


def show_file(
    path: Path,
    kind: DocumentKind | None,
    record: str | None,
    lang: str,
    identity: bool,
    html: Path | None,
    as_json: bool,
) -> None:
    """Read a file and show it in the terminal, as JSON, or as an HTML page."""
    shown = read_and_mark(path, kind, record, lang, identity)
    if html is not None:
        from etl.marked_html import html_page

        page = html_page(shown.marked, shown.facts, title=shown.name, vocabulary=shown.told, lang=lang)
        html.write_text(page, encoding="utf-8")
        note(f"{html} ({len(page) // 1000} kB)")
        if not as_json:
            return
    emit(as_object(shown, lang, identity), as_json, lambda: rendered(shown, lang))


def read_and_mark(path: Path, kind: DocumentKind | None, record: str | None, lang: str, identity: bool) -> Shown:
    """Read one document of a file and mark what is found in it.

    Raises:
        DocumentError: it cannot be read.
        NotFound: the file has no such record.
    """
    from etl.extract import Extractor
    from etl.marked_facts import facts_of
    from etl.marked_text import mark_up
    from etl.tagging.reading import taggers_in_use

    document = chosen(path, kind, record)
    vocabulary, told = vocabulary_at_hand()
    today = date.today().strftime("%Y-%m")
    profile = Extractor(vocabulary, today=today, taggers=taggers_in_use()).extract(document)
    marked = mark_up(profile, vocabulary, lang=lang, identity=identity)
    name = path.name if Path(document.source).name == path.name else f"{path.name}#{document.source}"
    return Shown(name, profile, marked, facts_of(profile, vocabulary, lang), vocabulary, told)


def chosen(path: Path, kind: DocumentKind | None, record: str | None) -> Document:
    """The document that is meant: its kind is guessed where none is given, and of several the first is taken."""
    from etl.document_kind import guess_kind
    from etl.readers import Refusal
    from graph.errors import NotFound

    found, refused = _documents(path, kind or "resume", record)
    if kind is None and (not found or guess_kind(found[0]) == "posting"):
        as_postings, others = _documents(path, "posting", record)
        found, refused = (as_postings, others) if as_postings else (found, refused)
    if not found:
        if refused and isinstance(refused[0], Refusal):
            raise refused[0].error
        raise NotFound("the file has no such document", where=f"{path}#{record}" if record else str(path))
    if len(found) > 1:
        note(f"{path.name} holds {len(found)} documents; this is the first (choose by --record ID or number)")
    return found[0]


def _documents(path: Path, kind: DocumentKind, record: str | None) -> tuple[list[Document], list[Any]]:
    from etl.model import Document
    from etl.readers import read
    from graph.settings import settings

    items = list(read(path, kind, max_bytes=settings().max_document_mb * 2**20))
    documents = [item for item in items if isinstance(item, Document)]
    refused = [item for item in items if not isinstance(item, Document)]
    if record is not None:
        named = [one for one in documents if Path(one.source).name == record]
        numbered = documents[int(record) - 1 : int(record)] if record.isdecimal() and int(record) else []
        documents = named or numbered
    return documents, refused


def vocabulary_at_hand() -> tuple[Vocabulary, str]:
    """The vocabulary of the graph if its server runs and holds one, else that of the starter ontology, and a sentence
    that says which. Nothing is started for it."""
    from graph.errors import CareerGraphError
    from graph.server import status
    from graph.settings import settings
    from ontology.vocabulary import load_vocabulary, starter_vocabulary

    config = settings()
    if config.neo4j_uri or status(config):
        from graph.store import open_store

        try:
            with open_store(config) as store:
                vocabulary = load_vocabulary(store)
        except CareerGraphError:
            vocabulary = None
        if vocabulary and vocabulary.terms:
            return vocabulary, f"vocabulary of the graph: {vocabulary.version}"
    vocabulary = starter_vocabulary()
    return vocabulary, f"vocabulary: {vocabulary.version}"


def rendered(shown: Shown, lang: str) -> list[RenderableType]:
    """The marked text with its sections at the side, what the colours mean, and the facts."""
    from rich import box
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    from etl.marked_html import coverage_line
    from etl.marked_words import name, word

    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", style="dim", no_wrap=True, width=16 if lang == "en" else 8)
    grid.add_column(overflow="fold")
    for line in shown.marked.lines:
        grid.add_row(name(line.section, lang) if line.section else "", _line(line))
    document = shown.marked.document
    about = f"{word(document.kind, lang)}, {word(document.lang, lang)} · {shown.told}"
    panel = Panel(
        grid,
        title=Text(shown.name, style="bold"),
        subtitle=Text(about, style="dim"),
        title_align="left",
        subtitle_align="left",
        box=box.ROUNDED,
        border_style="dim",
    )
    return [panel, _legend(shown.marked, lang), Text(coverage_line(shown.marked, lang)), *_facts(shown.facts, lang)]


def _line(line: MarkedLine) -> Text:
    from rich.text import Text

    base = "dim" if line.unread else "bold" if line.heading else ""
    out = Text("", style=base)
    for piece in line.pieces:
        style = None
        if piece.mark:
            style = STYLES[piece.mark.group] if piece.mark.known else UNKNOWN
        out.append(piece.text.replace("\t", "    "), style)
    return out


def _legend(marked: MarkedDocument, lang: str) -> Text:
    from rich.text import Text

    from etl.marked_words import name

    out = Text()
    for group, count in marked.counts.items():
        out.append("■ ", STYLES[group]).append(f"{name(group, lang)} {count}   ")
    if marked.coverage.unknown:
        out.append("■ ", UNKNOWN).append(f"{name('unknown', lang)} {marked.coverage.unknown}   ")
    return out.append(name("nothing", lang), "dim")


def _facts(facts: Facts, lang: str) -> list[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    from etl.marked_words import word

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for key, value in facts.values:
        grid.add_row(key, Text(value))
    for key, rows in (("positions", facts.positions), ("studies", facts.education)):
        for number, (what, beside) in enumerate(rows):
            grid.add_row("" if number else word(key, lang), Text.assemble(what, ("  " + beside, "dim")))
    if facts.skills:
        body = Text()
        for row in facts.skills:
            remark = f", {row.remark}" if row.remark else ""
            body.append(row.label, "green").append(f" {row.confidence:.2f}{remark}   ", "dim")
        grid.add_row(f"{word('skills', lang)} ({len(facts.skills)})", body)
    if facts.unknown:
        grid.add_row(f"{word('nowhere', lang)} ({len(facts.unknown)})", Text("   ".join(facts.unknown), style=UNKNOWN))
    return [grid]


def as_object(shown: Shown, lang: str, identity: bool) -> dict[str, Any]:
    """Everything as one object; offsets are into `text`, in which identity is masked unless it is asked for."""
    from etl.marked_text import all_mentions
    from etl.model import CandidateProfile
    from etl.redact import redact

    profile, document = shown.profile, shown.profile.document
    text = document.text
    own = profile.identity if isinstance(profile, CandidateProfile) else None
    if own and not identity:
        text = redact(document, own)
    mentions = [*all_mentions(profile), *(own.mentions if own and identity else ())]
    return {
        "file": shown.name,
        "kind": document.kind,
        "lang": document.lang,
        "vocabulary": shown.vocabulary.version,
        "coverage": shown.marked.coverage,
        "facts": dict(shown.facts.values),
        "positions": shown.facts.positions,
        "education": shown.facts.education,
        "skills": shown.facts.skills,
        "unknown": shown.facts.unknown,
        "sections": [
            {"kind": section.kind, "start": section.span.start, "end": section.span.end} for section in profile.sections
        ],
        "mentions": [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "text": text[mention.span.start : mention.span.end],
                "kind": mention.kind,
                "concept": mention.concept,
                "label": shown.vocabulary.label(mention.concept, lang) if mention.concept else None,
                "confidence": mention.confidence,
                "extractor": mention.extractor,
            }
            for mention in sorted(mentions, key=lambda m: (m.span.start, m.span.end, m.kind))
        ],
        "text": text,
    }
