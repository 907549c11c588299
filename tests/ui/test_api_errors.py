"""Whatever goes wrong is a problem document in Chinese: never a page, never a 5xx."""

import json

import pytest
from django.test import Client, override_settings

from huying.kernel import scope
from huying.voices.models import Voice
from tests.ui.calling import Caller, assert_problem

pytestmark = pytest.mark.django_db
GOOD = {"text": "路灯不亮。", "channel": "phone", "urgency": "none"}


@pytest.mark.parametrize(
    "path",
    [
        "/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/c/qinghe/voices", "/api/v1/c/qinghe", "/api/v1/c/qinghe/nothing",
        "/api/v1/c/nowhere/voices", "/api/v1/c/%00/voices", "/api/v1/c/%F0%A0%AE%B7/voices", "/api/v1/c/qinghe/voices/abc",
        "/api/v1/c/qinghe/voices/-1", "/api/v1/c/qinghe/voices/1/nothing", f"/api/v1/c/{'x' * 300}/voices",
        f"/api/v1/c/qinghe/voices/{'9' * 5000}",
    ],
)  # fmt: skip
def test_an_unknown_place_is_404(world, path):
    caller = Caller(world.zhou)
    assert_problem(caller.client.get(path, headers=caller.headers), 404)


def test_an_id_beyond_every_row_is_404(world):
    caller = Caller(world.zhou)
    for pk in (10**12, 2**63 - 1, 2**63, 10**40):
        assert_problem(caller.get(f"voices/{pk}"), 404)
        assert_problem(caller.post(f"voices/{pk}/explain", text="x"), 404)


@pytest.mark.parametrize(
    ("verb", "where"),
    [("put", "voices"), ("delete", "voices/1"), ("patch", "me"), ("put", "voices/new/hear")],
)
def test_a_method_that_is_not_offered_is_405_with_what_is(world, verb, where):
    caller = Caller(world.zhou)
    answer = getattr(caller.client, verb)(f"{caller.base}/{where}", headers=caller.headers)
    assert_problem(answer, 405)
    assert "GET" in answer["Allow"]


def bodies():
    deep = "[" * 5000 + "]" * 5000
    yield "not json", b"{"
    yield "a list", b"[]"
    yield "a word", b'"x"'
    yield "gbk", json.dumps(GOOD, ensure_ascii=False).encode("gbk")
    yield "utf-16", json.dumps(GOOD).encode("utf-16")
    yield "nan", b'{"text": NaN}'
    yield "infinity", b'{"text": -Infinity}'
    yield "huge float", b'{"text": 1e999}'
    yield "huge int", b'{"station": ' + b"9" * 5000 + b"}"
    yield (
        "beyond 64 bit",
        b'{"text": "x", "channel": "phone", "urgency": "none", "station": 99999999999999999999}',
    )
    yield "deep", deep.encode()
    yield "deep value", ('{"text": ' + deep + "}").encode()
    yield "nested", b'{"text": {"a": 1}}'
    yield "list of lists", b'{"text": [["a"]]}'
    yield "two values", b'{"text": ["a", "b"], "channel": "phone", "urgency": "none"}'
    yield "nul", b'{"text": "a\\u0000b", "channel": "phone", "urgency": "none"}'
    yield "surrogate", b'{"text": "\\ud800", "channel": "phone", "urgency": "none"}'
    yield "surrogate name", b'{"\\ud800": 1}'
    yield "unknown name", b'{"text": "x", "channel": "phone", "urgency": "none", "titel": "y"}'
    yield "file as text", b'{"text": "x", "channel": "phone", "urgency": "none", "files": "abc"}'
    yield "wrong choice", b'{"text": "x", "channel": "pigeon", "urgency": "none"}'
    yield (
        "impossible date",
        b'{"text": "x", "channel": "phone", "urgency": "none", "happened_on": "2026-02-30"}',
    )
    yield "year one", b'{"text": "x", "channel": "phone", "urgency": "none", "happened_on": "0001-01-01"}'
    yield "long key", b'{"text": "x", "channel": "phone", "urgency": "none", "_key": "' + b"k" * 41 + b'"}'
    yield "huge seen", b'{"text": "x", "channel": "phone", "urgency": "none", "_seen": -1e30}'
    yield "too long", json.dumps({**GOOD, "text": "字" * 100_000}).encode()


def test_a_body_that_cannot_be_taken_is_refused_and_nothing_is_born(world):
    caller = Caller(world.zhou)
    for name, body in bodies():
        answer = caller.raw("voices/new/hear", body)
        assert answer.status_code == 400, (name, answer.content[:200])
        assert_problem(answer, 400)
    assert not Voice.everywhere.exists()


def test_errors_name_the_field_in_chinese(world):
    body = assert_problem(Caller(world.zhou).post("voices/new/hear", channel="pigeon"), 400)
    assert set(body["errors"]) == {"text", "channel", "urgency"} and body["errors"]["text"] == [
        "请填写这一项。"
    ]


def test_rare_characters_and_a_byte_order_mark_are_kept(world):
    given = json.dumps({**GOOD, "text": "𠮷㐂家门口🚰坏了。"}, ensure_ascii=False).encode()
    answer = Caller(world.zhou).raw("voices/new/hear", b"\xef\xbb\xbf" + given)
    assert answer.status_code == 201 and answer.json()["text"] == "𠮷㐂家门口🚰坏了。"


@pytest.mark.parametrize(
    "kind",
    [
        "application/xml",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=gbk",
        "x",
    ],
)
def test_a_content_type_that_is_not_read_is_415(world, kind):
    assert_problem(Caller(world.zhou).raw("voices/new/hear", json.dumps(GOOD), content_type=kind), 415)


def test_broken_multipart_is_400(world):
    caller = Caller(world.zhou)
    for kind in ("multipart/form-data", "multipart/form-data; boundary=é", "multipart/form-data; boundary=x"):
        assert_problem(caller.raw("voices/new/hear", b"--y\r\nbroken", content_type=kind), 400)
    assert_problem(caller.upload("voices/new/hear", **{f"f{n}": "x" for n in range(1200)}), 400)


def test_a_huge_body_is_413(world):
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        assert_problem(Caller(world.zhou).post("voices/new/hear", **{**GOOD, "text": "字" * 2000}), 413)
        given = {**GOOD, "text": "字" * 2000}
        assert_problem(Caller(world.zhou).upload("voices/new/hear", **given), 413)
    with override_settings(FILE_MAX_BYTES=10, DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        assert_problem(Caller(world.zhou).upload("voices/new/hear", **given), 413)


def test_a_crash_is_a_problem_too_and_tells_nothing(world, monkeypatch):
    monkeypatch.setattr("huying.voices.queries.visible_to", lambda member: 1 / 0)
    body = assert_problem(Caller(world.zhou).get("voices"), 500)
    assert set(body) == {"type", "status", "title"}


def test_a_step_that_is_not_possible_now_is_409_with_the_reason(walked):
    with scope.congress(walked.congress):
        row = Voice.objects.filter(state="handed").first()
    body = assert_problem(Caller(walked.zhou).post(f"voices/{row.pk}/explain", text="x"), 409)
    assert "已转交" in body["title"] and body["stale"] is False


def test_not_for_you_looks_like_not_there(walked):
    with scope.congress(walked.congress):
        row = Voice.objects.filter(state="heard").first()
    assert_problem(Caller(walked.health_handler).get(f"voices/{row.pk}"), 404)
    assert_problem(Caller(walked.chen).post(f"voices/{row.pk}/explain", text="x"), 404)
    assert_problem(Caller(walked.neighbour.clerk).get(f"voices/{row.pk}"), 404)


def test_pages_keep_their_own_errors(walked):
    assert Client().get("/c/qinghe/nothing/")["Content-Type"].startswith("text/html")
