"""The address table: taken in with preview, found however it is written, renamed places remembered."""

import csv
import io
import json
from types import SimpleNamespace

import pytest

from huying.deputies.addresses import queries
from huying.deputies.models import Address
from huying.kernel import scope
from huying.kernel.register.queries import history
from huying.project.commands import imports

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
            what="addresses", file=str(tmp_path / "a.csv"), congress="qinghe", map=None, yes=True, json=True
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
