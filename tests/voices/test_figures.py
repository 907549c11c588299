"""The four links with their losses; digests by choice."""

from datetime import timedelta

import pytest

from huying.kernel.delivery import Delivery
from huying.voices import operations
from huying.voices.digests import writing
from huying.voices.figures import counting
from huying.voices.models import DigestChoice

from .conftest import make, said, sign_in


@pytest.fixture
def varied(town, now):
    """One voice lost at each link, one done."""
    said(now)
    declined = make(town, now)
    operations.decline(declined, by=town.keeper, at=now, reason="spam")
    make(town, now)
    explained = make(town, now, field=town.field)
    operations.explain(explained, by=town.keeper, at=now, text="政策如此。")
    operations.rate(explained, by=town.keeper, at=now, rating="dissatisfied", reason="不服")
    promised = make(town, now, field=town.field)
    operations.hand_over(promised, by=town.keeper, at=now, tier="county", unit=town.water)
    operations.answer(promised, by=town.handler, at=now, outcome="solved", text="已派人。")
    done = make(town, now, field=town.field)
    operations.settle(done, by=town.keeper, at=now, text="当场修好。")
    operations.rate(done, by=town.keeper, at=now, rating="satisfied")
    lead = make(town, now)
    merged = make(town, now)
    operations.merge(merged, by=town.keeper, at=now, into=lead)
    return town


def test_each_loss_has_its_link_and_its_reason(varied, now):
    day = now.date()
    rows = counting.rows(since=day, until=day)
    total = counting.total(rows, day)
    assert [total[k] for k in ("said", "heard", "answered", "done")] == [8, 7, 3, 1]
    told = {one["link"]: (one["lost"], {str(k): n for k, n in one["why"]}) for one in counting.losses(total)}
    assert told["said"] == (1, {"没有确认": 1})
    assert told["heard"] == (4, {"不予受理": 1, "还在办": 2, "已并案，随那一件答复": 1})
    assert told["answered"] == (2, {"只能解释说明": 1, "答应了、还没有落实": 1})
    for lost, why in told.values():
        assert lost == sum(why.values())
    assert (total["rated"], total["content_rate"], total["done_rate"]) == (2, 50, 14)


def test_it_is_told_by_station_field_unit_channel_kind_and_month(varied, now):
    day = now.date()
    rows = counting.rows(since=day, until=day)
    for side in counting.SIDES:
        assert sum(line["said"] for line in counting.by(rows, side, day)) == 8, side
    assert [m["said"] for m in counting.monthly(rows, day)] == [8]
    assert counting.rows(since=day, until=day, field=varied.field.parent_id).count() == 3
    assert counting.rows(since=day, until=day, unit=varied.water.pk).count() == 1


def test_the_page_draws_it_and_gives_it_as_a_table(varied, now, client):
    clerk = sign_in(client, varied.clerk)
    url = f"/c/{varied.congress.code}/voices/figures/"
    period = f"?since={now.date()}&until={now.date()}"
    page = clerk.get(url + period).content.decode()
    assert "<svg" in page and "这一环之后少了 2 件" in page
    for side in counting.SIDES:
        assert clerk.get(f"{url}{period}&side={side}").status_code == 200
    answer = clerk.get(f"{url}{period}&export=csv")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "没有确认" in body.decode("utf-8-sig")
    assert clerk.get(f"{url}?since=2026-12-31&until=2026-01-01").status_code == 422
    assert sign_in(client, varied.handler).get(url).status_code == 404


def test_an_empty_period_says_nothing_wrong(town, client):
    assert (
        sign_in(client, town.clerk)
        .get(f"/c/{town.congress.code}/voices/figures/?since=2020-01-01&until=2020-02-01")
        .status_code
        == 200
    )


def test_digests_are_chosen_and_written_once_a_day_and_name_nobody(varied, now, client):
    member = varied.deputy
    member.person.email = "lin@example.org"
    member.person.save()
    deputy = sign_in(client, member)
    url = f"/c/{varied.congress.code}/voices/digests/"
    assert deputy.get(url).status_code == 200
    assert deputy.post(url, {"every": "day", "fields_": [varied.field.parent_id]}).status_code == 302
    assert DigestChoice.objects.get().fields == [varied.field.parent_id]
    make(varied, now, field=varied.field, text="桥又坏了。", author="陈大山")
    Delivery.objects.all().delete()
    tomorrow = now + timedelta(days=1)
    assert writing.write_all(tomorrow) == 1 and writing.write_all(tomorrow) == 0
    text = Delivery.objects.get().text
    assert "桥又坏了" in text and "陈大山" not in text and "1380000" not in text
    assert writing.write_all(tomorrow + timedelta(days=9)) == 0  # nothing came in since
