"""Everything an installation is, in one file readable only by its owner: database, files, keys, and a manifest of digests."""

import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from huying.kernel.jobs import Worker

FORMAT = 1
KEYS = {"secret.key": lambda: settings.SECRET_KEY, "field.keys": lambda: " ".join(settings.FIELD_KEYS)}
CONGRESS_KEYS = (
    "ballots-*.ed25519"  # one a congress, made when it is first needed; the keys of polls stay out on purpose
)


class Unfit(Exception):
    """It cannot be backed up or restored; the message says why, in Chinese."""


def write(folder: Path, at: datetime) -> Path:
    """Make huying-<moment>.tar.gz in `folder` (mode 600); the file appears only when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"huying-{at:%Y%m%d-%H%M%S}.tar.gz"
    draft = folder / f".{path.name}.{os.getpid()}"
    entries: dict[str, dict] = {}
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            with (
                tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar,
                _dumped(folder) as (dumped, dump),
            ):
                _put_file(tar, entries, dumped, dump)
                for key, value in KEYS.items():
                    _put_bytes(tar, entries, f"keys/{key}", value().encode())
                for file in sorted((Path(settings.HOME) / "keys").glob(CONGRESS_KEYS)):
                    _put_file(tar, entries, f"keys/{file.name}", file)
                for name, root in _folders().items():
                    for file in sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink()):
                        _put_file(tar, entries, f"{name}/{file.relative_to(root).as_posix()}", file)
                about = {
                    "format": FORMAT,
                    "engine": connection.vendor,
                    "made_at": at.isoformat(),
                    "entries": entries,
                }
                _put_bytes(tar, {}, "manifest.json", json.dumps(about, ensure_ascii=False).encode())
            raw.flush()
            os.fsync(raw.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def restore(path: Path) -> dict:
    """Put an archive into an empty place, after every digest was compared; the manifest."""
    _need_empty()
    with tempfile.TemporaryDirectory(prefix="huying-restore-") as name:
        folder = Path(name)
        about = _unpack(path, folder)
        _put_keys(folder / "keys")
        for name, root in _folders().items():
            _put_files(folder / name, root)
        _load(next(folder.glob("database.*")))
    if Worker._meta.db_table in connection.introspection.table_names():
        Worker.objects.all().delete()  # whose signs of life came along works elsewhere, if at all
    return about


def _need_empty() -> None:
    if connection.vendor == "sqlite":
        target = Path(str(connection.settings_dict["NAME"]))
        if target.exists() and connection.introspection.table_names():
            raise Unfit(f"数据库 {target} 里已有数据；请恢复到空的地方，或先把它移走。")
    elif connection.introspection.table_names():
        raise Unfit("PostgreSQL 数据库里已有表；请恢复到一个新建的空数据库。")
    for root in _folders().values():
        if root.exists() and any(root.iterdir()):
            raise Unfit(f"文件夹 {root} 不是空的；请先把它移走。")


def _folders() -> dict[str, Path]:
    """Name in the archive → folder: what was uploaded, and the models that congresses trained."""
    return {"files": Path(settings.MEDIA_ROOT), "triage": Path(settings.HOME) / "triage"}


def _unpack(path: Path, folder: Path) -> dict:
    try:
        with tarfile.open(path, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        about = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        entries, engine = about["entries"], about["engine"]
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise Unfit(f"{path} 不是完好的备份：{error}") from None
    if about.get("format") != FORMAT:
        raise Unfit(f"这份备份的格式是 {about.get('format')}，本版本只认 {FORMAT}")
    if engine != connection.vendor:
        raise Unfit(f"备份来自 {engine}，现在的 DATABASE_URL 指向 {connection.vendor}")
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    if odd := there ^ set(entries):
        raise Unfit(f"备份里多出或缺少：{'、'.join(sorted(odd)[:5])}")
    for name, entry in entries.items():
        if _digest(folder / name) != entry["sha256"]:
            raise Unfit(f"备份里的 {name} 与清单不符，已损坏或被改动")
    return about


def _put_keys(folder: Path) -> None:
    """Keys made for this empty place give way (kept beside, as .before); those of the archive count from now on."""
    home = Path(settings.HOME) / "keys"
    home.mkdir(parents=True, exist_ok=True)
    for name in [*KEYS, *sorted(p.name for p in folder.glob(CONGRESS_KEYS))]:
        text, target = (folder / name).read_text(), home / name
        if target.exists() and target.read_text().strip() != text.strip():
            target.rename(target.with_name(f"{name}.before"))
        target.touch(mode=0o600)
        target.write_text(text)
    settings.SECRET_KEY = (folder / "secret.key").read_text()
    settings.FIELD_KEYS = (folder / "field.keys").read_text().split()


def missing_keys() -> list[str]:
    """Environment variables that override the restored keys and do not hold them."""
    kept = (Path(settings.HOME) / "keys" / "field.keys").read_text().split()
    named = os.environ.get("HUYING_FIELD_KEYS", "")
    return ["HUYING_FIELD_KEYS"] if named and not set(kept) <= set(named.split(",")) else []


def _put_files(folder: Path, root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.copytree(folder, root, dirs_exist_ok=True)
        for file in root.rglob("*"):
            if file.is_file():
                file.chmod(0o600)


@contextlib.contextmanager
def _dumped(folder: Path) -> Iterator[tuple[str, Path]]:
    """(name in the archive, path) of a consistent copy of the database, gone afterwards."""
    if connection.in_atomic_block:
        raise Unfit("有事务还没有结束，不能备份")  # SQLite's backup would wait for ourselves
    with tempfile.TemporaryDirectory(prefix=".huying-", dir=folder) as name:
        if connection.vendor == "sqlite":
            copy = Path(name) / "database.sqlite3"
            connection.ensure_connection()
            target = sqlite3.connect(copy)
            with contextlib.closing(target):
                connection.connection.backup(target)
            yield "database.sqlite3", copy
        else:
            copy = Path(name) / "database.dump"
            _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
            yield "database.dump", copy


def _load(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        target = Path(str(connection.settings_dict["NAME"]))
        target.parent.mkdir(parents=True, exist_ok=True)
        for leftover in ("", "-wal", "-shm"):
            Path(f"{target}{leftover}").unlink(missing_ok=True)
        shutil.copyfile(dump, target)
        target.chmod(0o600)
    else:
        connection.close()
        _postgres(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--dbname", _name(), str(dump)
        )


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against the configured database; the password goes by the environment."""
    if (found := shutil.which(program)) is None:
        raise Unfit(
            f"没有找到 {program}；请安装 PostgreSQL 客户端（Debian/Ubuntu：apt-get install postgresql-client）"
        )
    s = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    told = {name: str(s[key]) for name, key in names.items() if s.get(key)}
    done = subprocess.run(  # noqa: S603
        [found, *arguments], env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unfit(f"{program} 失败：{done.stderr.strip()}")


def _put_file(tar, entries, name: str, path: Path) -> None:
    tar.add(path, name, recursive=False, filter=_plain)
    entries[name] = {"sha256": _digest(path), "size": path.stat().st_size}


def _put_bytes(tar, entries, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))
    entries[name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
