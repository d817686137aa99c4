"""What is asked of every page: axe finds nothing, nothing sticks out to the side."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 390)
SCRIPT = Axe()

STICKING_OUT = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const found = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
  return [`${wide}px`, ...found.slice(0, 5).map((e) => `${e.tagName}.${e.className} ${(e.textContent || '').trim().slice(0, 40)}`)];
}"""


def violations(page: Page, *, only: list[str] | None = None) -> list[str]:
    """What axe finds wrong on the page as it stands: rule, element, advice."""
    chosen = {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS}
    found = SCRIPT.run(page, options={"resultTypes": ["violations"], "runOnly": chosen}).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} – {node.get('failureSummary', '')[:260]}"
        for rule in found
        for node in rule["nodes"]
    ]


#: What fades in is half transparent: its colours count once it stands.
SETTLED = """() => Promise.race([
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
    new Promise((resolve) => setTimeout(resolve, 3000)),
])"""


def faults(page: Page) -> list[str]:
    """Everything wrong with the page on desk and phone, in light and dark, and on the narrowest phone."""
    found: list[str] = []
    page.evaluate(SETTLED)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scrollTo(0, 0)")  # what a sticky bar covers half is no fault of the page
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += [f"{width} light {line}" for line in violations(page)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += [f"{width} dark {line}" for line in violations(page, only=["color-contrast"])]
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} sticks out: {line}" for line in page.evaluate(STICKING_OUT)]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found
