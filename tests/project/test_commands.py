"""The commands, as an operator types them: in a process of their own, on a database of their own."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


class Place:
    """An installation: its folder, its database, and `huying` typed in it."""

    def __init__(self, home: Path, url: str):
        self.home, self.url = home, url
        clean = {k: v for k, v in os.environ.items() if not k.startswith("HUYING_")}
        self.env = {
            **clean,
            "HUYING_HOME": str(home),
            "DATABASE_URL": url,
            "HUYING_SQLITE_SYNCHRONOUS": "OFF",
        }

    def __call__(self, *words, code=0, toy=True, **env):
        command = [sys.executable, "-m", "tests.project.whole", *(["--toy"] if toy else []), *map(str, words)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        said = f"{done.stdout}\n{done.stderr}"
        assert done.returncode == code, said
        assert "Traceback" not in said
        return done


@pytest.fixture
def places(db, tmp_path):
    """A maker of empty installations on the engine under test."""
    made: list[str] = []
    yield lambda name, like=None: _place(name, tmp_path, made, like)
    _drop(made)


def _place(name: str, folder: Path, made: list[str], like: Place | None = None) -> Place:
    """An installation in this folder: empty, or a copy of another that nobody works in."""
    if like is not None:
        shutil.copytree(like.home, folder / name)
    if connection.vendor == "sqlite":
        file = folder / f"{name}.sqlite3"
        if like is not None:
            with (
                closing(sqlite3.connect(like.url.removeprefix("sqlite:///"))) as source,
                closing(sqlite3.connect(file)) as copy,
            ):
                source.backup(copy)
        return Place(folder / name, f"sqlite:///{file}")
    s, database = connection.settings_dict, f"commands_{name}"
    template = f" TEMPLATE {like.url.rpartition('/')[2]}" if like is not None else ""
    _sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)", f"CREATE DATABASE {database}{template}")
    made.append(database)
    url = f"postgresql://{s['USER']}:{quote(s['PASSWORD'])}@{s['HOST']}:{s['PORT']}/{database}"
    return Place(folder / name, url)


def _drop(databases: list[str]) -> None:
    _sql(*(f"DROP DATABASE {name} WITH (FORCE)" for name in databases))


def _sql(*statements):
    outside = connection.copy()
    try:
        for statement in statements:
            with outside.cursor() as cursor:
                cursor.execute(statement)
    finally:
        outside.close()


@pytest.fixture(scope="module")
def founded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The town, made once by two processes; nobody works in this one."""
    with django_db_blocker.unblock():
        folder, made = tmp_path_factory.mktemp("founded"), []
        place = _place("founded", folder, made)
        place("tables")
        assert place("town").stdout.strip() == "13912345678"
        yield place
        _drop(made)


@pytest.fixture
def town(founded, places):
    """A copy of it, keys, files and database."""
    return places("town", founded)


def test_restore_gives_everything_back_keys_included(town, places, tmp_path):
    (town.home / "keys" / "ballots-here.ed25519").write_text(
        "ab" * 32
    )  # signs the congress's files of ballots
    (town.home / "keys" / "ballots-here.123").write_text("a draft")
    trained = town.home / "triage" / "here" / "fields-1.npz"
    trained.parent.mkdir(parents=True, exist_ok=True)
    trained.write_bytes(b"weights")
    said = json.loads(town("backup", tmp_path / "kept", "--json").stdout)
    archive = Path(said["archive"])
    assert archive.stat().st_mode & 0o777 == 0o600 and archive.stat().st_size == said["bytes"]
    assert [p for p in archive.parent.iterdir() if p != archive] == []
    new = places("new")
    done = new("restore", archive)
    assert "here：" in done.stdout and "完好" in done.stdout
    assert new("town").stdout.strip() == "13912345678"
    assert (new.home / "files" / "现场照片.txt").read_text(encoding="utf-8") == "一座桥"
    assert (new.home / "keys" / "field.keys").read_text() == (town.home / "keys" / "field.keys").read_text()
    assert (new.home / "keys" / "field.keys").stat().st_mode & 0o777 == 0o600
    signing = new.home / "keys" / "ballots-here.ed25519"
    assert signing.read_text() == "ab" * 32 and signing.stat().st_mode & 0o777 == 0o600
    assert not signing.with_suffix(".123").exists()
    assert (new.home / "triage" / "here" / "fields-1.npz").read_bytes() == b"weights"
    mine, theirs = (json.loads(p("ledger", "verify", "--json").stdout) for p in (town, new))
    assert mine == theirs and mine["ok"] and {c["code"] for c in mine["congresses"]} == {"here", "there"}
    refused = new("restore", archive, code=2)
    assert "已有" in refused.stderr


@pytest.mark.once("tables are made in one transaction on either engine")
def test_tables_are_made_wholly_or_not_at_all(places):
    place = places("new")
    place("killed", toy=False, code=9)
    assert json.loads(place("shape", toy=False).stdout) == {}


def test_upgrade_backs_up_first_and_brings_the_tables_to_this_version(places):
    place = places("new")
    for backed_up in (False, True):
        done = _huying(place, "upgrade")
        assert "本版本的样子" in done.stdout and ("已备份到" in done.stdout) == backed_up
    assert len(list((place.home / "backups").iterdir())) == 1
    made, migrated = (
        json.loads(p(word, toy=False).stdout) for p, word in ((place, "shape"), (places("walked"), "walked"))
    )
    assert len(made) > 100
    # Django's own migrations give a table wider keys on PostgreSQL than its models do; we keep no groups
    assert {t for t in made if made[t] != migrated[t]} <= {"auth_group_permissions"}
    assert set(made) == set(migrated)


def _huying(place, *words):
    """With the real migrations, as an operator has them."""
    command = [sys.executable, "-m", "huying", *words]
    done = subprocess.run(command, cwd=ROOT, env=place.env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done


def test_a_damaged_archive_is_refused_and_nothing_is_there(town, places, tmp_path):
    town("backup", tmp_path / "kept")
    archive = next((tmp_path / "kept").iterdir())
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(archive) as old, tarfile.open(forged, "w:gz") as new:
        for member in old.getmembers():
            data = old.extractfile(member).read()
            if member.name == "files/现场照片.txt":
                data = "两座桥".encode()
                member.size = len(data)
            import io

            new.addfile(member, io.BytesIO(data))
    place = places("new")
    assert "现场照片.txt 与清单不符" in place("restore", forged, code=2).stderr
    half = tmp_path / "half.tar.gz"
    half.write_bytes(archive.read_bytes()[:2000])
    assert "不是完好的备份" in place("restore", half, code=2).stderr
    assert "没有这个文件" in place("restore", tmp_path / "none.tar.gz", code=2).stderr
    assert not (place.home / "files").exists()


@pytest.mark.once("settings are read before any database")
def test_production_is_refused_until_it_is_set_up(places):
    place = places("open")
    # all tags: two seconds of processor time more than those of security alone, and nothing broken passes unseen
    said = place("check", "--deploy", code=1, HUYING_PRODUCTION="1").stderr
    for name in ("HUYING_SECRET_KEY", "HUYING_FIELD_KEYS", "HUYING_HOSTS", "HUYING_ORIGINS"):
        assert name in said
    key = (place.home / "keys" / "field.keys").read_text().strip()
    place(
        "check",
        HUYING_PRODUCTION="1",
        HUYING_SECRET_KEY="x" * 50,
        HUYING_FIELD_KEYS=key,
        HUYING_HOSTS="rd.example.gov.cn",
        HUYING_ORIGINS="https://rd.example.gov.cn",
    )


@pytest.mark.once("writes files and opens no database")
def test_a_new_room_stands_and_its_story_is_red(places, tmp_path):
    place, tree = places("builder"), tmp_path / "tree"
    (tree / "huying").mkdir(parents=True)
    place("new", "hearings", "--into", tree)
    wanted = {"apps", "flow", "models", "queries", "operations", "forms", "urls", "__init__"}
    assert {p.stem for p in (tree / "huying" / "hearings").glob("*.py")} == wanted
    story = (tree / "tests" / "hearings" / "test_story.py").read_text(encoding="utf-8")
    check = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "huying.project.settings"
import huying
huying.__path__.append({str(tree / "huying")!r})
from django.conf import settings
settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "huying.hearings"]
import django
django.setup()
from huying.hearings import flow, models, operations, queries, forms, urls
assert urls.urlpatterns
space = {{}}
exec(compile({story!r}, "story", "exec"), space)
space["test_every_step_has_its_operation"]()
try:
    space["test_the_office_has_said_what_happens_next"]()
except AssertionError as red:
    print("red:", red)
"""
    done = subprocess.run(
        [sys.executable, "-c", check], env=place.env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("red: 在流程表里写明下一步")
    assert "已经有了" in place("new", "hearings", "--into", tree, code=2).stderr
    assert "小写英文" in place("new", "听证", "--into", tree, code=2).stderr


def test_up_serves_takes_the_next_port_and_stops_clean(town):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        up = subprocess.Popen(
            [sys.executable, "-m", "tests.project.whole", "up", "--port", str(port), "--workers", "1"],
            cwd=ROOT, env={**town.env, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        )  # fmt: skip
        try:
            lines = []
            while not lines or "网站：" not in lines[-1]:
                lines.append(up.stdout.readline())
                assert lines[-1], "".join(lines)
            assert f"端口 {port} 已被占用" in "".join(lines)
            address = lines[-1].split("：", 1)[1].split(" ")[0]
            assert str(_answer(address + "no-such-page")) == "404"
        finally:
            up.send_signal(signal.SIGTERM)
            code = up.wait(timeout=40)
    assert code == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(address, timeout=2)  # noqa: S310


def test_without_a_database_there_are_words_not_tracebacks(places):
    place = places("empty")
    assert "huying migrate" in place("ledger", "verify", toy=False, code=2).stderr
    assert (
        "数据库不可用" in place("ledger", "verify", code=2, DATABASE_URL="sqlite:////no/such/folder/x").stderr
    )


def _answer(address) -> int:
    until = time.monotonic() + 30
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5).status  # noqa: S310
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            assert time.monotonic() < until, "the site did not answer"
            time.sleep(0.2)
