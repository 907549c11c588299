"""The machine marks at once, a person confirms or clears; the voice itself is changed by a person only."""

import pytest

from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Refused
from huying.voices import operations, queries
from huying.voices.models import Alarm
from huying.voices.triage.alarms import operations as alarms
from huying.voices.triage.alarms.queries import raised
from tests.voices.conftest import make, said, sign_in

GAS = "三号楼楼道里天然气泄漏，味道很大，已经打过电话没人来。"
CALM = "村口的路灯坏了，晚上走路看不清。"


def test_what_cannot_wait_is_on_top_at_once_and_keeper_and_clerk_know(town, now):
    voice = make(town, now, text=GAS, by=town.far_keeper)
    alarm = Alarm.objects.get(voice=voice)
    assert (alarm.state, alarm.level) == ("raised", "danger")
    assert alarm.signs[0][0] == "life"
    assert "天然气泄漏" in alarm.signs[0][2]
    voice.refresh_from_db()
    assert voice.urgency == "none"  # a person decides
    told = set(Notice.objects.filter(step="alarms.alert").values_list("to", flat=True))
    assert {town.keeper.pk, town.clerk.pk} <= told
    assert voice in queries.urgent(town.clerk)
    assert list(raised(town.keeper)) == [alarm]
    assert Trace.objects.filter(step="alarms.alert", by__role="house").count() == 1


def test_the_public_door_raises_it_once_before_the_voice_is_confirmed(town, now):
    from huying.kernel import process

    voice = said(now, text=GAS)
    assert voice.alarms.get().state == "raised"
    operations.confirm(voice, by=process.public(), at=now, code=voice.fresh_code)
    assert voice.alarms.get().state == "raised"


def test_a_calm_voice_and_one_that_a_person_marked_raise_nothing(town, now):
    assert not make(town, now, text=CALM).alarms.exists()
    marked = make(town, now, text=GAS, urgency="danger", urgency_reason="天然气泄漏")
    assert not marked.alarms.exists()


def test_confirming_marks_the_voice_with_the_words_and_clearing_needs_a_reason(town, now):
    voice = make(town, now, text=GAS)
    alarms.heed(voice.alarms.get(), by=town.keeper, at=now)
    voice.refresh_from_db()
    assert voice.urgency == "danger"
    assert "天然气泄漏" in voice.urgency_reason
    other = make(town, now, text="我们十二个农民工来讨薪，跑了五趟。")
    alarm = other.alarms.get()
    with pytest.raises(Refused, match="解除的理由"):
        alarms.clear(alarm, by=town.keeper, at=now, text=" ")
    alarms.clear(alarm, by=town.keeper, at=now, text="昨天已经发清，本人确认。")
    other.refresh_from_db()
    assert (alarm.state, other.urgency) == ("cleared", "none")
    assert other not in queries.urgent(town.clerk)


def test_a_persons_own_mark_overtakes_it_but_a_milder_one_does_not(town, now):
    voice = make(town, now, text=GAS)
    operations.classify(voice, by=town.keeper, at=now, urgency="urgent", urgency_reason="先登记")
    assert voice.alarms.get().state == "raised"
    operations.classify(voice, by=town.keeper, at=now, urgency="danger", urgency_reason="现场确有泄漏")
    assert voice.alarms.get().state == "overtaken"


def test_amended_words_are_read_again_but_the_same_sign_is_not_raised_twice(town, now):
    voice = make(town, now, text=CALM)
    operations.amend(voice, by=town.keeper, at=now, text=CALM + GAS)
    operations.amend(voice, by=town.keeper, at=now, place="三号楼", text=CALM + GAS + "请快来。")
    assert [a.signs[0][0] for a in voice.alarms.all()] == ["life"]


def test_nobody_else_sees_or_decides(town, now, neighbour, client):
    voice = make(town, now, text=GAS)
    alarm = voice.alarms.get()
    for member, status in (
        (town.handler, 404),
        (town.far_keeper, 404),
        (town.clerk, 200),
        (town.keeper, 200),
    ):
        assert sign_in(client, member).get(f"/c/qh/voices/alarms/{alarm.pk}/").status_code == status
    assert sign_in(client, neighbour.clerk).get(f"/c/nz/voices/alarms/{alarm.pk}/").status_code == 404


def test_one_press_on_the_page_of_triage_confirms_and_comes_back(town, now, client):
    voice = make(town, now, text=GAS)
    page = sign_in(client, town.keeper).get(f"/c/qh/voices/{voice.pk}/triage/").content.decode()
    assert "系统提示" in page
    assert "<mark>天然气泄漏</mark>" in page
    answer = client.post(f"/c/qh/voices/alarms/{voice.alarms.get().pk}/heed/")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/voices/{voice.pk}/triage/")
    voice.refresh_from_db()
    assert voice.urgency == "danger"
    assert "系统提示：可能紧急，请先看这里" not in client.get(answer["Location"]).content.decode()


def test_hostile_text_stays_text(town, now, client):
    voice = make(town, now, text="<script>alert('x')</script> 天然气泄漏 {{ 7|add:7 }} <b>快来</b>")
    page = sign_in(client, town.clerk).get(f"/c/qh/voices/{voice.pk}/triage/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;快来" in page
    assert "{{ 7|add:7 }}" in page


def test_an_alarm_stands_on_top_of_the_voice_s_own_page_until_somebody_has_looked(town, now, client):
    voice = make(town, now, text=GAS)
    where = f"/c/qh/voices/{voice.pk}/"
    page = sign_in(client, town.keeper).get(where).content.decode()
    main = page[page.index("<main") :]
    assert main.index("请先看这里") < main.index("反映内容") and "天然气泄漏" in main
    assert f'action="/c/qh/voices/alarms/{voice.alarms.get().pk}/heed/"' in main
    assert (
        "确认紧急</button>" not in sign_in(client, town.leader).get(where).content.decode()
    )  # a leader looks
    alarms.heed(voice.alarms.get(), by=town.keeper, at=now)
    page = sign_in(client, town.keeper).get(where).content.decode()
    assert "请先看这里" not in page and '<p class="note late"><b>危及安全</b>' in page
    assert "危及安全</b>" in sign_in(client, town.deputy).get(where).content.decode()
