"""The wheel, built and used as a stranger would: outside the checkout, nothing of it on the path.

Builds the wheel, looks whether every file of the package is in it (a template, profile or catalogue that was left out
shows here and nowhere else), installs it into a new environment that borrows only the libraries of this one, reads a rule
on the command line and walks a story of each kind.
"""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPERS = (".md", "SHA256SUMS")  # read in the checkout, not by the program
# a voice to its end, a suggestion between two units, a place at work, a sitting
STORIES = (
    "test_auntie_zhou_reports_a_flooded_bridge.py",
    "test_two_units_hand_a_suggestion_to_and_fro.py",
    "test_the_threshing_ground_and_a_call_for_ideas.py",
    "test_standing_committee.py",
)


def run(command: list[str | Path], **how) -> str:
    """Runs a command and gives its output; its failure ends the stage with what it said."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **how)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def build(folder: Path) -> Path:
    # From a copy of the package and its papers alone: a stale build/ of the checkout must not help.
    source = folder / "source"
    shutil.copytree(ROOT / "huying", source / "huying", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copyfile(ROOT / name, source / name)
    run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", source],
        cwd=folder,
    )
    return next((folder / "dist").glob("*.whl"))


def left_out(wheel: Path) -> list[str]:
    """Files of the package that did not get into the wheel."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = [path.relative_to(ROOT) for path in (ROOT / "huying").rglob("*") if path.is_file()]
    wanted = [path for path in ours if "__pycache__" not in path.parts and not path.name.startswith(".")]
    assert len(wanted) > 1000
    return sorted(
        name for path in wanted if (name := path.as_posix()) not in packed and not name.endswith(PAPERS)
    )


def install(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel in it; gives its folder of programs."""
    run([sys.executable, "-m", "venv", "--without-pip", folder])
    python = folder / "bin" / "python"
    # A plain line in a .pth adds the libraries but not what they link to: not the checkout itself.
    inside = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    (inside / "libraries.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    run([sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel])
    return folder / "bin"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="huying-wheel-") as name:
        folder = Path(name)
        wheel = build(folder)
        if missing := left_out(wheel):
            print(f"not in the wheel: {', '.join(missing)}")
            return 1
        programs = install(wheel, folder / "venv")
        python = programs / "python"
        outside = folder / "outside"
        outside.mkdir()
        environment = {
            key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "DATABASE_URL"}
        }
        environment["HUYING_HOME"] = str(folder / "home")
        how = {"cwd": outside, "env": environment}

        place = run([python, "-P", "-c", "import huying; print(huying.__file__)"], **how).strip()
        if not Path(place).resolve().is_relative_to((folder / "venv").resolve()):
            print(f"huying was imported from {place}, not from the wheel")
            return 1
        rules = json.loads(run([programs / "huying", "rules", "list", "--json"], **how))
        if not rules:
            print("the wheel's command lists no rules")
            return 1
        count = len(rules if isinstance(rules, list) else rules.get("rules", rules))
        print(f"huying rules list: {count} rules, from the wheel")

        shutil.copytree(
            ROOT / "tests", outside / "tests", ignore=shutil.ignore_patterns("__pycache__", "browser")
        )
        shutil.copyfile(ROOT / "pyproject.toml", outside / "pyproject.toml")
        walked = [f"tests/stories/{name}" for name in STORIES]
        # the migrations lie in the wheel like every other file; they are walked in the suites
        stories = [
            python,
            "-P",
            "-m",
            "pytest",
            *walked,
            "--nomigrations",
            "-m",
            "not realdata and not browser",
        ]
        # Printed as it comes: its closing line counts in the sum.
        return subprocess.run([str(part) for part in stories], check=False, **how).returncode


if __name__ == "__main__":
    sys.exit(main())
