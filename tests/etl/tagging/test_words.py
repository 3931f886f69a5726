"""The word tagger on invented resumes: it learns, it resumes, it reads long texts whole, and it stores nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.gold import GoldSpan, GoldText
from etl.tagging import words_training
from etl.tagging.base import TaggedSpan
from etl.tagging.word_features import words_of
from etl.tagging.word_spans import repeated
from etl.tagging.words import load
from etl.tagging.words_network import Shape
from etl.tagging.words_training import Recipe, train_words
from graph.errors import ModelError, NotEnoughData

RECIPE = Recipe(members=2, rate=1e-2, size=2, shape=Shape(512, 16, 16, (1, 2), (1,)))
PEOPLE = ("Maren Solvik", "Odd Brekke", "Ida Quist", "Tor Vangen", "Liv Aasheim", "Nils Fossum")
TITLES = ("Sales Engineer", "Nurse", "Fish Farmer", "Accountant", "Welder", "Head Cook")


def resume(number: int) -> GoldText:
    name, title = PEOPLE[number], TITLES[number]
    text = f"{name}\n{title}\n\nOslo - Email me on Indeed\n\nWORK EXPERIENCE\n\n{title}\n\nContoso -  Oslo\n\n2019"
    at = text.rindex(title)
    spans = [(0, len(name), "NAME"), (len(name) + 1, len(name) + 1 + len(title), "DESIGNATION")]
    spans.append((at, at + len(title), "DESIGNATION"))
    spans.append((text.index("Contoso"), text.index("Contoso") + 7, "COMPANIES_WORKED_AT"))
    return GoldText(text, "en", tuple(GoldSpan(*span) for span in spans))


TRAIN, DEV = [resume(at) for at in range(5)], [resume(5)]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("words")
    done = train_words(TRAIN, DEV, out, name="resume_en", epochs=14, recipe=RECIPE)
    assert done.metrics["f1"] > 0.7
    return out


def test_it_learns_and_says_how(trained: Path) -> None:
    tagger = load(trained)
    assert tagger.name == "resume_en/1"
    assert set(tagger.labels) == {"NAME", "DESIGNATION", "COMPANIES_WORKED_AT"}
    spans = tagger.tag([DEV[0].text])[0]
    assert TaggedSpan(0, 11, "NAME", spans[0].confidence) == spans[0]
    assert all(0 < span.confidence <= 1 for span in spans)
    card = (trained / "README.md").read_text(encoding="utf-8")
    assert "no licence" in card
    assert "| all |" in card
    assert not (trained / "checkpoint").exists()


def test_company_makes_no_difference(trained: Path) -> None:
    tagger = load(trained)
    texts = [DEV[0].text, "", "Cooks well\n", TRAIN[0].text]
    assert tagger.tag(texts) == [tagger.tag([text])[0] for text in texts]


def test_long_texts_are_read_to_their_end(trained: Path) -> None:
    text = "Cooks well and often.\n" * 1500 + "\n" + DEV[0].text
    spans = load(trained).tag([text])[0]
    assert max(span.end for span in spans) > len(text) - len(DEV[0].text)


def test_nobody_is_in_the_weights(trained: Path) -> None:
    stored = b"".join(path.read_bytes() for path in trained.iterdir()).decode("latin-1").casefold()
    for name in PEOPLE:
        assert not any(part.casefold() in stored for part in name.split() if len(part) > 3)


def test_an_interrupted_training_goes_on_as_it_would_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    whole, broken = tmp_path / "whole", tmp_path / "broken"
    train_words(TRAIN, DEV, whole, name="resume_en", epochs=2, recipe=RECIPE)
    with pytest.raises(KeyboardInterrupt):
        train_words(TRAIN, DEV, broken, name="resume_en", epochs=2, recipe=RECIPE, progress=stop)
    assert (broken / "checkpoint").exists()
    read: list[int] = []
    monkeypatch.setattr(words_training._Member, "epoch", _counted(words_training._Member.epoch, read))
    train_words(TRAIN, DEV, broken, name="resume_en", epochs=2, recipe=RECIPE)
    assert len(read) == 1
    assert (broken / "model.safetensors").read_bytes() == (whole / "model.safetensors").read_bytes()


def _counted(function: object, calls: list[int]) -> object:
    def counting(*arguments: object) -> object:
        calls.append(1)
        assert callable(function)
        return function(*arguments)

    return counting


def test_what_was_found_counts_wherever_it_stands_again() -> None:
    text = "Contoso - Oslo\nSold Contoso nets. Contosoan, contoso. Nurse"
    found = [TaggedSpan(0, 7, "COMPANIES_WORKED_AT", 0.9), TaggedSpan(55, 60, "DESIGNATION", 0.9)]
    again = repeated(text, found, {"COMPANIES_WORKED_AT": 0.8}, {"COMPANIES_WORKED_AT": 0.5, "DESIGNATION": 0.5})
    assert again == sorted([*found, TaggedSpan(20, 27, "COMPANIES_WORKED_AT", 0.72)])
    unsure = [TaggedSpan(0, 7, "COMPANIES_WORKED_AT", 0.55)]
    assert repeated(text, unsure, {"COMPANIES_WORKED_AT": 0.8}, {"COMPANIES_WORKED_AT": 0.5}) == unsure


def test_words_cover_the_text_and_equal_forms_are_one() -> None:
    text = "Ida Quist\nIda - indeed.com/r/Ida-Quist/0a1b2c3d4e5f6071 C++"
    words = words_of(text, 256)
    bodies = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert bodies == ["Ida", "Quist", "Ida", "-", "indeed.com/r/Ida-Quist/0a1b2c3d4e5f6071", "C", "+", "+"]
    assert words.forms[0] == words.forms[2] != words.forms[1]
    assert all(0 < bucket < 256 for one in words.features for bucket in one)


def test_a_folder_without_weights_is_refused(trained: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        load(tmp_path)
    (tmp_path / "config.json").write_bytes(
        (trained / "config.json").read_bytes().replace(b'"width": 16', b'"width": 8')
    )
    (tmp_path / "model.safetensors").write_bytes((trained / "model.safetensors").read_bytes())
    with pytest.raises(ModelError, match="disagree"):
        load(tmp_path)


def test_texts_without_spans_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData):
        train_words([GoldText("Cooks well", "en", ())], [], tmp_path, name="resume_en")
