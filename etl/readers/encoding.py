"""Bytes to text: marks first, then strict UTF-8, then whichever old encoding makes the likeliest text."""

from __future__ import annotations

from graph.errors import BrokenEncoding

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_FIX = "Save it as UTF-8"


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of a file. `declared` is an encoding that the file itself names (HTML meta).

    Raises:
        BrokenEncoding: no encoding gives plausible text, or a UTF-8 or UTF-16 text has broken bytes in it.
    """
    encoding = detect(data, name, declared=declared)
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        raise BrokenEncoding(f"broken bytes in {encoding} text", where=name, fix=_FIX) from None
    if _controls(text) > max(2, len(text) // 500):
        raise BrokenEncoding("control characters instead of text", where=name, fix=_FIX)
    return text


def detect(data: bytes, name: str, *, declared: str | None = None) -> str:
    """Name of the Python codec that `data` (a whole file or a long start of one) is most likely in.

    Raises:
        BrokenEncoding: no encoding gives plausible text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if _decodes(data, "utf-8") is not None and data.count(0) == 0:
        return "utf-8"
    if zeros := data.count(0):
        if zeros < 0.2 * len(data):
            raise BrokenEncoding("zero bytes in the text", where=name, fix=_FIX)
        return "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    if _mostly_utf8(data):
        raise BrokenEncoding("broken bytes in UTF-8 text", where=name, fix=_FIX)
    if declared and (text := _decodes(data, declared)) is not None and _plausible(text) > 0.5:
        return declared
    scored = [(_plausible(text), codec) for codec in ("gb18030", "big5", "cp1252")
              if (text := _decodes(data, codec)) is not None]  # fmt: skip
    score, codec = max(scored, default=(0.0, ""))
    if score >= 0.6:
        return codec
    other = _by_statistics(data)
    if other is None:
        raise BrokenEncoding("the bytes are no text in a known encoding", where=name, fix=_FIX)
    return other


def _decodes(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _controls(text: str) -> int:
    return sum(c < " " and c not in "\t\r\n\f\v" for c in text) + text.count("\x7f")


def _mostly_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII forms good UTF-8: then the rest is damage and no other encoding."""
    text = data.decode("utf-8", errors="replace")
    good = sum(c > "\x7f" and c != "\ufffd" for c in text)
    return good > 2 * text.count("\ufffd")


def _plausible(text: str) -> float:
    """Share (0..1) of the characters beyond ASCII that a reader would expect in English or Chinese text."""
    odd = [c for c in text if c > "\x7f"]
    if not odd or _controls(text) > len(text) // 100:
        return 0.0
    return sum(_expected(text, c) for c in odd) / len(odd)


def _expected(text: str, char: str) -> float:
    if "\u4e00" <= char <= "\u9fff":
        return 1.0 if _is_common(char) else 0.3
    if char in "，。、；：！？（）《》“”‘’【】—…·￥％　–•®©°€£éèêëáàâäãåíìîïóòôöõúùûüñçßÉÜÖÄ\xa0":
        # An accented letter stands alone among ASCII; in a row of them some Chinese encoding was misread.
        return 1.0 if char > "\u2000" or text.count(char) * 12 < len(text) else 0.2
    return 0.6 if char < "\u0180" and char.isalpha() else 0.0


def _is_common(char: str) -> bool:
    """Whether a character is in the first, frequent level of GB 2312 or of Big5."""
    for codec, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            if low <= char.encode(codec)[0] <= high:
                return True
        except UnicodeError:
            continue
    return False


def _by_statistics(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], threshold=0.15).best()
    return best.encoding if best is not None and best.encoding not in ("ascii",) else None
