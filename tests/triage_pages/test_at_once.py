"""What cannot wait is read wherever words come in, stands first until a person looked, and says what to do at once."""

from datetime import timedelta

from huying.kernel import clocks, process
from huying.kernel.notices import Notice
from huying.kernel.verify import verify
from huying.voices import operations, queries
from huying.voices.books import operations as books
from huying.voices.models import Alarm
from huying.voices.triage.alarms import operations as alarms
from huying.voices.triage.alarms.queries import raised
from tests.voices.conftest import make, said, sign_in

SUICIDE = "我不想活了，今晚就从楼上跳下去。"
GAS = "三号楼楼道里天然气泄漏，味道很大，已经打过电话没人来。"


def test_words_that_nobody_confirmed_yet_are_read_and_do_not_lapse_unseen(town, now):
    voice = said(now, text=SUICIDE, station=town.station)
    alarm = voice.alarms.get()
    assert town.keeper.pk in Notice.objects.filter(step="alarms.alert").values_list("to", flat=True)
    assert list(raised(town.keeper)) == [alarm] and list(queries.urgent(town.keeper)) == [voice]
    assert operations.lapse(at=now + timedelta(days=30)) == 0
    alarms.heed(alarm, by=town.keeper, at=now)
    voice.refresh_from_db()
    assert (voice.state, voice.urgency) == ("heard", "danger")
    other = said(now, text=SUICIDE, phone="13900000000")
    alarms.clear(other.alarms.get(), by=town.clerk, at=now, text="电话核实，是开玩笑。")
    assert operations.lapse(at=now + timedelta(days=30)) == 1


def test_an_alarm_stands_first_with_a_mark_of_its_own(town, now, client):
    make(town, now - timedelta(days=9), text="村口的路灯坏了。")
    voice = make(town, now, text=GAS)
    assert queries.to_triage(town.keeper).order_by(*queries.FIRST).first() == voice
    page = sign_in(client, town.keeper).get("/c/qh/voices/?tray=heard").content.decode()
    assert page.index("天然气泄漏") < page.index("村口的路灯") and "先看" in page


def test_a_confirmed_danger_says_what_to_do_and_who_was_told_until_it_is_handed_over(town, now, client):
    voice = make(town, now, text=GAS)
    alarms.heed(voice.alarms.get(), by=town.keeper, at=now)
    voice.refresh_from_db()
    assert {c.kind for c in clocks.running(voice)} == {"voice.triage", "voice.urgent"}
    assert (voice.due_on - now.date()).days == 1
    where = f"/c/qh/voices/{voice.pk}/"
    page = sign_in(client, town.keeper).get(where).content.decode()
    assert "先这样做" in page and "119" in page
    books.plans.enter(by=town.clerk, at=now, words="燃气抢修 0000-119119\n镇值班室 0000-6600110")
    operations.call_out(voice, by=town.keeper, at=now, who="燃气公司值班室", text="马上派人")
    page = client.get(f"{where}triage/").content.decode()
    assert "燃气抢修 0000-119119" in page and "电话通知 燃气公司值班室：马上派人" in page
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    assert "先这样做" not in client.get(where).content.decode()
    assert {c.kind for c in clocks.running(voice)} == {"voice.handle", "voice.object"}
    assert verify(town.congress).problems == []


def test_a_mark_taken_back_ends_its_clock(town, now):
    voice = make(town, now, text="路灯坏了", urgency="danger", urgency_reason="说是漏电")
    operations.classify(voice, by=town.keeper, at=now, urgency="none")
    assert {c.kind for c in clocks.running(voice)} == {"voice.triage"}


def test_a_batch_of_another_system_is_read_where_it_is_recent(town, now):
    today = now.date()
    rows = [
        {"title": "燃气", "text": GAS, "heard_on": today},
        {"title": "燃气", "text": GAS, "heard_on": today - timedelta(days=400)},
    ]
    recent, old = operations.import_historic(rows, by=process.house(), at=now)
    assert [a.voice for a in Alarm.objects.all()] == [recent] and not old.alarms.exists()
