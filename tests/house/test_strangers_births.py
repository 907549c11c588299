"""What a stranger may begin has a page of its own with limits against floods; the derived page is shut to them."""

import pytest
from django.test import Client
from django.urls import reverse

from huying.ui import doors

pytestmark = pytest.mark.django_db


def test_no_derived_page_lets_a_stranger_begin_anything(walked):
    stranger, tried = Client(), []
    for room in list(doors.ROOMS.values()):
        for name in room.doors:
            if not room.flow[name].is_birth:
                continue
            url = reverse(f"{room.flow.subject}:{name}", args=[walked.congress.code])
            rows = room.model.everywhere.count()
            answers = stranger.get(url).status_code, stranger.post(url, {"text": "夜里很吵"}).status_code
            assert (answers, room.model.everywhere.count()) == ((404, 404), rows), url
            tried += ["public"] if "public" in room.flow[name].by else []
    assert tried  # a booking at least may be begun by the public
