"""The Chinese tagger that is shipped: on invented resumes, and on the dev split where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.gold import mentions_row, read_gold
from etl.mention_evaluation import by_tagger, score_spans
from etl.tagging.characters import CharacterTagger, load
from etl.tagging.characters_training import SHIPPED


@pytest.fixture(scope="module")
def shipped() -> CharacterTagger:
    return load(SHIPPED)


def _found(tagger: CharacterTagger, text: str) -> set[tuple[str, str]]:
    return {(text[span.start : span.end], span.label) for span in tagger.tag([text])[0] if span.confidence >= 0.5}


def test_a_sentence_of_a_biography(shipped: CharacterTagger) -> None:
    text = "苏明远，男，汉族，中国国籍，工商管理硕士，2016年5月至今任楚豫云梯科技股份有限公司董事、副总经理。"
    assert _found(shipped, text) == {
        ("苏明远", "NAME"), ("汉族", "RACE"), ("中国国籍", "CONT"), ("工商管理", "PRO"), ("硕士", "EDU"),
        ("楚豫云梯科技股份有限公司", "ORG"), ("董事", "TITLE"), ("副总经理", "TITLE"),
    }  # fmt: skip


def test_lines_of_a_resume(shipped: CharacterTagger) -> None:
    text = "何秋\n\n工作经历\n2019.03-至今  武汉云梯数据服务有限公司  运维工程师\n楚天工程学院，软件工程，本科\n"
    assert _found(shipped, text) >= {
        ("武汉云梯数据服务有限公司", "ORG"), ("运维工程师", "TITLE"), ("楚天工程学院", "ORG"), ("软件工程", "PRO"),
        ("本科", "EDU"),
    }  # fmt: skip


def test_mail_addresses_and_english_lines_are_left_alone(shipped: CharacterTagger) -> None:
    text = "邮箱：heqiu@example.cn\nheqiu@example.com\nNegotiated payment terms with the factory and the forwarder.\n"
    assert shipped.tag([text]) == [()]


def test_traditional_characters_and_full_width_forms(shipped: CharacterTagger) -> None:
    simplified = "何秋，1998年生，硕士，现任云梯软件有限公司财务总监。"
    other = "何秋，１９９８年生，碩士，現任雲梯軟件有限公司財務總監。"
    assert [(span.start, span.end, span.label) for span in shipped.tag([simplified])[0]] == [
        (span.start, span.end, span.label) for span in shipped.tag([other])[0]
    ]


def test_its_files_are_small_and_hold_no_text_of_the_training() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 3_200_000
    assert {path.name for path in SHIPPED.iterdir()} == {
        "LICENSE-jieba.txt", "README.md", "config.json", "lexicon.txt.gz", "model.safetensors", "vectors.safetensors",
    }  # fmt: skip


@pytest.mark.shared
def test_dev_figures_hold(shared: Path) -> None:
    dev = read_gold(shared / "eval" / "resume_ner_zh" / "dev.jsonl", mentions_row)
    assert score_spans(dev, by_tagger(load(SHIPPED)))[0]["f1"] > 0.945
