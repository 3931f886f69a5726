"""Invented lines of Chinese resumes, labelled as they are made, to teach the layout that biographies lack.

ResumeNER holds sentences of biographies: no label and colon, no heading, no line of an employer, a title and a
date apart by blanks, hardly a skill. Names, employers and schools are put together by chance from common syllables
(`etl/data/resume_lines_zh.csv`); titles and skills are those of the starter ontology.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from etl.gold import GoldSpan, GoldText

_STARTER = Path(__file__).parents[2] / "ontology" / "starter"
_WORDS = Path(__file__).parents[1] / "data" / "resume_lines_zh.csv"


class _Line:
    """A line under construction."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[GoldSpan] = []

    def add(self, *parts: str | tuple[str, str]) -> _Line:
        for part in parts:
            text, label = (part, "") if isinstance(part, str) else part
            if label and text:
                self.spans.append(GoldSpan(len(self.text), len(self.text) + len(text), label))
            self.text += text
        return self


def invented_lines(count: int, seed: int = 0) -> list[GoldText]:
    """So many labelled lines (name, title, employer, school, subject, degree), the same for the same seed."""
    luck = random.Random(f"resume lines {seed}")
    makers: Sequence[Callable[[random.Random], _Line]] = (
        _name, _position, _position, _school, _school, _wish, _note, _note, _note, _heading, _contact, _contact, _home,
        _certificate, _person, _labelled,
    )  # fmt: skip
    lines = (luck.choice(makers)(luck) for _ in range(count))
    return [GoldText(line.text, "zh", tuple(line.spans)) for line in lines]


def _name(luck: random.Random) -> _Line:
    name = _person_name(luck)
    if len(name) == 2 and luck.random() < 0.2:
        name = f"{name[0]} {name[1]}"
    line = _Line().add(_pick(luck, "name_labels"), (name, "NAME"))
    return line.add(_pick(luck, "name_ends"))


def _position(luck: random.Random) -> _Line:
    gap = luck.choice(("  ", " ", "    ", " | ", "\t", "，", " · ", "-"))
    firm, city = (_firm(luck), "ORG"), (_pick(luck, "cities"), "LOC")
    title = (_title(luck), "TITLE")
    dates = _dates(luck)
    orders: tuple[tuple[str | tuple[str, str], ...], ...] = (
        (dates, gap, firm, gap, title), (firm, gap, title, gap, dates), (firm, gap, dates, gap, title),
        (title, gap, firm), (firm, gap, title), (title,), (firm, gap, dates), (title, gap, dates), ("公司：", firm),
        (firm, ", ", city, gap, dates), (firm, " (", city, ")"), (firm, " · ", city), (title, ", ", firm, ", ", city),
    )  # fmt: skip
    return _Line().add(*luck.choice(orders))


def _school(luck: random.Random) -> _Line:
    gap = luck.choice(("  ", " ", "    ", " | ", "，", "，", " · ", "-"))
    school = luck.choice((_pick(luck, "cities"), _brand(luck))) + _pick(luck, "schools") + _pick(luck, "faculties")
    subject, degree = (_pick(luck, "subjects") + luck.choice(("", "", "专业")), "PRO"), (_pick(luck, "degrees"), "EDU")
    dates, city = _dates(luck), (_pick(luck, "cities"), "LOC")
    orders: tuple[tuple[str | tuple[str, str], ...], ...] = (
        ((school, "ORG"), ", ", city), ((school, "ORG"), " (", city, ")"),
        (subject, " ", degree, "，", (school, "ORG")),
        (dates, gap, (school, "ORG"), gap, subject, gap, degree), ((school, "ORG"), gap, subject, gap, degree),
        ((school, "ORG"), gap, degree, gap, subject, gap, dates), (degree, "（", subject, "，", (school, "ORG"), "）"),
        (subject, gap, degree), ("毕业院校：", (school, "ORG")), ("专业：", subject), ("学历：", degree),
        ("学  历：", degree, "（", subject, "）"), ((school, "ORG"), "（", degree, "）"), (dates, gap, (school, "ORG")),
    )  # fmt: skip
    return _Line().add(*luck.choice(orders))


def _wish(luck: random.Random) -> _Line:
    end = luck.choice(("", "", " | 全职", "，期望薪资15-20K", "（可出差）"))
    return _Line().add(_pick(luck, "wish_labels"), (_title(luck), "TITLE"), end)


def _note(luck: random.Random) -> _Line:
    skills = luck.sample(_starter("skills"), 2)
    return _Line().add(_pick(luck, "notes").format(*skills, luck.randint(2, 90)))


def _heading(luck: random.Random) -> _Line:
    before, heading = _pick(luck, "marks"), _pick(luck, "headings")
    return _Line().add(before, heading, "】" if before == "【" else luck.choice(("", "", "：")))


def _contact(luck: random.Random) -> _Line:
    letters = "".join(_pick(luck, "latin") for _ in range(luck.choice((2, 2, 3))))
    mail = f"{letters}{luck.choice(('', '', luck.randint(1, 99)))}@{_pick(luck, 'hosts')}"
    values = {"mail": mail, "dates": _dates(luck), "n": luck.randint(1000, 9999), "m": luck.randint(1, 12)}
    return _Line().add(_pick(luck, "contacts").format(**values))


def _home(luck: random.Random) -> _Line:
    line = _Line().add(_pick(luck, "homes"), (_place(luck), "LOC"))
    return line.add(luck.choice(("", "", "", " | 138-0000-1234", "，可到岗", "\t13800001234")))


def _certificate(luck: random.Random) -> _Line:
    certified, award = (_pick(luck, "certified"), "TITLE"), _pick(luck, "awards")
    language, other = (_pick(luck, "languages") + _pick(luck, "levels") for _ in range(2))
    orders: tuple[tuple[str | tuple[str, str], ...], ...] = (
        (certified,), (certified, "（2020）"), (certified, "，", award), (award,), (award, "、", _pick(luck, "awards")),
        (language,), (language, "；", other),
    )  # fmt: skip
    return _Line().add(*luck.choice(orders))


def _person(luck: random.Random) -> _Line:
    line = _Line().add((_person_name(luck), "NAME"), "，", luck.choice(("男", "女")), "，")
    if luck.random() < 0.3:
        line.add((_pick(luck, "provinces") + _pick(luck, "cities") + "人", "LOC"), "，")
    line.add(f"{luck.randint(1965, 1999)}年出生，", (_pick(luck, "degrees"), "EDU"), "，现任")
    return line.add((_firm(luck), "ORG"), (_title(luck), "TITLE"), "。")


def _labelled(luck: random.Random) -> _Line:
    race, name = (_pick(luck, "races"), "RACE"), (_person_name(luck), "NAME")
    native = (_pick(luck, "provinces") + luck.choice(("", _pick(luck, "cities"))), "LOC")
    parts: tuple[tuple[str | tuple[str, str], ...], ...] = (
        ("民族：", race), ("籍贯：", native), ("籍  贯：", native, "  民  族：", race), ("国籍：", ("中国", "CONT")),
        ("姓名：", name, "  性别：女  民族：", race), ("政治面貌：", ("中共党员", "TITLE")),
        ("职称：", (_pick(luck, "ranks"), "TITLE")),
    )  # fmt: skip
    return _Line().add(*luck.choice(parts))


def _person_name(luck: random.Random) -> str:
    return _pick(luck, "surnames") + "".join(_pick(luck, "given") for _ in range(luck.choice((1, 2, 2, 2))))


def _brand(luck: random.Random) -> str:
    return "".join(luck.sample(_words()["brand"], luck.choice((2, 2, 2, 3))))


def _firm(luck: random.Random) -> str:
    if luck.random() < 0.15:
        return _pick(luck, "cities") + luck.choice(("市", "")) + luck.choice((_brand(luck), "")) + _pick(luck, "bodies")
    city, brand, trade, form = _pick(luck, "cities"), _brand(luck), _pick(luck, "trades"), _pick(luck, "forms")
    named = luck.choice((f"{city}{brand}{trade}{form}", f"{brand}（{city}）{trade}{form}", f"{brand}{trade}{form}",
                         f"{city}市{brand}{trade}{form}"))  # fmt: skip
    return named + _pick(luck, "branches")


def _place(luck: random.Random) -> str:
    city = _pick(luck, "cities")
    whole = (city, f"{city}市", f"{city}市{_pick(luck, 'districts')}", f"{city} · {_pick(luck, 'districts')}",
             _pick(luck, "provinces") + city)  # fmt: skip
    return luck.choice(whole)


def _dates(luck: random.Random) -> str:
    year = luck.randint(1998, 2022)
    values = {"y": year, "z": year + luck.randint(1, 4), "m": luck.randint(1, 12), "k": luck.randint(1, 12)}
    return _pick(luck, "dates").format(**values)


def _title(luck: random.Random) -> str:
    return luck.choice(_starter("occupations"))


def _pick(luck: random.Random, part: str) -> str:
    return luck.choice(_words()[part])


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    with _WORDS.open(encoding="utf-8", newline="") as file:
        rows = {row["part"]: row["words"].split("|") for row in csv.DictReader(file)}
    # A bar parts the words; one within a word is written as a broken bar.
    return {part: tuple(word.replace("¦", "|") for word in words) for part, words in rows.items()}


@lru_cache(maxsize=2)
def _starter(table: str) -> tuple[str, ...]:
    """Chinese labels of the starter ontology."""
    found: dict[str, None] = {}
    for path in sorted((_STARTER / table).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found |= dict.fromkeys(label for label in (row["zh"], *row["aliases_zh"].split("|")) if label)
    return tuple(found)
