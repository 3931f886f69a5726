"""Training of the named taggers: which labels each has and which kind of model learns it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from etl.gold import GoldText, mentions_row, read_gold
from graph.errors import InputError

from .augment import Augmentation
from .base import Progress, Trained
from .registry import HEADS, TaggerName, labels_of


def train_tagger(
    name: TaggerName,
    train: Path,
    out: Path,
    *,
    dev: Path | None = None,
    backbone: str | None = None,
    epochs: int | None = None,
    seed: int = 0,
    device: str = "auto",
    resume: bool = True,
    about: str = "",
    more: Augmentation | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Learn a tagger from gold spans and write it, with its model card, to a folder.

    Args:
        train: gold rows (see `etl.gold.mentions_row`).
        dev: rows that choose the best epoch; without it every tenth row of `train` is kept back for that.
        backbone: a Hugging Face encoder (folder or hub name) to fine-tune in place of the tagger's own model.
        epochs: at most so many; the model's own default if None.
        about: source and licence of the data, for the model card.
        more: rows to make beside those of `train`; the rows that choose the epoch stay as they are.
        resume: go on from the last checkpoint in `out`, if there is one.

    Raises:
        GoldFileError: see `read_gold`.
        InputError: no row bears a label of this tagger.
    """
    rows = read_gold(train, mentions_row)
    kept = read_gold(dev, mentions_row) if dev else rows[9::10]
    rows = rows if dev else [row for at, row in enumerate(rows) if at % 10 != 9]
    _known_labels(name, rows, train)
    folder = out.expanduser()
    data = f"{about} {len(rows)} texts of {train.name}; {len(kept)} of {(dev or train).name} choose the epoch.".strip()
    if more is not None:
        synonyms, marked = more.rows(rows, kept, "zh" if name == "resume_zh" else "en", seed, progress)
        data += f" Beside them {len(synonyms)} made with synonyms and {len(marked)} that a tagger marked."
        rows = [*rows, *synonyms, *marked]
    options: dict[str, Any] = {
        "name": name, "seed": seed, "device": device, "resume": resume, "progress": progress, "data": data,
    }  # fmt: skip
    if epochs is not None:
        options["epochs"] = epochs
    if backbone is not None or name == "skillspan":
        from .transformer_training import train_transformer

        return train_transformer(rows, kept, folder, heads=HEADS[name], backbone=backbone or "minilm", **options)
    if name == "resume_zh":
        from .characters_training import train_characters

        return train_characters(rows, kept, folder, **options)
    from .words_training import train_words

    return train_words(rows, kept, folder, **options)


def _known_labels(name: TaggerName, rows: list[GoldText], where: Path) -> None:
    wanted = labels_of(name)
    if not any(span.label in wanted for row in rows for span in row.spans):
        raise InputError(f"no row bears a label of {name}", where=str(where), fix=f"One of {', '.join(sorted(wanted))}")
