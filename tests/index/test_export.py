"""Other models than the default one: tiny ones of random weights, saved as sentence-transformers folders."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoder import silent
from index.errors import EncoderExportError
from index.export import export
from index.models import TorchEncoder, load
from index.onnx_encoder import OnnxEncoder

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = ("kvinnor", "män", "och", "makt", "våld", "lön", "lika", "vård", "region", "mål", "fråga", "text")
TEXTS = ("kvinnor och män", "lika lön", "region mål vård våld makt lika lön", "okänt", "")
DIMENSIONS = 32
MAX_TOKENS = 24


def _save_transformer(folder: Path) -> None:
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(SPECIAL + WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    special = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), SPECIAL, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=MAX_TOKENS, **special).save_pretrained(folder)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(SPECIAL + WORDS),
        hidden_size=DIMENSIONS,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=32,
        initializer_range=0.2,
    )
    BertModel(config).save_pretrained(folder)


def _tiny_model(folder: Path, pooling: str, *, include_prompt: bool = True) -> SentenceTransformer:
    _save_transformer(folder / "transformer")
    modules = [
        Transformer(str(folder / "transformer")),
        Pooling(DIMENSIONS, pooling_mode=pooling, include_prompt=include_prompt),
    ]
    prompts = {"query": "fråga ", "document": "text "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(
        str(folder / "model"), create_model_card=False
    )
    return load(folder / "model")


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_another_model_is_exported_with_its_own_pooling(tmp_path: Path, pooling: str) -> None:
    model = _tiny_model(tmp_path, pooling)
    encoder = OnnxEncoder.open(tmp_path / export(model, tmp_path, "tiny", silent), threads=1)
    reference = TorchEncoder(model, encoder.hash)
    assert encoder.dimensions == reference.dimensions == DIMENSIONS
    passages = encoder.encode_passages(TEXTS), reference.encode_passages(TEXTS)
    queries = encoder.encode_queries(TEXTS), reference.encode_queries(TEXTS)
    assert np.sum(passages[0] * passages[1], axis=1).min() >= 0.99
    assert np.sum(queries[0] * queries[1], axis=1).min() >= 0.99
    assert not np.allclose(passages[0], queries[0], atol=0.01)


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_the_pieces_of_another_model_are_exported_too(tmp_path: Path, pooling: str) -> None:
    model = _tiny_model(tmp_path, pooling)
    encoder = OnnxEncoder.open(tmp_path / export(model, tmp_path, "tiny", silent), threads=1)
    reference = TorchEncoder(model, encoder.hash)
    texts = (*TEXTS, "kvinnor, män!", "kvinnor " * 30)
    counts = []
    for served, expected in zip(*(e.passages_with_tokens(texts) for e in (encoder, reference)), strict=True):
        assert served.tokens.shape == expected.tokens.shape
        assert np.sum(served.tokens * expected.tokens, axis=1).min(initial=1) >= 0.98
        counts.append(len(served.tokens))
    # The last one is cut at 24 tokens, of which the prompt and the marks of the ends are three.
    assert counts == [3, 2, 7, 1, 0, 2, MAX_TOKENS - 3]


def test_the_pieces_keep_the_width_of_a_model_whose_vectors_are_narrowed_last(tmp_path: Path) -> None:
    model = _tiny_model(tmp_path, "mean")
    torch.manual_seed(7)
    model.append(Dense(DIMENSIONS, 8))
    encoder = OnnxEncoder.open(tmp_path / export(model, tmp_path, "tiny", silent), threads=1)
    (encoding,) = encoder.passages_with_tokens(["kvinnor och män"])
    assert (encoding.vector.shape, encoding.tokens.shape) == ((8,), (3, DIMENSIONS))


def test_a_text_is_cut_at_the_model_s_own_limit(tmp_path: Path) -> None:
    model = _tiny_model(tmp_path, "mean")
    encoder = OnnxEncoder.open(tmp_path / export(model, tmp_path, "tiny", silent), threads=1)
    long, longer = encoder.encode_passages(["kvinnor " * 30, "kvinnor " * 30 + "män"])
    np.testing.assert_array_equal(long, longer)


def test_the_same_model_gives_the_same_hash_and_another_pooling_another(tmp_path: Path) -> None:
    model = _tiny_model(tmp_path / "a", "mean")
    first, again = (export(model, tmp_path, "tiny", silent) for _ in range(2))
    other = export(_tiny_model(tmp_path / "b", "cls"), tmp_path, "tiny", silent)
    assert first == again != other


def test_the_description_tells_what_was_exported(tmp_path: Path) -> None:
    encoder_hash = export(_tiny_model(tmp_path, "mean"), tmp_path / "encoders", "tiny", silent)
    folder = tmp_path / "encoders" / encoder_hash
    description = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    assert description["source"] == "tiny"
    assert description["hash"] == encoder_hash
    assert description["max_tokens"] == MAX_TOKENS
    assert (description["query_prompt"], description["passage_prompt"]) == ("fråga ", "text ")
    assert "onnxruntime" in description["versions"]


def test_an_exported_folder_is_readable_by_others_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    encoder_hash = export(_tiny_model(tmp_path, "mean"), tmp_path / "encoders", "tiny", silent)
    assert [path.name for path in (tmp_path / "encoders").iterdir()] == [encoder_hash]
    folder = tmp_path / "encoders" / encoder_hash
    assert folder.stat().st_mode & 0o055 == 0o055
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in folder.iterdir())


def test_a_model_that_leaves_its_prompt_out_of_the_mean_is_refused(tmp_path: Path) -> None:
    model = _tiny_model(tmp_path, "mean", include_prompt=False)
    with pytest.raises(EncoderExportError, match="include_prompt"):
        export(model, tmp_path / "encoders", "tiny", silent)
    assert not (tmp_path / "encoders").exists()


def test_a_model_that_does_not_exist_is_told_of_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(EncoderExportError, match="kunde inte läsas in"):
        load(tmp_path / "saknas")
