"""What is done before the first question."""

import subprocess
import sys

PROGRAM = """
from time import perf_counter
from bot.language import detect
from bot.risk import found_by_rules
from bot.routing import route, without_greeting
from bot.warming import warm

def milliseconds(text):
    start = perf_counter()
    found_by_rules(text), route(text), without_greeting(text), detect(text)
    return (perf_counter() - start) * 1000

warm()
print(milliseconds("Hej! Vad kostar det att ansluta sig?"))
"""


def test_the_first_question_waits_for_no_pattern_or_table() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    # They take half a second together, where they are not there.
    assert float(done.stdout) < 50
