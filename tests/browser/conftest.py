"""Real Chromium: two pages (`phone`, `desk`) that fail on script errors, and `axe` for accessibility."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests import system

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
HERE = Path(__file__).parent
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# colours that are still fading into each other would be judged half way
CHINA = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1366, "height": 768}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = system.chromium()
    if path is None:
        pytest.skip(system.NEEDS["chromium"][2])
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    # Containers give a tiny /dev/shm, on which pages crash.
    return {
        "executable_path": path,
        "args": [*QUIET, *as_root, "--disable-dev-shm-usage"],
    }


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext], live_server) -> Iterator[Page]:
    """A page on a phone (390 × 844, touch), its address relative to the live server."""
    with watched(new_context(base_url=live_server.url, **CHINA, **PHONE)) as page:
        yield page


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], live_server) -> Iterator[Page]:
    """A page on an office screen (1366 × 768), its address relative to the live server."""
    with watched(new_context(base_url=live_server.url, **CHINA, **DESK)) as page:
        yield page


@contextmanager
def watched(context: BrowserContext) -> Iterator[Page]:
    """A page whose script errors and refusals by the content policy make the test fail at its end."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: "Content Security Policy" in line.text and faults.append(line.text))
    yield page
    assert not faults, f"scripts failed or were refused on {page.url}: {faults}"


# What axe's judgement of colours rests on: of every text its colour, whether it is large, and what lies beneath it.
COLOURS = """() => {
  const beneath = new Map(), over = new Map(), found = new Set(), styles = new Map();
  const style = (e) => styles.get(e) || styles.set(e, getComputedStyle(e)).get(e);
  const veil = (e) => {  // what makes a whole part paler
    if (e && !over.has(e)) {
      const s = style(e);
      over.set(e, (s.opacity === "1" && s.filter === "none" ? "" : [s.opacity, s.filter]) + veil(e.parentElement));
    }
    return e ? over.get(e) : "";
  };
  const ground = (e) => {  // down to the first that nothing shows through
    if (e && !beneath.has(e)) {
      const {backgroundColor: color, backgroundImage: image} = style(e), clear = color === "rgba(0, 0, 0, 0)";
      const own = clear && image === "none" ? "" : [color, image] + "<";
      beneath.set(e, color.startsWith("rgb(") && image === "none" ? own : own + ground(e.parentElement));
    }
    return e ? beneath.get(e) : "";
  };
  for (const e of document.querySelectorAll("body, body *")) {
    if (!("value" in e) && ![...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim())) continue;
    const s = style(e), size = parseFloat(s.fontSize), large = size >= (s.fontWeight >= 700 ? 18.6 : 24);
    found.add([s.color, large, s.textShadow, !!e.disabled, ground(e), veil(e)].join("|"));
  }
  return [...found];
}"""
AXE_RUN = """async (known) => (await axe.run(document, {
  resultTypes: ["violations"], rules: {"color-contrast": {enabled: !known}},
})).violations"""


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[dict[str, Any]]]:
    """`axe(page)` gives the violations of WCAG 2.2 A and AA and axe's best practices on what is shown.

    Contrast takes half its time: it is judged when a text stands in a colour, on a ground, in which none has been
    judged before.
    """
    source, judged = AXE.read_text(encoding="utf-8"), set()

    def violations(page: Page) -> list[dict[str, Any]]:
        # Evaluated, not added as a <script>: the page's content policy stays in force.
        page.evaluate(source)
        colours = set(page.evaluate(COLOURS))
        found = page.evaluate(AXE_RUN, colours <= judged)
        if not found:
            judged.update(colours)
        return found

    return violations


@pytest.fixture(scope="session")
def assert_accessible(axe) -> Callable[[Page], None]:
    """`assert_accessible(page)` fails with rule, help and place of every violation."""

    def check(page: Page) -> None:
        found = [
            f"{v['id']} ({v['impact']}): {v['help']}\n    "
            + "\n    ".join(n["html"][:200] for n in v["nodes"])
            for v in axe(page)
        ]
        assert not found, f"{page.url} has {len(found)} violations:\n" + "\n".join(found)

    return check
