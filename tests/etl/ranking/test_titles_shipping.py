"""Learnt titles are written with a confidence that a twin earned, and an interrupted run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.evaluation import occupation_groups, read_esco
from etl.gold_concepts import labelled_titles
from etl.linking.learned_titles import LearnedTitles
from etl.ranking.titles import LabelledTitle, open_titles
from etl.ranking.titles_shipped import read_config
from etl.ranking.titles_shipping import Shipped, ship_titles
from graph.errors import ModelError, NotEnoughData
from graph.settings import settings
from ontology.vocabulary import Term, Vocabulary, vocabulary_of

BAKER, CODER, NURSE, DIVER = "t:baker", "t:coder", "t:nurse", "t:diver"
NAMES = {BAKER: "baker", CODER: "software developer", NURSE: "nurse", DIVER: "commercial diver"}
VOCABULARY = Vocabulary(
    tuple(Term(concept, "Occupation", name, "en", "preferred", "t") for concept, name in NAMES.items()), "t"
)
WORDS = {BAKER: ("pastry", "bread", "cake"), CODER: ("java", "wizard", "backend"), NURSE: ("ward", "theatre", "clinic")}
TITLES = [
    LabelledTitle(f"{level} {word} {what}", concept)
    for concept, words in WORDS.items()
    for word in words
    for level in ("junior", "senior", "night")
    for what in ("helper", "hand")
]


class Stopped(Exception):
    """Somebody pressed the keys."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    return ship_titles(VOCABULARY, TITLES, tmp_path_factory.mktemp("titles"), epochs=1, about="Invented.")


def test_what_is_written_can_be_opened(shipped: Shipped) -> None:
    assert (shipped.titles, shipped.occupations, shipped.asked) == (54, 3, 10)
    ranker = open_titles(VOCABULARY, shipped.folder)
    assert ranker.rank("night shift wizard")[0][0] == CODER
    assert set(ranker.concepts) == set(NAMES)
    config = read_config(shipped.folder)
    levels = [level for level, _ in config["confidence"]]
    shares = [share for _, share in config["confidence"]]
    assert levels == sorted(levels)
    assert shares == sorted(shares)
    assert shipped.figures == config["figures"]
    assert shipped.figures["r10"] == 1
    assert 0 < shipped.figures["right"] <= 1


def test_the_card_says_what_it_is(shipped: Shipped) -> None:
    card = (shipped.folder / "README.md").read_text(encoding="utf-8")
    assert "Invented.\n54 labelled titles, which name 3 of 4 occupations." in card
    assert "on the 10 others" in card
    everything = b"".join(path.read_bytes() for path in shipped.folder.rglob("*") if path.is_file())
    assert b"wizard" not in everything
    assert not (shipped.folder / "twin").exists()


def test_an_interrupted_run_keeps_its_twin(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if (tmp_path / "twin" / "config.json").exists():
            raise Stopped

    with pytest.raises(Stopped):
        ship_titles(VOCABULARY, TITLES, tmp_path, epochs=1, progress=stop)
    assert not (tmp_path / "config.json").exists()
    again: list[tuple[int, int]] = []
    one = dict.fromkeys(NAMES, "g:people")
    done = ship_titles(VOCABULARY, TITLES, tmp_path, epochs=1, groups=one, progress=lambda *step: again.append(step))
    assert done.figures["right"] == 1  # All are of one group.
    # The twin is not learnt once more: only the asking, which had been cut short, and the whole.
    assert again[0] == seen[-1] == (10, 10)
    assert read_config(tmp_path)["titles"] == 54


def test_too_few_titles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData, match="12 labelled titles"):
        ship_titles(VOCABULARY, [*TITLES[:12], LabelledTitle("astronaut", "t:gone")], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_setting_puts_them_in_use(shipped: Shipped, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    try:
        monkeypatch.setattr(settings(), "titles", shipped.folder)
        assert LearnedTitles(VOCABULARY).usable
        assert LearnedTitles(VOCABULARY).rank("night wizard", VOCABULARY, 1)[0][0] == CODER  # type: ignore[index]
        monkeypatch.setattr(settings(), "titles", tmp_path)
        with pytest.raises(ModelError, match="train-titles"):
            open_titles(VOCABULARY)
    finally:
        monkeypatch.undo()
    assert not LearnedTitles(VOCABULARY).usable


def test_groups_and_titles_of_esco(shared: Path) -> None:
    esco = read_esco(shared / "ontology" / "esco")
    vocabulary, groups = vocabulary_of([esco]), occupation_groups(esco)
    occupations = {term.concept for term in vocabulary.of_type("Occupation")}
    assert set(groups) == occupations
    assert all("/isco/C" in group and len(group.rpartition("C")[2]) == 4 for group in groups.values())
    rows = labelled_titles(shared / "eval" / "titles_esco" / "dev.jsonl", vocabulary)
    strange = [concept for _, concept in rows if concept not in occupations]
    assert len(strange) == 1  # Its id is of another ESCO: it is left out.
