"""A document with what was read in it as one HTML page: self-contained, no script, nothing fetched, print-friendly."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from etl.marked_facts import Facts
from etl.marked_text import Mark, MarkedDocument, MarkedLine, Piece
from etl.marked_words import name, word


def html_page(marked: MarkedDocument, facts: Facts, *, title: str, vocabulary: str, lang: str = "en") -> str:
    """The whole page.

    Args:
        title: what stands above the document, its file name say.
        vocabulary: a sentence on where the labels came from.
        lang: language of our own words on the page.
    """
    style = (files("etl") / "data" / "marked.css").read_text(encoding="utf-8")
    kinds = f"{word(marked.document.kind, lang)}, {word(marked.document.lang, lang)}"
    rows = "\n".join(_row(line, lang) for line in marked.lines)
    return f"""<!doctype html>
<html lang="{"zh-Hans" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
<header>
<h1>{escape(title)}</h1>
<div class="about">{escape(f"{kinds} · {vocabulary}")}</div>
<p class="told">{escape(coverage_line(marked, lang))}</p>
<div class="bar"><i style="width:{100 * share(marked):.0f}%"></i></div>
{_legend(marked, lang)}
</header>
<section class="text">
{rows}
</section>
<aside class="card">
{_card(facts, lang)}
</aside>
</main>
</body>
</html>
"""


def share(marked: MarkedDocument) -> float:
    """The share of lines in which something was read."""
    coverage = marked.coverage
    return 1 - coverage.unread / coverage.lines if coverage.lines else 0.0


def coverage_line(marked: MarkedDocument, lang: str = "en") -> str:
    """What was read and what was missed, in one sentence."""
    found = marked.coverage
    sections = [name(kind, lang) for kind in found.sections]
    if lang == "zh":
        told = "、".join(sections) if sections else "无"
        return (
            f"识别技能 {found.skills} 项（{found.skill_mentions} 处），词表之外 {found.unknown} 处；"
            f"章节：{told}；{found.lines} 行中有 {found.lines - found.unread} 行读出内容"
        )
    told = ", ".join(sections) if sections else "none"
    return (
        f"{found.skills} skills linked ({found.skill_mentions} mentions), {found.unknown} in no vocabulary; "
        f"sections: {told}; something read in {found.lines - found.unread} of {found.lines} lines"
    )


def _legend(marked: MarkedDocument, lang: str) -> str:
    """A box a group with its count; unticking it hides the group (CSS alone)."""
    unknown = {id(p.mark) for line in marked.lines for p in line.pieces if p.mark and not p.mark.known}
    parts = []
    for group, count in marked.counts.items():
        tick = "" if group == "identity" else f'<input type="checkbox" id="g-{group}" checked>'
        parts.append(f'<label class="{group}">{tick}<b>{escape(name(group, lang))}</b> {count}</label>')
    if unknown:
        tick = '<input type="checkbox" id="g-unknown" checked>'
        parts.append(f'<label class="skill unknown">{tick}{escape(name("unknown", lang))} {len(unknown)}</label>')
    parts.append(f'<span class="about">{escape(name("nothing", lang))}</span>')
    return f'<div class="legend">{"".join(parts)}</div>'


def _row(line: MarkedLine, lang: str) -> str:
    if line.blank:
        return '<div class="row blank"><div></div><div></div></div>'
    states = (("begins", line.section is not None), ("heading", line.heading), ("unread", line.unread))
    classes = " ".join(["row", *(state for state, holds in states if holds)])
    where = escape(name(line.section, lang)) if line.section else ""
    words = "".join(_piece(piece, lang) for piece in line.pieces)
    return f'<div class="{classes}"><div class="where">{where}</div><div class="words">{words}</div></div>'


def _piece(piece: Piece, lang: str) -> str:
    mark = piece.mark
    if mark is None:
        return escape(piece.text)
    classes = mark.group + ("" if mark.known else " unknown")
    tip = escape(tooltip(mark, lang), quote=True)
    kind = "" if mark.group in ("skill", "time") else f"<small>{escape(name(mark.kind, lang))}</small>"
    return f'<mark class="{classes}" tabindex="0" data-tip="{tip}">{escape(piece.text)}{kind}</mark>'


def tooltip(mark: Mark, lang: str = "en") -> str:
    """What a mark means: kind, concept, confidence and what found it, and what lies beneath."""
    if mark.group == "identity":
        return name(mark.kind, lang)
    first = name(mark.kind, lang)
    if mark.label:
        first += f" → {mark.label}"
    elif not mark.known:
        first += f" · {name('unknown', lang)}"
    lines = [f"{first}  {mark.confidence:.2f}", mark.extractor]
    lines[1:1] = [mark.concept] if mark.concept else []
    lines += [f"+ {other}" for other in mark.hidden]
    return "\n".join(lines)


def _card(facts: Facts, lang: str) -> str:
    parts = [_heading("facts", lang), "<dl>"]
    parts += [f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in facts.values]
    parts.append("</dl>")
    for key, rows in (("positions", facts.positions), ("studies", facts.education)):
        if rows:
            items = "".join(f"<li>{escape(what)}<br><span>{escape(beside)}</span></li>" for what, beside in rows)
            parts += [_heading(key, lang, len(rows)), f'<ul class="items">{items}</ul>']
    if facts.skills:
        items = "".join(
            f"<li><div>{escape(row.label)}{_remark(row.remark)}</div>"
            f'<i style="--p:{100 * row.confidence:.0f}%" title="{row.confidence:.2f}"></i></li>'
            for row in facts.skills
        )
        parts += [_heading("skills", lang, len(facts.skills)), f'<ul class="skills">{items}</ul>']
    if facts.unknown:
        parts += [_heading("nowhere", lang, len(facts.unknown)), _chips(facts.unknown)]
    return "\n".join(parts)


def _chips(words: Iterable[str]) -> str:
    return f'<ul class="chips">{"".join(f"<li>{escape(one)}</li>" for one in words)}</ul>'


def _remark(remark: str) -> str:
    return f' <span class="about">{escape(remark)}</span>' if remark else ""


def _heading(key: str, lang: str, count: int | None = None) -> str:
    return f"<h2>{escape(word(key, lang))}{f' ({count})' if count is not None else ''}</h2>"
