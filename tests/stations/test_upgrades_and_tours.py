"""Building and refurbishing, visiting groups, the popularity index, the office's board."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huying.kernel import process, scope, verify
from huying.kernel.process import Forbidden, Refused
from huying.stations import operations as stations
from huying.stations import popularity
from huying.stations.models import Tour
from huying.stations.tours import operations as tours
from huying.stations.tours import queries as counted
from huying.stations.upgrades import operations as upgrades
from huying.stations.upgrades import pages, queries

DAY = date(2026, 11, 21)


def took(world, by=None, day="2026-11-21"):
    return {"by": by or world.zhou, "at": world.when(day)}


def picture(name="a.png") -> SimpleUploadedFile:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red" if name == "a.png" else "green").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def test_an_upgrade_shows_money_and_pictures_before_and_after(county):
    row = upgrades.plan(
        station=county.station, title="增设电子屏", budget=Decimal("20000"), **took(county, day="2026-10-01")
    )
    with pytest.raises(Forbidden):
        upgrades.begin(row, **took(county, by=county.he))
    upgrades.photograph(row, moment="before", files=[picture()], **took(county, by=county.he))
    upgrades.begin(row, **took(county, day="2026-10-08"))
    upgrades.fund(row, amount=Decimal("18000"), source="县财政", **took(county))
    upgrades.fund(row, amount=Decimal("-500"), source="冲减", **took(county))
    with pytest.raises(Refused, match="还多"):
        upgrades.fund(row, amount=Decimal("-17500.01"), source="冲减", **took(county))
    with pytest.raises(Refused, match="不是照片"):
        upgrades.photograph(row, moment="after", files=[SimpleUploadedFile("a.txt", b"x")], **took(county))
    upgrades.photograph(row, moment="after", files=[picture("b.png")], **took(county))
    with pytest.raises(Refused, match="开工以后"):
        upgrades.finish(row, result="好", done_on=date(2026, 10, 1), **took(county))
    upgrades.finish(row, result="屏幕已经启用", **took(county))
    assert (row.spent, row.done_on, row.state) == (Decimal("17500"), DAY, "done")
    assert [(p["word"], len(p["photos"])) for p in pages.pairs(row)] == [("改造前", 1), ("改造后", 1)]
    assert queries.spent() == {"budget": 20000, "spent": 17500, "done": 1, "under_way": 0}
    assert verify.verify(county.congress).ok


def test_groups_are_booked_received_and_counted(county):
    row = tours.book(
        station=county.station, group="邻县人大", day=date(2026, 11, 23), expected=30, phone="13800001234",
        **took(county, by=county.he),
    )  # fmt: skip
    with pytest.raises(Refused, match="还没有到"):
        tours.receive(row, people=28, **took(county, by=county.he))
    tours.receive(row, people=28, **took(county, by=county.he, day="2026-11-23"))
    tours.log(station=county.house, group="学校", day=date(2026, 11, 20), people=40, **took(county))
    tours.correct(row, people=29, reason="数错", **took(county, day="2026-11-24"))
    with pytest.raises(Forbidden):
        tours.log(station=county.house, group="x", day=DAY, people=1, **took(county, by=county.he))
    with pytest.raises(Refused, match="1 到 5000"):
        tours.log(station=county.house, group="x", day=DAY, people=0, **took(county))
    found = counted.counted(date(2026, 11, 1), date(2026, 11, 30))
    assert found == {county.station.pk: (1, 29), county.house.pk: (1, 40)}
    assert [t.group for t in counted.visible_to(county.he)] == ["邻县人大"]
    cancelled = tours.book(station=county.station, group="改天再来", day=date(2026, 11, 30), **took(county))
    tours.move(cancelled, day=date(2026, 12, 1), **took(county))
    tours.cancel(cancelled, **took(county))
    assert Tour.objects.get(pk=cancelled.pk).people is None


def test_the_index_shows_every_addend_and_follows_the_weights(county):
    for n in (40, 25):
        tours.log(station=county.station, group=f"第 {n} 批", day=DAY, people=n, **took(county))
    found = popularity.lines(DAY, [county.station.pk])[county.station.pk]
    words = {line.fact.name: (line.number, line.points) for line in found}
    assert words["batches"] == (2, 10) and words["tourists"] == (65, 6) and words["receptions"] == (0, 0)
    assert popularity.index(found) == 16
    assert "参观批次 × 5" in popularity.formula() and "参观人次 ÷ 10" in popularity.formula()
    congress = county.congress
    congress.overrides = {"stations.popularity_batch": {"value": 1}}
    congress.rules_version += 1
    with scope.congress(congress):
        assert popularity.index(popularity.lines(DAY, [county.station.pk])[county.station.pk]) == 8


def test_a_practice_base_counts_its_sites(county, sign_in):
    base = stations.register(name="青禾县实践中心", kind="base", **took(county))
    for place in (county.station, county.point):
        stations.amend(place, base=base, **took(county))
        tours.log(station=place, group="学习组", day=DAY, people=30, **took(county))
    page = Client().get(f"/c/qinghe/stations/{base.pk}/").content.decode()
    assert "汇总了所属 2 个站点" in page and "2 × 5 = 10" in page


def test_the_board_is_for_the_office(county, sign_in):
    tours.log(station=county.station, group="学习组", day=DAY, people=30, **took(county))
    page = sign_in(county.chen).get("/c/qinghe/stations/board/").content.decode()
    assert "联络站总览" in page and "人气指数前列" in page and "城关镇代表联络站" in page
    assert sign_in(county.he).get("/c/qinghe/stations/board/").status_code == 404
    assert Client().get("/c/qinghe/stations/board/").status_code == 404


def test_a_neighbours_places_are_not_measured_here(county):
    with scope.congress(county.neighbour.congress):
        theirs = stations.register(by=process.house(), at=county.when("2026-11-21"), name="临溪站")
    with pytest.raises(Forbidden):
        stations.amend(theirs, head="别人", **took(county))
    with scope.congress(county.neighbour.congress):
        tours.log(
            station=theirs, group="x", day=DAY, people=9, by=process.house(), at=county.when("2026-11-21")
        )
    assert popularity.index(popularity.lines(DAY, [theirs.pk])[theirs.pk]) == 0


def test_the_public_reads_no_small_number_of_people():
    facts = {f.name: f for f in popularity.facts()}
    few = popularity.Line(facts["visitors"], 2, 1), popularity.Line(facts["receptions"], 2, 3)
    index, rows = popularity.for_public(list(few))
    assert index == "≥7" and [(n, words) for _l, n, _u, words in rows] == [("<5", ""), ("2", "2 × 3 = 6")]
    assert popularity.for_public([popularity.Line(facts["visitors"], 12, 1)])[0] == "12"
