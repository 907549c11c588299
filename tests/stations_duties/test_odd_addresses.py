"""Whatever stands in an address: a page, a refusal or 404, never an error."""

import pytest
from django.test import Client

from .conftest import rule, sign_in, turn

HUGE = 10**30
BASE = "/c/qh/stations/"


@pytest.mark.parametrize(
    "query",
    ["", "?s=0", f"?s={HUGE}", "?r=-1", "?area=x", f"?area={HUGE}", "?station=1&area=１", "?n=%E2%80%AE"],
)
def test_public_pages_answer_odd_questions(town, query):
    client = Client()
    client.raise_request_exception = False
    for page, fine in (
        ("receptions/roster/", 200),
        ("bookings/offers/", 200),
        ("bookings/mine/", 200),
        ("bookings/make/", 404),
    ):
        assert client.get(f"{BASE}{page}{query}").status_code == fine, page


def test_working_pages_answer_odd_questions(town, now):
    duty, row = rule(town, now), turn(town, now, now.date())
    client = sign_in(Client(), town.clerk)
    client.raise_request_exception = False
    odd = (
        f"duties/board/?duty={HUGE}", f"duties/board/?duty={duty.pk}&period=2026-W99&export=csv",
        "duties/board/?duty=x&export=pdf",
        "visits/results/?since=2026-02-30", "receptions/month/?month=0000-00", "receptions/?state=x&since=0001-01-01",
    )  # fmt: skip
    for page in odd:
        assert client.get(BASE + page).status_code == 200, page
    for page in (f"duties/{HUGE}/generate/", f"receptions/screen/{HUGE}/", f"receptions/arrive/{HUGE}/",
                 f"receptions/{HUGE}/reception.ics",
                 f"receptions/feed/m/{HUGE}/x.ics", f"bookings/talk/files/{HUGE}/", f"visits/{HUGE}/"):  # fmt: skip
        assert client.get(BASE + page).status_code == 404, page
    assert (
        client.post(f"{BASE}receptions/subscribe/renew/", {"kind": "s", "pk": str(HUGE)}).status_code == 404
    )
    assert (
        client.post(
            f"{BASE}receptions/arrive/{town.station.pk}/", {"row": f"{row.pk}\x00", "code": "\x00"}
        ).status_code
        == 422
    )
