"""Units, people, deputies and places taken in from tables: compared with what stands, inside the number of seats."""

import pytest
from django.utils import timezone

from huying.deputies.models import Seat
from huying.kernel import verify
from huying.kernel.roster import Membership, Unit
from huying.kernel.tables.importing import receive
from huying.project.imports import importer, running

from . import managing
from .managing import inside
from .test_imports import counts, sheet

pytestmark = pytest.mark.django_db

county, town = managing.county, managing.town


def roster(town, name, rows, tmp_path, by=None):
    """Import a table of the roster as the clerk; the report."""
    path = sheet(tmp_path / f"{name}.csv", rows)
    with inside(town), path.open("rb") as file:
        job = receive(file, importer(name).sheet, by=by or town.zhou, at=timezone.now())
        return running.write(job).report()


def test_units_are_compared_with_what_stands(tmp_path, town):
    rows = [
        ["单位名称", "负责人", "电话", "上级"],
        ["青禾县水利局", "罗平", "", "青禾县人民政府办公室"],
        ["青禾县交通运输局", "刘局", "87650000", ""],
        ["青禾县某局", "", "", "没有的上级"],
    ]
    report = roster(town, "units", rows, tmp_path)
    assert counts(report) == (1, 1, 0, 1) and "没有的上级" in report["errors"][0]["reason"]
    with inside(town):
        transport = Unit.objects.get(pk=town.transport.pk)
        assert (transport.head, transport.short, transport.parent_id) == (
            "刘局",
            "交通运输局",
            town.cabinet.pk,
        )
    assert counts(roster(town, "units", rows, tmp_path)) == (0, 0, 2, 1)
    assert verify.verify(town.congress).ok


def test_deputies_come_with_their_seats_inside_the_number(tmp_path, town):
    with inside(town):
        type(town.term).objects.filter(pk=town.term.pk).update(seats=4)
    rows = [
        ["姓名", "手机", "代表团", "代表证号", "性别"],
        ["白露", "13900001111", "城关镇代表团", "18010", "女"],
        ["谷雨", "13900002222", "城关镇代表团", "18011", "男"],
        ["小满", "123", "", "", ""],
    ]
    report = roster(town, "deputies", rows, tmp_path)
    assert counts(report) == (1, 0, 0, 2)
    assert [("名额" in e["reason"] or "电话" in e["reason"]) for e in report["errors"]] == [True, True]
    with inside(town):
        seat = Seat.objects.get(member__person__name="白露")
        assert (seat.card, seat.delegation_id, seat.member.person.gender) == (
            "18010",
            town.delegation.pk,
            "f",
        )
        assert not Membership.objects.filter(person__name="谷雨").exists()
    assert counts(roster(town, "deputies", rows[:2], tmp_path)) == (0, 0, 1, 0)
    rows[1][3] = "18099"
    assert counts(roster(town, "deputies", rows[:2], tmp_path)) == (0, 1, 0, 0)
    assert verify.verify(town.congress).ok


def test_a_clerk_imports_no_administrators(tmp_path, town):
    rows = [
        ["姓名", "身份", "单位"],
        ["白露", "管理员", ""],
        ["谷雨", "承办单位经办人", "青禾县交通运输局"],
        ["小满", "承办单位经办人", ""],
    ]
    report = roster(town, "people", rows, tmp_path)
    assert counts(report) == (1, 0, 0, 2)
    assert counts(roster(town, "people", rows[:2], tmp_path, by=town.admin)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "name, rows",
    [
        ("areas", [["名称", "类别", "上级"], ["石桥镇", "镇", ""], ["石桥村", "村", "石桥镇"]]),
        (
            "districts",
            [
                ["选区号", "名称", "片区", "名额"],
                ["7", "第七选区", "城关镇", "2"],
                ["8", "第八选区", "", "3"],
            ],
        ),
        (
            "stations",
            [
                ["名称", "类别", "片区", "地址"],
                ["城关站", "代表联络站", "城关镇", "河边路1号"],
                ["老街点", "代表联络点", "", ""],
            ],
        ),
    ],
)
def test_places_come_in_and_come_in_again(tmp_path, town, name, rows):
    assert counts(roster(town, name, rows, tmp_path)) == (2, 0, 0, 0)
    assert counts(roster(town, name, rows, tmp_path)) == (0, 0, 2, 0)
    assert verify.verify(town.congress).ok
