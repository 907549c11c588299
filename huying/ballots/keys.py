"""Private keys of polls: one file each under the installation's home, outside the database and its backups.

A key is made when a poll opens, used once when it is counted, and destroyed then by the database that made it. Whoever
copies the file while the poll is open can read its sealed sheets; nobody can afterwards. A database that was restored counts
with the key it finds and leaves the file: `huying doctor` names it, a person removes it.

A file is named poll.database.kind: a home may serve two databases (a trial beside the real one, a backup restored under
another name), and what looks left over to one of them may be the only key to an open poll of the other.
"""

import contextlib
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

NAME = re.compile(r"(?P<uid>[0-9a-f]{32})(?:\.(?P<database>[0-9a-f]{16}))?\.(?P<kind>box|rsa)")


class Kept(NamedTuple):
    """One key that is there; `database` is "" for files of a version that did not name it."""

    uid: str
    kind: str
    written: float
    database: str
    path: Path


class NoKey(Exception):
    """The poll's key is not (any more) there."""


def folder() -> Path:
    """Beside the other secrets, in a folder of its own that `huying backup` leaves out."""
    return Path(settings.HOME) / "ballot-keys"


def database() -> str:
    """16 hex digits of the database served: the same after a restart, another one for a copy of it.

    Asked of the database itself; its address is spelled in many ways and may lead elsewhere tomorrow.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')")
            cluster = "0"
            if cursor.fetchone()[0]:
                cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
                cluster = cursor.fetchone()[0]
            cursor.execute("SELECT oid::text FROM pg_database WHERE datname = current_database()")
            said = f"postgresql {cluster} {cursor.fetchone()[0]}"
    else:
        place = Path(str(connection.settings_dict["NAME"]))
        said = f"sqlite {place.resolve()} {place.stat().st_ino}" if place.exists() else f"sqlite {place}"
    return sha256(said.encode()).hexdigest()[:16]


def keep(poll, secret: bytes, kind: str = "box") -> None:
    """Write the poll's private key, on disk before this returns; a key that is there is never replaced (FileExistsError)."""
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home / f"{_uid(poll)}.{database()}.{kind}"
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
    """The private key: this database's own, else the one of a version that named none, else the only other one, for a
    database that was restored has another name. NoKey where there is none, or where several others' could be it.
    """
    name, home = _uid(poll), folder()
    found = [path.name for path in home.glob(f"{name}.*{kind}")]
    if len(found) > 1:  # only then the database is asked its name: this runs for every list of tokens
        own = (f"{name}.{database()}.{kind}", f"{name}.{kind}")
        found = [one for one in own if one in found][:1]
    for one in found:
        with contextlib.suppress(FileNotFoundError):
            return (home / one).read_bytes()
    raise NoKey


def destroy(uid, kind: str = "box") -> bool:
    """Overwrite and remove this database's own; True where there was one.

    Flash memory may keep worn-out copies of the bytes: say so.
    """
    name = _uid(uid)
    if not any(folder().glob(f"{name}.*{kind}")):
        return False
    own = (f"{name}.{database()}.{kind}", f"{name}.{kind}")
    return sum(_overwrite(folder() / one) for one in own) > 0  # both, not only the first


def _overwrite(path: Path) -> bool:
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


def kept() -> list[Kept]:
    """Every key that is there, of whichever database."""
    if not folder().is_dir():
        return []
    found = []
    for path in sorted(folder().iterdir()):
        if named := NAME.fullmatch(path.name):
            with contextlib.suppress(FileNotFoundError):
                written = path.stat().st_mtime
                found.append(Kept(named["uid"], named["kind"], written, named["database"] or "", path))
    return found


def _uid(poll) -> str:
    uid = getattr(poll, "uid", poll)
    name = str(getattr(uid, "hex", uid))
    if not re.fullmatch(r"[0-9a-f]{32}", name):
        raise ValueError(f"no name of a key: {name}")
    return name


def _settle(home: Path) -> None:
    """The folder's own list on disk too."""
    handle = os.open(home, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
