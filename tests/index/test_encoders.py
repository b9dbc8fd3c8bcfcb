"""Which encoder is found, when one is made, and what an administrator is told."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoder import silent
from index.encoders import configured_hash, ensure, find, open_by_hash, open_encoder
from index.errors import EncoderExportError, EncoderMissingError
from index.models import TorchEncoder
from index.onnx_encoder import OnnxEncoder
from index.settings import IndexSettings

WORDS = ("[PAD]", "[UNK]", "kvinnor", "män", "makt", "lön")
TEXTS = ("kvinnor män makt", "lön", "")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> IndexSettings:
    """Settings for a tiny model of random weights that has been exported."""
    folder = tmp_path_factory.mktemp("encoders")
    _save_model(folder)
    settings = _settings(folder)
    ensure(settings, silent)
    return settings


def _settings(folder: Path, **changes: str) -> IndexSettings:
    values = {"encoder": str(folder / "model"), "encoder_backend": "onnx"} | changes
    return IndexSettings.model_validate({"var_dir": folder / "var"} | values)


def _in_torch(settings: IndexSettings) -> IndexSettings:
    return settings.model_copy(update={"encoder_backend": "torch"})


def _save_model(folder: Path) -> None:
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    parts = folder / "transformer"
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=16, **special).save_pretrained(parts)
    torch.manual_seed(7)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(WORDS), max_position_embeddings=16, **sizes)).save_pretrained(parts)
    modules = [Transformer(str(parts)), Pooling(16)]
    prompts = {"query": "makt ", "document": "lön "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(
        str(folder / "model"), create_model_card=False
    )


def test_a_second_call_finds_the_encoder_and_makes_nothing(exported: IndexSettings) -> None:
    steps: list[int] = []
    folder = ensure(exported, steps.append)
    assert folder == find(exported.encoders_dir, exported.encoder)
    assert steps == []


def test_an_encoder_that_is_there_is_found_without_a_model_library(exported: IndexSettings) -> None:
    program = (
        "import sys; from index.encoders import ensure; from index.settings import IndexSettings\n"
        f"settings = IndexSettings(var_dir={str(exported.var_dir)!r}, encoder={exported.encoder!r})\n"
        "ensure(settings, print)\n"
        "assert not {'torch', 'sentence_transformers', 'transformers', 'onnxruntime'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_configured_encoder_opens_for_onnx_and_for_torch(exported: IndexSettings) -> None:
    served = open_encoder(exported)
    reference = open_encoder(_in_torch(exported))
    assert isinstance(served, OnnxEncoder)
    assert isinstance(reference, TorchEncoder)
    assert (served.hash, reference.hash) == (configured_hash(exported), configured_hash(_in_torch(exported)))
    assert served.hash != reference.hash
    likeness = np.sum(served.encode_passages(TEXTS) * reference.encode_passages(TEXTS), axis=1)
    assert likeness.min() >= 0.99
    assert reference.encode_queries([]).shape == (0, 16)


def test_a_generation_s_encoder_opens_by_its_hash(exported: IndexSettings) -> None:
    encoder_hash = find(exported.encoders_dir, exported.encoder).name
    assert open_by_hash(exported.encoders_dir, encoder_hash).hash == encoder_hash
    with pytest.raises(EncoderMissingError):
        open_by_hash(exported.encoders_dir, "0" * 16)


def test_a_missing_encoder_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissingError, match="python -m index encoder"):
        find(tmp_path / "encoders", "default")
    with pytest.raises(EncoderMissingError, match="python -m index encoder"):
        open_encoder(_settings(tmp_path))


def test_a_model_whose_files_have_changed_needs_another_export(tmp_path: Path) -> None:
    _save_model(tmp_path)
    settings = _settings(tmp_path)
    before = ensure(settings, silent)
    prompts = tmp_path / "model" / "config_sentence_transformers.json"
    prompts.write_text(prompts.read_text(encoding="utf-8").replace('"makt "', '"lön "'), encoding="utf-8")
    with pytest.raises(EncoderMissingError):
        find(settings.encoders_dir, settings.encoder)
    assert ensure(settings, silent) != before
    assert before.is_dir()


def test_a_damaged_description_does_not_hide_the_others(exported: IndexSettings) -> None:
    damaged = exported.encoders_dir / "damaged"
    damaged.mkdir()
    (damaged / "encoder.json").write_text("{", encoding="utf-8")
    assert find(exported.encoders_dir, exported.encoder).name != "damaged"


def test_a_folder_that_holds_no_model_is_told_of_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with pytest.raises(EncoderExportError, match="kunde inte läsas in"):
        ensure(_settings(tmp_path), silent)


def test_what_a_killed_export_left_behind_is_gone_after_the_next_start(tmp_path: Path) -> None:
    _save_model(tmp_path)
    settings = _settings(tmp_path)
    environment = os.environ | {"BOT_VAR_DIR": str(settings.var_dir), "BOT_ENCODER": settings.encoder}
    command = [sys.executable, "-m", "index", "encoder"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        while not list(settings.encoders_dir.glob(".export-*")) and child.poll() is None:
            time.sleep(0.005)
        child.kill()
    assert list(settings.encoders_dir.glob(".export-*"))
    folder = ensure(settings, silent)
    assert list(settings.encoders_dir.iterdir()) == [folder]


def test_a_folder_left_behind_goes_also_when_nothing_has_to_be_exported(exported: IndexSettings) -> None:
    abandoned = exported.encoders_dir / ".export-abandoned"
    (abandoned / "encoder").mkdir(parents=True)
    ensure(exported, silent)
    assert not abandoned.exists()


def test_the_folder_of_a_running_export_stays(exported: IndexSettings) -> None:
    working = exported.encoders_dir / ".export-working"
    working.mkdir()
    descriptor = os.open(exported.encoders_dir, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        ensure(exported, silent)
        assert working.is_dir()
    finally:
        os.close(descriptor)
    working.rmdir()
