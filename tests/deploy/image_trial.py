"""Runs every step of the Dockerfile without Docker, and puts the images through the checks of the tests.

    make image

What the tests spare, this does: torch is installed and the encoder made. It fetches a gigabyte, takes ten minutes of
two cores and 4 GB of memory, and needs root for its mount namespaces.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.deploy import image_checks
from tests.deploy.enclosure import possible
from tests.deploy.image import Images


def main() -> int:
    if not possible():
        print("Avbilden prövas inte: här går det inte att skapa en egen monteringsrymd (det kräver root).")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        images = Images(Path(folder))
        encoder, web = images.image("encoder"), images.image("web")
        checks = [image_checks.lacks_models, image_checks.brings_its_libraries]
        checks += [image_checks.answers_and_stops, image_checks.builds_beside_it]
        for check, image in [(image_checks.exports, encoder), *((check, web) for check in checks)]:
            start = time.monotonic()
            check(image)
            print(f"ok  {check.__name__} ({time.monotonic() - start:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
