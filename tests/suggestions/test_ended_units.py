"""A unit that is closed with work in hand: who hears of it, how the work goes on, what stays true of the past."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from huying.kernel.case import Clock, Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.suggestions import operations as suggestions
from huying.suggestions import pages as suggestion_pages
from huying.suggestions.extensions import operations as extensions
from huying.suggestions.handlings import forms, pages, queries
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.handlings.flow import FLOW
from huying.suggestions.handlings.handed import units_then
from huying.suggestions.models import Handling
from huying.ui import storytelling


def close(unit, successor=None):
    unit.is_active, unit.successor = False, successor
    unit.save()
    cache.clear()  # the page of the register leaves a trace, which would do the same


def days(part):
    rows = Clock.objects.filter(subject_kind="handlings", subject_id=part.pk, met_at=None, dropped_at=None)
    return dict(rows.values_list("kind", "due_on"))


def browser(member):
    client = Client()
    client.force_login(member.person.account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name, *args):
    return reverse(name, args=["qinghe", *args])


def test_it_goes_on_with_another_unit_whose_days_are_no_longer(walk, world):
    row = walk.received()
    part = walk.part(row)
    walk.talk(part)
    before = days(part)["suggestion.reply"]
    with pytest.raises(Refused, match="没有停用"):
        handlings.hand_on(part, by=world.zhou, at=walk.at, unit=world.housing)
    close(world.transport, world.housing)
    with pytest.raises(Forbidden):
        handlings.hand_on(part, by=world.housing_handler, at=walk.at, unit=world.housing)
    with pytest.raises(Refused, match="撤销"):
        handlings.hand_on(part, by=world.zhou, at=walk.at, unit=world.transport)
    handlings.hand_on(part, by=world.zhou, at=walk.later().at, unit=world.housing, note="机构改革。")
    part, row = walk.fresh(part), walk.fresh(row)
    assert (part.state, part.unit, part.received_on) == ("offered", world.housing, None)
    assert row.lead_unit == world.housing and part.counts_on == row.assigned_on
    running = days(part)
    assert running["suggestion.reply"] == before and "suggestion.receipt" in running
    told = Trace.objects.get(step="handlings.hand_on")
    assert told.facts["from"] == world.transport.pk and told.facts["unit"] == world.housing.pk
    assert told.note == "青禾县交通运输局 → 青禾县住房和城乡建设局：机构改革。"
    assert Notice.objects.filter(step="handlings.hand_on", to=world.housing_handler).exists()
    handlings.receive(part, by=world.housing_handler, at=walk.later().at)
    with pytest.raises(Refused, match="联系沟通"):  # whoever signs has talked with the deputy
        walk.answer(part, talk=False)
    walk.answer(part)
    assert walk.fresh(row).state == "replied"


def test_no_clock_runs_twice(walk, world):
    part = walk.part(walk.received())
    close(world.transport)
    handlings.hand_on(part, by=world.zhou, at=walk.later().at, unit=world.housing)
    first = days(part)["suggestion.contact"]
    handlings.receive(part, by=world.housing_handler, at=walk.later(2).at)
    rows = Clock.objects.filter(subject_id=part.pk, kind="suggestion.contact", subject_kind="handlings")
    assert [c.due_on for c in rows.filter(dropped_at=None)] == [first]


def test_the_new_unit_may_ask_to_return_it_once(walk, world):
    part = walk.part(walk.assigned())
    handlings.ask_return(
        part, by=world.transport_handler, at=walk.at, reason="要撤并了", proposed=world.health
    )
    close(world.transport)
    handlings.hand_on(part, by=world.zhou, at=walk.later(30).at, unit=world.housing)
    part = walk.fresh(part)
    assert (part.return_reason, part.proposed) == ("", None) and "suggestion.reassign" not in days(part)
    handlings.ask_return(part, by=world.housing_handler, at=walk.later().at, reason="属于卫健")
    assert part.state == "asked"


def test_a_request_for_a_longer_term_lapses_with_the_unit_that_asked(walk, world):
    part = walk.part(walk.received())
    asked = extensions.ask(
        by=world.transport_handler, at=walk.at, handling=part, reason="涉及三个乡镇", broad_and_hard=True
    )
    close(world.transport, world.housing)
    assert any("延期" in r.get("warn", "") for r in pages.reading(part.FLOW["hand_on"], part, world.zhou))
    handlings.hand_on(part, by=world.zhou, at=walk.later().at, unit=world.housing)
    assert walk.fresh(asked).state == "moot"


def test_in_the_second_round_what_was_answered_stays_with_who_answered(walk, world):
    row = walk.redone()
    close(world.transport, world.housing)
    part = walk.part(row)
    handlings.hand_on(part, by=world.zhou, at=walk.later().at, unit=world.housing)
    assert (walk.fresh(part).round, "suggestion.redo" in days(part)) == (2, True)
    row = walk.fresh(row)
    found = next(s for s in suggestion_pages.sections(row, world.zhou) if "_rounds" in s.get("template", ""))
    assert str(found["rounds"][0]["replies"][0]["unit"]) == "青禾县交通运输局"
    talks = next(
        s for s in suggestion_pages.sections(row, world.zhou) if "_contacts" in s.get("template", "")
    )
    assert str(talks["rows"][0]["unit"]) == "青禾县交通运输局"
    handlings.receive(walk.fresh(part), by=world.housing_handler, at=walk.later().at)
    walk.answer(walk.part(row))
    assert walk.fresh(row).state == "replied"


def test_below_an_organ_the_organ_or_the_office_hands_it_on(walk, world):
    row = walk.received(lead=world.cabinet)
    handlings.split(walk.part(row), by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.transport)
    below = walk.part(row, world.transport)
    close(world.transport)
    with pytest.raises(Refused, match="下属单位"):
        handlings.hand_on(below, by=world.cabinet_handler, at=walk.at, unit=world.court)
    assert list(queries.ended(world.cabinet_handler)) == [below]
    handlings.hand_on(below, by=world.cabinet_handler, at=walk.at, unit=world.housing)
    assert walk.fresh(row).lead_unit == world.housing


def test_of_an_organ_that_split_it_another_organ_takes_the_place(walk, world):
    row = walk.received(lead=world.cabinet)
    organ = walk.part(row)
    handlings.split(organ, by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.transport)
    close(world.cabinet, world.court)
    handlings.succeed(organ, by=world.zhou, at=walk.at, unit=world.court)
    organ = walk.fresh(organ)
    assert (organ.state, organ.unit, walk.fresh(row).lead_unit) == ("split", world.court, world.transport)
    below = walk.part(row, world.transport)
    handlings.receive(below, by=world.transport_handler, at=walk.later().at)
    walk.answer(below)
    assert walk.fresh(organ).state == "replied"


def test_a_part_that_its_successor_has_already_is_let_go(walk, world):
    row = walk.received(co=[world.housing, world.health])
    lead, co = walk.part(row), walk.part(row, world.health)
    close(world.health, world.transport)
    with pytest.raises(Refused, match="已经是承办单位"):
        handlings.hand_on(co, by=world.zhou, at=walk.at, unit=world.transport)
    with pytest.raises(Refused, match="没有停用"):
        handlings.let_go(lead, by=world.zhou, at=walk.at)
    handlings.let_go(co, by=world.zhou, at=walk.at)
    close(world.transport, world.housing)  # the lead's successor was to give an opinion only
    with pytest.raises(Refused, match="改由其他单位办理"):
        handlings.let_go(walk.fresh(lead), by=world.zhou, at=walk.at)
    handlings.hand_on(walk.fresh(lead), by=world.zhou, at=walk.at, unit=world.housing)
    open_now = Handling.objects.exclude(state__in=("returned", "cancelled"))
    assert [(p.unit, p.role) for p in open_now] == [(world.housing, "lead")]


def test_the_office_finds_them_and_hands_many_on_at_once(walk, world):
    rows = [walk.received(), walk.assigned(title="关于东河桥的建议")]
    parts = [walk.part(r) for r in rows]
    office = browser(world.zhou)
    plain = office.get(at("handlings:list")).content.decode()
    assert "改由其他单位办理" not in plain
    close(world.transport, world.housing)
    assert set(queries.ended(world.zhou)) == set(parts)
    found = office.get(at("handlings:list"), {"tray": "ended"})
    assert found.status_code == 200
    said = found.content.decode()
    assert "已停用，承接单位：青禾县住房和城乡建设局" in said and "改由其他单位办理" in said
    for name, pk in (("handlings", parts[0].pk), ("suggestions", rows[0].pk)):
        page = office.get(at(f"{name}:detail", pk)).content.decode()
        assert "已停用，承接单位：青禾县住房和城乡建设局" in page
    form = office.get(at("handlings:hand_on", parts[0].pk)).context["form"]
    assert form.initial["unit"] == world.housing.pk
    where = at("handlings:bulk", "hand_on")
    answer = office.post(where, {"pk": [p.pk for p in parts], "unit": world.housing.pk, "note": "机构改革"})
    assert answer.status_code == 302
    assert {p.unit for p in Handling.objects.all()} == {world.housing}
    assert not queries.ended(world.zhou).exists()


def test_a_closed_unit_is_found_by_what_it_answered(walk, world):
    suggestions.publish(walk.closed(), by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)
    close(world.transport, world.housing)
    close(world.court)
    said = Client().get(at("suggestions:public")).content.decode()
    assert "青禾县交通运输局（已停用）" in said and "青禾县人民法院" not in said
    found = Client().get(at("suggestions:public"), {"unit": world.transport.pk})
    assert len(found.context["rows"]) == 1


def test_the_last_part_that_is_let_go_leaves_the_suggestion_answered(walk, world):
    row = walk.received(separate=[world.housing, world.health])
    answered, left = walk.part(row, world.housing), walk.part(row, world.health)
    walk.answer(answered)
    close(world.health, world.housing)
    assert walk.fresh(row).state == "assigned"
    handlings.let_go(walk.fresh(left), by=world.zhou, at=walk.later().at)
    row = walk.fresh(row)
    assert (row.state, row.result_class, walk.fresh(left).state) == ("replied", "A", "cancelled")
    assert Notice.objects.filter(step="suggestions.answer", to=world.lin).exists()


def test_while_another_part_waits_letting_go_answers_nothing(walk, world):
    row = walk.received(separate=[world.housing, world.health, world.transport])
    walk.answer(walk.part(row, world.housing))
    close(world.health, world.housing)
    handlings.let_go(walk.part(row, world.health), by=world.zhou, at=walk.later().at)
    assert walk.fresh(row).state == "assigned"
    walk.answer(walk.part(row, world.transport))
    assert walk.fresh(row).state == "replied"


def test_of_a_secret_nothing_is_written_where_its_unit_was_closed(walk, world):
    row = suggestions.register_secret(by=world.lin, at=walk.at, paper_number="密2026-3", paper_place="机要室")
    suggestions.submit(row, by=world.lin, at=walk.at)
    suggestions.accept(row, by=world.zhou, at=walk.later().at)
    suggestions.assign(
        row, by=world.zhou, at=walk.later().at, mode="lead", lead=world.cabinet, co=[world.health]
    )
    organ, co = walk.part(row), walk.part(row, world.health)
    handlings.receive(organ, by=world.cabinet_handler, at=walk.later().at)
    handlings.split(organ, by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.transport)
    below = walk.part(row, world.transport)
    for unit in (world.cabinet, world.health, world.transport):
        close(unit)
    ways = (
        ("succeed", walk.fresh(organ), {"unit": world.court}),
        ("hand_on", walk.fresh(below), {"unit": world.housing}),
        ("let_go", walk.fresh(co), {}),
    )
    for name, part, more in reversed(ways):
        step = getattr(handlings, name)
        with pytest.raises(Refused, match="涉密"):
            step(part, by=world.zhou, at=walk.later().at, note="写的是内容", **more)
        assert "note" not in forms.STEPS[name](row=part, member=world.zhou).fields
        assert pages.SECRET in [r.get("warn") for r in pages.reading(FLOW[name], part, world.zhou)]
        step(walk.fresh(part), by=world.zhou, at=walk.at, **more)
    assert not Trace.objects.filter(case=row.case, note__contains="写的是内容").exists()


def test_departments_of_a_closed_organ_are_below_the_one_that_took_its_place(walk, world):
    row = walk.received(lead=world.cabinet)
    organ = walk.part(row)
    handlings.split(organ, by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.transport)
    close(world.cabinet, world.court)
    handlings.succeed(organ, by=world.zhou, at=walk.later().at, unit=world.court)
    close(world.transport)
    below = walk.part(row, world.transport)
    form = forms.STEPS["hand_on"](row=below, member=world.zhou)
    assert world.housing in form.fields["unit"].queryset
    handlings.hand_on(below, by=world.zhou, at=walk.later().at, unit=world.housing)
    assert walk.fresh(below).unit == world.housing


def test_an_opinion_to_be_given_anew_has_one_clock_after_its_unit_was_closed(walk, world):
    row = walk.received(co=[world.health])
    co = walk.part(row, world.health)
    handlings.give_opinion(co, by=world.health_handler, at=walk.later().at, text="同意。")
    handlings.send_back_opinion(
        walk.fresh(co), by=world.transport_handler, at=walk.later().at, reason="没有实质内容"
    )
    close(world.health)
    handlings.hand_on(walk.fresh(co), by=world.zhou, at=walk.later().at, unit=world.housing)
    handlings.receive(walk.fresh(co), by=world.housing_handler, at=walk.later().at)
    assert [kind for kind in days(co) if "opinion" in kind] == ["suggestion.opinion_redo"]


def test_on_a_docket_longer_than_a_story_it_is_still_known_who_answered(walk, world, monkeypatch):
    row = walk.redone()
    close(world.transport, world.housing)
    handlings.hand_on(walk.part(row), by=world.zhou, at=walk.later().at, unit=world.housing)
    monkeypatch.setattr(storytelling, "MOST", 5)
    row = walk.fresh(row)
    told = storytelling.traces(row.case_id)[:5]
    reply = row.replies.get()
    assert units_then(row, told)(reply.handling_id, reply.at) == world.transport
