"""JSON Resume (https://jsonresume.org/schema): a resume as an object, rendered as a resume with its fields marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from etl.language import language
from etl.model import Document
from etl.readers.build import BLANK, Line, Part, document, line
from graph.errors import EmptyDocument

_SECTIONS = (
    "work",
    "education",
    "skills",
    "projects",
    "certificates",
    "languages",
    "volunteer",
    "awards",
    "publications",
)
_HEADINGS = {
    "summary": ("Summary", "个人简介"), "work": ("Experience", "工作经历"), "volunteer": ("Volunteering", "志愿经历"),
    "education": ("Education", "教育背景"), "skills": ("Skills", "专业技能"), "languages": ("Languages", "语言能力"),
    "projects": ("Projects", "项目经历"), "certificates": ("Certificates", "证书"), "awards": ("Awards", "获奖情况"),
    "publications": ("Publications", "发表"), "interests": ("Interests", "兴趣爱好"),
    "references": ("References", "推荐人"),
}  # fmt: skip
_PRESENT = ("Present", "至今")


def is_json_resume(data: Mapping[str, Any]) -> bool:
    """Whether an object looks like JSON Resume: `basics`, or a list under `work`."""
    return isinstance(data.get("basics"), Mapping) or isinstance(data.get("work"), list)


def resume_document(data: Mapping[str, Any], *, format: str, source: str, where: str) -> Document:
    """A document from a JSON Resume object. Fields: `name`, `title`, `email`, `phone`, `url`, `address`, `place`,
    `summary`, `work[i].title|company|place|start|end`, `education[i].school|degree|subject|start|end`, `skills[i]`,
    `languages[i]`; the numbers are those of the file.

    Raises:
        EmptyDocument: nothing that we know is in it.
    """
    chinese = language(" ".join(_all_texts(data))) == "zh"
    lines = [x for part in _parts(data, chinese) for x in part]
    if not any(x.parts for x in lines):
        raise EmptyDocument("the JSON Resume says nothing", where=where)
    return document(lines, "resume", format=format, source=source)


def _parts(data: Mapping[str, Any], zh: bool) -> Iterator[list[Line]]:
    basics = _object(data.get("basics"))
    yield list(_basics(basics))
    if summary := _text(basics.get("summary")):
        yield [BLANK, _head("summary", zh), line(summary, field="summary")]
    render = {
        "work": _work, "volunteer": _work, "education": _education, "skills": _skills, "languages": _languages,
        "projects": _projects,
    }  # fmt: skip
    for name in _SECTIONS:
        items = [_object(item) or {"name": _text(item)} for item in _list(data.get(name))]
        body = [x for index, item in enumerate(items) for x in render.get(name, _plain)(item, f"{name}[{index}]", zh)]
        if any(x.parts for x in body):
            yield [BLANK, _head(name, zh), *body]


def _head(name: str, zh: bool) -> Line:
    return line(_HEADINGS[name][zh], heading=True)


def _basics(basics: Mapping[str, Any]) -> Iterator[Line]:
    place = _object(basics.get("location"))
    if name := _text(basics.get("name")):
        yield line(name, bold=True, field="name")
    if label := _text(basics.get("label")):
        yield line(label, field="title")
    contact: list[Part] = []
    for key, field in (("email", "email"), ("phone", "phone"), ("url", "url"), ("website", "url")):
        contact += _with(" | ", contact, _text(basics.get(key)), field)
    for profile in _list(basics.get("profiles")):
        contact += _with(" | ", contact, _text(_object(profile).get("url")), "url")
    if contact:
        yield Line(tuple(contact))
    where: list[Part] = []
    for key, field in (("address", "address"), ("postalCode", "address"), ("city", "place"), ("region", "region"),
                       ("countryCode", "country")):  # fmt: skip
        where += _with(", ", where, _text(place.get(key)), field)
    if where or (where := _with("", [], _text(basics.get("location")), "place")):
        yield Line(tuple(where))


def _with(joint: str, before: list[Part], text: str, field: str | None) -> list[Part]:
    if not text:
        return []
    return [(joint, None), (text, field)] if before else [(text, field)]


def _period(item: Mapping[str, Any], at: str, zh: bool, *, open_end: bool) -> list[Part]:
    start = _text(item.get("startDate"))
    end = _text(item.get("endDate")) or (_PRESENT[zh] if open_end and start else "")
    if not start and not end:
        return []
    parts: list[Part] = [(" (", None)]
    if start:
        parts.append((start, f"{at}.start"))
    if end:
        parts += [(" - " if start else "", None), (end, f"{at}.end")]
    return [*parts, (")", None)]


def _work(item: Mapping[str, Any], at: str, zh: bool) -> Iterator[Line]:
    parts = _with("", [], _text(item.get("position")), f"{at}.title")
    company = _text(item.get("name")) or _text(item.get("company")) or _text(item.get("organization"))
    parts += _with(", ", parts, company, f"{at}.company")
    parts += _with(", ", parts, _text(item.get("location")), f"{at}.place")
    if parts:
        yield Line((*parts, *_period(item, at, zh, open_end=True)))
    yield from _details(item, at)


def _education(item: Mapping[str, Any], at: str, zh: bool) -> Iterator[Line]:
    degree, subject = _text(item.get("studyType")), _text(item.get("area"))
    parts = _with("", [], degree, f"{at}.degree")
    parts += _with(" " if zh else " in ", parts, subject, f"{at}.subject")
    parts += _with(", ", parts, _text(item.get("institution")), f"{at}.school")
    if parts:
        yield Line((*parts, *_period(item, at, zh, open_end=False)))
    if score := _text(item.get("score")) or _text(item.get("gpa")):
        yield line(f"GPA: {score}")
    for course in _list(item.get("courses")):
        yield line(_text(course), bullet=True)


def _skills(item: Mapping[str, Any], at: str, _zh: bool) -> Iterator[Line]:
    parts = _with("", [], _text(item.get("name")), at)
    if level := _text(item.get("level")):
        parts += [(f" ({level})", None)]
    for index, keyword in enumerate(text for k in _list(item.get("keywords")) if (text := _text(k))):
        parts += [(", " if index else ": ", None)] if parts else []
        parts.append((keyword, at))
    if parts:
        yield Line(tuple(parts), bullet=True)


def _languages(item: Mapping[str, Any], at: str, _zh: bool) -> Iterator[Line]:
    parts = _with("", [], _text(item.get("language")) or _text(item.get("name")), at)
    if parts:
        fluency = _text(item.get("fluency"))
        yield Line((*parts, (f" ({fluency})" if fluency else "", None)))


def _projects(item: Mapping[str, Any], at: str, zh: bool) -> Iterator[Line]:
    parts = _with("", [], _text(item.get("name")), f"{at}.name")
    parts += _with(", ", parts, _text(item.get("entity")), f"{at}.company")
    if parts:
        yield Line((*parts, *_period(item, at, zh, open_end=False)))
    if description := _text(item.get("description")):
        yield line(description)
    yield from _details(item, at)
    keywords = [text for k in _list(item.get("keywords")) if (text := _text(k))]
    if keywords:
        yield line(", ".join(keywords))


def _plain(item: Mapping[str, Any], _at: str, _zh: bool) -> Iterator[Line]:
    keys = ("name", "title", "issuer", "awarder", "publisher", "date", "releaseDate", "reference", "summary")
    texts = [text for key in keys if (text := _text(item.get(key)))]
    texts += [text for k in _list(item.get("keywords")) if (text := _text(k))]
    if texts:
        yield line(", ".join(texts))


def _details(item: Mapping[str, Any], at: str) -> Iterator[Line]:
    if summary := _text(item.get("summary")):
        yield line(summary, field=f"{at}.summary")
    for highlight in _list(item.get("highlights")):
        if text := _text(highlight):
            yield line(text, bullet=True, field=f"{at}.highlight")


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _all_texts(value: Any) -> Iterator[str]:
    """Every text in the object but addresses of pages and mail, to tell the language by; without recursion."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, str) and "://" not in part and "@" not in part:
            yield part
