"""Real Chromium: two pages (`phone`, `desk`) that fail on script errors, and `axe` for accessibility."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
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
    return {"executable_path": path, "args": [*QUIET, *as_root, "--disable-dev-shm-usage"]}


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext], live_server) -> Iterator[Page]:
    """A page on a phone (390 × 844, touch), its address relative to the live server."""
    yield from _watched(new_context(base_url=live_server.url, **CHINA, **PHONE))


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], live_server) -> Iterator[Page]:
    """A page on an office screen (1366 × 768), its address relative to the live server."""
    yield from _watched(new_context(base_url=live_server.url, **CHINA, **DESK))


def _watched(context: BrowserContext) -> Iterator[Page]:
    """A page whose script errors and refusals by the content policy make the test fail at its end."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: "Content Security Policy" in line.text and faults.append(line.text))
    yield page
    assert not faults, f"scripts failed or were refused on {page.url}: {faults}"


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[dict[str, Any]]]:
    """`axe(page)` gives the violations of WCAG 2.2 A and AA and axe's best practices on what is shown."""

    def violations(page: Page) -> list[dict[str, Any]]:
        # Evaluated, not added as a <script>: the page's content policy stays in force.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        return page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )

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
