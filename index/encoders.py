"""Which encoder is in use: finds it, makes it if it is missing, opens it. Imports libraries only on call."""

import hashlib
from pathlib import Path

from index.encoder import Encoder, Progress, silent
from index.encoder_folder import DESCRIPTION_FILE, EXPORT_VERSION, file_sha256, read_description, torch_hash
from index.errors import EncoderMissingError
from index.export_folder import remove_abandoned
from index.settings import DEFAULT_ENCODER, IndexSettings


def find(encoders_dir: Path, source: str) -> Path:
    """The folder of the encoder exported from `source`: 'default', or a model's folder or name.

    Raises EncoderMissingError when there is none, or when the model has changed since.
    """
    wanted = _fingerprint(source)
    for description_file in sorted(encoders_dir.glob(f"[!.]*/{DESCRIPTION_FILE}"), key=_modified, reverse=True):
        if _is_current(description_file.parent, wanted):
            return description_file.parent
    raise EncoderMissingError(
        f"Språkmodellen '{source}' är inte förberedd i {encoders_dir}. Kör 'python -m index encoder' en gång."
    )


def ensure(settings: IndexSettings, progress: Progress) -> Path:
    """The folder of the configured encoder, exported first where that is not done (30 s, 4 GB at its peak).

    `progress` is told of every step done. What killed exports left behind is removed. Raises
    EncoderExportError when the model cannot be loaded or exported.
    """
    remove_abandoned(settings.encoders_dir)
    try:
        return find(settings.encoders_dir, settings.encoder)
    except EncoderMissingError:
        pass
    model_path = _model_path(settings, progress)
    # torch takes seconds to import, and is not needed where the encoder is there already.
    from index.export import export  # noqa: PLC0415
    from index.models import load  # noqa: PLC0415

    model = load(model_path)
    progress(1)
    return settings.encoders_dir / export(model, settings.encoders_dir, _fingerprint(settings.encoder), progress)


def configured_hash(settings: IndexSettings) -> str:
    """The hash of the configured encoder, which is not opened. Raises EncoderMissingError as `find` does."""
    name = find(settings.encoders_dir, settings.encoder).name
    return name if settings.encoder_backend == "onnx" else torch_hash(name)


def open_encoder(settings: IndexSettings) -> Encoder:
    """The configured encoder, for a build. Raises EncoderMissingError when it has not been exported."""
    folder = find(settings.encoders_dir, settings.encoder)
    if settings.encoder_backend == "onnx":
        return _open_onnx(folder, settings.encoder_threads)
    from index.models import TorchEncoder, load  # noqa: PLC0415

    return TorchEncoder(load(_model_path(settings, silent)), torch_hash(folder.name))


def open_by_hash(encoders_dir: Path, encoder_hash: str) -> Encoder:
    """The exported encoder of that hash, for questions: on one thread. Raises EncoderMissingError when it is gone."""
    # Threads that share a product wait for each other: a question on two is hardly sooner, and two questions are later.
    return _open_onnx(encoders_dir / encoder_hash, 1)


def share(encoders_dir: Path, encoder_hash: str) -> None:
    """Load what processes that are forked from this one can share of an encoder; nothing where it is gone."""
    from index.onnx_encoder import vocabulary  # noqa: PLC0415

    if (encoders_dir / encoder_hash).is_dir():
        vocabulary(encoders_dir / encoder_hash)


def _open_onnx(folder: Path, threads: int) -> Encoder:
    from index.onnx_encoder import OnnxEncoder  # noqa: PLC0415

    return OnnxEncoder.open(folder, threads)


def _modified(path: Path) -> float:
    return path.stat().st_mtime


def _is_current(folder: Path, fingerprint: str) -> bool:
    try:
        description = read_description(folder)
    except EncoderMissingError:
        return False
    return description.source == fingerprint and description.export_version == EXPORT_VERSION


def _fingerprint(source: str) -> str:
    # A name on a hub stands for itself: what was exported under it once is kept.
    if source == DEFAULT_ENCODER:
        from index.default_model import made_from  # noqa: PLC0415

        return f"{DEFAULT_ENCODER}:{made_from()}"
    if Path(source).is_dir():
        return f"folder:{_folder_sha256(Path(source))}"
    return f"name:{source}"


def _folder_sha256(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()


def _model_path(settings: IndexSettings, progress: Progress) -> str:
    if settings.encoder != DEFAULT_ENCODER:
        return settings.encoder
    from index.default_model import is_unpacked, unpack  # noqa: PLC0415

    folder = settings.var_dir / "models" / "default"
    if not is_unpacked(folder):
        unpack(folder)
    progress(1)
    return str(folder)
