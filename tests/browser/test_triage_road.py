"""A keeper sorts what three neighbours said: the alarm on top, the hints beside it, the same matter joined, handed over."""

import pytest
from django.core.cache import cache

from huying.kernel import process, scope
from huying.stations import operations as stations
from huying.voices import operations as voices
from huying.voices.models import Voice
from huying.voices.triage.matching import keys
from tests import world as cast

from .test_every_page import fits
from .test_road import Screen

GAS = "三号楼楼道里天然气泄漏，味道很大，已经打过电话没人来。"
BRIDGE = "柳湾村村口的石板桥被水冲了一个大洞，孩子上学要绕三里路，雨天更不敢走。希望早点修好。"
AGAIN = "柳湾村村口的石板桥被水冲了个大洞，孩子们上学要绕三里路，雨天更危险。请快点修好。"


@pytest.fixture
def county(live_server, transactional_db):
    cache.clear()
    made = cast.build()
    with scope.congress(made.congress):
        made.station = stations.register(
            by=process.house(),
            at=made.when("2022-01-10"),
            name="城关镇代表联络站",
            area=made.town,
            keepers=[made.he],
        )
        said = {"by": made.he, "at": made.when("2026-11-20"), "station": made.station}
        made.gas = voices.hear(title="三号楼有煤气味", text=GAS, **said)
        made.bridge = voices.hear(title="柳湾村村口石板桥冲坏", text=BRIDGE, **said)
        made.again = voices.hear(title="柳湾村石板桥有大洞", text=AGAIN, **said)
        keys.catch_up()
    return made


def test_a_keeper_sorts_with_the_hints(county, desk, phone, live_server, assert_accessible):
    def look(page):
        assert_accessible(page)
        fits(page)

    office = Screen(desk, live_server.url, look)
    office.becomes(county.he)
    office.opens("voices/")
    office.clicks("三号楼有煤气味")
    office.reads("系统提示：可能紧急，请先看这里")  # on the voice's own page
    office.clicks("去分诊")
    office.presses("确认紧急")
    office.reads("危及安全")
    look(desk)

    office.opens(f"voices/{county.again.pk}/triage/")
    desk.locator("#hints section").nth(2).wait_for()
    look(desk)
    hints = desk.locator("#hints")
    hints.get_by_text("句相合").first.click()
    assert hints.locator("mark", has_text="石板桥").first.is_visible()
    hints.get_by_role("button", name=f"并入 {county.bridge.number}").click()
    desk.wait_for_load_state()
    office.reads("已并案")
    look(desk)

    pocket = Screen(phone, live_server.url, look)  # the other one from the phone: handed to the unit
    pocket.becomes(county.he)
    pocket.opens(f"voices/{county.bridge.pk}/triage/")
    phone.locator("#hints section").nth(2).wait_for()
    look(phone)
    pocket.opens(f"voices/{county.bridge.pk}/hand_over/")
    pocket.fills(unit=county.transport.name)
    pocket.presses("转交办理")
    pocket.reads("已转交")
    with scope.congress(county.congress):
        rows = {v.pk: v.state for v in Voice.objects.all()}
    assert (rows[county.again.pk], rows[county.bridge.pk]) == ("merged", "handed")
