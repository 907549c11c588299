"""One front door: the kind said lightly, a photo of nearly 20 MB with its position, number and code by message, once."""

import io
import os
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huying.kernel import files
from huying.kernel.delivery import Delivery
from huying.ui.visitors import guard
from huying.voices.models import Voice
from huying.voices.public import flood

from .conftest import make


def form(town, now, **more):
    stamp = guard.stamp(now - timedelta(seconds=60))
    return {
        "text": "菜市场排水沟堵了。",
        "consent": "on",
        "_shown": stamp,
        "station": town.station.pk,
        **more,
    }


def say(client, town, now, **more):
    return client.post(f"/c/{town.congress.code}/voices/say/", form(town, now, **more))


def photo(least: int) -> bytes:
    """A JPEG of noise, at least so many bytes, that says where it was taken."""
    side = 3000
    picture = Image.frombytes("RGB", (side, side), os.urandom(side * side * 3))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 15.0, 10.0), 3: "E", 4: (120.0, 5.0, 3.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=96, exif=exif)
    assert least < out.tell() <= 20 * 2**20, out.tell()
    return out.getvalue()


def test_a_photo_of_nearly_twenty_megabytes_is_kept_small_and_without_its_position(
    town, now, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    sent = photo(10 * 2**20)
    answer = say(
        client,
        town,
        now,
        files=SimpleUploadedFile("桥.jpg", sent, "image/jpeg"),
        kind="petition",
        title="排水沟",
    )
    assert answer.status_code == 302
    voice = Voice.objects.get()
    assert (voice.kind, voice.title, voice.station) == ("petition", "排水沟", town.station)
    kept = files.of(voice).get()
    assert kept.size < len(sent)
    with Image.open(files.shelf.open_(kept.place)) as picture:
        assert max(picture.size) <= 2560 and not picture.getexif()


def test_number_and_code_go_to_the_telephone_once_and_nobody_is_pestered(town, now, client):
    flood.throttle.LIMITS["voice"] = (99, flood.throttle.LIMITS["voice"][1])
    try:
        most = flood.throttle.LIMITS["voice_phone"][0]
        for n in range(most + 2):
            assert say(client, town, now, phone="13900005678", _key=f"p{n}").status_code == 302
        assert (
            say(client, town, now, phone="13900005678", _key="p0").status_code == 302
        )  # the same press again
    finally:
        flood.throttle.LIMITS["voice"] = (6, flood.throttle.LIMITS["voice"][1])
    told = list(Delivery.objects.order_by("pk"))
    assert len(told) == most and Voice.objects.count() == most + 2
    assert Voice.objects.order_by("pk").first().number in told[0].text


def test_a_keepers_register_tells_the_person_too_but_never_a_protected_one(town, now):
    voice = make(town, now)
    assert voice.number in Delivery.objects.get().text
    make(town, now, is_protected=True)
    assert Delivery.objects.count() == 1


def test_an_unknown_kind_is_asked_again_and_opening_a_link_confirms_nothing(town, now, client):
    assert say(client, town, now, kind="anything").status_code == 422
    assert say(client, town, now).status_code == 302
    home = f"/c/{town.congress.code}/voices/"
    for path in ("said/", "said/paper/", f"follow/?n={Voice.objects.get().number}", "followed/"):
        assert client.get(home + path).status_code in (200, 302)
    voice = Voice.objects.get()
    assert (voice.state, voice.kind) == ("said", "opinion")
