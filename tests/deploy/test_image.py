"""The web node's image: the steps of the Dockerfile run in an empty folder, and what comes of them in its container.

The packages of requirements-web.lock are installed anew. An encoder is not made: `make image` does that too.
"""

from pathlib import Path

import pytest

from index.encoders import find
from tests.deploy import image_checks
from tests.deploy.enclosure import possible
from tests.deploy.image import Image, Images

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, encoders_dir: Path) -> Image:
    if not possible():
        pytest.skip("En monteringsrymd kräver root.")
    folder = tmp_path_factory.mktemp("image")
    for parent in list(folder.parents)[:2]:
        parent.chmod(0o755)
    return Images(folder, find(encoders_dir, "default").resolve()).image("web")


def test_it_has_what_a_server_loads_and_nothing_that_makes_an_encoder(web: Image) -> None:
    image_checks.lacks_models(web)


def test_it_brings_the_libraries_that_the_smallest_system_lacks(web: Image) -> None:
    image_checks.brings_its_libraries(web)


def test_an_empty_volume_is_enough_to_answer_and_a_stop_under_load_loses_nothing(web: Image) -> None:
    image_checks.answers_and_stops(web)


def test_it_reads_every_format_and_publishes_beside_the_running_container(web: Image) -> None:
    image_checks.builds_beside_it(web)
