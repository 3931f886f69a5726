"""Skills by dictionary: each rule, and each false hit that real documents showed, in other words."""

from __future__ import annotations

import pytest

from etl.gazetteer import Gazetteer
from etl.model import Section, Span
from tests.etl.invented import extractor, vocabulary


def starter(text: str, *, skills_section: bool = False) -> list[str]:
    sections = (Section("skills", Span(0, len(text))),) if skills_section else ()
    return [m.text for m in extractor().tools.gazetteer.find(text, sections)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Experience with Python, SQL and Docker", ["Python", "SQL", "Docker"]),
        ("REST APIs in node js", ["REST APIs", "node js"]),
        ("nodejs / Node.js / NODE.JS", ["nodejs", "Node.js", "NODE.JS"]),
        ("problem-solving and problem solving", ["problem-solving", "problem solving"]),
        ("Java8 and MySQL5, HTML5", ["Java", "MySQL", "HTML5"]),
        ("熟悉Java、Python和机器学习", ["Java", "Python", "机器学习"]),
        ("C/C++ and C#", ["C/C++", "C#"]),
        ("熟练使用Excel", ["Excel"]),
        ("用过hive、spark等；spring也行", ["hive", "spark", "spring"]),  # lower case among Chinese
        ("熟悉nginx+lua，用Oracle", ["nginx", "lua", "Oracle"]),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    assert starter(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "I go to the spring fair and have access to teams that excel",
        "Access to the building; Excel at your work. Spring is here.",
        "Vitamin C, Plan R and Section C",
        "Javanese dances",
        "scalability, Pythonesque, dockers",
        "many company initiatives",
        "a chef cooks; the puppet dances; rust on iron; swift answers",
        "write to java@example.org",
        "R&D budget",
    ],
)
def test_everyday_words_are_no_skills(text: str) -> None:
    assert not set(starter(text)) & {"go", "spring", "access", "excel", "Access", "Excel", "Spring", "C", "R", "Java",
        "Scala", "Python", "Docker", "initiative", "chef", "puppet", "rust", "swift", "java"}  # fmt: skip


def test_everyday_names_count_beside_other_tools() -> None:
    assert "Go" in starter("Languages used daily: Python, Go, Java")
    assert "R" in starter("SQL, R, Tableau")
    assert "Excel" in starter("reports in Excel and Power BI")
    assert "Excel" in starter("Excel", skills_section=True)


def test_a_capital_inside_a_sentence_is_a_name() -> None:
    assert "Excel" in starter("Replaced eleven Excel workbooks by one report")
    assert "Excel" in starter("Tableau, Looker, advanced Excel", skills_section=True)
    assert "Chef" not in starter("cooked for the Chef")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Clerk, Sample Ltd 2015 - 2018\n• Excel\n", ["Excel"]),
        ("- Go", ["Go"]),
        ("- Spring\n- filed the post", ["Spring"]),
        ("Used Excel daily", ["Excel"]),
        ("会用WORD", ["WORD"]),
        ("熟练使用excel和word", ["excel", "word"]),
        ("• Word, Excel, PowerPoint", ["Word", "Excel", "PowerPoint"]),
        ("reports (Microsoft Office: Excel, Access, Word)", ["Microsoft Office", "Excel", "Access", "Word"]),
        ("typing, Access, Excel", ["Access", "Excel"]),
        ("精通 Spring 、 Struts 、 iSample 等框架", ["Spring", "Struts"]),
        ("Built screens in React to cut costs", ["React"]),
        ("React developer", ["React"]),
    ],
)
def test_everyday_names_in_evident_places(text: str, found: list[str]) -> None:
    assert set(found) <= set(starter(text))


@pytest.mark.parametrize(
    "text",
    [
        "React quickly to change",
        "Our work:\n• React to alarms",
        "We care. Access to the building is free",
        "Typed in Word Perfect, filed letters",
        "Enrolled Spring 2013, Fall 2013",
        "- Oracle\n- Shell",  # clients
        "Access Control to the site",
        "Word of mouth brings guests",
    ],
)
@pytest.mark.parametrize("skills", [False, True])
def test_a_capital_that_names_no_tool(text: str, skills: bool) -> None:
    everyday = {"react", "access", "word", "spring", "excel"} | (set() if skills else {"oracle", "shell"})
    assert not everyday & {word.lower() for word in starter(text, skills_section=skills)}


def test_longest_label_wins() -> None:
    gazetteer = Gazetteer(vocabulary(("a", "SQL"), ("b", "SQL Server"), ("c", "Server Reporting")))
    assert [(m.text, m.concept) for m in gazetteer.find("SQL Server Reporting")] == [("SQL Server", "b")]


def test_brackets_in_a_label_are_a_note() -> None:
    gazetteer = Gazetteer(vocabulary(("a", "Erlang (computer programming)"), scheme="esco"))
    assert [m.concept for m in gazetteer.find("Erlang and OTP")] == ["a"]


def test_one_word_tools_of_onet_count_as_written() -> None:
    gazetteer = Gazetteer(vocabulary(("a", "Cascadia"), scheme="onet"))
    assert gazetteer.find("cascadia mountains") == []
    assert [m.text for m in gazetteer.find("uses Cascadia")] == ["Cascadia"]


def test_labels_wrap_over_long_lines_only() -> None:
    gazetteer = Gazetteer(vocabulary(("a", "machine learning")))
    long = "A sentence that is long enough to have been wrapped here by layout, on machine\nlearning"
    assert [m.text for m in gazetteer.find(long)] == ["machine\nlearning"]
    assert gazetteer.find("machine\nlearning") == []


def test_taken_spans_are_left_alone() -> None:
    assert starter("Java") == ["Java"]
    assert extractor().tools.gazetteer.find("Java", (), [Span(0, 4)]) == []


def test_spans_are_exact() -> None:
    text = "İstanbul ofisinde Python，熟悉Docker"
    for mention in extractor().tools.gazetteer.find(text):
        assert text[mention.span.start : mention.span.end] == mention.text


def test_empty_vocabulary_finds_nothing() -> None:
    assert Gazetteer(vocabulary()).find("Python") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Skills: Pastry Chef, Baker, Docker", ["Docker"]),
        ("Docker, Chef, Puppet", ["Docker", "Chef", "Puppet"]),
        ("Designer at C & C Pictures", []),
        ("Trained at Pearson VUE", []),
        ("Taught football from scratch", []),
        ("travel related programming", []),
    ],
)
def test_everyday_words_of_the_big_vocabularies(text: str, found: list[str]) -> None:
    labels = ("Docker", "Chef", "Puppet", "C", "Vue", "football", "Scratch", "programming")
    gazetteer = Gazetteer(vocabulary(*((f"test:{label}", label) for label in labels)))
    sections = (Section("skills", Span(0, len(text))),) if "," in text else ()
    assert [m.text for m in gazetteer.find(text, sections)] == found
