"""HTML: block elements become lines; what a browser does not show is left out."""

from __future__ import annotations

import json
import re
from typing import Any

from etl.readers.build import BLANK, Line, line
from etl.readers.encoding import decode

_BLOCK = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section "
        "summary table tbody tfoot thead tr ul ",
    )
)
_HIDDEN = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template svg math head nav iframe object button select textarea input "
        "canvas audio video ",
    )
)
_HEADING = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BOLD = frozenset(["b", "strong", "th", "dt"])
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def decode_html(data: bytes, name: str) -> str:
    """The markup as text, by its mark, by UTF-8, or by what it declares.

    Raises:
        BrokenEncoding: the bytes fit no encoding.
    """
    meta = _META.search(data[:4096])
    declared = meta.group(1).decode("ascii", "ignore").lower() if meta else None
    if declared in ("gb2312", "gbk"):
        declared = "gb18030"
    return decode(data, name, declared=declared)


def parse_html(markup: str) -> Any:
    """The element tree of some markup; None if there is nothing in it."""
    import lxml.html

    # A declared encoding inside a str makes lxml refuse it.
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup).replace("\x00", "")
    if not markup.strip():
        return None
    return lxml.html.document_fromstring(markup)


def html_lines(root: Any) -> list[Line]:
    """The visible lines of an element tree."""
    return _Walker().walk(root)


def fragment_lines(markup: str) -> list[Line]:
    """The lines of a piece of HTML, as it stands in a field of a record; each line is normal text."""
    root = parse_html(markup)
    return [] if root is None else html_lines(root)


def linked_data(root: Any) -> list[Any]:
    """What stands in the `application/ld+json` scripts of a page; a script that is no JSON is passed over."""
    found = []
    for script in root.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json"):
            try:
                found.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    return found


class _Walker:
    """One pass over the tree, without recursion, so that deep nesting is no problem."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._text: list[str] = []
        self._heading = self._bullet = False
        self._bold_depth = self._letters = self._bold_letters = 0

    def walk(self, root: Any) -> list[Line]:
        from lxml import etree

        skipped: Any = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi"):
                if skipped is None:
                    self._add(element.tail)
                continue
            tag = element.tag.lower()
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._add(element.tail)
                continue
            if event == "start":
                if tag in _HIDDEN or element.get("hidden") is not None or _NOT_SHOWN.search(element.get("style") or ""):
                    skipped = element
                    continue
                self._open(tag, element)
                self._add(element.text, keep=tag == "pre")
            else:
                self._close(tag)
                if element is not root:
                    self._add(element.tail)
        self._break()
        return self.lines

    def _open(self, tag: str, element: Any) -> None:
        if tag in _BLOCK:
            self._break()
        if tag in ("p", "ul", "ol", "table", "section") or tag in _HEADING:
            self.lines.append(BLANK)
        if tag == "br":
            self._break()
        elif tag in ("td", "th") and "".join(self._text).strip():
            self._text.append("\t")
        self._heading = self._heading or tag in _HEADING
        self._bullet = self._bullet or tag == "li"
        self._bold_depth += tag in _BOLD
        if tag == "img" and element.get("alt") and not element.get("alt").lower().endswith((".png", ".jpg")):
            self._add(f" {element.get('alt')} ")

    def _close(self, tag: str) -> None:
        self._bold_depth -= tag in _BOLD
        if tag in _BLOCK:
            self._break()
        if tag in _HEADING:
            self._heading = False
        elif tag == "li":
            self._bullet = False

    def _add(self, text: str | None, *, keep: bool = False) -> None:
        if not text:
            return
        if keep and "\n" in text:
            for row in text.split("\n")[:-1]:
                self._text.append(row)
                self._break()
            text = text.split("\n")[-1]
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        self._text.append(text)
        seen = len(text.strip())
        self._letters += seen
        self._bold_letters += seen if self._bold_depth > 0 else 0

    def _break(self) -> None:
        whole = "".join(self._text)
        if whole.strip():
            self.lines.append(
                line(
                    whole,
                    bold=2 * self._bold_letters > self._letters,
                    heading=self._heading,
                    bullet=self._bullet,
                )
            )
            self._bullet = False
        self._text = []
        self._letters = self._bold_letters = 0
