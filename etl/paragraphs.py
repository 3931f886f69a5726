"""Lines that a page width broke, put together to the paragraphs and list items that their writer wrote.

A line goes on in the next where it is full, that is, where the next line's first word would not have fitted in, and
where the words say so: the next begins in lower case, or the line ends with a comma or a word like `and`, or Chinese
text stops in the middle of a sentence. Short lines (names, titles, items of lists) are never joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.dates import find_ranges
from etl.hyphens import BROKEN, REST, mended, words_of
from etl.layout import TextLine
from etl.normalise import is_bullet
from etl.sections import is_heading

#: The shortest line that may go on, in characters: longer than most items of a list.
_SHORTEST = 24
_SHORTEST_HAN = 12
#: Lines of one paragraph are at most this far apart, in font sizes.
_PITCH = 1.8
_GOES_ON = re.compile(
    r"(?:[,，、(（&/+]|\b(?:and|or|of|the|a|an|in|on|at|by|for|to|with|from|into|as|using|including|through|via|per|than|its|their))$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[^\W\d_][^:：,，]{0,30}[:：]\s")
#: Short items between commas, at the end of a line and at the start of the next.
_LIST_ENDS = re.compile(r",\s(?:[^\s,]+\s){0,2}[^\s,]*[^\s,\d]$")
_LIST_BEGINS = re.compile(r"(?:[^\s,]+\s){0,2}[^\s,]+,\s")
_ENDS = re.compile(r"[.!?:;。！？：；…]$")
#: A line that ends inside an address, which breaks anywhere.
_ADDRESS = re.compile(r"(?:\S@\S*|://\S*|\bwww\.\S*|\.com/\S*)(?<!\.com|\.net|\.org|\.edu)(?<!\.cn|\.uk|\.io|\.de)$")
_REST_OF_ADDRESS = re.compile(r"[a-z0-9][a-z0-9./_%?=&-]{0,40}")
_HAN = r"[\u3400-\u9fff]"
_ITEM = re.compile(r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[、.．)）]|[①-⑳])")


def paragraphs(pages: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """The pages with their broken lines joined; a joined line stays on the page on which it began."""
    words = None
    found: list[list[TextLine]] = []
    last: TextLine | None = None  # the last physical line: fullness is a matter of it
    for page in pages:
        lines: list[TextLine] = []
        for line in _whole_labels(page):
            into = lines or next((kept for kept in reversed(found) if kept), [])
            if last is not None and into and goes_on(last, line):
                if words is None and BROKEN.search(last.text):
                    words = words_of(" ".join(x.text for every in pages for x in every))
                into[-1] = replace(into[-1], text=joined(into[-1].text, line.text, words or frozenset()))
            else:
                lines.append(line)
            last = line
        found.append(lines)
    return found


def _whole_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines of a table, with the dates or the heading in a first cell whole where they were broken."""
    whole: list[TextLine] = []
    for line in lines:
        above = whole[-1].text if whole else ""
        label, tab, rest = above.partition("\t")
        more, _, beside = line.text.partition("\t")
        if tab and len(label) + len(more) < 40:
            joined = f"{label} {more}" if more[:1].isascii() else label + more
            if _is_range(label, joined) or (is_heading(joined) and not is_heading(label)):
                whole[-1] = replace(whole[-1], text=f"{joined}\t{rest}")
                if beside:
                    whole.append(replace(line, text=beside))
                continue
        if not tab and (at := _heading_before(whole, line)) is not None:
            label, _, rest = whole[at].text.partition("\t")
            whole[at] = replace(whole[at], text=f"{label} {line.text}\t{rest}")
            continue
        whole.append(line)
    return [cell for line in whole for cell in _headed(line)]


def _headed(line: TextLine) -> list[TextLine]:
    """A heading in the first cell stands on a line of its own."""
    label, _, rest = line.text.partition("\t")
    if not rest or not is_heading(label) or any(is_heading(cell) for cell in rest.split("\t")):
        return [line]
    return [replace(line, text=label), replace(line, text=rest, gap=1.0)]


def _heading_before(lines: Sequence[TextLine], line: TextLine) -> int | None:
    """The line, up to three above, whose first cell begins the heading that `line` ends (`Work |`, `Experience`)."""
    if len(line.text) > 20:
        return None
    for at in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
        label, tab, _ = lines[at].text.partition("\t")
        if tab and not is_heading(label) and is_heading(f"{label} {line.text}"):
            return at
    return None


def _is_range(label: str, joined: str) -> bool:
    """Whether two halves of a cell are one range of dates, and the first alone is not."""
    if not re.search(r"(?:19|20)\d\d", label):
        return False
    ranges = find_ranges(joined + "\n")
    return len(ranges) == 1 and len(label) < ranges[0].span.end >= len(joined) - 2


def goes_on(one: TextLine, two: TextLine) -> bool:
    """Whether line `two` is the rest of what line `one` says."""
    a, b = one.text.rstrip(), two.text
    if abs(one.size - two.size) > 0.6 or "\t" in a or "\t" in b or is_bullet(b):
        return False
    far = two.gap > _PITCH
    if BROKEN.search(a) and REST.match(b):
        return not far or two.gap == float("inf")
    if one.bold != two.bold or _ENDS.search(a) or _LABEL.match(b):
        return False
    if _ADDRESS.search(a) and not far:
        if _REST_OF_ADDRESS.fullmatch(b):
            return True
        if re.match(r"https?:|www\.", b):
            return False
    if re.search(_HAN, a[-2:] + b[:2]) or 3 * len(re.findall(_HAN, a)) > len(a):
        if len(a) < _SHORTEST_HAN or far or _ITEM.match(b) or re.search(r"(?:19|20)\d\d", a + b[:12]):
            return False
        return one.right + _first_unit(b) * two.size > one.edge - 0.3 * one.size
    if len(a) < _SHORTEST or (far and two.gap != float("inf")):
        return False
    listed = _LIST_ENDS.search(a) and _LIST_BEGINS.match(b)  # a list of names that goes on
    if not (b[:1].islower() or ((listed or _GOES_ON.search(a)) and not far)):
        return False
    return one.right + 0.25 * one.size + two.first_word > one.edge - 0.5 * one.size


def _first_unit(text: str) -> float:
    """The width in em of what cannot be parted at the start of Chinese text: a character, with the mark behind it, or
    a Latin word."""
    latin = re.match(r"[A-Za-z0-9+#./%-]+", text)
    if latin:
        return 0.55 * len(latin[0])
    return 2.0 if re.match(r".[，。、；：！？）”]", text) else 1.0


def joined(a: str, b: str, words: frozenset[str]) -> str:
    """The two lines as one; `words` are those of the document, see `etl.hyphens.mended`."""
    head, tail = BROKEN.search(a), REST.match(b)
    if head and tail:
        return a[: head.start()] + mended(head[1], tail[1], words) + b[tail.end() :]
    between = "" if _ADDRESS.search(a) or re.search(_HAN + r"|[，、（）“”]", a[-1:] + b[:1]) else " "
    return a.rstrip() + between + b
