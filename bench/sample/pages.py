"""Resumes as HTML pages: the HTML files of the sample, and what Chromium prints as its PDFs."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from bench.sample.source import Entry, Record, Section

_BASE = (
    "body{font-family:'Liberation Sans','Droid Sans Fallback',sans-serif;font-size:10.5pt;line-height:1.42;color:#222}"
    "h1{margin:0;font-size:21pt}h2{font-size:12.5pt;margin:12pt 0 4pt}h3{font-size:10.5pt;margin:8pt 0 0}"
    "ul{margin:2pt 0 4pt;padding-left:15pt}p{margin:2pt 0}.meta{color:#555}table{border-collapse:collapse;width:100%}"
    "td{vertical-align:top;padding:3pt 8pt 3pt 0}@page{size:A4;margin:17mm}"
)
_STYLE = {
    "single": "h2{border-bottom:1px solid #345;color:#234}.right{float:right;font-weight:normal;color:#555}",
    "sidebar": (
        "@page{margin:0}body{margin:0;display:flex;min-height:297mm}aside{width:60mm;background:#24404e;color:#fff;"
        "padding:14mm 7mm;box-sizing:border-box}main{flex:1;padding:14mm 12mm 14mm 10mm;min-width:0}"
        "aside h2{color:#bfe0ea}aside p{margin:4pt 0}"
    ),
    "table": "td.when{width:34mm;color:#444;white-space:nowrap}th{text-align:left;background:#eee;padding:3pt}",
    "pages": (
        "body{font-family:'Liberation Serif','Noto Serif CJK SC',serif;font-size:12pt;line-height:1.6}"
        "h1,.top{text-align:center}h2{text-transform:uppercase;letter-spacing:1pt;font-size:13pt;margin-top:18pt}"
    ),
    "cards": ".card{border:1px solid #ddd;border-radius:6px;padding:8px;margin:8px 0}body{max-width:820px}",
    "dl": "dt{font-weight:bold;margin-top:8px}body{max-width:760px}",
}
_ASIDE = {"skills", "languages"}


def page(record: Record) -> str:
    """A whole page in the record's layout."""
    body = {
        "single": _single, "sidebar": _sidebar, "table": _table, "pages": _pages, "cards": _cards, "dl": _definitions,
    }[record.layout](record)  # fmt: skip
    lang = "zh" if record.chinese else "en"
    title = escape(record.headline)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{_BASE}{_STYLE[record.layout]}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def items(texts: list[str]) -> str:
    """Bullets, or nothing."""
    return "<ul>\n" + "\n".join(f"<li>{escape(text)}</li>" for text in texts) + "\n</ul>" if texts else ""


def _paragraphs(texts: list[str]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def _section(section: Section, entry: Callable[[Entry], str]) -> str:
    return "\n".join(
        (
            f"<h2>{escape(section.heading)}</h2>",
            *map(entry, section.entries),
            _paragraphs(section.lines),
            items(section.bullets),
        )
    )


def _single(record: Record) -> str:
    def entry(e: Entry) -> str:
        title, company, place, dates = map(escape, e.cells)
        head = f'<h3>{title} <span class="right">{dates}</span></h3><p class="meta">{company}, {place}</p>'
        return head + items(e.bullets)

    contact = escape(" | ".join(record.contact))
    head = f'<h1>{escape(record.name)}</h1><p><b>{escape(record.headline)}</b></p><p class="meta">{contact}</p>'
    return "\n".join((head, *(_section(s, entry) for s in record.sections)))


def _sidebar(record: Record) -> str:
    def entry(e: Entry) -> str:
        title, company, place, dates = map(escape, e.cells)
        return f'<h3>{title}</h3><p class="meta">{company} · {place}<br>{dates}</p>{items(e.bullets)}'

    contact = "联系方式" if record.chinese else "Contact"
    side = [f"<h2>{contact}</h2>{_paragraphs(record.contact)}"]
    side += [_section(s, entry) for s in record.sections if s.kind in _ASIDE]
    main = [f"<h1>{escape(record.name)}</h1><p><b>{escape(record.headline)}</b></p>"]
    main += [_section(s, entry) for s in record.sections if s.kind not in _ASIDE]
    return f"<aside>{''.join(side)}</aside>\n<main>{''.join(main)}</main>"


def _table(record: Record) -> str:
    def entry(e: Entry) -> str:
        title, company, place, dates = map(escape, e.cells)
        return f'<tr><td class="when">{dates}</td><td><b>{title}</b><br>{company}, {place}{items(e.bullets)}</td></tr>'

    rows = []
    for s in record.sections:
        rows.append(f'<tr><th colspan="2">{escape(s.heading)}</th></tr>')
        rows += map(entry, s.entries)
        if s.lines:
            rows.append(f'<tr><td colspan="2">{_paragraphs(s.lines)}</td></tr>')
    head = f"<h1>{escape(record.name)}</h1><p>{escape(record.headline)}</p>"
    cells = "".join(f"<td>{escape(line)}</td>" for line in record.contact)
    return f"{head}\n<table><tr>{cells}</tr></table>\n<table>\n" + "\n".join(rows) + "\n</table>"


def _pages(record: Record) -> str:
    def entry(e: Entry) -> str:
        title, company, place, dates = map(escape, e.cells)
        return f"<h3>{company}, {place}</h3><p>{title}</p><p><i>{dates}</i></p>{items(e.bullets)}"

    head = f'<h1>{escape(record.name)}</h1><p class="top">{escape(record.headline)}</p>'
    contact = "".join(f'<p class="top">{escape(line)}</p>' for line in record.contact)
    return "\n".join((head, contact, *(_section(s, entry) for s in record.sections)))


def _cards(record: Record) -> str:
    def entry(e: Entry) -> str:
        title, company, place, dates = map(escape, e.cells)
        return (
            f'<div class="card"><div><strong>{title}</strong>, {company}</div>'
            f"<div>{dates} <span>({place})</span></div>{items(e.bullets)}</div>"
        )

    contact = "".join(f"<li>{escape(line)}</li>" for line in record.contact)
    head = f"<header><h1>{escape(record.name)}</h1><p>{escape(record.headline)}</p><ul>{contact}</ul></header>"
    body = "".join(f'<section class="{s.kind}">{_section(s, entry)}</section>' for s in record.sections)
    return f"<nav><a href='#top'>Top</a></nav>{head}{body}<script>/* none of this is text */</script>"


def _definitions(record: Record) -> str:
    def entry(e: Entry) -> str:
        title, company, place, dates = map(escape, e.cells)
        return f"<dl><dt>{dates}</dt><dd>{title}<br>{company}, {place}{items(e.bullets)}</dd></dl>"

    head = f"<h1>{escape(record.name)}<br><small>{escape(record.headline)}</small></h1>"
    return "\n".join((head, _paragraphs([" / ".join(record.contact)]), *(_section(s, entry) for s in record.sections)))
