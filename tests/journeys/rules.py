"""What axe-core finds on a page, as it stands or in every way that somebody may see it."""

from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# What is shown in a frame is a page of its own, and is checked as one.
_OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "iframes": False, "resultTypes": ["violations"]}
_FIND = """async (options) => {
  const { violations } = await axe.run(options);
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`));
}"""
_WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to see a page; `size` is of the window, in CSS pixels."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"
    size: tuple[int, int] = (1280, 720)


MODES = (
    Mode("light"),
    Mode("dark", scheme="dark"),
    Mode("forced colours", forced="active"),
    Mode("narrow", scheme="dark", size=(320, 640)),
)


def violations(page: Page) -> list[str]:
    """What breaks a rule on the page as it is shown now."""
    # An element can be there before the style sheet that gives it its colours.
    page.wait_for_load_state("load")
    page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_FIND, _OPTIONS)
    return found


def violations_in_every_mode(page: Page) -> list[str]:
    """What breaks a rule in any mode, or is wider than its window; the page itself is loaded only once."""
    found: list[str] = []
    window = page.viewport_size
    assert window is not None
    for mode in MODES:
        page.emulate_media(color_scheme=mode.scheme, forced_colors=mode.forced)
        page.set_viewport_size(ViewportSize(width=mode.size[0], height=mode.size[1]))
        found += [f"{mode.name}: {broken}" for broken in violations(page)]
        if page.evaluate(_WIDER):
            found.append(f"{mode.name}: wider than the window")
    page.emulate_media(color_scheme="null", forced_colors="null")
    page.set_viewport_size(window)
    return found
