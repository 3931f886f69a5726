"""A random BERT of a few thousand weights in a folder, as any other checkpoint from Hugging Face would lie there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def make_tiny_bert(folder: Path, words: Iterable[str]) -> str:
    """Write the model and a WordPiece tokenizer that knows `words` and every single letter; gives its name."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    letters = [chr(code) for code in range(33, 127) if not chr(code).isupper()]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    known = dict.fromkeys([*pieces, *sorted(words)])
    tokenizer = BertTokenizerFast(vocab={word: at for at, word in enumerate(known)}, do_lower_case=True)
    tokenizer.save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(known),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        BertModel(config).save_pretrained(folder)
    return str(folder)
