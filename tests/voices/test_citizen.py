"""What the citizen does with number and code, and what is done with their data."""

from datetime import date, timedelta

import pytest

from huying.kernel import clocks, erasure
from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused, public
from huying.voices import operations, pages
from huying.voices.codes import codes

from .conftest import make


def kinds(voice):
    return {c.kind for c in clocks.running(voice)}


def last(voice):
    return Trace.objects.filter(subject_kind="voices", subject_id=voice.pk).order_by("-seq").first()


def handed(town, now, **more):
    voice = make(town, now, **more)
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    return voice


def test_rating_by_code_or_by_a_keeper_on_the_telephone(town, now, heard):
    code = heard.fresh_code
    operations.explain(heard, by=town.keeper, at=now, text="说明")
    with pytest.raises(Refused, match="不对"):
        operations.rate(heard, by=public(), at=now, rating="satisfied", code="")
    with pytest.raises(Refused, match="不满意的原因"):
        operations.rate(heard, by=public(), at=now, rating="dissatisfied", code=code)
    operations.rate(heard, by=town.keeper, at=now, rating="dissatisfied", reason="没说清楚")
    assert last(heard).facts["proxy"] is True and heard.rating_reason == "没说清楚"
    with pytest.raises(Refused, match="已经评价"):
        operations.rate(heard, by=public(), at=now, rating="satisfied", code=code)


def test_reopening_once_with_a_reason_inside_the_window(town, now, heard, today):
    code = heard.fresh_code
    operations.explain(heard, by=town.keeper, at=now, text="说明")
    with pytest.raises(Refused, match="理由"):
        operations.reopen(heard, by=public(), at=now, reason=" ", code=code)
    with pytest.raises(Refused, match="届满"):
        operations.reopen(heard, by=public(), at=now + timedelta(days=40), reason="还是不行", code=code)
    later = now + timedelta(days=5)
    operations.reopen(heard, by=public(), at=later, reason="桥又塌了", code=code)
    assert heard.state == "heard" and heard.reopened == 1 and heard.due_on == date(2026, 12, 11)
    operations.explain(heard, by=town.keeper, at=later, text="再说明")
    with pytest.raises(Refused, match="只能要求重新办理一次"):
        operations.reopen(heard, by=public(), at=later, reason="第三次", code=code)


def test_a_lost_code_comes_back_and_the_old_one_is_dead(town, now, heard):
    old = heard.fresh_code
    with pytest.raises(Refused, match="手机号不对"):
        operations.renew_code(heard, by=public(), at=now, phone="13811112222")
    operations.renew_code(heard, by=public(), at=now, phone="138 0000 1234")
    assert codes.fits(heard, heard.fresh_code) and not codes.fits(heard, old)
    assert heard.fresh_code not in str(last(heard).facts) + last(heard).note
    nameless = make(town, now, phone="")
    with pytest.raises(Refused, match="手机号不对"):
        operations.renew_code(nameless, by=public(), at=now, phone="")


def test_unmasking_is_traced_and_says_nothing_itself(town, now, heard):
    with pytest.raises(Refused, match="查看的理由"):
        operations.unmask(heard, by=town.keeper, at=now, text="")
    operations.unmask(heard, by=town.keeper, at=now, text="电话回访")
    assert "13800001234" not in str(last(heard).facts) + last(heard).note and last(heard).by == town.keeper


def test_a_protected_person_is_known_only_to_who_has_the_case(town, now):
    voice = make(town, now, is_protected=True)
    assert voice.masked_author == "匿名"
    for who in (town.clerk, town.far_keeper):
        with pytest.raises(Forbidden):
            operations.unmask(voice, by=who, at=now, text="想看")
    operations.unmask(voice, by=town.keeper, at=now, text="核实")
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    with pytest.raises(Forbidden):
        operations.unmask(voice, by=town.keeper, at=now, text="再看")
    operations.unmask(voice, by=town.handler, at=now, text="上门")


def test_a_unit_never_learns_who_asked_not_to_be_named_to_it(town, now):
    voice = handed(town, now, is_anonymous=True)
    assert not voice.holds(town.handler) and voice.holds(town.keeper)
    with pytest.raises(Forbidden):
        operations.unmask(voice, by=town.handler, at=now, text="上门")
    shown = {who.role: dict(pages.facts(voice, who)).values() for who in (town.handler, town.keeper)}
    assert not any("138" in str(v) for v in shown["handler"])
    assert any("138****1234" in str(v) for v in shown["keeper"])
    assert "13800001234" not in str(pages.api_row(voice, town.handler))


def test_who_may_adopt_reads_no_digit_of_the_telephone_before(town, now, heard):
    assert heard.open_to(town.deputy)
    assert not any("138" in str(v) for v in dict(pages.facts(heard, town.deputy)).values())


def test_a_person_is_found_by_the_name_and_the_number_that_stand_encrypted(town, now):
    voice = make(town, now, author="欧阳小满", phone="138 0000 4321")
    make(town, now, author="欧阳小")
    assert erasure.find("欧阳小满") == [voice] == erasure.find("13800004321")


def test_personal_data_is_corrected_and_deleted_on_request(town, now, heard):
    operations.correct(heard, by=town.keeper, at=now, author="", phone="")
    heard.refresh_from_db()
    assert heard.author == heard.phone == heard.phone_index == ""
    assert sorted(last(heard).facts["changed"]) == ["author", "phone"]
    with pytest.raises(Refused, match="没有改动"):
        operations.correct(heard, by=town.keeper, at=now)


def test_urging_counts_and_tells_the_unit(town, now):
    voice = handed(town, now)
    operations.urge(voice, by=town.leader, at=now, text="群众很急")
    assert voice.urged == 1 and {n.to for n in Notice.objects.filter(step="voices.urge")} == {town.handler}
