"""Letters: written without account, confirmed by code, answered within the clock, or the keeper is told."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from huying.deputies.cards import operations as cards
from huying.deputies.letters import operations, queries
from huying.deputies.models import Letter
from huying.kernel import clocks, erasure, files, process, scope
from huying.kernel.case import Trace
from huying.kernel.delivery import Delivery
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.voices.models import Voice
from tests.world import when

pytestmark = pytest.mark.django_db
WRITTEN = when("2026-03-10")


def write(posted, **more):
    given = {"text": "柳湾村的路灯坏了一个月。", "author": "周大娘", "phone": "13800001234", **more}
    return operations.write(by=process.public(), at=WRITTEN, member=posted.world.lin, consent=True, **given)


@pytest.fixture
def letter(posted):
    """Written and confirmed on 10 March."""
    row = write(posted, files=[ContentFile("坏灯".encode(), name="路灯.txt")])
    operations.confirm(row, by=process.public(), at=WRITTEN, code=row.fresh_code)
    return row


def test_nothing_reaches_the_deputy_before_the_code_is_typed(posted):
    row, world = write(posted), posted.world
    assert row.state == "said" and not queries.visible_to(world.lin).exists()
    assert not Notice.objects.filter(to=world.lin, step__startswith="letters").exists()
    with pytest.raises(Refused, match="不对"):
        operations.confirm(row, by=process.public(), at=WRITTEN, code="00000000")
    operations.confirm(
        row, by=process.public(), at=WRITTEN, code=f"{row.fresh_code[:4]} {row.fresh_code[4:]}"
    )
    assert set(Notice.objects.filter(step="letters.confirm").values_list("to", flat=True)) == {
        world.lin.pk,
        world.he.pk,
    }
    assert (row.due_on, row.station) == (date(2026, 3, 20), world.station)


def test_a_letter_is_titled_in_the_congress_own_language(posted):
    with override("en"):
        assert write(posted).case.title == f"给{posted.world.lin}代表的信"


def test_an_unconfirmed_letter_ends_by_itself(posted):
    row = write(posted)
    assert operations.daily(at=WRITTEN + timedelta(days=2))["unconfirmed"] == 0
    assert operations.daily(at=WRITTEN + timedelta(days=3))["unconfirmed"] == 1
    row.refresh_from_db()
    assert (row.state, row.declined) == ("declined", "unconfirmed")


def test_the_deputy_answers_in_time_and_the_writer_rates(letter, posted):
    world = posted.world
    operations.answer(letter, by=world.lin, at=when("2026-03-12"), text="已联系供电所，本周修好。")
    assert (letter.state, letter.answered_by) == ("answered", world.lin)
    assert not clocks.running(letter).filter(kind="letter.answer").exists()
    with pytest.raises(Refused, match="不对"):
        operations.rate(letter, by=process.public(), at=WRITTEN, rating="satisfied", code="1")
    operations.rate(letter, by=process.public(), at=WRITTEN, rating="satisfied", code=letter.fresh_code)
    assert letter.rating == "satisfied" and letter.ratings.count() == 1
    with pytest.raises(Refused, match="已经评价"):
        operations.rate(letter, by=process.public(), at=WRITTEN, rating="satisfied", code=letter.fresh_code)
    operations.daily(at=when("2026-03-13"))
    letter.refresh_from_db()
    assert letter.state == "closed"


def test_a_late_letter_is_told_once_and_the_keeper_may_take_it_over(letter, posted):
    world = posted.world
    with pytest.raises(Refused, match="先由代表回信"):
        operations.take_over(letter, by=world.he, at=when("2026-03-15"))
    assert operations.daily(at=when("2026-03-20"))["alerted"] == 0
    assert operations.daily(at=when("2026-03-21"))["alerted"] == 1
    assert operations.daily(at=when("2026-03-22"))["alerted"] == 0
    told = set(Notice.objects.filter(step="letters.alert").values_list("to", flat=True))
    assert told == {world.he.pk, world.zhou.pk, world.lin.pk}
    letter.refresh_from_db()
    assert list(queries.alerted(world.he)) == [letter]
    with pytest.raises(Forbidden):
        operations.answer(letter, by=world.he, at=when("2026-03-22"), text="我来回")
    operations.take_over(letter, by=world.he, at=when("2026-03-22"))
    operations.answer(letter, by=world.he, at=when("2026-03-23"), text="经与代表商量：已报修。")
    assert letter.answered_by == world.he
    assert Trace.objects.get(step="letters.answer").facts["late"] is True


def test_a_letter_handed_to_triage_becomes_a_voice_that_its_writer_follows(letter, posted):
    messages = Delivery.objects.count()
    operations.hand_to_triage(letter, by=posted.world.he, at=when("2026-03-12"))
    voice = Voice.objects.get()
    assert Delivery.objects.count() == messages  # number and code stay those of the letter
    assert [f.name for f in files.of(voice)] == [f.name for f in files.of(letter)] == ["路灯.txt"]
    assert (letter.state, voice.text, voice.author, voice.station) == (
        "handed",
        letter.text,
        "周大娘",
        posted.world.station,
    )
    assert not clocks.running(letter).exists() and letter.due_on is None
    from huying.ui import blocks

    (block,) = blocks.of("letter", letter)
    assert block["words"][0]["done"] and not block["answers"]


def test_a_deputy_without_a_station_has_no_keeper_and_the_office_is_alerted(world):
    cards.publish(by=world.zhou, at=world.at, member=world.gao)
    world.station.keepers.clear()  # a keeper who keeps no station
    row = operations.write(by=process.public(), at=WRITTEN, member=world.gao, text="请回信", consent=True)
    operations.confirm(row, by=process.public(), at=WRITTEN, code=row.fresh_code)
    assert row.station is None and row.keeps_members() == [] and not queries.visible_to(world.he).exists()
    operations.daily(at=when("2026-03-21"))
    assert set(Notice.objects.filter(step="letters.alert").values_list("to", flat=True)) == {
        world.zhou.pk,
        world.gao.pk,
    }


def test_abuse_is_declined_for_a_fixed_reason_only(letter, posted):
    for reason in ("", "不喜欢", "unconfirmed"):
        with pytest.raises(Refused, match="请选择"):
            operations.decline(letter, by=posted.world.lin, at=WRITTEN, reason=reason)
    operations.decline(letter, by=posted.world.lin, at=WRITTEN, reason="abuse")
    assert set(Notice.objects.filter(step="letters.decline").values_list("to", flat=True)) == {
        posted.world.zhou.pk
    }


def test_who_takes_no_letters_gets_none(posted):
    cards.edit(posted.card, by=posted.world.lin, at=posted.world.at, takes_letters=False)
    with pytest.raises(Refused, match="不接收"):
        write(posted)
    cards.edit(posted.card, by=posted.world.lin, at=posted.world.at, takes_letters=True)
    cards.hide(posted.card, by=posted.world.zhou, at=posted.world.at, reason="本人要求")
    with pytest.raises(Refused, match="不接收"):
        write(posted)
    with pytest.raises(Refused, match="隐私"):
        operations.write(by=process.public(), at=WRITTEN, member=posted.world.lin, consent=False, text="好")


def test_strangers_neighbours_and_other_deputies_see_nothing(letter, posted):
    world = posted.world
    seen = {
        who: queries.visible_to(getattr(world, who)).count()
        for who in ("zhou", "he", "lin", "gao", "chen", "housing_handler")
    }
    assert seen == {"zhou": 1, "he": 1, "lin": 1, "gao": 0, "chen": 0, "housing_handler": 0}
    assert not queries.visible_to(process.public()).exists()
    for member in (world.gao, world.chen, world.neighbour.clerk, world.neighbour.deputy):
        with pytest.raises(Forbidden):
            operations.answer(letter, by=member, at=WRITTEN, text="不该我回")
        with pytest.raises(Forbidden):
            operations.unmask(letter, by=member, at=WRITTEN, text="看看")
    with scope.congress(world.neighbour.congress):
        assert not Letter.objects.exists()


def test_name_and_telephone_are_encrypted_and_can_be_erased(letter, posted):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT author, phone FROM deputies_letter")
        stored = " ".join(cursor.fetchone())
    assert "周大娘" not in stored and "13800001234" not in stored and letter.masked_author == "周某某"
    operations.unmask(letter, by=posted.world.lin, at=WRITTEN, text="电话核实地点")
    assert "周大娘" not in str(Trace.objects.get(step="letters.unmask").facts)
    erasure.erase(letter, by=posted.world.zhou, at=WRITTEN)
    letter.refresh_from_db()
    assert (letter.author, letter.phone, letter.phone_index) == ("", "", "")
    operations.renew_code(letter, by=posted.world.he, at=WRITTEN)
    assert operations.fits(letter, letter.fresh_code)


def test_a_letter_that_cannot_wait_is_told_and_marked(posted):
    row = write(posted, text="我不想活了，今晚就从楼上跳下去。")
    told = set(Notice.objects.filter(step="alarms.alert").values_list("to", flat=True))
    assert posted.world.he.pk in told and posted.world.lin.pk not in told
    operations.confirm(row, by=process.public(), at=WRITTEN, code=row.fresh_code)
    assert posted.world.lin.pk in Notice.objects.filter(step="alarms.alert").values_list("to", flat=True)
    from huying.deputies.letters import pages

    (banner,) = pages.banners(row, posted.world.lin)
    assert banner["tone"] == "late" and "不想活" in banner["text"]


def test_a_rating_after_its_window_is_refused(letter, posted):
    operations.answer(letter, by=posted.world.lin, at=when("2026-03-12"), text="已报修。")
    with pytest.raises(Refused, match="评价的期限已于"):
        operations.rate(
            letter, by=process.public(), at=when("2027-03-12"), rating="satisfied", code=letter.fresh_code
        )
