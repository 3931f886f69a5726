"""Text as the rest of the house expects it: one form for every character, whatever the file held.

It is applied once, at reading, before any offset is counted. NFC; full-width ASCII to half-width; one kind of space
and of line end; no invisible characters and no icons (private use area); bullets of symbol fonts as real bullets;
UTF-8 that some program once took for Windows-1252 repaired. Punctuation that carries meaning in Chinese text
(，。；：、（）) stays.
"""

from __future__ import annotations

import re
import unicodedata

#: What may open a list item. A hyphen or an asterisk counts only with a space after it.
BULLETS = "•·●▪■◦‣➢➤►▶✓✔◆◇○□※★☆∙⁃"
_BULLET = re.compile(rf"^(?:[{BULLETS}]|[-–—*+o](?=\s))\s*(?=\S)")

_HALF_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
} | {
    ord(full): ord(half)
    for full, half in zip("＋－／％＆＠＃＿＝＊＜＞＂＇＄＾｀｛｜｝～．", "+-/%&@#_=*<>\"'$^`{|}~.", strict=True)
}
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0B, 0x0C), ord(" "))
_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), ord("\n"))
_INVISIBLE = dict.fromkeys(
    (*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0), 0xAD, *range(0x200B, 0x2010),
     *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFE00, 0xFE10), 0xFFFD, 0xFFFE, 0xFFFF,
     *range(0xD800, 0xF900))
)  # fmt: skip
#: Symbol and Wingdings glyphs, which PDF and Word leave in the private use area, or as the letter they sit on.
_SYMBOL_FONT = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "◆", 0xF06E: "■", 0xF06C: "●",
                0xF0A8: "◆", 0xF02D: "-", 0xF0B2: "□"}  # fmt: skip
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_TABLE: dict[int, int | str | None] = {
    **_INVISIBLE, **_HALF_WIDTH, **_SPACES, **_BREAKS, **_SYMBOL_FONT, **_LIGATURES
}  # fmt: skip

# A lead byte of UTF-8 shown as Latin-1, and the bytes that continue it shown as Latin-1 or Windows-1252.
_MISREAD = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
                      "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}")  # fmt: skip
# The same with a last byte that Windows-1252 does not have (0x8D, 0x9D), so that some program dropped it.
_MISREAD_CUT = {"ï¼": "-", "â€": "”"}


def normalise(text: str) -> str:
    """The text with one form for every character; line breaks stay, runs of blanks within a line become one.

    A tab stays a tab: it marks a wide gap between two things on one line. The result may be shorter than the input.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", _repair(text)).translate(_TABLE)
    else:
        text = text.translate(_INVISIBLE).replace("\x0b", " ").replace("\x0c", " ")
    text = re.sub(r" *\t[ \t]*", "\t", text)
    text = re.sub(r" {2,}", " ", text)
    return re.sub(r"[ \t]*\n[ \t]*", "\n", text)


def is_bullet(line: str) -> bool:
    """Whether a line opens like a list item. The bullet itself stays in the text."""
    return _BULLET.match(line) is not None


def _repair(text: str) -> str:
    def again(match: re.Match[str]) -> str:
        run = match.group()
        for end in range(len(run), 1, -1):
            try:
                return _as_bytes(run[:end]).decode("utf-8") + run[end:]
            except UnicodeError:
                continue
        return run

    if not _MISREAD.search(text):
        return text
    text = _MISREAD.sub(again, text)
    for cut, meant in _MISREAD_CUT.items():
        text = text.replace(cut, meant)
    return text


def _as_bytes(run: str) -> bytes:
    return b"".join(bytes((ord(c),)) if ord(c) < 0x100 else c.encode("cp1252") for c in run)
