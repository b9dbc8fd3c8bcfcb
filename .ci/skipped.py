"""How many tests a JUnit file says were skipped, and why."""

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree


def main(path: Path) -> None:
    """Print one line for each reason, the most common first."""
    if not path.is_file() or not path.stat().st_size:
        print("Inga tester kördes.")
        return
    # The file is pytest's own, written a moment ago.
    cases = list(ElementTree.parse(path).iter("testcase"))  # noqa: S314
    reasons = Counter(skip.get("message", "") for case in cases for skip in case.iter("skipped"))
    print(f"Överhoppade tester: {reasons.total()} av {len(cases)}")
    for reason, count in reasons.most_common():
        print(f"{count:6} {reason}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
