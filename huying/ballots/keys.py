"""Private keys of polls: one file each under the installation's home, outside the database and its backups.

A key is made when a poll opens, used once when it is counted, and destroyed then. Whoever copies the file while the
poll is open can read its sealed sheets; nobody can afterwards.
"""

import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{32}\.(?:box|rsa)")


class NoKey(Exception):
    """The poll's key is not (any more) there."""


def folder() -> Path:
    """Beside the other secrets, in a folder of its own that `huying backup` leaves out."""
    return Path(settings.HOME) / "ballot-keys"


def keep(poll, secret: bytes, kind: str = "box") -> None:
    """Write the poll's private key, on disk before this returns; a key that is there is never replaced (FileExistsError)."""
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home / _name(poll, kind)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    _settle(home)


def make(poll, build: Callable[[], tuple[bytes, bytes]], kind: str = "box") -> bytes:
    """Build a pair (private, public), keep the private half, give the public one."""
    secret, public = build()
    keep(poll, secret, kind)
    return public


def load(poll, kind: str = "box") -> bytes:
    """The private key, or NoKey."""
    try:
        return (folder() / _name(poll, kind)).read_bytes()
    except FileNotFoundError:
        raise NoKey from None


def destroy(uid, kind: str = "box") -> bool:
    """Overwrite and remove; True where there was one. Flash memory may keep worn-out copies of the bytes: say so."""
    path = folder() / _name(uid, kind)
    try:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(os.urandom(size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return False
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    _settle(path.parent)
    return True


def kept() -> list[tuple[str, str, float]]:
    """(uid in hex, kind, when the file was written) of every key that is still there."""
    if not folder().is_dir():
        return []
    found = []
    for path in sorted(folder().iterdir()):
        if NAME.fullmatch(path.name):
            with contextlib.suppress(FileNotFoundError):
                found.append((path.stem, path.suffix[1:], path.stat().st_mtime))
    return found


def _name(poll, kind: str) -> str:
    uid = getattr(poll, "uid", poll)
    name = f"{getattr(uid, 'hex', uid)}.{kind}"
    if not NAME.fullmatch(name):
        raise ValueError(f"no name of a key: {name}")
    return name


def _settle(home: Path) -> None:
    """The folder's own list on disk too."""
    handle = os.open(home, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
