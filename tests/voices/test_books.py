"""The table of routes, the chain of contacts, the watch list: traced lines, and what they do for triage."""

import pytest
from django.utils.translation import override

from huying.kernel.case import Trace
from huying.kernel.process import Forbidden, Refused
from huying.voices import operations, watch
from huying.voices.books import operations as books
from huying.voices.books.queries import propose
from huying.voices.forms import STEPS
from huying.voices.models import Route, Voice

from .conftest import make, said, sign_in


def line(town, now, **more):
    return books.routes.enter(by=town.clerk, at=now, **{"tier": "county", "unit": town.water, **more})


def test_the_most_particular_line_of_the_table_is_proposed_first(town, now):
    general = line(town, now, unit=town.roads, note="兜底")
    field = line(town, now, field=town.field.parent)
    exact = line(town, now, field=town.field, area=town.town, unit=town.roads, tier="city")
    line(town, now, field=town.field, area=town.other)
    voice = make(town, now, field=town.field)
    assert propose(voice) == [exact, field, general]
    form = STEPS["hand_over"](row=voice, member=town.keeper)
    assert form.initial["unit"] == town.roads.pk and form.initial["tier"] == "city"
    assert "按转交表" in str(form.fields["unit"].help_text)


def test_a_line_is_traced_and_stands_once(town, now):
    row = line(town, now, field=town.field)
    with pytest.raises(Refused, match="已经有一条"):
        line(town, now, field=town.field, unit=town.roads)
    books.routes.change(row, by=town.clerk, at=now, unit=town.roads)
    trace = Trace.objects.get(subject_kind="routes", step="routes.change")
    assert trace.facts["changed"] == ["unit"] and "交通运输局" in trace.note
    with pytest.raises(Refused, match="没有改动"):
        books.routes.change(row, by=town.clerk, at=now, unit=town.roads)
    with pytest.raises(Forbidden):
        books.routes.end(row, by=town.keeper, at=now)
    books.routes.end(row, by=town.clerk, at=now)
    assert propose(make(town, now, field=town.field)) == [] and Route.objects.count() == 1


def test_what_a_line_keeps_is_in_the_congress_own_language(town, now):
    with override("en"):
        row = line(town, now, field=town.field)
    note = Trace.objects.get(subject_kind="routes", step="routes.enter").note
    assert row.case.title == "转交表" and "层级" in note and "Tier" not in note


def test_a_chain_needs_its_people(town, now):
    with pytest.raises(Refused, match="议政代表"):
        books.chains.enter(by=town.keeper, at=now, deputy=town.deputy, member="赵一", representative=" ")
    row = books.chains.enter(
        by=town.keeper,
        at=now,
        deputy=town.deputy,
        member="赵一",
        representative="钱二",
        area=town.town,
        households=60,
    )
    assert str(row).endswith("赵一 → 钱二")


def test_a_watched_word_marks_the_text_for_a_person_and_nothing_else(town, now, client):
    assert watch.words() == () and not make(town, now, text="坏蛋").is_flagged
    books.watchlists.enter(by=town.clerk, at=now, words="坏蛋\n\n骗 子\n坏蛋")
    with pytest.raises(Refused, match="只有一份"):
        books.watchlists.enter(by=town.clerk, at=now, words="x")
    assert watch.words() == ("坏蛋", "骗子")
    for text in ("都是坏 蛋！", "这些骗。子", "坏蛋"):
        voice = said(now, text=text)
        assert voice.is_flagged and voice.state == "said", text
    voice = make(town, now, text="遇到骗子，请帮忙。")
    assert voice.is_flagged and voice.state == "heard"
    keeper = sign_in(client, town.keeper)
    home = f"/c/{town.congress.code}/voices/"
    assert "请人工判断" in keeper.get(f"{home}{voice.pk}/").content.decode()
    assert keeper.get(f"{home}?tray=flagged").status_code == 200
    operations.explain(voice, by=town.keeper, at=now, text="请报警。")
    assert Voice.objects.filter(is_flagged=True).count() == 4


def test_the_books_open_for_the_office_only(town, now, client):
    row = line(town, now)
    clerk = sign_in(client, town.clerk)
    home = f"/c/{town.congress.code}/voices/"
    for path in (
        "routes/",
        f"routes/{row.pk}/",
        f"routes/{row.pk}/change/",
        "routes/new/enter/",
        "watchlists/",
        "watchlists/new/enter/",
    ):
        assert clerk.get(home + path).status_code == 200, path
    handler = sign_in(client, town.handler)
    assert handler.get(f"{home}routes/{row.pk}/").status_code == 404
