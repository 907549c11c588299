"""The query budget of the pages of kinds, consultations, calls and figures: at most twelve, whatever the rows."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.voices.followups import operations as followups
from huying.voices.models import Call, Consultation, Dispute, Petition
from huying.voices.posts import operations as posts

from .conftest import sign_in
from .test_calls import asked, sent
from .test_roads import filed
from .test_talks import concluded, planned

MOST = 12
NOT_ROWS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
PUBLIC = (
    "calls/public/",
    "calls/public/{call}/",
    "talks/public/",
    "talks/public/{open}/",
    "declined/",
    "taken-down/",
)
DESK = (
    "disputes/", "disputes/{dispute}/", "aid/", "petitions/", "petitions/{petition}/", "talks/", "talks/{talk}/", "followups/",
    "posts/", "calls/", "calls/{call}/", "calls/{call}/groups/", "ideas/", "figures/", "digests/", "routes/", "chains/",
)  # fmt: skip


def more_rows(town, now) -> None:
    """Three of everything."""
    from huying.voices.consultations import operations as talks

    call = asked(town, now)
    for n in range(3):
        sent(now, call, f"希望第 {n} 条街的路灯亮一点。")
        for kind in ("dispute", "legal", "petition"):
            filed(town, now, kind, handler=town.keeper)
        row = concluded(town, now)
        followups.set(
            by=town.keeper,
            at=now,
            consultation=row,
            text="清淤",
            who="村委会",
            finish_on=now.date() + timedelta(days=3),
        )
        talks.publish(row, by=town.keeper, at=now)
        thread = planned(town, now, is_open=True)
        talks.open(thread, by=town.keeper, at=now)
        posts.write(by=town.deputy, at=now, consultation=thread, text="赞成。")


def looked(clients, town) -> dict[str, int]:
    """Page → queries of the second look."""
    places = {
        "call": Call.objects.order_by("pk").first().pk, "dispute": Dispute.objects.order_by("pk").first().pk,
        "petition": Petition.objects.order_by("pk").first().pk,
        "talk": Consultation.objects.filter(state="published").order_by("pk").first().pk,
        "open": Consultation.objects.filter(state="open").order_by("pk").first().pk,
    }  # fmt: skip
    found = {}
    for who, client in clients.items():
        for page in DESK if who else PUBLIC:
            path = f"/c/{town.congress.code}/voices/{page.format(**places)}"
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200, path
            queries = [q for q in captured.captured_queries if not q["sql"].startswith(NOT_ROWS)]
            found[f"{who} {page}"] = len(queries)
    return found


def test_no_page_asks_more_than_twelve_and_none_grows(town, now):
    clients = {"": Client(), "clerk": sign_in(Client(), town.clerk)}
    more_rows(town, now)
    few = looked(clients, town)
    assert {page: n for page, n in few.items() if n > MOST} == {}
    more_rows(town, now)
    cache.clear()
    many = looked(clients, town)
    assert {page: (few[page], n) for page, n in many.items() if n > few[page]} == {}
