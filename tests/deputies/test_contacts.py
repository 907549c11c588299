"""The contact network: plans, pairs, contacts, gaps; what was raised becomes a voice."""

from datetime import date

import pytest

from huying.deputies.contacts import queries
from huying.deputies.contacts.operations import contacts, pairs, plans
from huying.deputies.models import Contact, ContactPair
from huying.kernel import scope
from huying.kernel.case import Link, Trace
from huying.kernel.process import Forbidden, Refused
from huying.kernel.roster import Organ, OrganMember
from huying.voices.models import Voice
from tests.world import when

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def plan(world):
    row = plans.draft(
        by=world.zhou,
        at=world.at,
        name="“双联”计划",
        kind="group",
        size=2,
        times=2,
        per="quarter",
        starts_on=date(2026, 1, 1),
    )
    plans.activate(row, by=world.zhou, at=world.at)
    return row


@pytest.fixture
def line(world, plan):
    """陈立 keeps contact with 林知远."""
    return pairs.pair(
        by=world.zhou, at=world.at, layer="deputy", upper=world.chen, lower=world.lin, plan=plan
    )


def test_a_line_that_another_press_made_meanwhile_is_not_made_twice(world, plan, monkeypatch):
    row = {"layer": "deputy", "upper": world.chen, "lower": world.lin, "plan": plan}
    waited = []

    def while_waiting():
        if not waited:  # the other press is committed when our turn comes
            waited.append(True)
            pairs.pair(by=world.zhou, at=world.at, **row)

    monkeypatch.setattr(pairs, "_one_by_one", while_waiting)
    assert pairs.pair_many([row], by=world.zhou, at=world.at) == []
    assert ContactPair.objects.count() == 1


def log(world, line, by=None, **more):
    given = {"on": DAY, "way": "visit", "text": "到村里谈了半小时。", **more}
    return contacts.log(by=by or world.chen, at=when("2026-03-20"), pair=line, **given)


def test_n_ones_are_typed_by_the_congress_and_none_is_invented(world):
    given = {"by": world.zhou, "at": world.at, "name": "四个一", "times": 1, "per": "year", "starts_on": DAY}
    with pytest.raises(Refused, match="写明每一项"):
        plans.draft(kind="actions", **given)
    with pytest.raises(Refused, match="每人联系几人"):
        plans.draft(kind="group", **given)
    row = plans.draft(kind="actions", actions=["走访一户群众", " ", "提一条建议"], **given)
    assert row.actions == ["走访一户群众", "提一条建议"]
    line = pairs.pair(by=world.zhou, at=world.at, layer="deputy", upper=world.chen, lower=world.lin, plan=row)
    with pytest.raises(Refused, match="不是计划里的事项"):
        log(world, line, action="请一顿饭")
    assert log(world, line, action="提一条建议").action == "提一条建议"


def test_each_layer_asks_for_its_own_partners(world):
    given = {"by": world.zhou, "at": world.at}
    for wrong in (
        {"layer": "deputy", "upper": world.chen},
        {"layer": "deputy", "organ": world.committee, "lower": world.lin},
        {"layer": "committee", "upper": world.chen, "lower": world.lin},
        {"layer": "people", "upper": world.lin, "lower": world.gao},
        {"layer": "site", "upper": world.chen, "area": world.town},
        {"layer": "deputy", "upper": world.lin, "lower": world.lin},
        {"layer": "deputy", "upper": world.lin, "lower": world.chen},
    ):
        with pytest.raises(Refused):
            pairs.pair(**given, **wrong)
    assert ContactPair.objects.count() == 0
    pairs.pair(**given, layer="people", upper=world.lin, area=world.village, households=12)
    pairs.pair(**given, layer="site", upper=world.chen, station=world.station)
    with pytest.raises(Refused, match="已经建立"):
        pairs.pair(**given, layer="site", upper=world.chen, station=world.station)
    assert ContactPair.objects.count() == 2


def test_only_the_two_log_and_a_clerk_for_them(world, line):
    for member in (world.gao, world.he, world.housing_handler, world.neighbour.clerk):
        with pytest.raises(Forbidden):
            log(world, line, by=member)
    log(world, line, by=world.lin)
    log(world, line, by=world.zhou)
    assert [t.facts.get("proxy") for t in Trace.objects.filter(step="contacts.log").order_by("seq")] == [
        None,
        True,
    ]
    with pytest.raises(Refused, match="不能晚于今天"):
        log(world, line, on=date(2026, 3, 21))


def test_a_committee_with_its_group_at_once_and_the_members_of_the_organ_log(world):
    for deputy in (world.gao, world.sun):
        deputy.person.expertise = ["农业专业小组"]
        deputy.person.save()
    rows = pairs.of_group(world.committee, world.group)
    made = pairs.pair_many(rows, by=world.zhou, at=world.at)
    assert {str(p.lower) for p in made} == {"高秀兰", "孙广财"}
    assert pairs.pair_many(rows, by=world.zhou, at=world.at) == []
    assert queries.groups() == [
        {"organ__name": "农业农村委员会", "group__name": "农业专业小组", "plan__name": None, "deputies": 2}
    ]
    with pytest.raises(Forbidden):
        log(world, made[0], by=world.chen)
    world.chen.organ = world.committee
    world.chen.save()
    assert log(world, made[0]).state == "logged"


def test_one_plus_n_shares_out_those_whom_nobody_contacts(world, plan, line):
    rows = pairs.shared_out([world.chen], plan)
    assert [str(r["lower"]) for r in rows] == ["高秀兰", "孙广财"]  # 林知远 is contacted already


def test_the_board_counts_what_is_due_in_the_period(world, plan, line):
    pairs.pair(by=world.zhou, at=world.at, layer="people", upper=world.lin, area=world.village)
    found = queries.coverage(DAY)
    assert {one["layer"]: one["percent"] for one in found["layers"]} == {"deputy": 0, "people": 0}
    log(world, line)
    assert queries.coverage(DAY)["counts"]["late"] == 2  # twice a quarter is asked
    void = log(world, line)
    log(world, line, on=date(2026, 3, 10))
    contacts.void(void, by=world.chen, at=world.at, reason="记重了")
    found = queries.coverage(DAY)
    assert {one["layer"]: (one["met"], one["percent"]) for one in found["layers"]} == {
        "deputy": (1, 100),
        "people": (0, 0),
    }
    assert [str(p) for p in found["late"]] == ["林知远联系柳湾村"]
    assert found["counts"] == {"unposted": 3, "without_above": 2, "without_people": 2, "late": 1}
    assert found["percents"] == {"unposted": 0, "without_above": 33, "without_people": 33}
    assert queries.coverage(date(2026, 4, 1))["counts"]["late"] == 2  # a new quarter


def test_the_board_names_members_of_the_standing_committee_whom_the_network_leaves_out(world, line):
    assert queries.committee(DAY) == {"members": 0, "not_shared": [], "no_deputies": []}
    organ = Organ.objects.create(kind="standing_committee", name="县人大常委会")
    for member, post in ((world.chen, "vice"), (world.gao, "member"), (world.sun, "member")):
        OrganMember.objects.create(organ=organ, member=member, post=post)
    OrganMember.objects.create(organ=organ, member=world.lin, until=date(2026, 2, 1))
    pairs.pair(by=world.zhou, at=world.at, layer="member", upper=world.chen, lower=world.gao)
    found = queries.committee(DAY)
    assert found["members"] == 3  # who has left sits there no more
    assert [str(m) for m in found["not_shared"]] == ["孙广财"]
    assert [str(m) for m in found["no_deputies"]] == ["高秀兰", "孙广财"]


def test_the_tree_is_cut_where_it_closes_into_a_ring(world):
    given = {"by": world.zhou, "at": world.at, "layer": "member"}
    pairs.pair(**given, upper=world.chen, lower=world.lin)
    pairs.pair(**given, upper=world.lin, lower=world.gao)
    pairs.pair(**given, upper=world.gao, lower=world.lin)
    pairs.pair(by=world.zhou, at=world.at, layer="deputy", upper=world.gao, lower=world.sun)
    (root,) = queries.tree(DAY)
    assert root["name"] == "陈立" and root["below"][0]["below"][0] == {
        "name": "高秀兰",
        "below": [],
        "deputies": 1,
        "met": 0,
    }


def test_what_was_raised_becomes_a_voice_of_its_own(world, line):
    plain = log(world, line)
    with pytest.raises(Refused, match="没有记下问题"):
        contacts.pass_on(plain, by=world.chen, at=world.at)
    row = log(world, line, issues="柳湾村口的桥没有护栏。")
    contacts.pass_on(row, by=world.lin, at=world.at)
    voice = Voice.objects.get()
    assert (row.state, voice.text, voice.channel, voice.state) == (
        "passed",
        "柳湾村口的桥没有护栏。",
        "deputy",
        "heard",
    )
    assert Link.objects.get(case=row.case).other_id == voice.home_case_id


def test_others_see_nothing(world, line):
    log(world, line, issues="有事")
    seen = {
        who: queries.contacts(getattr(world, who)).count()
        for who in ("zhou", "chen", "lin", "gao", "he", "housing_handler")
    }
    assert seen == {"zhou": 1, "chen": 1, "lin": 1, "gao": 0, "he": 0, "housing_handler": 0}
    assert queries.pairs(world.gao).count() == 0
    with scope.congress(world.neighbour.congress):
        assert not queries.pairs(world.neighbour.clerk).exists() and not Contact.objects.exists()
