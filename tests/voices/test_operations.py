"""Each step by its operation: what it does, and what it refuses in words."""

from datetime import date, timedelta

import pytest

from huying.kernel import clocks
from huying.kernel.case import Trace
from huying.kernel.crypto import blind_index
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused, public
from huying.voices import operations, pages, queries
from huying.voices.called import still_read
from huying.voices.codes import codes
from huying.voices.models import Paper, Voice

from .conftest import make, said


def kinds(voice):
    return {c.kind for c in clocks.running(voice)}


def last(voice):
    return Trace.objects.filter(subject_kind="voices", subject_id=voice.pk).order_by("-seq").first()


def handed(town, now, **more):
    voice = make(town, now, **more)
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    return voice


def test_the_tier_follows_the_unit(town, now):
    voice = make(town, now)
    with pytest.raises(Refused, match="县（区）"):
        operations.hand_over(voice, by=town.keeper, at=now, tier="town", unit=town.water)
    operations.hand_over(voice, by=town.keeper, at=now, unit=town.water)
    assert voice.tier == "county"


# coming in


def test_a_registered_voice_has_number_clock_and_a_code_kept_only_as_digest(town, heard, today):
    assert heard.number == "QH-2026-00001" and heard.state == "heard"
    assert heard.title == "村口的桥被水冲了一个洞，孩子上学要绕路"
    assert heard.due_on == date(2026, 12, 6) and kinds(heard) == {"voice.triage"}
    assert codes.fits(heard, heard.fresh_code) and heard.code_digest == codes.digest(
        heard.number, heard.fresh_code
    )
    assert heard.area == town.town and heard.phone_index == blind_index("13800001234")


def test_the_code_and_the_phone_stand_nowhere_in_clear(heard):
    from django.db import connection

    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            text = repr(cursor.fetchall())
            assert heard.fresh_code not in text and "13800001234" not in text and "陈大山" not in text, table


def test_an_empty_text_and_a_day_in_the_future_are_refused(town, now, today):
    with pytest.raises(Refused, match="反映的内容"):
        make(town, now, text=" \x00\n ")
    with pytest.raises(Refused, match="不能晚于今天"):
        make(town, now, happened_on=today + timedelta(days=1))
    assert not Voice.objects.exists()


def test_what_the_public_says_counts_after_the_code_was_typed(town, now):
    voice = said(now, station=town.station)
    assert voice.state == "said" and kinds(voice) == {"voice.confirm"} and not Notice.objects.exists()
    wrong = f"{(int(voice.fresh_code) + 1) % 10**8:08d}"
    with pytest.raises(Refused, match="查询码不对"):
        operations.confirm(voice, by=public(), at=now, code=wrong)
    spoken = codes.spell(voice.fresh_code).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    operations.confirm(voice, by=public(), at=now, code=spoken)
    assert voice.state == "heard" and kinds(voice) == {"voice.triage"}
    assert {n.to for n in Notice.objects.all()} == {town.keeper, town.clerk}


def test_no_consent_no_voice_and_anonymity_is_a_setting(town, now):
    with pytest.raises(Refused, match="隐私"):
        said(now, consent=False)
    assert said(now, is_anonymous=True).is_anonymous
    town.congress.switches = {"anonymous_voices": False}
    with pytest.raises(Refused, match="联络站当面"):
        said(now, is_anonymous=True)


def test_the_same_press_shows_the_same_code_and_unconfirmed_ones_lapse(town, now):
    assert codes.fresh("form-1") == codes.fresh("form-1") != codes.fresh("form-2")
    voice = said(now)
    assert operations.lapse(at=now + timedelta(days=2)) == 0
    assert operations.lapse(at=now + timedelta(days=9)) == 1
    voice.refresh_from_db()
    assert voice.state == "declined" and "重新反映" in voice.outcome_reason


# the exits of triage


def test_explain_refer_and_settle_tell_the_citizen(town, now):
    one, two, three = make(town, now), make(town, now), make(town, now)
    operations.explain(one, by=town.keeper, at=now, text="按照规定，桥的设计荷载已经公示。")
    operations.refer(two, by=town.clerk, at=now, way="litigation", text="法律援助中心在二楼。")
    operations.settle(three, by=town.keeper, at=now, text="当场联系物业，已把路灯接通。")
    assert [v.state for v in (one, two, three)] == ["answered", "answered", "settled"]
    assert [v.outcome for v in (one, two, three)] == ["explained", "referred", "settled"]
    assert three.fulfilled_on and not one.fulfilled_on and not two.fulfilled_on
    assert "人民法院" in two.written("answer").get().text and "二楼" in two.written("answer").get().text
    assert kinds(one) == {"voice.rate", "voice.reopen"}
    with pytest.raises(Refused, match="没有可以落实"):
        operations.fulfil(one, by=town.keeper, at=now, text="没有的事")
    with pytest.raises(Refused, match="不是可选的途径"):
        operations.refer(make(town, now), by=town.keeper, at=now, way="nowhere")


def test_decline_only_for_the_fixed_reasons(town, heard, now):
    with pytest.raises(Refused, match="不是可选的理由"):
        operations.decline(heard, by=town.keeper, at=now, reason="tired")
    operations.decline(heard, by=town.keeper, at=now, reason="abuse")
    assert heard.state == "declined" and heard.outcome_reason and not kinds(heard)
    operations.take_back(heard, by=town.keeper, at=now, text="看错了")
    assert heard.state == "heard" and not heard.outcome


def test_urgency_needs_its_reason(town, heard, now):
    with pytest.raises(Refused, match="写明理由"):
        operations.classify(heard, by=town.keeper, at=now, field=town.field, urgency="danger")
    operations.classify(
        heard, by=town.keeper, at=now, field=town.field, urgency="danger", urgency_reason="桥面随时会塌"
    )
    assert heard.field == town.field and heard.urgency == "danger"
    assert last(heard).facts["field"] == "urban-roads" and last(heard).note == "桥面随时会塌"


def test_a_consultation_ends_with_a_lead_that_cannot_return_it(town, heard, now, today):
    with pytest.raises(Refused, match="参加会诊"):
        operations.consult(heard, by=town.keeper, at=now)
    operations.consult(
        heard, by=town.keeper, at=now, units=[town.water, town.roads], place="镇政府三楼", meets_at=now
    )
    assert heard.state == "consulting"
    for handler in (town.handler, town.road_handler):
        assert list(queries.consulted(handler)) == [heard] and not queries.overdue(handler, date(2030, 1, 1))
        assert not heard.holds(handler)  # never who said it
    told = Notice.objects.filter(step="voices.consult").values_list("to", flat=True)
    assert set(told) == {town.handler.pk, town.road_handler.pk}
    with pytest.raises(Refused, match="不能早于今天"):
        operations.conclude(
            heard, by=town.keeper, at=now, conclusion="修", unit=town.roads, due_on=date(2026, 1, 1)
        )
    operations.conclude(
        heard, by=town.keeper, at=now, conclusion="由交通局牵头加固。", unit=town.roads, due_on=today
    )
    assert heard.state == "handed" and heard.unit == town.roads and Paper.objects.count() == 2
    assert heard.tier == "county"  # the unit's own, where nobody said one
    assert list(queries.to_receive(town.road_handler)) == [heard] and not queries.to_receive(town.handler)
    assert not queries.consulted(town.handler) and heard in queries.visible_to(town.handler)
    assert {"反映人"} == {str(k) for k, _v in pages.facts(heard, town.road_handler)} - {
        str(k) for k, _v in pages.facts(heard, town.handler)
    }  # who was only called reads the matter
    for days, sees in ((30, [heard.pk]), (31, [])):
        assert still_read(town.water.pk, today + timedelta(days=days)) == sees
    assert {n.to_id for n in Notice.objects.filter(step="voices.conclude")} == set(told)
    with pytest.raises(Refused, match="不能退回"):
        operations.send_back(heard, by=town.road_handler, at=now, text="不归我们管")


# handing over


def test_a_unit_returns_once_and_the_first_clock_runs_on(town, now):
    voice = handed(town, now)
    assert kinds(voice) == {"voice.handle", "voice.object"} and voice.due_on == date(2027, 1, 20)
    operations.send_back(voice, by=town.handler, at=now, text="桥归交通局管")
    assert voice.state == "heard" and voice.returns == 1 and voice.unit is None
    assert voice.due_on == date(2027, 1, 20)  # sixty days from the first hand-over, not stopped by the return
    later = now + timedelta(days=3)
    operations.hand_over(voice, by=town.keeper, at=later, tier="county", unit=town.roads)
    assert [c.due_on for c in clocks.running(voice).filter(kind="voice.handle")] == [date(2027, 1, 20)]
    with pytest.raises(Refused, match="已经退回过一次"):
        operations.send_back(voice, by=town.road_handler, at=later, text="也不归我们管")
    operations.ask_office(voice, by=town.road_handler, at=later, text="两家都有一段")
    operations.direct(voice, by=town.clerk, at=later, unit=town.water)
    assert voice.unit == town.water and voice.is_final and not voice.needs_office
    with pytest.raises(Refused, match="不能退回"):
        operations.send_back(voice, by=town.handler, at=later, text="再退")


def test_an_objection_too_late_goes_to_the_office(town, now):
    voice = handed(town, now)
    with pytest.raises(Refused, match="2026-11-27"):
        operations.send_back(voice, by=town.handler, at=now + timedelta(days=7), text="不归我们")
    operations.ask_office(voice, by=town.handler, at=now + timedelta(days=7), text="不归我们")
    assert voice.needs_office


def test_a_dissolved_unit_names_its_successor(town, heard, now):
    town.water.is_active, town.water.successor = False, town.roads
    with pytest.raises(Refused, match="请转交“交通运输局”"):
        operations.hand_over(heard, by=town.keeper, at=now, tier="county", unit=town.water)


def test_a_wrong_triage_is_taken_back_until_the_unit_has_received(town, now, today):
    voice = handed(town, now)
    later = now + timedelta(days=2)
    operations.take_back(voice, by=town.keeper, at=later, text="点错了单位")
    assert voice.state == "heard" and voice.unit is None and kinds(voice) == {"voice.triage"}
    assert voice.due_on == date(2026, 12, 6)  # still from the day it was received
    operations.hand_over(voice, by=town.keeper, at=later, tier="county", unit=town.roads)
    operations.receive(voice, by=town.road_handler, at=later)
    with pytest.raises(Refused, match="已经接收"):
        operations.take_back(voice, by=town.keeper, at=later, text="又错了")


def test_report_answer_fulfil_close(town, now, today):
    voice = handed(town, now)
    operations.receive(voice, by=town.handler, at=now)
    with pytest.raises(Refused, match="哪一天办成"):
        operations.report(voice, by=town.handler, at=now, outcome="planned", text="列入明年")
    operations.report(
        voice, by=town.handler, at=now, outcome="planned", text="列入明年", planned_on=date(2027, 3, 1)
    )
    assert voice.reported_on == today and kinds(voice) == {"voice.answer"}
    with pytest.raises(Refused, match="写明原因"):
        operations.answer(voice, by=town.keeper, at=now, outcome="cannot", text="办不了")
    operations.answer(
        voice, by=town.keeper, at=now, outcome="planned", text="明年三月修。", planned_on=date(2027, 3, 1)
    )
    assert voice.state == "answered" and not voice.fulfilled_on
    with pytest.raises(Refused, match="落实之后才能了结"):
        operations.close(voice, by=town.clerk, at=now)
    operations.fulfil(voice, by=town.handler, at=now, text="桥已加固，验收单 12 号。")
    assert voice.state == "settled" and voice.fulfilled_on == today and voice.written("proof").count() == 1


def test_a_promise_that_cannot_be_kept_is_said_in_a_second_answer(town, now):
    voice = handed(town, now)
    operations.answer(
        voice, by=town.handler, at=now, outcome="planned", text="明年修", planned_on=date(2027, 3, 1)
    )
    operations.answer(
        voice, by=town.keeper, at=now, outcome="cannot", text="资金没有批下来。", reason="本年度没有资金"
    )
    assert voice.outcome == "cannot" and voice.planned_on is None and voice.written("answer").count() == 2
    with pytest.raises(Refused, match="已经答复"):
        operations.answer(voice, by=town.keeper, at=now, outcome="solved", text="其实修了")
    with pytest.raises(Refused, match="还可以要求重新办理"):
        operations.close(voice, by=town.clerk, at=now)
    operations.close(voice, by=town.clerk, at=now + timedelta(days=60))
    assert voice.state == "settled" and not voice.fulfilled_on


# who may


def test_strangers_to_the_row_are_kept_out(town, neighbour, now, heard):
    for who in (town.far_keeper, town.deputy, town.handler, neighbour.clerk, public()):
        with pytest.raises(Forbidden):
            operations.hand_over(heard, by=who, at=now, tier="county", unit=town.water)
    operations.hand_over(heard, by=town.clerk, at=now, tier="county", unit=town.water)
    for who in (town.road_handler, town.deputy, public()):
        with pytest.raises(Forbidden):
            operations.receive(heard, by=who, at=now)


# imports


def test_historic_voices_come_in_as_they_were(town, now):
    rows = [
        {"title": "", "text": "路灯不亮。求修", "heard_on": date(2019, 5, 1), "external_id": "a1", "phone": "13700001111"},
        {"title": "占道", "text": "占道施工", "heard_on": date(2019, 6, 1), "external_id": "a2", "field": town.field},
        {"title": "噪声", "text": "噪声", "heard_on": date(2020, 1, 2), "state": "answered", "outcome": "solved",
         "answered_on": date(2020, 2, 1)},
    ]  # fmt: skip
    made = operations.import_historic(rows, by=town.clerk, at=now)
    assert [v.number for v in made] == ["QH-2019-00001", "QH-2019-00002", "QH-2020-00001"]
    assert [v.title for v in made] == ["路灯不亮", "占道", "噪声"]
    assert not any(kinds(v) or v.due_on for v in made) and not Notice.objects.exists()
    assert Trace.objects.filter(step="voices.hear").count() == 3
    assert made[2].state == "answered" and made[2].answered_on == date(2020, 2, 1)
