"""Sent again is not done again; seen an older version is told what changed."""

import pytest

from huying.kernel import scope
from huying.kernel.case import Trace
from huying.voices.models import Voice
from tests.ui.calling import Caller, assert_problem

pytestmark = pytest.mark.django_db
GOOD = {"text": "路灯不亮。", "channel": "phone", "urgency": "none"}


def heard(world):
    with scope.congress(world.congress):
        return Voice.objects.filter(state="heard").first()


def test_the_same_birth_twice_is_one_row(world):
    caller = Caller(world.zhou)
    first, again = (caller.post("voices/new/hear", **GOOD, _key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"] and again.json()["text"] == "路灯不亮。"


def test_the_same_step_twice_is_one_trace_also_when_the_form_would_refuse_it_now(walked):
    row, caller = heard(walked), Caller(walked.zhou)
    given = {"text": "依据条例。", "_seen": row.version, "_key": "k-2"}
    first = caller.post(f"voices/{row.pk}/explain", **given)
    traces = Trace.everywhere.count()
    again = caller.post(f"voices/{row.pk}/explain", **given)
    assert (first.status_code, again.status_code) == (200, 200) and first.json() == again.json()
    assert Trace.everywhere.count() == traces
    # the unit that hands a voice back does not see it any more, and still hears that it is done
    pk = caller.post("voices/new/hear", **GOOD).json()["id"]
    assert caller.post(f"voices/{pk}/hand_over", tier="county", unit=walked.transport.pk).status_code == 200
    unit = Caller(walked.transport_handler)
    first, again = (unit.post(f"voices/{pk}/send_back", text="不归我们管。", _key="k-3") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200) and first.json() == again.json()


def test_a_key_used_elsewhere_is_not_taken_for_done(walked):
    row, caller = heard(walked), Caller(walked.zhou)
    caller.post("voices/new/hear", **GOOD, _key="k-4")
    assert_problem(caller.post(f"voices/{row.pk}/explain", text="x", _key="k-4"), 409)
    assert heard(walked).state == "heard"
    assert_problem(Caller(walked.he).post("voices/new/hear", **GOOD, _key="k-4"), 409)  # another person's key


def test_an_older_version_is_409_with_what_changed(walked):
    row, caller = heard(walked), Caller(walked.zhou)
    assert (
        caller.post(
            f"voices/{row.pk}/classify", urgency="urgent", urgency_reason="夜里危险", _seen=row.version
        ).status_code
        == 200
    )
    body = assert_problem(caller.post(f"voices/{row.pk}/explain", text="x", _seen=row.version), 409)
    assert body["stale"] is True and body["version"] == row.version + 1 and body["state"] == "heard"
    assert [c["label"] for c in body["changed"]] and body["changed"][-1]["when"]
    done = caller.post(f"voices/{row.pk}/explain", text="依据条例。", _seen=body["version"])
    assert done.status_code == 200


def test_a_doubled_click_on_a_page_leads_to_the_row_it_made(world, sign_in):
    client = sign_in(world.zhou)
    sent = [client.post("/c/qinghe/voices/new/hear/", {**GOOD, "_key": "k-5"}) for _ in range(2)]
    assert [a.status_code for a in sent] == [302, 302]
    with scope.congress(world.congress):
        assert Voice.objects.filter(text="路灯不亮。").count() == 1
