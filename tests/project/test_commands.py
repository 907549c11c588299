"""The commands, as an operator types them: in a process of their own, on a database of their own."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.request
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

    def place(name):
        if connection.vendor == "sqlite":
            return Place(tmp_path / name, f"sqlite:///{tmp_path / f'{name}.sqlite3'}")
        s, database = connection.settings_dict, f"commands_{name}"
        _sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)", f"CREATE DATABASE {database}")
        made.append(database)
        url = f"postgresql://{s['USER']}:{quote(s['PASSWORD'])}@{s['HOST']}:{s['PORT']}/{database}"
        return Place(tmp_path / name, url)

    yield place
    _sql(*(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


def _sql(*statements):
    outside = connection.copy()
    try:
        for statement in statements:
            with outside.cursor() as cursor:
                cursor.execute(statement)
    finally:
        outside.close()


@pytest.fixture
def town(places):
    place = places("town")
    place("tables")
    assert place("town").stdout.strip() == "13912345678"
    return place


def test_restore_gives_everything_back_keys_included(town, places, tmp_path):
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
    mine, theirs = (json.loads(p("ledger", "verify", "--json").stdout) for p in (town, new))
    assert mine == theirs and mine["ok"] and {c["code"] for c in mine["congresses"]} == {"here", "there"}
    refused = new("restore", archive, code=2)
    assert "已有" in refused.stderr


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


def test_verify_says_what_is_wrong(town, tmp_path):
    found = json.loads(town("ledger", "verify", "--congress", "here", "--json").stdout)
    assert found["ok"] and set(found["congresses"][0]) == {"code", "rows", "head", "problems"}
    point = json.loads(town("ledger", "checkpoint", "--out", tmp_path / "out", "--json").stdout)
    kept = point["files"][0]
    town("ledger", "verify", "--checkpoint", kept)
    if connection.vendor == "sqlite":
        db = sqlite3.connect(town.url.removeprefix("sqlite:///"))
        db.execute("UPDATE kernel_trace SET target='假' WHERE seq=2")
        db.commit()
        db.close()
        done = town("ledger", "verify", "--json", code=1)
        problem = json.loads(done.stdout)["congresses"][0]["problems"][0]
        assert {"kind", "seq", "trace", "case"} <= set(problem) and problem["seq"] == 2
        assert "第 2 条" in town("ledger", "verify", code=1).stdout
    assert "没有代码" in town("ledger", "verify", "--congress", "nowhere", code=2).stderr
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert "不是 JSON" in town("ledger", "verify", "--checkpoint", bad, code=2).stderr
    bad.write_text("[1]")
    assert "应有" in town("ledger", "verify", "--checkpoint", bad, code=2).stderr
    assert "读不到" in town("ledger", "verify", "--checkpoint", tmp_path / "no", code=2).stderr


def test_words_that_are_wrong_get_words_back(places):
    place = places("empty")
    assert "没有名为“nonsense”" in place("nonsense", code=2).stderr
    assert "缺少参数" in place("backup", code=2).stderr
    assert "不认识的参数" in place("doctor", "--colour", code=2).stderr
    assert "不能是" in place("ledger", "cut", code=2).stderr
    assert "huying migrate" in place("ledger", "verify", toy=False, code=2).stderr
    assert (
        "数据库不可用" in place("ledger", "verify", code=2, DATABASE_URL="sqlite:////no/such/folder/x").stderr
    )
    assert "用法" in place("ledger", "verify", "--help").stdout


def test_doctor_names_each_thing_and_its_remedy(town, tmp_path):
    done = town("doctor", "--json", code=1)
    lines = {line["name"]: line for line in json.loads(done.stdout)["lines"]}
    assert lines["数据库"]["ok"] and lines["日历"]["ok"] and lines["密钥文件"]["ok"]
    assert all(line["ok"] or line["remedy"] for line in lines.values())
    assert not lines["后台进程"]["ok"] and "huying work" in lines["后台进程"]["remedy"]
    assert not lines["备份"]["ok"] and not lines["检查点 here"]["ok"]
    town("backup", town.home / "backups")
    town("ledger", "checkpoint")
    lines = {line["name"]: line for line in json.loads(town("doctor", "--json", code=1).stdout)["lines"]}
    assert lines["备份"]["ok"] and lines["检查点 here"]["ok"]


def test_production_is_refused_until_it_is_set_up(places):
    place = places("open")
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


def test_a_congress_is_made_only_where_the_law_has_one(town):
    made = json.loads(
        town(
            "admin", "create-congress", "xihu", "西湖区人民代表大会", "--division", "330106", "--population", "1100000",
            "--seats", "360", "--profile", "zhejiang", "--admin", "王管理", "--phone", "13900001111", "--json",
        ).stdout
    )  # fmt: skip
    assert made["level"] == "county" and len(made["invitation"]) == 14
    assert json.loads(town("ledger", "verify", "--congress", "xihu", "--json").stdout)["ok"]
    again = json.loads(town("admin", "invite", "xihu", "--admin", "李管理", "--json").stdout)
    assert again["invitation"] != made["invitation"]
    for words, reason in (
        (["a", "甲", "--division", "000000"], "没有行政区划代码"),
        (["a", "甲", "--division", "330106", "--kind", "city"], "不是“city”这一级"),
        (["a", "甲"], "--kind"),
        (["a", "甲", "--kind", "street"], "可用"),
        (["a", "甲", "--kind", "county", "--profile", "mars"], "没有名为“mars”"),
        (["a", "甲", "--kind", "county", "--population", "100000", "--seats", "400"], "160 名"),
        (["xihu", "乙", "--kind", "county"], "code"),
        (["a b", "乙", "--kind", "county"], "code"),
        (["a", "甲", "--kind", "county", "--parent", "nowhere"], "没有代码"),
    ):
        assert reason in town("admin", "create-congress", *words, code=2).stderr


def test_a_notice_is_doubted_then_entered(town):
    days = ["--off", "2027-01-01..2027-01-03", "--source", "国办发明电"]
    assert "疑点" in town("calendar", "notice", "--year", "2027", *days, code=1).stderr
    found = json.loads(town("calendar", "notice", "--year", "2027", *days, "--yes", "--json").stdout)
    assert found["congresses"]["here"] == {"moved": 0, "subjects": 0, "waiting": 0}
    assert (
        "无法识别"
        in town("calendar", "notice", "--year", "2027", "--off", "元旦", "--source", "x", code=2).stderr
    )
    town("calendar", "recompute", "--congress", "here")


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
