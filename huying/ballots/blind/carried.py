"""The check as one file to carry away: plain Python sources in a ZIP that Python runs (`python3 huying-verify.pyz FILE`).

It holds what `huying ballot verify` runs and nothing else: no Django, no network; of other people's code it needs
`cryptography` alone. Stored without compression and without times, so that everybody with the same sources makes the same
bytes (`huying ballot carry`), and the file that a congress offers can be compared with one's own.
"""

import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path

import huying

NAME = "huying-verify.pyz"
SOURCES = (
    "__init__.py", "rules/__init__.py", "rules/elections.py", "rules/flow.py", "rules/majorities.py", "rules/tables.py",
    "rules/voting.py", "rules/voting.toml", "ballots/__init__.py", "ballots/counting.py", "ballots/kinds.py", "ballots/words.py",
    "ballots/blind/__init__.py", "ballots/blind/checking.py", "ballots/blind/encoding.py", "ballots/blind/paper.py",
    "ballots/blind/publickey.py", "ballots/blind/scheme.py", "project/__init__.py", "project/commands/__init__.py",
    "project/commands/ballot.py", "project/commands/console.py",
)  # fmt: skip
START = """\
import sys

try:
    import cryptography
except ImportError:
    print("缺少 cryptography，请先运行：python3 -m pip install cryptography", file=sys.stderr)
    sys.exit(2)
if sys.version_info < (3, 11):
    print("需要 Python 3.11 或者更新的版本。", file=sys.stderr)
    sys.exit(2)
from huying.project.commands import main

sys.exit(main(["ballot", "verify", *sys.argv[1:]]))
"""


@cache
def program() -> bytes:
    """The file."""
    root, out = Path(huying.__file__).parent, io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        for name in SOURCES:
            box.writestr(_entry(f"huying/{name}"), (root / name).read_bytes())
        box.writestr(_entry("__main__.py"), START)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same bytes on every system
    return entry


def digest() -> str:
    """SHA-256 of the file, in hex."""
    return hashlib.sha256(program()).hexdigest()
