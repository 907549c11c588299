"""The commands, called inside: what they answer, and the words for whatever cannot be used."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from huying.kernel import scope
from huying.kernel.roster import Congress
from huying.project import commands
from tests.kernel.toy.town import build, toy, toy_tables, walk  # noqa: F401
from tests.world import when


@pytest.fixture
def typed(toy, settings, tmp_path, capsys):  # noqa: F811
    """`typed(*words, code=0)` → (standard output, standard error), in a town with three errands."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    made = build()
    with scope.congress(made.here):
        walk(made, 3)

    def run(*words, code=0):
        capsys.readouterr()
        found = commands.main([str(w) for w in words])
        said = capsys.readouterr()
        assert found == code, said
        assert "Traceback" not in said.err
        return said

    return run


def test_verify_says_what_is_wrong(typed, tmp_path):
    found = json.loads(typed("ledger", "verify", "--congress", "here", "--json").out)
    assert found["ok"] and set(found["congresses"][0]) == {"code", "rows", "head", "problems"}
    point = json.loads(typed("ledger", "checkpoint", "--out", tmp_path / "out", "--json").out)
    kept = point["files"][0]
    typed("ledger", "verify", "--checkpoint", kept)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_trace SET target='假' WHERE seq=2")
    problem = json.loads(typed("ledger", "verify", "--json", code=1).out)["congresses"][0]["problems"][0]
    assert {"kind", "seq", "trace", "case"} <= set(problem) and problem["seq"] == 2
    assert "第 2 条" in typed("ledger", "verify", code=1).out
    assert "没有代码" in typed("ledger", "verify", "--congress", "nowhere", code=2).err
    assert "别的人大" in typed("ledger", "verify", "--congress", "there", "--checkpoint", kept, code=2).err
    bad = tmp_path / "bad.json"
    for text, reason in (("{", "不是 JSON"), ("[1]", "应有"), ('{"seq": "1"}', "应有")):
        bad.write_text(text)
        assert reason in typed("ledger", "verify", "--checkpoint", bad, code=2).err
    assert "读不到" in typed("ledger", "verify", "--checkpoint", tmp_path / "no", code=2).err


def test_words_that_are_wrong_get_words_back(typed):
    assert "没有名为“nonsense”" in typed("nonsense", code=2).err
    assert "缺少参数" in typed("backup", code=2).err
    assert "不认识的参数" in typed("doctor", "--colour", code=2).err
    assert "不能是" in typed("ledger", "cut", code=2).err
    assert "需要一个值" in typed("ledger", "verify", "--congress", code=2).err
    assert "端口" in typed("up", "--port", "99999", code=2).err
    assert "不对" in typed("up", "--port", "八千", code=2).err
    assert "用法" in typed("ledger", "verify", "--help").out
    assert commands.main([]) == 2


def test_an_unforeseen_error_is_one_line(typed, monkeypatch):
    def broken(*args, **kwargs):
        raise KeyError("某处")

    monkeypatch.setattr("huying.kernel.verify.verify", broken)
    said = typed("ledger", "verify", code=2).err.strip()
    assert "KeyError" in said and len(said.splitlines()) == 1


def test_doctor_names_each_thing_and_its_remedy(typed, settings):
    from huying.kernel import jobs

    lines = {line["name"]: line for line in json.loads(typed("doctor", "--json", code=1).out)["lines"]}
    assert lines["数据库"]["ok"] and lines["密钥文件"]["ok"] and lines["迁移"]["ok"]
    assert all(line["ok"] or line["remedy"] for line in lines.values())
    for name in ("后台进程", "备份", "检查点 here"):
        assert not lines[name]["ok"]
    assert (
        lines["查毒"]["ok"] and "HUYING_SCANNER" in lines["查毒"]["remedy"]
    )  # a trial may go without, and is told so
    said = typed("doctor", code=1).out
    assert "huying work" in said and "! 查毒" in said and "HUYING_SCANNER" in said
    (settings.HOME / "backups").mkdir()
    (settings.HOME / "backups" / "huying-today.tar.gz").touch()
    typed("ledger", "checkpoint")
    jobs.beat("w", timezone.now() + timedelta(seconds=5))
    said = json.loads(typed("doctor", "--json", code=_open_ends()).out)
    lines = {line["name"]: line for line in said["lines"]}
    for name in ("后台进程", "备份", "检查点 here"):
        assert lines[name]["ok"], lines[name]


def test_doctor_says_whether_the_hall_answers(settings):
    import socket

    from huying.project import checkup

    settings.HALL_URL, settings.HALL_PORT = "", 0
    unset = checkup._hall()
    assert (unset.mark, "huying hall" in unset.remedy) == ("!", True)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.HALL_PORT = nobody.getsockname()[1]  # bound, but nobody listens
        away = checkup._hall()
    assert away.mark == "✗" and f":{settings.HALL_PORT} 连不上" in away.found


@pytest.mark.django_db
def test_doctor_says_from_july_on_that_next_year_has_no_days_yet():
    from huying.project import checkup

    spring, autumn, late = (
        checkup._calendar(when(day)) for day in ("2026-03-02", "2026-11-21", "2026-12-01")
    )
    assert (spring.mark, autumn.mark, late.mark) == ("✓", "!", "✗")
    assert (
        "2027 年的期限暂时没有日期" in autumn.found
        and "发布后" in autumn.remedy
        and "--year 2027" in late.remedy
    )


def _open_ends() -> int:
    """Fonts and room on the disk are the machine's."""
    from huying.project import checkup

    return 0 if all(line.ok for line in checkup.look(timezone.now())) else 1


def test_a_congress_is_made_only_where_the_law_has_one(typed):
    made = json.loads(
        typed(
            "admin", "create-congress", "xihu", "西湖区人民代表大会", "--division", "330106", "--population", "1100000",
            "--seats", "360", "--profile", "zhejiang", "--admin", "王管理", "--phone", "13900001111", "--json",
        ).out
    )  # fmt: skip
    assert made["level"] == "county" and len(made["invitation"]) == 14
    assert json.loads(typed("ledger", "verify", "--congress", "xihu", "--json").out)["ok"]
    again = json.loads(typed("admin", "invite", "xihu", "--admin", "李管理", "--json").out)
    assert again["invitation"] != made["invitation"]
    Congress.objects.filter(code="xihu").update(switches={"prefix": "XH"})
    for words, reason in (
        (["xh", "甲", "--kind", "county"], "“XH”已经是西湖区人民代表大会的编号字头"),
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
        assert reason in typed("admin", "create-congress", *words, code=2).err


def test_a_notice_is_doubted_then_entered(typed):
    days = ["--off", "2027-01-01..2027-01-03", "--source", "国办发明电"]
    assert "疑点" in typed("calendar", "notice", "--year", "2027", *days, code=1).err
    found = json.loads(typed("calendar", "notice", "--year", "2027", *days, "--yes", "--json").out)
    assert found["congresses"]["here"] == {"moved": 0, "subjects": 0, "waiting": 0}
    assert (
        "无法识别"
        in typed("calendar", "notice", "--year", "2027", "--off", "元旦", "--source", "x", code=2).err
    )
    typed("calendar", "recompute", "--congress", "here")
