"""Words of a resume and what can be seen of each: its form, its line, its block, its section; as hashed numbers.

Nothing of a text is stored: every observation becomes a bucket (feature hashing, Weinberger et al. 2009), so the
weights that are learnt over buckets hold no word list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from etl.places import find_place
from etl.text import lower
from etl.titles import has_title_head

_WORD = re.compile(
    r"(?:indeed|linkedin|github)\.com/[^\s?]+"  # a profile's address, up to its query
    r"|[\w-]*/?(?=[\da-f]*\d)[\da-f]{12,}"  # what a wrapped address goes on with
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[^\W\d_]+|\d+|[^\w\s]|_"
)
_HEADINGS = {
    "work experience": "work", "experience": "work", "professional experience": "work", "employment": "work",
    "education": "education", "academia": "education", "skills": "skills", "technical skills": "skills",
    "key skills": "skills", "skill set": "skills", "it skills": "skills", "core competencies": "skills",
    "additional information": "more", "certifications licenses": "certificates", "certifications": "certificates",
    "awards": "awards", "links": "links", "publications": "publications", "groups": "groups", "patents": "patents",
    "personal details": "personal", "declaration": "personal", "military service": "military",
    "projects": "projects", "summary": "summary", "objective": "summary", "career objective": "summary",
}  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PERIOD = re.compile(rf"(?:{_MONTH}\s*)?\d{{4}}\s*(?:to|[-–])|(?:{_MONTH}\s*)?(?:19|20)\d\d\s*$", re.I)
_BULLET = re.compile(r"\s*[•●▪■◆➢➤✓√❖►▶*⦁·o\-–]\s")
_COMPANY_FORM = re.compile(
    r"\b(?:ltd|limited|pvt|inc|llc|llp|corp|corporation|technologies|solutions|systems|services)\b"
)
_DEGREE = re.compile(
    r"\b(?:b\.?\s?e|b\.?\s?tech|m\.?\s?tech|bachelors?|masters?|diploma|mba|mca|bca|b\.?\s?sc|m\.?\s?sc|b\.?\s?com|"
    r"m\.?\s?com|b\.?\s?a|ph\.?\s?d|pgdm?|hsc|ssc|cbse|certificate|certification|degree)\b",
    re.I,
)
_SCHOOL = re.compile(r"\b(?:university|college|institute|school|academy|vidyalaya|polytechnic|campus)\b", re.I)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: character offsets, hashed features (ragged), and a number for each distinct form."""

    starts: list[int]
    ends: list[int]
    features: list[list[int]]
    forms: list[int]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    traits: tuple[str, ...]


def words_of(text: str, buckets: int) -> Words:
    """Cut a text into words and look at each.

    Args:
        text: of any length.
        buckets: how many buckets features are hashed into; bucket 0 stays empty.
    """
    lines = _lines(text)
    heads = [line.start for line in lines]
    found = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    at = [max(bisect_right(heads, start) - 1, 0) for start, _ in found]
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for index, line in enumerate(at):
        first.setdefault(line, index)
        last[line] = index
    shared = {line: [_bucket(trait, buckets) for trait in lines[line].traits] for line in first}
    features = []
    forms: dict[str, int] = {}
    numbers = []
    for index, (start, end) in enumerate(found):
        form = text[start:end]
        line = at[index]
        place = [f"i={min(index - first[line], 6)}", f"r={min(last[line] - index, 4)}"]
        if start and text[start - 1] not in " \n\t":
            place.append("glued")
        if text[max(start - 2, 0) : start] == "  ":
            place.append("wide")
        features.append([*_form_buckets(form, buckets), *shared[line], *(_bucket(trait, buckets) for trait in place)])
        numbers.append(forms.setdefault(form, len(forms)))
    return Words([s for s, _ in found], [e for _, e in found], features, numbers)


@lru_cache(maxsize=50_000)
def _bucket(trait: str, buckets: int) -> int:
    return crc32(trait.encode()) % (buckets - 1) + 1


@lru_cache(maxsize=50_000)
def _form_buckets(form: str, buckets: int) -> tuple[int, ...]:
    return tuple(_bucket(trait, buckets) for trait in _form_traits(form))


def _form_traits(form: str) -> list[str]:
    low = lower(form)
    if len(form) > 14 and ("/" in form or "@" in form or re.fullmatch(r"[\da-f]{12,}", form)):
        return ["w=<address>", "mail" if "@" in form else "page", f"s={form.partition('/')[0][:12].lower()}"]
    shape = re.sub(r"(.)\1{2,}", r"\1\1", re.sub(r"[a-zà-ÿ]", "x", re.sub(r"[A-ZÀ-Þ]", "X", re.sub(r"\d", "9", form))))
    traits = [f"w={low}", f"s={shape}", f"n={min(len(form), 12)}"]
    if form.isdigit():
        year = len(form) == 4 and 1960 <= int(form) <= 2030
        return [*traits, "year" if year else "number"]
    if not form[0].isalpha():
        return traits
    traits += [f"p{n}={low[:n]}" for n in (2, 3, 4) if len(low) > n]
    traits += [f"e{n}={low[-n:]}" for n in (2, 3, 4) if len(low) > n]
    if has_title_head(low):
        traits.append("head")
    if len(form) > 3 and find_place(form.capitalize(), 0, len(form)) is not None:
        traits.append("place")
    for name, pattern in (("firm", _COMPANY_FORM), ("degree", _DEGREE), ("school", _SCHOOL)):
        if pattern.fullmatch(low):
            traits.append(name)
    return traits


def _lines(text: str) -> list[_Line]:
    """Lines with what they and their neighbours look like."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for raw in text.split("\n"):
        bounds.append((start, start + len(raw)))
        start += len(raw) + 1
    bodies = [text[a:b].strip() for a, b in bounds]
    kinds = [_kind(body) for body in bodies]
    full = [index for index, body in enumerate(bodies) if body]
    rank = {index: n for n, index in enumerate(full)}
    section, heading, since = "top", "", 0
    block = 0
    found = []
    for index, (a, b) in enumerate(bounds):
        body = bodies[index]
        if not body:
            block = 0
            found.append(_Line(a, b, ()))
            continue
        key = re.sub(r"[^a-z]+", " ", lower(body)).strip()
        if key in _HEADINGS and len(body) < 40 and body[0] not in "•●":
            section, heading, since = _HEADINGS[key], "", 0
        n = rank[index]
        before = kinds[full[n - 1]] if n else "start"
        before2 = kinds[full[n - 2]] if n > 1 else "start"
        after = kinds[full[n + 1]] if n + 1 < len(full) else "stop"
        after2 = kinds[full[n + 2]] if n + 2 < len(full) else "stop"
        lone = (index == 0 or not bodies[index - 1], index + 1 >= len(bodies) or not bodies[index + 1])
        kind = kinds[index]
        found.append(
            _Line(
                a,
                b,
                (
                    f"k={kind}",
                    f"b={before}",
                    f"a={after}",
                    f"bka={before}/{kind}/{after}/{lone[0]:d}{lone[1]:d}",
                    f"kaa={kind}/{after}/{after2}",
                    f"bbk={before2}/{before}/{kind}",
                    f"sec={section}",
                    f"seck={section}/{kind}/{lone[0]:d}{lone[1]:d}",
                    f"since={section}/{min(since, 8)}",
                    f"h={heading}",
                    f"top={min(n, 8)}",
                    f"lone={lone[0]:d}{lone[1]:d}",
                    f"block={min(block, 4)}",
                    f"long={min(len(body) // 12, 8)}",
                    f"commas={min(body.count(','), 5)}",
                ),
            )
        )
        if kind in ("short", "caps") or body.endswith(":"):
            heading = " ".join(key.split()[:2])
        block += 1
        since += 1
    return found


def _kind(body: str) -> str:
    """What a line looks like."""
    if not body:
        return "none"
    low = lower(body)
    key = re.sub(r"[^a-z]+", " ", low).strip()
    if key in _HEADINGS and body.isupper():
        return "heading:" + _HEADINGS[key]
    if "email me on indeed" in low:
        return "reach"
    if low.startswith("willing to relocate"):
        return "relocate"
    if "indeed.com/r/" in low or low.startswith("http"):
        return "link"
    if _PERIOD.search(body) and len(body) < 45:
        return "period"
    if re.fullmatch(r"(?:19|20)\d\d", body):
        return "year"
    if re.search(r" -  \S| -$|^-$", body) and len(body) < 120:
        return "employer"
    if _BULLET.match(body):
        return "bullet"
    if len(body) < 60 and _SCHOOL.search(body):
        return "school"
    if len(body) < 60 and _DEGREE.search(body):
        return "degree"
    if len(body) < 60 and has_title_head(body):
        return "title"
    if "(" in body and re.search(r"\d+ year|than 1 year", body):
        return "rated"
    if body.endswith(":"):
        return "colon"
    if len(body) < 45:
        return "caps" if body.isupper() else "short"
    if body.count(",") > 3:
        return "list"
    return "text"
