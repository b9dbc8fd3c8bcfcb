"""The figures, in one process and summed over several."""

import os
import subprocess
import sys
from pathlib import Path

from web import metrics_folder
from web.metrics import Metrics, Now

PROGRAM = """
import os, sys
from pathlib import Path
from web import metrics_folder
metrics_folder.prepare(Path(sys.argv[1]))
from web.metrics import Metrics, forget_process
def count(number):
    metrics = Metrics()
    for _ in range(number):
        metrics.answered("api", "answered", {"total": 8.0}, 0.55)
for number in (2, 3):
    child = os.fork()
    if not child:
        count(number)
        os._exit(0)
    os.waitpid(child, 0)
    forget_process(child)
    forget_process(child)
count(4)
print(Metrics().shown(()).decode())
print("files", *sorted(path.name for path in Path(sys.argv[1]).iterdir() if str(os.getpid()) not in path.name))
"""


def shown(metrics: Metrics, *present: Now) -> list[str]:
    return metrics.shown(present).decode().splitlines()


def test_an_answer_is_counted_by_channel_outcome_step_and_confidence() -> None:
    metrics = Metrics()
    metrics.answered("webb", "answered", {"encode": 4.0, "total": 12.0}, 0.83)
    metrics.answered("teams", "crisis", {}, None)
    lines = shown(metrics)
    assert 'bot_questions_total{channel="webb",outcome="answered"} 1.0' in lines
    assert 'bot_questions_total{channel="teams",outcome="crisis"} 1.0' in lines
    assert 'bot_step_seconds_bucket{le="0.005",step="encode"} 1.0' in lines
    assert 'bot_step_seconds_bucket{le="0.01",step="total"} 0.0' in lines
    assert 'bot_confidence_bucket{le="0.8"} 0.0' in lines
    assert 'bot_confidence_bucket{le="0.9"} 1.0' in lines


def test_responses_refusals_and_drops_are_counted() -> None:
    metrics = Metrics()
    metrics.responded("/", 200, 0.02)
    metrics.refused("too often")
    metrics.dropped(3)
    lines = shown(metrics)
    assert 'bot_responses_total{route="/",status="200"} 1.0' in lines
    assert 'bot_refusals_total{reason="too often"} 1.0' in lines
    assert "bot_recorder_dropped_total 3.0" in lines


def test_figures_of_the_moment_are_shown_with_their_label() -> None:
    present = Now("bot_recent_builds", "Builds", "state", {"klar": 2.0})
    age = Now("bot_generation_age_seconds", "Age", values={"": 7.0})
    assert {'bot_recent_builds{state="klar"} 2.0', "bot_generation_age_seconds 7.0"} <= set(
        shown(Metrics(), present, age)
    )


def test_two_applications_in_a_process_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.refused("invalid")
    assert not [line for line in shown(second) if line.startswith("bot_refusals_total{")]


def test_processes_are_summed_and_those_that_ended_leave_their_sums_in_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "metrics"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"from an earlier run")
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert 'bot_questions_total{channel="api",outcome="answered"} 9.0' in lines
    assert 'bot_step_seconds_count{step="total"} 9.0' in lines
    assert 'bot_step_seconds_bucket{le="0.01",step="total"} 9.0' in lines
    assert lines[-1] == "files counter_ended.db histogram_ended.db"


def test_a_process_without_a_folder_counts_by_itself() -> None:
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ
    assert metrics_folder.shared_folder() is None


def test_a_process_without_room_for_its_figures_counts_nothing_and_lives(tmp_path: Path) -> None:
    folder = tmp_path / "metrics"
    program = """
import sys
from pathlib import Path
from web import metrics_folder
metrics_folder.prepare(Path(sys.argv[1]))
Path(sys.argv[1]).rmdir()
Path(sys.argv[1]).write_text("no folder")
from web.metrics import Metrics, forget_process
metrics = Metrics()
metrics.answered("api", "answered", {"total": 8.0}, 0.55)
metrics.responded("/", 200, 0.1)
metrics.refused("invalid")
metrics.dropped()
forget_process(1)
"""
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True, capture_output=True)


def test_a_file_of_figures_has_its_room_from_the_start(tmp_path: Path) -> None:
    path = tmp_path / "counter_1.db"
    assert metrics_folder.reserved(path)
    assert path.stat().st_blocks * 512 >= path.stat().st_size >= 64 * 1024
    assert metrics_folder.reserved(path)
    assert not metrics_folder.reserved(tmp_path / "nowhere" / "counter_1.db")


def test_figures_that_a_process_left_broken_are_given_up(tmp_path: Path) -> None:
    folder = tmp_path / "metrics"
    program = """
import sys
from pathlib import Path
from web import metrics_folder
metrics_folder.prepare(Path(sys.argv[1]))
from web.metrics import Metrics, forget_process
for name, content in (("counter_7.db", b""), ("histogram_7.db", b"\\xff\\x00\\x00\\x00" * 9)):
    (Path(sys.argv[1]) / name).write_bytes(content)
forget_process(7)
Metrics().shown(())
print(*(path.name for path in Path(sys.argv[1]).glob("*_7.db")))
"""
    done = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
