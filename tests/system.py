"""What the tests need from the machine beside Python: found, or installed where we may, or named.

On Debian and Ubuntu as root the missing packages are installed by apt-get; elsewhere the stages that
need them are skipped by name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.postgres import NoPostgres, find_binaries

MAC_CHROMES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SHELL = "/usr/bin/chromium-headless-shell"
CHROMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def chromium() -> str | None:
    """The path of a Chromium: CHROMIUM of the environment, the system's, or the one on the path.

    Its headless shell first: the same engine without windows, whose painting is half of what a page costs.
    """
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [SHELL, "/usr/bin/chromium", *map(shutil.which, CHROMES), *MAC_CHROMES]
    return next((path for path in found if path and os.access(path, os.X_OK)), None)


def shell() -> str | None:
    """The Chromium that is named or headless: one with windows does as well, for half as much again."""
    found = chromium()
    return found if found == SHELL or os.environ.get("CHROMIUM") else None


def postgres() -> str | None:
    try:
        return str(find_binaries())
    except NoPostgres:
        return None


def chinese_font() -> str | None:
    """A font that draws Chinese; a picture of empty boxes would pass for a page."""
    if Path("/System/Library/Fonts").is_dir():
        return "macOS"
    if not shutil.which("fc-list"):
        return None
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return listed.stdout.partition("\n")[0] or None


def pango() -> str | None:
    """What sets the PDF of a paper; found as the program finds it, by loading it."""
    from ctypes.util import find_library

    names = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
    return "pango" if all(find_library(name) for name in names) else None


def gettext() -> str | None:
    return shutil.which("xgettext") and shutil.which("msgfmt")


# what a stage asks for: (how it is found, Debian's packages (a|b: a, where there is one; a|: else none), what to say elsewhere)
IMPATIENT = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=0"]  # a machine without a net goes on
NEEDS = {
    "chromium": (
        chromium,
        ["chromium-headless-shell|chromium"],
        "没有找到 Chromium（可用环境变量 CHROMIUM 指明）",
    ),
    "shell": (shell, ["chromium-headless-shell|"], "没有 chromium-headless-shell"),
    "font": (chinese_font, ["fontconfig", "fonts-noto-cjk"], "没有中文字体（如 Noto Sans CJK）"),
    "pango": (
        pango,
        ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
        "没有 Pango（制作 PDF 要用；macOS： brew install pango）",
    ),
    "gettext": (gettext, ["gettext"], "没有 gettext（xgettext、msgfmt）"),
    "postgres": (postgres, ["postgresql"], "没有 PostgreSQL 15+ 服务器"),
}


def missing(needs: list[str]) -> list[str]:
    return [need for need in needs if not NEEDS[need][0]()]


def _offered(names: str) -> str:
    """Of `a|b` the first that this system has a package of; Ubuntu has no headless shell."""
    *wished, last = names.split("|")
    found = (subprocess.run(["apt-cache", "show", name], capture_output=True, check=False) for name in wished)
    return next((name for name, one in zip(wished, found, strict=True) if one.returncode == 0), last)


def install(needs: list[str]) -> None:
    """Installs what is missing where we are root on Debian or Ubuntu; elsewhere does nothing."""
    absent = missing(needs)
    if not absent or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    packages = [package for need in absent for package in NEEDS[need][1]]
    print(f"· 安装系统软件：{' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "check": False}
    # Without this the package starts a server of its own, which nobody asked for.
    policy = Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    try:
        subprocess.run(["apt-get", "update", "-q", *IMPATIENT], **quiet)
        offered = map(_offered, packages)
        subprocess.run(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", *filter(None, offered)], **quiet
        )
    finally:
        if ours:
            policy.unlink(missing_ok=True)
