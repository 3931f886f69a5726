"""Plain text and Markdown."""

from __future__ import annotations

import re

from etl.readers.build import BLANK, Line, line
from etl.readers.wrapped import unwrapped

_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s*(?:=+|-{3,})\s*$")
_RULE = re.compile(r"^\s*(?:[-*_=~]\s*){3,}$")
_STRONG_LINE = re.compile(r"^\s*(\*\*|__)(?P<text>[^*_].*?)\1:?\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")


def read_text(text: str) -> list[Line]:
    """Plain text line by line; a line of dashes under a line makes that line a heading."""
    lines: list[Line] = []
    for raw in text.splitlines():
        if not raw.strip():
            lines.append(BLANK)
        elif _RULE.match(raw):
            if lines and lines[-1].parts and _UNDERLINE.match(raw) and len(lines[-1].text) < 60:
                lines[-1] = line(lines[-1].text, heading=True)
            else:
                lines.append(BLANK)
        else:
            lines.append(line(raw))
    return unwrapped(lines)


def read_markdown(text: str) -> list[Line]:
    """Markdown with its headings, lists and strong lines; marks and link targets in the running text are taken off,
    the address of a link stays after its text."""
    lines: list[Line] = []
    for raw in text.splitlines():
        if not raw.strip() or _TABLE_RULE.match(raw):
            lines.append(BLANK)
        elif heading := _HASHES.match(raw):
            lines.append(line(_plain(heading.group(2)), heading=True))
        elif _RULE.match(raw):
            if lines and lines[-1].parts and _UNDERLINE.match(raw):
                lines[-1] = line(lines[-1].text, heading=True)
            else:
                lines.append(BLANK)
        elif strong := _STRONG_LINE.match(raw):
            lines.append(line(_plain(strong.group("text")), bold=True))
        elif raw.strip().startswith("|") and raw.strip().endswith("|"):
            cells = [_plain(cell.strip()) for cell in raw.strip().strip("|").split("|")]
            lines.append(line("\t".join(cell for cell in cells if cell)))
        else:
            lines.append(line(_plain(raw.lstrip("> "))))
    return unwrapped(lines)


def _plain(text: str) -> str:
    def link(match: re.Match[str]) -> str:
        shown, target = match.group(1), match.group(2)
        return shown if not target or shown in target else f"{shown} ({target})"

    return _MARKS.sub(r"\2", _LINK.sub(link, text))
