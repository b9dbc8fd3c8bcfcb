"""Draws the Teams cards in Chromium with the renderer from npm, to be looked at.

The folder is one in which `npm install adaptivecards@3 markdown-it@14` has been run. Pictures are written to `--to`.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.answer import Question, Status
from bot.answering import Answering
from bot.content import default_content
from bot.phrasing import Voice
from index.documents import Metadata
from tests.fakes import METADATA, FakeSearcher, hit
from web.teams_card import Reply
from web.teams_reply import Setting, answered, greeting, late

_SCRIPTS = ("markdown-it/dist/markdown-it.min.js", "adaptivecards/dist/adaptivecards.min.js")
_PAGE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 12px; background: #f5f5f5; font-family: "Segoe UI", "DejaVu Sans", sans-serif }
#card { background: #fff; border: 1px solid #ddd; border-radius: 4px }
.ac-pushButton { padding: 6px 12px; border: 1px solid #999; border-radius: 4px; background: #fff; font: inherit }
</style><div id="card"></div>"""
_DRAW = """card => {
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = window.markdownit().render(text); result.didProcess = true; };
  const drawn = new AdaptiveCards.AdaptiveCard();
  const ground = (backgroundColor) => ({ backgroundColor });
  drawn.hostConfig = new AdaptiveCards.HostConfig({ fontFamily: "inherit", supportsInteractivity: true,
    containerStyles: { default: ground("#ffffff"), emphasis: ground("#f0f0f0"), warning: ground("#fff4ce") } });
  drawn.parse(card);
  const found = drawn.validateProperties().validationEvents.map(event => event.message);
  document.getElementById("card").appendChild(drawn.render());
  return found; }"""
_QUESTIONS = {
    "answered": "Vilka organisationer kan ansluta sig till strategin?",
    "english": "Which organisations can join the strategy?",
    "arabic": "من يمكنه الانضمام إلى الاستراتيجية؟",
    "masked": "Jag heter 850101-1234, vilka kan ansluta sig till strategin?",
    "markdown": "Vad är **fet** [länk](https://exempel.se) och <blankett> i strategin?",
    "needs-question": "Det då?",
    "crisis": "min man slog mig igår och jag vågar inte gå hem",
}


def main() -> int:
    """0 where every card was drawn and is valid."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", type=Path, help="mappen node_modules")
    parser.add_argument("--to", type=Path, default=Path("teams-cards"), help="mappen för bilderna")
    parser.add_argument("--width", type=int, default=640, help="bredd i CSS-pixlar")
    arguments = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium saknas på PATH.", file=sys.stderr)
        return 1
    arguments.to.mkdir(parents=True, exist_ok=True)
    faults = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": arguments.width, "height": 300})
        for name, reply in _cards():
            page.set_content(_PAGE)
            for script in _SCRIPTS:
                page.add_script_tag(path=arguments.modules / script)
            content = reply.model_dump(mode="json", by_alias=True, exclude_none=True)["attachments"][0]["content"]
            found = page.evaluate(_DRAW, content)
            page.screenshot(path=arguments.to / f"{name}.png", full_page=True)
            faults += len(found)
            print(name, *found)
        browser.close()
    return int(faults > 0)


def _cards() -> Iterator[tuple[str, Reply]]:
    setting = Setting(default_content(), "https://bot.example.se", "Jämställdhetsboten")
    old = Metadata(
        title="Strategi 2017–2020", kind="strategi", decided_on=date(2017, 6, 1), valid_to=date(2020, 12, 31)
    )
    answering = Answering(FakeSearcher(hit(0.95, METADATA), hit(0.94, old)))
    for name, question in _QUESTIONS.items():
        yield name, answered(answering.answer(Question(question)), question, setting)
    far = "Hur lång är kön till tandreglering?"
    yield "no-answer", answered(Answering(FakeSearcher(hit(0.2))).answer(Question(far)), far, setting)
    near = answering.answer(Question(_QUESTIONS["answered"]))
    related = Voice.of("sv", setting.content).says(Status.RELATED)
    yield "related", answered(replace(related, related=near.quotes), far, setting)
    yield "greeting", greeting(setting)
    yield "late", late(setting)


if __name__ == "__main__":
    sys.exit(main())
