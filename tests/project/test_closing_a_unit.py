"""The page of the register that closes a unit, and where its work goes from there."""

from tests.ground import ground
from tests.suggestions.walking import Walker
from tests.world import build

from .managing import browser, inside, send, url


def built():
    world = build()
    world.code = world.congress.code
    return world


county = ground(built)


def test_closing_a_unit_says_what_becomes_of_its_work_and_leads_to_it(county):
    with inside(county):
        walk = Walker(county)
        part = walk.part(walk.assigned())
    clerk, admin = browser(county.zhou), browser(county.admin)
    end = url(county, "manage:end", book="units", pk=county.transport.pk)
    page = clerk.get(end).content.decode()
    assert "办理：1 件" in page and "不会把它们自动转走" in page
    assert send(clerk, end, reason="机构改革", successor=str(county.housing.pk)).status_code == 302
    row = url(county, "manage:row", book="units", pk=county.transport.pk)
    tray = url(county, "handlings:list") + "?tray=ended"
    assert tray in clerk.get(row).content.decode()
    assert tray not in admin.get(row).content.decode()  # who cannot hand it on
    listed = clerk.get(tray).content.decode()
    assert url(county, "handlings:detail", pk=part.pk) in listed and "改由其他单位办理" in listed
    assert "承办单位已停用" in clerk.get(url(county, "desk")).content.decode()
