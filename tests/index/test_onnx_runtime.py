"""The library that runs the encoder reports to nobody."""

import os
import subprocess
import sys
from pathlib import Path

from index.encoders import find

PROGRAM = """
import sys
from pathlib import Path
from index.onnx_encoder import OnnxEncoder
OnnxEncoder.open(Path(sys.argv[1]), 1).encode_queries(["Vad kostar det?"])
"""
SILENCED_ELSEWHERE = {"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME", "XDG_DATA_HOME"}
"""What would keep it silent, or write elsewhere, whatever the product does."""


def test_nothing_is_written_in_the_home_folder(tmp_path: Path, encoders_dir: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in SILENCED_ELSEWHERE}
    command = [sys.executable, "-c", PROGRAM, find(encoders_dir, "default")]
    subprocess.run(command, env=environment | {"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []
