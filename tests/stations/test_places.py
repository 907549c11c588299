"""The public map and list, the poster, pins in both datums, and tables of places."""

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from huying.kernel import process, verify
from huying.stations import datum, opening, operations
from huying.stations.models import Station

LATS, LONS = st.floats(18, 53.5), st.floats(74, 134.5)


@given(LATS, LONS)
def test_the_shift_is_turned_back(lat, lon):
    there = datum.to_gcj02(lat, lon)
    back = datum.to_wgs84(*there)
    assert datum.metres((lat, lon), back) < 0.5
    assert 20 < datum.metres((lat, lon), there) < 1500


def test_a_known_spot_is_shifted_as_published():
    """The gate of Tian'anmen as the two kinds of maps have it, to some ten metres."""
    assert datum.metres(datum.to_gcj02(39.90734, 116.39089), (39.90874, 116.39713)) < 30


@pytest.mark.parametrize(
    "text, days",
    [("周一至周五 8:30-11:30", "12345"), ("周一、周三 9:00-11:00；周六 9:00-10:00", "136"), ("每天8:00-12:00", "1234567"),
     ("工作日：8:00-12:00", "12345"), ("星期二 9:00-10:00", "2"), ("", ""),
     ("周一 9:00-10:00；每月第一个周三 9:00-11:00", "13#1"), ("每月1日、十五日、二十号：9:00-11:00", "d1d15d20"),
     ("每月最后一个星期天9:00-11:00", "7#-1"), ("周日 9:00-10:00", "7")],
)  # fmt: skip
def test_a_week_as_people_write_it(text, days):
    week = opening.parse_week(text)
    assert sorted("".join(week)) == sorted(days) and opening.parse_week(opening.spoken_week(week)) == week


@pytest.mark.parametrize(
    "text",
    [
        "每月十五日",
        "每月第六个周一 8:00-9:00",
        "每月三十二日 8:00-9:00",
        "周一",
        "8:00-9:00",
        "周五至周一 8:00-9:00",
        "周一 上午",
    ],
)
def test_a_week_that_nobody_can_keep(text):
    with pytest.raises(opening.BadHours):
        opening.parse_week(text)


def test_metres_over_the_ground():
    assert abs(datum.metres((36, 118), (37, 118)) - 111_195) < 100
    assert datum.metres((36, 118), (36, 118)) == 0


@pytest.mark.django_db
def test_the_map_shows_both_datums_on_the_same_ground(county):
    step = {"by": process.house(), "at": county.when("2026-11-21")}
    lat, lon = datum.to_gcj02(36.1, 118.2)
    operations.place_pin(county.house, lat=Decimal("36.1"), lon=Decimal("118.2"), **step)
    operations.place_pin(
        county.station,
        lat=round(Decimal(str(lat)), 6),
        lon=round(Decimal(str(lon)), 6),
        datum="gcj02",
        **step,
    )
    assert datum.metres(county.house.spot, county.station.spot) < 1
    page = Client().get("/c/qinghe/stations/").content.decode()
    assert "联络站地图" in page and 'data-lat="36.100000"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query, shown, hidden",
    [
        ({"kind": "house"}, "城关镇人大代表之家", "东街社区代表联络点"),
        ({"q": "府前街"}, "城关镇代表联络站", "东街社区代表联络点"),
        ({"star": "4"}, "城关镇代表联络站", "东街社区代表联络点"),
        ({"area": "²", "kind": "x", "star": "9"}, "东街社区代表联络点", "没有找到"),
    ],
)
def test_the_public_narrows_the_list(county, query, shown, hidden):
    operations.award_star(county.station, star=4, basis="评定", by=county.zhou, at=county.when("2026-11-21"))
    page = Client().get("/c/qinghe/stations/", query).content.decode()
    assert f"{shown}</a>" in page and f"{hidden}</a>" not in page


@pytest.mark.django_db
def test_open_now_is_asked_of_the_clock(county, monkeypatch):
    moment = county.when("2026-11-23", "09:00")  # a Monday
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    page = Client().get("/c/qinghe/stations/", {"open": "1"}).content.decode()
    assert "正在开放，到 11:30" in page and "城关镇人大代表之家</a>" not in page
    operations.except_days(
        county.station,
        since=moment.date(),
        spans=[],
        why="代表视察",
        by=county.he,
        at=county.when("2026-11-22"),
    )
    page = Client().get(f"/c/qinghe/stations/{county.station.pk}/").content.decode()
    assert "下次开放：11月25日" in page and "代表视察" in page


@pytest.mark.django_db
def test_the_poster_carries_the_code(county):
    page = Client().get(f"/c/qinghe/stations/{county.station.pk}/poster/").content.decode()
    assert "<svg" in page and "扫码向这个站反映" in page and "0999-2101001" in page


@pytest.mark.django_db
def test_a_table_brings_pins_hours_and_the_tree(county, tmp_path):
    from huying.kernel.tables import Row
    from huying.project.imports import importer

    rows = [
        {"name": "新街站", "kind": "station", "area": "城关镇", "parent": "城关镇人大代表之家", "lat": Decimal("36.2"),
         "lon": Decimal("118.3"), "datum": "gcj02", "week": "周一 09:00-11:00"},
        {"name": "新街点", "kind": "point", "parent": "新街站"},
    ]  # fmt: skip
    running = importer("stations").acting(by=county.zhou, at=county.when("2026-11-21"))
    running.write(
        [Row(line=n, values=row, identity=row["name"], action="new") for n, row in enumerate(rows, 2)]
    )
    made = Station.objects.get(name="新街站")
    assert (made.parent, made.datum, made.weekly) == (county.house, "gcj02", {"1": [["09:00", "11:00"]]})
    assert Station.objects.get(name="新街点").parent == made
    changed = {**rows[0], "lat": Decimal("36.3"), "week": "周二 09:00-11:00", "telephone": "0999-1"}
    running.write([Row(line=2, values=changed, identity="新街站", action="update")])
    made.refresh_from_db()
    assert (made.lat, made.weekly, made.telephone) == (
        Decimal("36.300000"),
        {"2": [["09:00", "11:00"]]},
        "0999-1",
    )
    assert verify.verify(county.congress).ok
