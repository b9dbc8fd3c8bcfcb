"""Which encoder is in use: finds it, makes it where it is missing, opens it. Imports a model library only on call."""

import hashlib
from pathlib import Path

from index.encoder import Encoder
from index.encoder_folder import DESCRIPTION_FILE, HASH_LENGTH, Report, file_sha256, read_description
from index.errors import EncoderMissingError
from index.settings import DEFAULT_ENCODER, IndexSettings


def find(encoders_dir: Path, source: str) -> Path:
    """The folder of the newest encoder made from `source`, a fingerprint as `source_of` gives it.

    Raises EncoderMissingError when there is none.
    """
    for description_file in sorted(encoders_dir.glob(f"[!.]*/{DESCRIPTION_FILE}"), key=_modified, reverse=True):
        if read_description(description_file.parent).source == source:
            return description_file.parent
    raise EncoderMissingError(
        f"Språkmodellen är inte skapad i {encoders_dir}. Skapa den med 'python -m index encoder'."
    )


def ensure(settings: IndexSettings, report: Report) -> Path:
    """The folder of the configured encoder, exported first where that has not been done (20 s, 4 GB at its peak).

    Raises EncoderExportError when the model cannot be loaded or exported.
    """
    source = source_of(settings)
    try:
        return find(settings.encoders_dir, source)
    except EncoderMissingError:
        pass
    model_path = _model_path(settings, report)
    report("Modellen läses in.")
    from index.export import export  # noqa: PLC0415 - torch takes seconds to import
    from index.models import load  # noqa: PLC0415

    return settings.encoders_dir / export(load(model_path), settings.encoders_dir, source, report)


def open_encoder(settings: IndexSettings) -> Encoder:
    """The configured encoder, ready to use. Raises EncoderMissingError when it has not been made."""
    if settings.encoder_backend == "torch":
        return _open_torch(settings)
    return _open_onnx(find(settings.encoders_dir, source_of(settings)), settings.encoder_threads)


def open_by_hash(encoders_dir: Path, encoder_hash: str, threads: int) -> Encoder:
    """The encoder that a generation was built with. Raises EncoderMissingError when it is gone."""
    return _open_onnx(encoders_dir / encoder_hash, threads)


def source_of(settings: IndexSettings) -> str:
    """The fingerprint of the configured model: it changes when a local model's files do.

    A name on a hub stands for itself: whatever was exported under it is kept.
    """
    if settings.encoder == DEFAULT_ENCODER:
        from index.default_model import WEIGHTS_SHA256  # noqa: PLC0415

        return f"default:{WEIGHTS_SHA256}"
    folder = Path(settings.encoder)
    if folder.is_dir():
        return f"folder:{_folder_sha256(folder)}"
    return f"name:{settings.encoder}"


def _modified(path: Path) -> float:
    return path.stat().st_mtime


def _folder_sha256(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()


def _model_path(settings: IndexSettings, report: Report) -> str:
    if settings.encoder != DEFAULT_ENCODER:
        return settings.encoder
    from index.default_model import unpack  # noqa: PLC0415

    folder = settings.var_dir / "models" / "default"
    if not (folder / "modules.json").is_file():
        report("Standardmodellen packas upp.")
        unpack(folder)
    return str(folder)


def _open_onnx(folder: Path, threads: int) -> Encoder:
    from index.onnx_encoder import OnnxEncoder  # noqa: PLC0415

    return OnnxEncoder.open(folder, threads)


def _open_torch(settings: IndexSettings) -> Encoder:
    from index.models import TorchEncoder, load  # noqa: PLC0415

    model_hash = hashlib.sha256(f"torch\0{source_of(settings)}".encode()).hexdigest()[:HASH_LENGTH]
    return TorchEncoder(load(_model_path(settings, lambda _step: None)), model_hash)
