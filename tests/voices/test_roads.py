"""Kinds with a road of their own: a dispute, a question for a lawyer, a petition; and how each ends with its voice."""

from datetime import timedelta

import pytest

from huying.kernel import clocks, process
from huying.kernel.delivery import Delivery
from huying.kernel.process import Forbidden, Refused
from huying.voices import operations, roads
from huying.voices.aid import operations as aid
from huying.voices.aid import queries as aid_queries
from huying.voices.disputes import operations as disputes
from huying.voices.models import Aid, Dispute, Petition, Voice
from huying.voices.petitions import operations as petitions
from huying.voices.publicly import public_story, public_words

from .conftest import make, said, sign_in


def filed(town, now, kind, **more):
    """A voice of this kind and its file."""
    voice = make(town, now, kind=kind)
    operations.file(voice, by=town.keeper, at=now, **more)
    model = {"dispute": Dispute, "legal": Aid, "petition": Petition}[kind]
    return voice, model.objects.get(voice=voice)


def word(voice):
    return next(w["word"] for w in reversed(public_words(Voice.objects.get(pk=voice.pk))) if w["done"])


def due(row, kind):
    return clocks.running(row).filter(kind=kind).values_list("due_on", flat=True).first()


def test_an_ordinary_matter_has_no_road_of_its_own(town, now):
    voice = make(town, now)
    with pytest.raises(Refused, match="请选择类型"):
        operations.file(voice, by=town.keeper, at=now)
    assert Dispute.objects.count() == 0


def test_a_dispute_is_agreed_kept_and_then_done(town, now):
    voice, dispute = filed(town, now, "dispute")
    assert dispute.handler == town.keeper and due(dispute, "dispute.mediate")
    disputes.assign(dispute, by=town.clerk, at=now, handler=town.deputy, parties="张三、李四")
    disputes.mediate(dispute, by=town.deputy, at=now, text="第一次谈，各退一步。")
    with pytest.raises(Refused, match="不能早于今天"):
        disputes.agree(
            dispute, by=town.deputy, at=now, agreement="修好墙。", performs_on=now.date() - timedelta(days=1)
        )
    last = now.date() + timedelta(days=10)
    disputes.agree(dispute, by=town.deputy, at=now, agreement="十天内把墙修好。", performs_on=last)
    voice.refresh_from_db()
    assert (voice.state, voice.outcome, voice.planned_on) == ("answered", "planned", last)
    assert due(dispute, "dispute.mediate") is None and due(dispute, "dispute.revisit") > last
    later = now + timedelta(days=12)
    disputes.unkept(dispute, by=town.deputy, at=later, text="还没有修。")
    assert dispute.state == "mediating" and due(dispute, "dispute.mediate")
    disputes.agree(
        dispute,
        by=town.deputy,
        at=later,
        agreement="三天内修好。",
        performs_on=later.date() + timedelta(days=3),
    )
    disputes.keep(dispute, by=town.keeper, at=later + timedelta(days=5), text="墙已修好，双方在场看过。")
    voice.refresh_from_db()
    assert (dispute.state, voice.state, word(voice)) == ("kept", "settled", "已落实")
    assert Dispute.objects.get(pk=dispute.pk).told.count() == 5


def test_a_dispute_without_agreement_is_shown_the_legal_way(town, now):
    voice, dispute = filed(town, now, "dispute")
    disputes.fail(dispute, by=town.keeper, at=now, way="litigation", text="双方对面积各执一词。")
    voice.refresh_from_db()
    assert (voice.state, voice.outcome, word(voice)) == ("answered", "referred", "已引导")
    assert "人民法院" in voice.written("answer").last().text


def test_a_filed_voice_goes_no_other_road_and_a_new_round_ends_the_file(town, now):
    voice, dispute = filed(town, now, "dispute")
    for name in ("take_back", "report", "answer"):
        more = {"text": "x"} if name == "take_back" else {"text": "x", "outcome": "solved"}
        with pytest.raises(Refused, match="专门办理"):
            getattr(operations, name)(voice, by=town.keeper, at=now, **more)
    disputes.agree(dispute, by=town.keeper, at=now, agreement="修墙。", performs_on=now.date())
    voice.refresh_from_db()
    operations.reopen(voice, by=town.keeper, at=now, reason="对方反悔了。")
    dispute.refresh_from_db()
    assert (voice.state, voice.file_kind, dispute.state) == ("heard", "", "ended")
    assert not clocks.running(dispute).exists()


def test_a_stranger_to_the_dispute_sees_and_does_nothing(town, now):
    from huying.voices.disputes import queries

    _voice, dispute = filed(town, now, "dispute", handler=town.deputy)
    assert queries.visible_to(town.deputy).get() == dispute
    assert (
        not queries.visible_to(town.far_deputy).exists() and not queries.visible_to(town.far_keeper).exists()
    )
    with pytest.raises(Forbidden):
        disputes.mediate(dispute, by=town.far_deputy, at=now, text="x")


def test_legal_advice_is_booked_missed_booked_again_answered_and_counted(town, now):
    voice, row = filed(town, now, "legal")
    when = now + timedelta(days=2)
    Delivery.objects.all().delete()
    with pytest.raises(Refused, match="晚于现在"):
        aid.book(row, by=town.keeper, at=now, adviser="赵律师", meets_at=now, place="联络站")
    aid.book(row, by=town.keeper, at=now, adviser="赵律师", meets_at=when, place="联络站")
    assert "赵律师" in Delivery.objects.get().text
    other = filed(town, now, "legal")[1]
    with pytest.raises(Refused, match="已有别的预约"):
        aid.book(other, by=town.keeper, at=now, adviser="赵律师", meets_at=when, place="联络站")
    with pytest.raises(Refused, match="还没有到"):
        aid.miss(row, by=town.keeper, at=now)
    aid.miss(row, by=town.keeper, at=when + timedelta(hours=1))
    aid.book(
        row,
        by=town.keeper,
        at=when + timedelta(hours=1),
        adviser="赵律师",
        meets_at=when + timedelta(days=1),
        place="联络站",
    )
    aid.advise(
        row, by=town.keeper, at=when + timedelta(days=1, hours=1), text="可以要求对方修复，费用由对方承担。"
    )
    voice.refresh_from_db()
    assert (row.state, voice.state, voice.outcome) == ("advised", "answered", "explained")
    aid.refer(other, by=town.keeper, at=now, way="litigation", text="已过调解期。")
    found = aid_queries.counts(since=now.date(), until=now.date())
    assert (found["opened"], found["advised"], found["referred"], found["missed"]) == (2, 1, 1, 1)
    assert found["by_way"] == [{"way": "litigation", "n": 1}]


def test_a_petition_keeps_the_days_of_the_regulation(town, now):
    voice, petition = filed(town, now, "petition")
    assert (
        due(petition, "voice.triage") == now.date() + timedelta(days=15)
        or due(petition, "voice.triage") > now.date()
    )
    with pytest.raises(Refused, match="不得超过5人"):
        petitions.accept(petition, by=town.clerk, at=now, unit=town.water, visitors=9, representatives=6)
    with pytest.raises(Refused, match="推选的代表人数"):
        petitions.accept(petition, by=town.clerk, at=now, unit=town.water, visitors=9)
    petitions.accept(petition, by=town.clerk, at=now, unit=town.water, visitors=9, representatives=5)
    handle = due(petition, "voice.handle")
    assert handle >= now.date() + timedelta(days=60)
    petitions.extend(petition, by=town.leader, at=now, text="需要现场鉴定。")
    assert due(petition, "voice.handle") is None
    assert due(petition, "voice.handle_extended") >= handle + timedelta(days=30)
    with pytest.raises(Refused, match="延长过一次"):
        petitions.extend(petition, by=town.leader, at=now, text="再延。")
    petitions.reply(petition, by=town.handler, at=now, result="unsupported", text="请求没有依据，理由如下。")
    voice.refresh_from_db()
    assert (voice.state, voice.outcome, word(voice)) == ("answered", "cannot", "暂难办理")
    assert due(petition, "voice.review") >= now.date() + timedelta(days=30)
    with pytest.raises(Refused, match="还可以请求"):
        petitions.finish(petition, by=town.clerk, at=now)
    with pytest.raises(Refused, match="查询码不对"):
        petitions.ask_review(petition, by=process.public(), at=now, reason="不服", code="00000000")
    petitions.ask_review(
        petition, by=process.public(), at=now, reason="不服", code=voice_code(town, now, voice)
    )
    petitions.review(petition, by=town.clerk, at=now, result="upheld", organ="市水务局", text="维持。")
    assert due(petition, "voice.review")
    assert petitions.lapse(at=now + timedelta(days=60)) == 1
    petition.refresh_from_db()
    assert petition.state == "final" and not clocks.running(petition).exists()
    assert "信访事项已受理，在规定的期限内办结。" in [str(s["label"]) for s in public_story(voice)]


def voice_code(town, now, voice):
    """A fresh code for the voice, as a keeper gives it to the person."""
    operations.renew_code(voice, by=town.keeper, at=now, text="当面核对证件")
    return voice.fresh_code


def test_a_petition_that_belongs_elsewhere_is_told_where(town, now):
    voice, petition = filed(town, now, "petition")
    petitions.turn_away(petition, by=town.keeper, at=now, way="discipline")
    voice.refresh_from_db()
    assert petition.state == "elsewhere" and "12388" in voice.written("answer").last().text


def test_the_pages_of_the_files_open_and_the_voice_leads_there(town, now, client):
    home = f"/c/{town.congress.code}/voices/"
    for kind, subject in roads.PACKAGES.items():
        voice, row = filed(town, now, kind)
        keeper = sign_in(client, town.keeper)
        page = keeper.get(f"{home}{voice.pk}/")
        assert f"{home}{subject}/{row.pk}/" in page.content.decode()
        assert keeper.get(f"{home}{subject}/{row.pk}/").status_code == 200
        assert keeper.get(f"{home}{subject}/").status_code == 200
        answer = keeper.get(f"/api/v1/c/{town.congress.code}/{subject}/{row.pk}")
        assert answer.status_code == 200, answer.content


def test_the_citizen_sees_the_appointment_and_asks_for_a_review_by_code(town, now, client):
    home = f"/c/{town.congress.code}/voices/"
    voice = said(now, kind="petition")
    operations.confirm(voice, by=process.public(), at=now, code=voice.fresh_code)
    code = voice.fresh_code
    operations.file(voice, by=town.clerk, at=now)
    petition = Petition.objects.get(voice=voice)
    petitions.accept(petition, by=town.clerk, at=now, unit=town.water)
    petitions.reply(petition, by=town.handler, at=now, result="supported", text="予以支持，本月办好。")
    client.post(f"{home}follow/", {"number": voice.number, "code": code})
    page = client.get(f"{home}followed/").content.decode()
    assert "请求复查" in page and "处理意见书" in page
    answer = client.post(f"{home}followed/", {"step": "ask_review", "reason": "还没有办。"})
    petition.refresh_from_db()
    assert answer.status_code == 302 and petition.state == "reviewing"


def test_urgent_matters_are_brought_before_the_leaders_and_come_back_with_their_word(town, now):
    voice = make(town, now)
    with pytest.raises(Refused, match="急难愁盼"):
        operations.brief(voice, by=town.keeper, at=now)
    operations.classify(voice, by=town.keeper, at=now, urgency="urgent", urgency_reason="孩子上学")
    operations.brief(voice, by=town.keeper, at=now)
    with pytest.raises(Refused, match="呈报过"):
        operations.brief(voice, by=town.keeper, at=now)
    operations.instruct(voice, by=town.leader, at=now, text="三天内到现场。")
    assert voice.instructed_on and voice.written("instruction").get().text == "三天内到现场。"
