"""What may lie in the repository: no address of this or that machine, nothing huge, no grab-bags."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Spelt in pieces, so that this page does not find itself.
HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "npmmirror" + ".com",
    "tuna.tsinghua" + ".edu.cn",
    "mirrors.aliyun" + ".com",
    "mirrors.cloud.tencent" + ".com",
    "crates" + ".io/api",
    "/simple" + "/",
    "extra-index" + "-url",
    "find" + "-links",
]
# A path that begins in a folder of somebody's own machine.
MACHINES = re.compile(
    r"(?<![\w.>}/-])/(?:work/(?:main|shared|\.)|home/\w+/|root/|Users/\w+/|opt/(?:pypi|wheels))"
)
LARGEST = 1_000_000  # bytes
MAY_BE_LARGE = re.compile(
    r"divisions[^/]*\.(csv|txt|json)(\.gz|\.xz)?$|voices/triage/shipped/\w+\.npz$"  # numbers of the shipped model
)
GRAB_BAGS = re.compile(r"(^|_)(utils?|common|helpers?|misc)(_|$)")
UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
WRITTEN_BY_OTHERS = "vendor"


def files() -> list[Path]:
    """Every tracked file, and those not yet added, as they would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:  # a release without its history: what an unpacked archive holds
        skip = {".venv", "__pycache__", "var", "build", "dist"}
        return [p for p in ROOT.rglob("*") if p.is_file() and not skip & set(p.relative_to(ROOT).parts)]
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


FILES = files()


def texts() -> list[tuple[str, str]]:
    """Path and text of every file that is text and written by us."""
    found = []
    for path in FILES:
        content = path.read_bytes()
        if b"\0" not in content[:4096]:
            found.append((str(path.relative_to(ROOT)), content.decode("utf-8")))
    return found


TEXTS = texts()


def lines_with(pattern: re.Pattern[str], *, vendored: bool) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in TEXTS
        if vendored or WRITTEN_BY_OTHERS not in Path(name).parts
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_there_is_something_to_look_at():
    assert len(TEXTS) > 20


def test_no_registry_host():
    assert lines_with(re.compile("|".join(map(re.escape, HOSTS))), vendored=True) == []


def test_no_path_of_a_machine():
    assert lines_with(MACHINES, vendored=False) == []


@pytest.mark.parametrize("line", ["open('/{}/main/x')", "cd /{}/shared/", '"/{}/.x"'])
def test_a_path_of_a_machine_is_seen(line):
    assert MACHINES.search(line.format("work"))


@pytest.mark.parametrize(
    "line", ["https://example.cn/home/news/", "/c/demo/home/", "huying/root/", "$HOME/work/main"]
)
def test_an_address_is_not_a_path_of_a_machine(line):
    assert not MACHINES.search(line)


def test_no_large_file():
    large = [f"{p.relative_to(ROOT)}: {p.stat().st_size}" for p in FILES if p.stat().st_size > LARGEST]
    assert [line for line in large if not MAY_BE_LARGE.search(line.split(":")[0])] == []


def test_no_grab_bag_of_a_module():
    ours = [p.relative_to(ROOT) for p in FILES if WRITTEN_BY_OTHERS not in p.parts]
    parts = {part: str(path) for path in ours for part in (*path.parts[:-1], path.stem)}
    assert {path for part, path in parts.items() if GRAB_BAGS.search(part)} == set()


def test_nothing_left_undone():
    assert lines_with(UNDONE, vendored=False) == []


def normal(name: str) -> str:
    """The name of a package without its extras, version and marker, as the lock spells it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", name).group()).lower()


def test_the_lock_holds_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = list(project["project"]["dependencies"])
    named += project["project"]["optional-dependencies"]["postgres"]
    named += project["dependency-groups"]["dev"]
    locked = re.findall(
        r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {normal(name) for name in named} - {normal(name) for name in locked} == set()


def test_the_lock_checks_what_it_installs():
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    pinned = [block for block in blocks if "==" in block.splitlines()[0]]
    assert pinned
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []


def test_vendored_files_are_what_the_notice_says():
    """Each SHA-256 named in THIRD_PARTY.md is the file's own."""
    notice = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    rows = re.findall(r"`([^`]+)` \| `([0-9a-f]{64})`", notice)
    assert rows
    wrong = [
        name for name, digest in rows if hashlib.sha256((ROOT / name).read_bytes()).hexdigest() != digest
    ]
    assert wrong == []
    scripts = {
        str(p.relative_to(ROOT))
        for p in FILES
        if WRITTEN_BY_OTHERS in p.parts and p.suffix in {".js", ".css"}
    }
    assert scripts - {name for name, _ in rows} == set()
