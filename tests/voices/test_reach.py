"""Whom a voice reaches that was said at no station."""

from huying.voices import operations, queries


def test_the_keeper_of_a_station_in_that_town(town, now):
    told = {"by": town.clerk, "at": now, "channel": "web"}
    near = operations.hear(title="桥坏了", text="镇上的桥坏了。", area=town.station.area, **told)
    far = operations.hear(title="湾坏了", text="湾上的路坏了。", area=town.far.area, **told)
    seen = set(queries.visible_to(town.keeper).values_list("pk", flat=True))
    assert near.pk in seen and near.keeps(town.keeper) and town.keeper in near.keeps_members()
    assert far.pk not in seen and not far.keeps(town.keeper) and town.keeper not in far.keeps_members()


def test_a_voice_said_at_a_station_belongs_to_its_own_keepers(town, now):
    there = operations.hear(
        by=town.clerk,
        at=now,
        channel="station",
        title="灯坏了",
        text="路灯坏了。",
        area=town.station.area,
        station=town.far,
    )
    assert not there.keeps(town.keeper) and there.keeps(town.far_keeper)
