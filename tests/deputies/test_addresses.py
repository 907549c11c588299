"""The address table: taken in with preview, found however it is written, renamed places remembered."""

import argparse
import csv
import io
import json
from types import SimpleNamespace

import pytest
from django.test import Client

from huying.deputies.addresses import queries
from huying.deputies.models import Address
from huying.kernel import process, scope
from huying.kernel.register.queries import history
from huying.kernel.roster import Area
from huying.project.commands import imports
from huying.project.commands.console import Unusable
from huying.stations.models import Station
from huying.voices import operations as voices

pytestmark = pytest.mark.django_db
HEAD = ["地址", "片区", "选区号", "联络站", "停用日期", "现名"]
ROWS = [
    ["柳湾村", "柳湾村", "1", "柳湾村联络点", "", ""],
    ["柳湾小区", "柳湾村", "1", "", "", ""],
    ["老柳湾大队", "", "", "", "2019-06-01", "柳湾村"],
    ["柳树下", "", "", "", "2021-01-01", "老柳湾大队"],
    ["沙嘴村十二组", "沙嘴村", "2", "", "", ""],
    ["不知在哪", "没有的村", "", "", "", ""],
]


@pytest.fixture
def table(world, tmp_path, capsys):
    """The table imported; `take(rows)` imports another one and gives the report."""

    def take(rows):
        out = io.StringIO(newline="")
        csv.writer(out).writerows([HEAD, *rows])
        (tmp_path / "a.csv").write_text(out.getvalue(), encoding="utf-8")
        args = SimpleNamespace(
            what="addresses",
            file=str(tmp_path / "a.csv"),
            congress="qinghe",
            map=None,
            yes=True,
            json=True,
            new=False,
        )
        assert imports.run(args) == 0
        return json.loads(capsys.readouterr().out)

    return SimpleNamespace(world=world, take=take, report=take(ROWS))


def test_good_rows_come_in_and_a_wrong_one_says_why(table):
    report = table.report
    assert (report["created"], len(report["errors"])) == (5, 1)
    assert report["errors"][0]["line"] == 7 and "没有的村" in report["errors"][0]["reason"]
    assert len(history(Address.objects.get(text="柳湾村"))) == 1
    again = table.take(ROWS)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 5)


def test_a_place_named_as_successor_before_its_own_line_is_entered_once(table):
    report = table.take([["旧院", "", "", "", "2020-01-01", "新院"], ["新院", "柳湾村", "1", "", "", ""]])
    assert (report["created"], report["errors"]) == (2, [])
    found = queries.look("旧院")
    assert (found.name, found.renamed, found.area.name) == ("新院", "旧院", "柳湾村")


def test_places_are_found_however_they_are_written(table):
    for typed in ("柳湾村", "城关镇 柳湾村3组12号", "青禾县城关镇柳湾村"):
        found = queries.look(typed)
        assert (found.name, found.district.number, found.station.name) == ("柳湾村", 1, "柳湾村联络点"), typed
    assert queries.look("沙嘴村12组").district.number == 2
    assert queries.look("沙嘴村五组").area.name == "沙嘴村"
    assert queries.look("白沙镇某某路").area.name == "白沙镇"
    assert queries.look("火星") is None and queries.look("") is None and queries.look("\x00") is None


def test_old_names_find_the_new_place_over_two_renamings(table):
    found = queries.look("柳树下七号")
    assert (found.name, found.renamed, str(found.until)) == ("柳湾村", "柳树下", "2021-01-01")
    assert found.district.number == 1


def test_suggestions_while_typing(table):
    assert [a.text for a in queries.starting("柳湾")] == ["柳湾小区", "柳湾村", "老柳湾大队"]
    assert queries.starting("柳") == []


def test_a_neighbour_knows_none_of_it(table):
    with scope.congress(table.world.neighbour.congress):
        assert queries.look("柳湾小区") is None and queries.starting("柳湾") == []


def test_the_command_takes_it_and_what_is_unusable_is_refused_in_plain_words(world, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    imports.add_arguments(parser)

    def take(data: bytes, name="b.csv"):
        (tmp_path / name).write_bytes(data)
        args = ["addresses", str(tmp_path / name), "--congress", "qinghe", "--yes", "--json"]
        assert imports.run(parser.parse_args(args)) in (0, 1)
        return json.loads(capsys.readouterr().out)

    for data, why in (
        ("片区,选区号\n柳湾村,1\n".encode(), "地址"),  # the one column that must be there is not
        (b"", "空"), (b"\x00\xff\x00\xfe" * 40, "不是文本表格"), ("地址,片区\n".encode(), "只有表头"),
    ):  # fmt: skip
        with pytest.raises(Unusable, match=why):
            take(data)
    with pytest.raises(Unusable, match="XLSX|xlsx|打不开"):
        take(b"PK\x03\x04 no table", "c.xlsx")
    assert not Address.objects.exists()
    rows = [
        "柳湾村,柳湾村,1,,,", "柳 湾 村,柳湾村,1,,,",  # the same place twice, spelled differently
        "东坡,,,,,西坡", "西坡,,,,,东坡", "北坡,,,,,北坡",  # renamed in a ring, into itself
        "路,,,,,", "——,,,,,", "南坡,,99,,,", "中坡,,,没有的站,,", "上坡,,,,2020-13-45,",
        "下坡,柳湾村,1,,2020-05-01,合并后新村", "前坡,柳湾村,1,,2020-05-01,合并后新村", "合并后新村,柳湾村,1,,,",
    ]  # fmt: skip
    report = take(("地址,片区,选区号,联络站,停用日期,现名\n" + "\n".join(rows)).encode("gb18030"))
    wrong = {one["line"]: one["reason"] for one in report["errors"]}
    assert sorted(wrong) == [3, 5, 6, 7, 8, 9, 10, 11], wrong
    said = {
        3: "与第 2 行相同",
        5: "绕成了一圈",
        6: "不能是它自己",
        7: "太短",
        9: "99",
        10: "没有的站",
        11: "2020-13-45",
    }
    assert [(line, wrong[line]) for line, words in said.items() if words not in wrong[line]] == []
    assert sum(report[n] for n in ("created", "updated", "unchanged")) + len(wrong) == len(rows)
    for old in ("下坡", "前坡"):  # two villages merged into one
        assert (queries.look(old).name, queries.look(old).renamed) == ("合并后新村", old)


def test_a_town_that_does_not_fit_is_asked_about_and_stations_are_found_by_their_address(table):
    world = table.world
    found = queries.look("白沙镇柳湾村")
    assert (found.name, found.doubt, found.full) == ("柳湾村", "白沙镇", "城关镇柳湾村")
    assert not queries.look("城关镇柳湾村").doubt and not queries.look("白沙镇沙嘴村").doubt
    twin = Area.objects.create(
        kind="village", name="沙嘴村", parent=world.town
    )  # of two, that of the town typed
    assert (
        queries.look("城关镇沙嘴村").area == twin and queries.look("白沙镇沙嘴村").area == world.far_village
    )
    Station.objects.filter(pk=world.point.pk).update(address="书院街 12 号便民中心一楼")
    for typed in ("书院街12号便民中心一楼", "书院街十二号", "书院街"):
        assert queries.look(typed).station == world.point, typed
    assert queries.example() == "城关镇柳湾村"
    page = Client().get("/c/qinghe/deputies/find/", {"a": "白沙镇柳湾村"}).content.decode()
    assert "白沙镇没有“柳湾村”" in page and "本选区代表" not in page and "城关镇柳湾村" in page


def test_a_voice_that_names_a_place_goes_to_its_area_and_station(table):
    world = table.world
    said = {"by": process.public(), "at": world.when("2026-11-21"), "text": "路灯坏了。", "consent": True}
    voice = voices.say(**said, place="柳湾村东头")
    assert (voice.area, voice.station) == (world.village, world.point)
    assert voices.say(**said, place="白沙镇柳湾村").area is None  # in doubt a person decides
    assert voices.say(**said, place="火星").area is None
