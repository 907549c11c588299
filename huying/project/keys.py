"""The installation's own secrets: made once, kept under HUYING_HOME with mode 600, never in the repository."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


def random_secret() -> str:
    return secrets.token_urlsafe(50)


def random_field_key() -> str:
    return Fernet.generate_key().decode()


def own(home: Path, name: str, make: Callable[[], str]) -> str:
    """The secret of this name, made at the first call; two processes starting at once get the same one."""
    path = home / "keys" / name
    if not path.exists():
        home.mkdir(
            mode=0o700, parents=True, exist_ok=True
        )  # database and files lie here too: nobody else's business
        path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        with contextlib.suppress(FileExistsError):  # somebody was faster; theirs counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
