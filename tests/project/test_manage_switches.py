"""The congress's own switches: shown with their meaning, set by step and trace, refused with a reason, never lost."""

import json

import pytest
from django.utils.translation import override

from huying.kernel import process, verify
from huying.kernel.case import Trace
from huying.kernel.roster import Congress
from huying.kernel.switchboard import DECLARED, all_of_them
from huying.project import checkup
from huying.project.commands import upgrade
from huying.ui.outlines import MOST_KEPT

from . import managing
from .managing import inside, send, url

pytestmark = pytest.mark.django_db


county, town = managing.county, managing.town


def switches(town) -> dict:
    return Congress.objects.get(pk=town.congress.pk).switches


def at(town, key):
    return url(town, "manage:switch", key=key)


def test_every_switch_stands_with_its_meaning_and_opens_for_the_administrator_alone(town):
    Congress.objects.filter(pk=town.congress.pk).update(
        switches={"prefix": "QH", "old_key": {"n": 1}, "footer": "?"}
    )
    page = town.as_admin.get(url(town, "manage:switches")).content.decode()
    for switch in all_of_them():
        assert str(switch.label) in page and str(switch.says)[:12] in page
        asked = town.as_admin.get(at(town, switch.key))
        assert asked.status_code == (404 if switch.by_house else 200), switch.key
        assert town.as_clerk.get(at(town, switch.key)).status_code == 404
    assert "old_key" in page and "看不懂" in page
    read = town.as_clerk.get(url(town, "manage:switches")).content.decode()
    assert at(town, "prefix") not in read
    for client in (town.as_deputy, town.as_neighbour, town.stranger):
        assert client.get(url(town, "manage:switches")).status_code in (302, 404)
    send(town.as_admin, at(town, "prefix"), value="QHX")
    assert switches(town) == {"prefix": "QHX", "old_key": {"n": 1}, "footer": "?"}


GIVEN = {
    "prefix": ({"value": "QHX"}, "QHX"),
    "rooms_off": ({"value": ["portal"]}, ["portal"]),
    "deputies_private": ({"value": "on"}, True),
    "grants": ({"voices.classify": ["leader"]}, {"voices.classify": ["leader"]}),
    "retention_days": ({"voices": "730", "letters": ""}, {"voices": 730}),
    "withdraw_together": ({"value": "on"}, True),
    "anonymous_voices": ({}, False),
    "resolution_mark": ({"value": "青人常发"}, "青人常发"),
    "footer": (
        {"phone": "0571-5", "links": "县政府 https://a.example.cn"},
        {"phone": "0571-5", "links": [{"label": "县政府", "url": "https://a.example.cn"}]},
    ),
    "outline": (
        {"value": '{"type": "Polygon", "coordinates": [[[118, 36], [119, 36], [119, 37]]]}'},
        {"type": "Polygon", "coordinates": [[[118, 36], [119, 36], [119, 37]]]},
    ),
    "second_factor": ({"value": "staff"}, "staff"),  # last: who set it is asked for one from now on
}  # fmt: skip


def test_each_is_set_by_a_step_that_tells_who_before_and_after_and_goes_back(town):
    assert set(GIVEN) == {one.key for one in all_of_them() if not one.by_house}
    for key, (data, kept) in GIVEN.items():
        if key == "second_factor":  # whoever set it is asked for one from now on
            page = town.as_admin.get(url(town, "manage:switches")).content.decode()
            assert "编号字头：QH → QHX" in page and "民情 730 天" in page
            assert send(town.as_admin, at(town, "footer"), reset="on").status_code == 302
            assert "footer" not in switches(town)
        assert send(town.as_admin, at(town, key), reason="主任会议决定", **data).status_code == 302, key
        assert switches(town)[key] == kept
        again = send(town.as_admin, at(town, key), **data)
        assert again.status_code == (409 if key != "second_factor" else 302), "nothing to change"
    assert again.url == "/account/factor/"
    with inside(town):
        told = Trace.objects.filter(step="roster.switch").order_by("seq")
        assert [t.facts["switch"] for t in told] == [*list(GIVEN)[:-1], "footer", "second_factor"]
        assert {t.by_id for t in told} == {town.admin.pk}
        assert told[0].note == "主任会议决定\n编号字头：QH → QHX"
    assert verify.verify(town.congress).ok


@pytest.mark.parametrize(("key", "data", "says"), [
    ("prefix", {"value": "青禾"}, "大写字母"),
    ("prefix", {"value": "LINXI"}, "已经是"),
    ("second_factor", {"value": "everybody"}, "everybody"),
    ("rooms_off", {"value": ["stations"]}, "stations"),
    ("grants", {"voices.classify": ["public"]}, "public"),
    ("retention_days", {"voices": "29"}, "《信访工作条例》第三十五条"),
    ("retention_days", {"letters": "3"}, "系统默认"),
    ("retention_days", {"voices": "99999"}, "36500"),
    ("resolution_mark", {"value": "青〔2026〕"}, "不带年份"),
    ("footer", {"links": "点我 javascript:alert(1)"}, "这一行不对"),
    ("outline", {"value": "[1, 2"}, "GeoJSON"),
    ("outline", {"value": '{"type": "Polygon", "coordinates": [[[9e9, 1], [2, 2], [3, 3]]]}'}, "度数"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_the_reason_and_nothing_changes(town, key, data, says):
    before = switches(town)
    answer = send(town.as_admin, at(town, key), **data)
    assert answer.status_code in (409, 422) and says in answer.content.decode()
    assert switches(town) == before


def test_no_prefix_of_another_congress_comes_back_or_is_taken_meanwhile(town):
    neighbour, own = town.neighbour.congress, town.code.upper()

    def neighbours(**values):
        Congress.objects.filter(pk=neighbour.pk).update(**values)

    neighbours(switches={"prefix": "LX"})
    answer = send(
        town.as_admin, at(town, "prefix"), value=neighbour.code.upper()
    )  # it may go back to its own
    assert answer.status_code == 422 and "默认" in answer.content.decode()
    neighbours(is_active=False)  # and it may come back
    assert send(town.as_admin, at(town, "prefix"), value="LX").status_code == 422
    neighbours(switches={"prefix": own})  # taken before anybody asked
    answer = send(town.as_admin, at(town, "prefix"), reset="on")
    assert answer.status_code == 409 and "已经是" in answer.content.decode()
    assert switches(town)["prefix"] == "QH"
    neighbours(switches={})
    assert send(town.as_admin, at(town, "prefix"), reset="on").status_code == 302
    assert "prefix" not in switches(town)


def test_an_official_number_stays_chinese_for_whoever_reads_english(town):
    with override("en"):
        assert DECLARED["resolution_mark"].of(town.congress) == "青禾县人大决"


def test_of_two_administrators_the_second_sees_what_changed(town):
    first = {**managing.stamps(town.as_admin.get(at(town, "deputies_private"))), "value": "on"}
    second = {**managing.stamps(town.as_admin.get(at(town, "prefix"))), "value": "QQ"}
    assert town.as_admin.post(at(town, "deputies_private"), first).status_code == 302
    late = town.as_admin.post(at(town, "prefix"), second)
    assert late.status_code == 409 and "别人刚刚办过" in late.content.decode()
    assert 'value="QQ"' in late.content.decode()
    assert town.as_admin.post(at(town, "deputies_private"), first).status_code == 302, "the same press again"
    assert switches(town) == {"prefix": "QH", "deputies_private": True}


def test_going_back_that_fails_leaves_nothing_of_it_in_the_form(town):
    where = at(town, "resolution_mark")
    send(town.as_admin, where, value="青人常发")
    early = managing.stamps(town.as_admin.get(where))
    send(town.as_admin, where, value="青人常决")
    late = town.as_admin.post(where, {**early, "reset": "on"})
    page = late.content.decode()
    assert late.status_code == 409 and "没有恢复默认" in page and "别人刚刚办过" in page
    form = page.partition('<form class="card form')[2].partition("</form>")[0]
    assert 'name="reset" value' not in form and 'value="青人常决"' in form
    answer = town.as_admin.post(where, {**managing.stamps(late), "reset": "", "value": "青人常字"})
    assert answer.status_code == 302 and switches(town)["resolution_mark"] == "青人常字"


def test_programs_read_and_set_them_by_the_same_form(town, settings):
    settings.ROOT_URLCONF = "huying.project.urls"
    base = f"/api/v1/c/{town.code}/settings"
    every = town.as_clerk.get(base).json()
    assert {one["key"] for one in every["items"]} == {one.key for one in all_of_them()}
    assert town.as_deputy.get(base).status_code == 404

    def post(client, key, **body):
        return client.post(f"{base}/{key}/change", json.dumps(body), content_type="application/json")

    asked = town.as_admin.get(f"{base}/retention_days/change").json()
    assert "voices" in {field["name"] for field in asked["fields"]}
    assert post(town.as_clerk, "prefix", value="QQ").status_code == 404
    short = post(town.as_admin, "retention_days", voices=5)
    assert short.status_code == 400 and "第三十五条" in str(short.json()["errors"])
    done = post(town.as_admin, "retention_days", voices=400, _key="k1")
    assert done.status_code == 200 and done.json()["value"] == {"voices": 400}
    assert post(town.as_admin, "retention_days", voices=400, _key="k1").status_code == 200
    assert post(town.as_admin, "retention_days", letters=300).json()["value"] == {
        "voices": 400,
        "letters": 300,
    }
    assert post(town.as_admin, "retention_days", letters="", voices=500).json()["value"] == {"voices": 500}
    before = switches(town)
    for key in ("anonymous_voices", "second_factor", "rooms_off", "prefix", "outline"):
        unsaid = post(town.as_admin, key, reason="不小心")
        assert unsaid.status_code == 400 and "值" in str(unsaid.json()["errors"]), key
    assert switches(town) == before
    assert post(town.as_admin, "anonymous_voices", value=False).json()["value"] is False
    assert post(town.as_admin, "anonymous_voices", reset=True).json()["value"] is True
    done = post(town.as_admin, "rooms_off", value=["portal"])
    assert done.json()["value"] == ["portal"]
    stale = post(town.as_admin, "prefix", value="QQ", _seen=done.json()["version"] - 1)
    assert stale.status_code == 409 and stale.json()["stale"] is True


def test_an_upgrade_thins_an_outline_that_an_older_version_kept_whole(town):
    line = [[118 + n / 5000, 36 + (n % 7) / 1000] for n in range(2000)]
    whole = {"type": "Polygon", "coordinates": [[*line, [118.2, 37], line[0]]]}
    Congress.objects.filter(pk=town.congress.pk).update(switches={"outline": whole})
    upgrade._thin_outlines(town.at)
    upgrade._thin_outlines(town.at)
    assert len(switches(town)["outline"]["coordinates"][0]) <= MOST_KEPT + 1
    with inside(town):
        told = Trace.objects.get(step="roster.switch")
        assert told.by == process.house() and "地图上的边界" in told.note
    assert verify.verify(town.congress).ok


def test_the_doctor_names_what_nobody_reads_and_what_went_past_the_pages(town):
    assert [line.mark for line in checkup.switches()] == ["✓"]
    assert send(town.as_admin, at(town, "prefix"), value="QQ").status_code == 302
    Congress.objects.filter(pk=town.congress.pk).update(switches={"prefix": "QQ", "old_key": 1, "footer": 3})
    said = {line.found for line in checkup.switches()}
    assert any("old_key" in one and "footer" in one for one in said)
    assert any("没有经过页面" in one for one in said)
