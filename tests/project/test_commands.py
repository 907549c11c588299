"""The commands on installations of their own: made, upgraded, kept, given back, refused, served."""

import io
import json
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from huying.kernel import scope, search
from huying.kernel.clocks import _rules
from huying.kernel.jobs import Worker
from huying.kernel.roster import Congress, Person
from huying.kernel.search import SearchDoc
from huying.suggestions.models import Suggestion
from tests.suggestions.walking import Walker
from tests.world import build

from .places import ROOT, Place, maker, without_toys
from .shape import Written, shape


@pytest.fixture
def places(db, tmp_path):
    """A maker of empty installations on the engine under test."""
    with maker(tmp_path) as make:
        yield make


@pytest.fixture(scope="module")
def founded(django_db_setup, django_db_blocker, tmp_path_factory):
    """`place`, made by `huying upgrade` and filled: nobody works in it. Its tables as they were made stand in `shape`."""
    with django_db_blocker.unblock(), maker(tmp_path_factory.mktemp("founded")) as make:
        place = make("founded")
        with without_toys():
            said = place("upgrade").stdout
        with place.entered():
            made = shape()
            _fill(place)
        yield SimpleNamespace(place=place, shape=made, said=said)


def _fill(place: Place) -> None:
    """People of three congresses, a suggestion on its way, a telephone, a file, a congress's key and a trained model."""
    _rules.cache_clear()
    world = build()
    with scope.congress(world.congress):
        Walker(world).assigned()
    Person.objects.create(name="留电话的人", phone="13912345678")
    Worker.objects.create(name="worker-1", since=timezone.now(), beat_at=timezone.now())
    for file, text in (
        ("files/现场照片.txt", "一座桥"),
        ("keys/ballots-here.ed25519", "ab" * 32),  # signs the congress's files of ballots
        ("keys/ballots-here.123", "a draft"),
        ("triage/here/fields-1.npz", "weights"),
    ):
        (place.home / file).parent.mkdir(parents=True, exist_ok=True)
        (place.home / file).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def kept(founded, tmp_path_factory):
    """Its archive, written once by `huying backup`."""
    said = json.loads(founded.place("backup", tmp_path_factory.mktemp("kept"), "--json").stdout)
    archive = Path(said["archive"])
    assert archive.stat().st_mode & 0o777 == 0o600 and archive.stat().st_size == said["bytes"]
    assert list(archive.parent.iterdir()) == [archive]
    return archive


def _works(place: Place) -> int:
    with place.entered():
        return Worker.objects.count()


def _read(place: Place) -> tuple:
    """What stands encrypted, and what the search finds, with the keys of the place's own disk."""
    with place.entered(), scope.congress(Congress.objects.get(code="qinghe")):
        found = search.find("护栏", kind="suggestions", rows=Suggestion.objects.all()).ids
        return Person.objects.get(name="留电话的人").phone, len(found)


def test_restore_gives_everything_back_keys_included(founded, kept, places):
    new = places("new")
    with new.entered():
        own = new.home / "keys" / "field.keys"
        made_before = own.read_text()
    done = new("restore", kept)
    assert "qinghe：" in done.stdout and "完好" in done.stdout
    assert _read(new) == _read(founded.place) == ("13912345678", 1)
    assert (_works(founded.place), _works(new)) == (
        1,
        0,
    )  # nothing works in the copy because something worked there
    assert (new.home / "files" / "现场照片.txt").read_text(encoding="utf-8") == "一座桥"
    theirs = (founded.place.home / "keys" / "field.keys").read_text()
    assert own.read_text() == theirs != made_before and own.stat().st_mode & 0o777 == 0o600
    signing = new.home / "keys" / "ballots-here.ed25519"
    assert signing.read_text() == "ab" * 32 and signing.stat().st_mode & 0o777 == 0o600
    assert not signing.with_suffix(".123").exists()
    assert (new.home / "triage" / "here" / "fields-1.npz").read_bytes() == b"weights"
    mine, yours = (json.loads(p("ledger", "verify", "--json").stdout) for p in (founded.place, new))
    assert mine == yours and mine["ok"]
    assert {c["code"]: c["rows"] > 0 for c in mine["congresses"]}["qinghe"]
    assert "已有" in new("restore", kept, code=2).stderr


def test_a_damaged_archive_is_refused_and_nothing_is_there(kept, places, tmp_path):
    forged, half = tmp_path / "forged.tar.gz", tmp_path / "half.tar.gz"
    with tarfile.open(kept) as old, tarfile.open(forged, "w:gz", compresslevel=1) as new:
        for member in old.getmembers():
            data = old.extractfile(member).read()
            if member.name == "files/现场照片.txt":
                data = "两座桥".encode()
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    half.write_bytes(kept.read_bytes()[:2000])
    place = places("new")
    for archive, reason in (
        (forged, "现场照片.txt 与清单不符"),
        (half, "不是完好的备份"),
        (tmp_path / "none.tar.gz", "没有这个文件"),
    ):
        assert reason in place("restore", archive, code=2).stderr
    assert not (place.home / "files").exists()
    with place.entered():
        assert connection.introspection.table_names() == []


@pytest.mark.once("tables are made in one transaction on either engine")
def test_tables_are_made_wholly_or_not_at_all(places):
    place = places("new")
    place.process(module="tests.project.killed", code=9)
    with place.entered():
        assert shape() == {}


def test_an_empty_database_is_founded_as_its_migrations_would_leave_it(founded, places):
    assert "本版本的样子" in founded.said and "已备份到" not in founded.said
    written = Written()
    with places("walked").entered(), connection.execute_wrapper(written):
        call_command("migrate", verbosity=0, skip_checks=True)
        walked = shape()
    made = founded.shape
    assert len(made) > 100 and set(made) == set(walked)
    # Django's own migrations give a table wider keys on PostgreSQL than its models do; we keep no groups
    assert {t for t in made if made[t] != walked[t]} <= {"auth_group_permissions"}
    # what an upgrade writes past every step into a traced row, the ledger calls changed
    assert written.found == []


def test_an_upgrade_backs_up_first_and_keeps_what_is_there(founded, places):
    place = places("used", founded.place)
    said = place("upgrade").stdout
    assert "已备份到" in said and "本版本的样子" in said and "完好" in said and "检索已重建" not in said
    assert len(list((place.home / "backups").iterdir())) == 1
    with place.entered():
        SearchDoc.everywhere.all().delete()  # and the index holds what no document says any more
    assert "检索已重建：1 项" in place("upgrade", "--reindex", "--backup", place.home / "elsewhere").stdout
    assert len(list((place.home / "elsewhere").iterdir())) == 1
    assert _read(place) == ("13912345678", 1)
    (place.home / "file").touch()
    assert "没有备份" in place("upgrade", "--backup", place.home / "file", code=2).stderr


@pytest.mark.once("settings are read before any database")
def test_production_is_refused_until_it_is_set_up(places):
    place = places("open")
    # all tags: two seconds of processor time more than those of security alone, and nothing broken passes unseen
    said = place.process("check", "--deploy", code=1, HUYING_PRODUCTION="1").stderr
    for name in ("HUYING_SECRET_KEY", "HUYING_FIELD_KEYS", "HUYING_HOSTS", "HUYING_ORIGINS"):
        assert name in said
    key = (place.home / "keys" / "field.keys").read_text().strip()
    place.process(
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


def test_up_serves_takes_the_next_port_and_stops_clean(founded, places):
    town = places("town", founded.place)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        up = subprocess.Popen(
            [sys.executable, "-m", "huying", "up", "--port", str(port), "--workers", "1"],
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
    assert "huying migrate" in places("empty")("ledger", "verify", code=2).stderr
    nowhere = Place(places("nowhere").home, "/no/such/folder/x")
    assert "数据库不可用" in nowhere("ledger", "verify", code=2).stderr


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
