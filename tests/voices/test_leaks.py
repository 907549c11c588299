"""What keepers, clerks and deputies of this town learn of voices that are none of their business."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huying.kernel import files
from huying.kernel.files import File
from huying.kernel.process import Refused
from huying.voices import operations
from huying.voices.forms import STEPS
from tests.voices.conftest import make, sign_in


def test_a_keeper_merges_only_into_voices_that_the_keeper_may_see(town, now):
    near = make(town, now)
    far = make(town, now, by=town.far_keeper, station=town.far, text="白沙镇的一件私事。")
    form = STEPS["merge"]({"into": far.number}, row=near, member=town.keeper)
    assert not form.is_valid() and "into" in form.errors
    assert STEPS["merge"]({"into": far.number}, row=near, member=town.clerk).is_valid()


def test_a_merged_voice_keeps_its_own_pictures_and_shows_none_of_the_others(town, now):
    def paper(name):
        return [SimpleUploadedFile(name, name.encode())]

    lead = make(town, now, files=paper("a.txt"))
    far = make(town, now, by=town.far_keeper, station=town.far, text="同一座桥。", files=paper("b.txt"))
    operations.merge(far, by=town.clerk, at=now, into=lead)
    a, b = File.objects.get(name="a.txt"), File.objects.get(name="b.txt")
    assert files.seen(lead, town.keeper) == [a] and files.seen(far, town.far_keeper) == [b]
    assert files.may_see(town.far_keeper, b) and not files.may_see(town.far_keeper, a)
    assert files.may_see(town.keeper, a) and not files.may_see(town.keeper, b)


def test_protection_is_not_lifted_by_who_may_not_know_the_person(town, now):
    voice = make(town, now, is_protected=True)
    assert not voice.holds(town.clerk)
    with pytest.raises(Refused, match="保护身份"):
        operations.correct(voice, by=town.clerk, at=now, author="陈大山", phone="13800001234", text="来电")
    voice.refresh_from_db()
    assert voice.is_protected
    operations.correct(voice, by=town.keeper, at=now, author="陈大山", phone="13800001234", text="本人来说")
    assert not voice.is_protected


def test_how_a_person_was_checked_is_read_by_keepers_not_by_units_and_deputies(client, town, now):
    voice = make(town, now)
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    operations.renew_code(voice, by=town.keeper, at=now, text="回拨 13800001234，本人住柳湾村三组")
    operations.unmask(voice, by=town.keeper, at=now, text="陈大山来电催问")
    for member, reads in ((town.handler, False), (town.keeper, True), (town.clerk, True)):
        sign_in(client, member)
        page = client.get(f"/c/qh/voices/{voice.pk}/").content.decode()
        told = client.get(f"/api/v1/c/qh/voices/{voice.pk}/story").json()
        for shown in (page, str(told)):
            assert ("柳湾村三组" in shown) is reads and ("陈大山来电" in shown) is reads
