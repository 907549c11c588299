"""The plan of the demo county: all of it comes about whatever day of the week it is seeded on, and nothing lies ahead."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from huying.project.demo import citizens, days, desks, places, plan, roads
from huying.project.demo.ground import Names

FIRST = date(2026, 11, 16)  # a Monday


class Stage:
    def __init__(self):
        self.moments = []

    def add(self, moment, life):
        self.moments.append((moment, life))


def ground(day):
    """What the lots draw from, without a database."""
    towns = {name: SimpleNamespace(pk=n, name=name) for n, name in enumerate(places.TOWNS)}
    villages = {
        name: [SimpleNamespace(name=f"{name}一村"), SimpleNamespace(name=f"{name}二村")] for name in towns
    }
    deputies = [
        SimpleNamespace(pk=n, area=area, area_id=area.pk, organ_id=area.pk)
        for n, area in enumerate([*towns.values()] * 12)
    ]
    cast = dict(zip((desks.LIN, desks.GAO, desks.WANG), deputies, strict=False))
    sessions = [SimpleNamespace(opens_on=day - timedelta(days=n)) for n in (650, 290)]
    units = {key: SimpleNamespace(short=key) for key in ("gov", *places.DEPARTMENTS, *towns)}
    return SimpleNamespace(
        root=f"plan {day}", towns=towns, villages=villages, deputies=deputies, cast=cast, sessions=sessions, units=units,
        stations=dict.fromkeys(places.WITH_STATION), congress=SimpleNamespace(code="qinghe"),
    )  # fmt: skip


@pytest.fixture
def begun(monkeypatch):
    """begun(day) → (moments of suggestions, voices told, of these adopted), as the county's plan puts them on the stage."""
    monkeypatch.setattr(roads, "live", lambda ground, moment, lot: "suggestion")
    monkeypatch.setattr(citizens, "live", lambda ground, moment, telling: telling)
    monkeypatch.setattr(
        plan.older, "take_over", lambda ground, month: (month[0][1], [t for t, _day in month])
    )

    def play(day):
        stage = Stage()
        plan.county(ground(day), stage, day, days.lots("plan", day), 1.0)
        suggestions = [m for m, life in stage.moments if life == "suggestion"]
        told = [(m, life) for m, life in stage.moments if isinstance(life, citizens.Telling)]
        taken_over = [t for _m, life in stage.moments if isinstance(life, list) for t in life]
        adopted = [t for _m, t in told if t.way == "adopt"]
        return suggestions, [m for m, _t in told], len(told) + len(taken_over), len(adopted)

    return play


@pytest.mark.parametrize("n", range(7))
def test_on_any_day_of_the_week_all_of_the_plan_comes_about_before_that_day(begun, n):
    day = FIRST + timedelta(days=n)
    suggestions, voices, told, adopted = begun(day)
    ends = datetime.combine(day, time(0), days.CHINA)
    assert [m for m in suggestions if m >= ends] == []
    assert [m for m in voices if m >= ends] == []
    assert (len(suggestions) + adopted, told) == (plan.SUGGESTIONS, plan.VOICES)


def test_another_number_is_another_county():
    def county(number):
        names = Names(days.lots("names", number))
        return [names.person().name for _n in range(40)]

    assert county(1) == county(1)
    assert len(set(county(1)) & set(county(2))) < 20
