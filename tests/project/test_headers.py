"""What every answer carries, the verbs that pages know, rooms that are switched off."""

import pytest
from django.urls import reverse

from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    code = build().congress.code
    return [
        reverse("home"),
        reverse("desk", args=[code]),
        reverse("voices:say", args=[code]),
        "/nowhere/",
        reverse("sign_in"),
    ]


def test_a_strict_content_security_policy_stands_on_every_answer(client, pages):
    for page in pages:
        policy = client.get(page).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy, page
        assert "unsafe" not in policy, page


def test_pages_answer_head_like_get(client, pages):
    for page in pages:
        assert client.head(page).status_code == client.get(page).status_code != 405, page


def test_a_room_that_is_switched_off_is_not_there(client):
    congress = build().congress
    page = reverse("voices:say", args=[congress.code])
    assert client.get(page).status_code == 200
    congress.switches["rooms_off"] = ["voices"]
    congress.save()
    assert client.get(page).status_code == 404
    assert client.get(f"/api/v1/c/{congress.code}/voices").status_code == 404
