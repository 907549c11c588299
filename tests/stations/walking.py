"""Rows of the stations room in the middle of their roads, for tests that walk every process of the house."""

from datetime import date, timedelta
from types import SimpleNamespace

from huying.stations import operations
from huying.stations.assessments import operations as assessments
from huying.stations.checklists import operations as checklists
from huying.stations.models import Station
from huying.stations.tours import operations as tours
from huying.stations.upgrades import operations as upgrades


def walk(world, day: str = "2026-03-03") -> SimpleNamespace:
    """A station kept by he, checked, refurbished and visited; lists in draft and in force. Call inside the congress."""
    step, n = {"by": world.zhou, "at": world.when(day)}, Station.objects.count()
    station = operations.register(
        **step, name=f"南关街代表联络站{n}", area=world.town, keepers=[world.he], weekly={"1": [["08:30", "11:30"]]},
        address="南关街 3 号",
    )  # fmt: skip
    operations.plan(**step, name=f"北关街代表联络站{n}", area=world.town)
    checklist = checklists.draft(preset="four", **step)
    checklists.put_in_force(checklist, **step)
    checklists.draft(preset="six", **step)
    row = assessments.start(checklist=checklist, station=station, **step)
    assessments.tick(row, item="1", met="yes", by=world.he, at=step["at"])
    upgrade = upgrades.plan(station=station, title="更换接待室桌椅", **step)
    upgrades.begin(upgrade, **step)
    tour = tours.book(
        station=station, group="临溪县人大", day=date.fromisoformat(day) + timedelta(days=3), **step
    )
    return SimpleNamespace(station=station, assessment=row, upgrade=upgrade, tour=tour)
