"""What the pages of the portal ask of the database: at most 12 questions, 15 with nothing remembered, whatever the rows."""

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.kernel import process
from huying.portal.columns import operations as columns
from huying.portal.columns.models import Column
from huying.portal.lectures import operations as lectures
from huying.portal.remarks import operations as remarks
from tests.world import when

MOST, COLD = 12, 15
NOT_ROWS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
PUBLIC = ("", "portal/read/", "portal/column/{column}/", "portal/read/{article}/", "portal/withdrawn/", "portal/talks/",
          "portal/feed.xml", "portal/remarks/public/", "portal/remarks/say/", "find/?q=桥", "year/", "sitemap.xml")  # fmt: skip
WORK = ("portal/", "portal/{article}/", "portal/columns/", "portal/lectures/", "portal/correspondents/", "portal/remarks/",
        "portal/ranking/", "portal/stories/", "portal/new/draft/")  # fmt: skip


def more(world, road, n):
    columns.plant(by=world.zhou, at=road.at)
    for column in Column.objects.all():
        for k in range(3):
            road.published(title=f"桥的文章 {n}-{k}", column=column)
    lectures.plan(by=world.lin, at=road.at, title="讲宪法", place="县一中", starts_at=when("2027-01-05"))
    remarks.answer(
        remarks.remark(by=process.public(), at=road.at, topic="other", text="意见"),
        by=world.zhou,
        at=road.at,
        answer="答复",
    )


def asked(client, paths):
    cold, warm = {}, {}
    for path in paths:
        client.get(path)
        cache.clear()
        for found in (cold, warm):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200, path
            found[path] = len([q for q in captured if not q["sql"].startswith(NOT_ROWS)])
    return cold, warm


def test_pages_keep_their_budget_and_do_not_grow_with_the_rows(world, road, enter):
    more(world, road, 0)
    article = road.published(title="桥").pk
    places = {"column": Column.objects.first().pk, "article": article}
    pages = [(Client(), PUBLIC), (enter(world.zhou), WORK)]
    paths = [(client, [f"/c/qinghe/{p.format(**places)}" for p in some]) for client, some in pages]
    before = [asked(client, some) for client, some in paths]
    for n in range(1, 3):
        more(world, road, n)
    after = [asked(client, some) for client, some in paths]
    for (cold, warm), (cold_many, warm_many) in zip(before, after, strict=True):
        assert {p: n for p, n in warm.items() if n > MOST} == {}
        assert {p: n for p, n in cold.items() if n > COLD} == {}
        assert {p: (warm[p], n) for p, n in warm_many.items() if n > warm[p]} == {}
        assert {p: (cold[p], n) for p, n in cold_many.items() if n > cold[p]} == {}
