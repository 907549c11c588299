"""Real Chromium: two pages (`phone`, `desk`) that fail on script errors, and `axe` for accessibility."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
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
# A Chromium with windows draws the drop-downs of its address bar anew at every step, and nobody sees them: a fifth of all.
# The last list given counts, so Playwright's own is repeated.
UNSEEN = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying",
    "AimEnabled", "PreconnectToSearch",
]  # fmt: skip
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
    windows = [] if "headless-shell" in path else [f"--disable-features={','.join(UNSEEN)}"]
    # Containers give a tiny /dev/shm, on which pages crash.
    return {
        "executable_path": path,
        "args": [*QUIET, *windows, *as_root, "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_kept() -> Iterator[None]:
    """By a browser, as in production; in a fresh checkout it asked for each anew at every page."""
    serve = StaticFilesHandler.serve

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield


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


# What axe's judgement of a page rests on: of every text its colour, whether it is large, and what lies beneath it; and
# every kind of element with its attributes, where it stands, and whether it has words, a label, an id of its own.
LOOK = """() => {
  const beneath = new Map(), over = new Map(), colours = new Set(), styles = new Map();
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
    colours.add([s.color, large, s.textShadow, !!e.disabled, ground(e), veil(e)].join("|"));
  }
  const kinds = new Set([`${innerWidth} ${document.title ? "titled" : ""}`]), ids = new Set();
  let heading = "";
  for (const e of document.querySelectorAll("*")) {
    const values = [...e.attributes].map(({name, value}) =>
      /^(aria-(?!describedby|labelledby|controls|owns)|role$|type$|class$|lang$|tabindex$|autocomplete$|scope$)/.test(name)
        ? `${name}=${value.replace(/[0-9]+/g, "n")}` : name + (value.trim() ? "" : "=")).sort();
    const aims = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns"].flatMap((name) =>
      (e.getAttribute(name) || "").split(/ +/).filter((id) => id && !document.getElementById(id)));
    const doubled = e.id && ids.has(e.id);
    ids.add(e.id);
    const words = !!(e.innerText ?? e.textContent).trim(), shown = e.checkVisibility();
    const own = [e.localName, ...values, words, shown, e.labels?.length > 0, doubled, aims.length];
    kinds.add([e.parentElement?.localName, ...own].join(" "));
    if (shown && /^h[1-6]$/.test(e.localName)) kinds.add(`${heading}>${heading = e.localName}`);
  }
  return [[...colours], [...kinds]];
}"""
AXE_RUN = """async (known) => (await axe.run(document, {
  resultTypes: ["violations"], rules: {"color-contrast": {enabled: !known}},
})).violations"""
# Laid into every page unread, it is run where it is asked for: the browser reads it once, not at each page. So it is not
# added as a <script> either: the page's content policy stays in force.
AXE_LATE = "window.lateAxe = () => {%s\n};"
AXE_READY = "() => !!(window.axe || (window.lateAxe && (lateAxe(), window.axe)))"


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[dict[str, Any]]]:
    """`axe(page)` gives the violations of WCAG 2.2 A and AA and axe's best practices on what is shown.

    Contrast takes half its time: it is judged when a text stands in a colour, on a ground, in which none has been
    judged before. The rest is judged when a page of this address (whatever its numbers and its question), on a screen
    this wide, has a kind of element that no such page had.
    """
    source = AXE.read_text(encoding="utf-8")
    judged: set[str] = set()
    known: dict[tuple[str, int], set[str]] = {}
    prepared: WeakSet[BrowserContext] = WeakSet()

    def violations(page: Page) -> list[dict[str, Any]]:
        looks, kinds = map(set, page.evaluate(LOOK))
        path = re.sub(r"\d+", "n", urlsplit(page.url).path)
        before = known.setdefault((path, page.viewport_size["width"]), set())
        if kinds <= before and looks <= judged:
            return []
        if page.context not in prepared:
            page.context.add_init_script(AXE_LATE % source)
            prepared.add(page.context)
        if not page.evaluate(AXE_READY):
            page.evaluate(source)
        found = page.evaluate(AXE_RUN, looks <= judged)
        if not found:
            judged.update(looks)
            before.update(kinds)
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
