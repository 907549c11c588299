"""What the public and the staff see of places; who gets a page of a step."""

import pytest
from django.test import Client

from huying.kernel import scope
from huying.stations import operations
from huying.stations.models import Station

pytestmark = pytest.mark.django_db
HOME = "/c/qinghe/stations/"


def read(client, path="", **given) -> str:
    answer = client.get(HOME + path, given)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_the_public_reads_places_and_the_staff_works_on_them(county, sign_in):
    public, clerk = read(Client()), read(sign_in(county.zhou))
    assert "有话可以到这里当面说" in public and "城关镇代表联络站" in public
    assert "没有联络员" in clerk and "登记站点" in clerk
    assert "有话可以到这里当面说" in read(sign_in(county.zhou), "places/")
    assert "向这个站反映" in read(Client(), f"{county.station.pk}/")
    page = read(sign_in(county.he), f"{county.station.pk}/")
    assert "填写接待时间" in page and "更正登记" not in page and "何小梅" in page


def test_a_neighbour_sees_nothing(county, sign_in):
    assert sign_in(county.neighbour.clerk).get(f"/c/linxi/stations/{county.station.pk}/").status_code == 404
    assert "城关镇代表联络站" not in Client().get("/c/linxi/stations/").content.decode()


def test_a_planned_or_closed_place_is_not_public(county, sign_in):
    with scope.congress(county.congress):
        made = operations.plan(name="未来站", by=county.zhou, at=county.when("2026-11-21"))
        operations.close(county.point, reason="合并", by=county.zhou, at=county.when("2026-11-21"))
    assert Client().get(f"{HOME}{made.pk}/").status_code == 404
    clerk = sign_in(county.zhou)
    assert f"{made.pk}/place/" not in read(clerk, f"{made.pk}/")
    assert f"{county.station.pk}/place/" in read(clerk, f"{county.station.pk}/")
    assert Client().get(f"{HOME}{county.point.pk}/").status_code == 404


def test_a_clerk_registers_a_place_on_the_page(county, sign_in):
    clerk = sign_in(county.zhou)
    sent = {
        "name": "茶产业代表联络站",
        "kind": "industry",
        "trade": "茶产业",
        "keepers": [county.he.pk],
        "_key": "k1",
    }
    assert clerk.post(HOME + "new/register/", sent).status_code == 302
    assert clerk.post(HOME + "new/register/", sent).status_code == 302
    with scope.congress(county.congress):
        made = Station.objects.get(name="茶产业代表联络站")
        assert made.kept(county.he) and made.trade == "茶产业"
    again = clerk.post(HOME + "new/register/", {**sent, "_key": "k2"})
    assert again.status_code == 409 and "已经有站点" in again.content.decode()
    assert sign_in(county.he).get(HOME + "new/register/").status_code == 404


def test_a_keeper_types_the_hours_and_reads_what_is_wrong(county, sign_in):
    keeper, path = sign_in(county.he), f"{HOME}{county.station.pk}/set_hours/"
    assert 'value="08:30-11:30, 14:00-17:00"' in keeper.get(path).content.decode()
    wrong = keeper.post(path, {"day1": "8:30-11:30, 11:00-12:00", "hours": "每月十五日集中接待"})
    assert wrong.status_code == 422 and "重叠" in wrong.content.decode()
    told = {"day2": "9:00-12:00", "monthly": "每月第一个周三 9:00-11:00", "off_on_holidays": "on"}
    twice = keeper.post(
        path, {**told, "hours": "每月十五日集中接待"}
    )  # words beside a table that say other than it
    assert twice.status_code == 409 and "不要再写星期" in twice.content.decode()
    assert keeper.post(path, {**told, "hours": "来人请提前打电话"}).status_code == 302
    with scope.congress(county.congress):
        county.station.refresh_from_db()
    assert county.station.weekly == {"2": [["09:00", "12:00"]], "3#1": [["09:00", "11:00"]]}
    assert "每月第一个周三 09:00-11:00" in read(Client(), f"{county.station.pk}/")
    Station.everywhere.filter(pk=county.station.pk).update(hours="每周四上午")  # as older entries may stand
    assert "时间以说明为准" in read(Client(), f"{county.station.pk}/")


def test_the_list_is_narrowed_and_goes_out_as_a_table(county, sign_in):
    clerk = sign_in(county.zhou)
    assert "东街社区代表联络点" not in read(clerk, kind="house")
    assert "城关镇人大代表之家" in read(clerk, kind="house")
    answer = clerk.get(HOME, {"export": "csv"})
    assert "城关镇代表联络站" in b"".join(answer.streaming_content).decode("utf-8-sig")
