"""A talk that becomes a voice takes everything along that the citizen said and sent."""

from datetime import time

from django.core.files.base import ContentFile

from huying.kernel import files, process
from huying.kernel.notices import Notice
from huying.stations.bookings import operations as bookings
from huying.stations.bookings import pages
from huying.stations.slots import operations as slots
from huying.voices.models import Voice


def test_words_and_files_go_along_and_what_cannot_wait_is_told(town, now):
    slot = slots.offer(by=town.deputy, at=now, station=town.station, day=now.date(), starts_at=time(23, 0))
    row = bookings.book(by=process.public(), at=now, slot=slot, text="楼道的事", author="陈")
    assert not pages.banners(row, town.deputy)
    sent = [ContentFile("照片".encode(), name="阀门.txt")]
    long = "天然气泄漏，味道很大。" + "再说一遍。" * 700
    bookings.say(row, by=process.public(), at=now, text=long, uploads=sent, code=row.fresh_code)
    assert town.clerk.pk in Notice.objects.filter(step="alarms.alert").values_list("to", flat=True)
    assert "天然气泄漏" in pages.banners(row, town.deputy)[0]["text"]
    bookings.close(row, by=town.deputy, at=now, summary="转燃气办", hand_over=True)
    voice = Voice.objects.get()
    assert voice.text == f"楼道的事\n{long}" and [f.name for f in files.of(voice)] == ["阀门.txt"]
    assert voice.alarms.exists()
