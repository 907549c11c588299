"""Every step's page, fed with anything by the person who may take it: no 5xx, and nothing half done."""

from collections import Counter
from itertools import islice

import pytest
from django import forms
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as drawing
from hypothesis import strategies as st

from huying.kernel import scope
from huying.kernel.case import Trace
from huying.ui import doors
from huying.ui.schema import takes_many

from .openings import Eyes, falls_here, openings

pytestmark = pytest.mark.django_db
EXAMPLES, ELSEWHERE = 5, 2  # of a form, on the engine that its step is dealt to and on the other
NASTY = st.sampled_from(
    ["", " ", "0", "-1", "9" * 40, "NaN", "1e999", "\x00", "a\x00b", "𠮷㐂🚰", "=1+1", "<script>x</script>", "‮x", "字" * 3000]
)  # fmt: skip
DAYS = st.sampled_from(
    [
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-03-02",
        "2026-11-21",
        "2019-01-01",
        "2090-06-01",
        "二〇二六年",
    ]
)
MOMENTS = st.sampled_from(["0001-01-01T00:00", "9999-12-31T23:59", "2026-11-21T09:00", "2026-11-21", "x"])


def values(field):
    """A strategy for what a browser, or somebody instead of one, sends for a field; None leaves it out."""
    if isinstance(field, forms.FileField):
        return st.none() | NASTY
    if isinstance(field, forms.ChoiceField):
        offered = [str(v) for v, _label in islice(field.choices, 12)]
        good = st.sampled_from(offered or [""])
        if takes_many(field):
            return st.lists(good | NASTY, max_size=3) | st.lists(good, min_size=1, max_size=2)
        return st.one_of(good, good, good, NASTY)
    if isinstance(field, forms.BooleanField):
        return st.sampled_from(["on", "on", "", "false", "\x00"])
    if isinstance(field, forms.DateTimeField):
        return MOMENTS | st.just("")
    if isinstance(field, forms.DateField):
        return DAYS | st.just("")
    return st.one_of(
        st.just("写明时间、地点、事实。"), st.just("写明时间、地点、事实。"), st.text(max_size=40), NASTY
    )


def feed(client, url, drawn, most, once, send=None) -> dict[int, int]:
    """Post at most so many that are drawn and pass `send`, each time rolled back; how often which status came. `once`: done
    is answered 200, too."""
    statuses: dict[int, int] = {}

    @drawing(
        max_examples=most, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(typed=drawn)
    def one(typed):
        typed = {k: v for k, v in typed.items() if v is not None}
        if send is not None and not send(typed):
            return
        before = Trace.everywhere.count()
        with transaction.atomic():
            answer = client.post(url, typed)
            after = Trace.everywhere.count()
            transaction.set_rollback(True)
        status = answer.status_code
        statuses[status] = statuses.get(status, 0) + 1
        assert status in (200, 302, 409, 422) and (status != 200 or once), (url, typed, status)
        assert (after > before) == (status in (200, 302)), (url, typed, status)

    one()
    return statuses


def accepting(make, row, member):
    """What the step's form takes: the rest goes no further than the form, on both engines."""

    def taken(typed) -> bool:
        data = QueryDict(mutable=True)
        for name, value in typed.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        with scope.congress(member.congress):
            return make(data, MultiValueDict(), row=row, member=member).is_valid()

    return taken


def test_whatever_is_typed_is_taken_whole_or_not_at_all(walked, sign_in):
    """A step is sent all of it on the engine that it is dealt to; on the other what its form takes, which is where the
    database comes in."""
    code, counted = walked.congress.code, Counter()
    with scope.congress(walked.congress):
        found = list(openings(walked, Eyes()))
        makes = [room.form_for(step) for room, step, _row, _member in found]
        shapes = [make(row=row, member=who) for make, (_r, _s, row, who) in zip(makes, found, strict=True)]
        drawn = [st.fixed_dictionaries({n: values(f) for n, f in form.fields.items()}) for form in shapes]
    clients = signed_in(sign_in, found)
    for (room, step, row, member), make, data in zip(found, makes, drawn, strict=True):
        client = clients[member.pk]
        client.raise_request_exception = False
        url = reverse(f"{room.flow.subject}:{step.name}", args=[code] if row is None else [code, row.pk])
        once = step.name in getattr(room.pages, "ONLY_PAGES", ())
        here = falls_here(step.code)
        send = None if here else accepting(make, row, member)
        counted.update(feed(client, url, data, EXAMPLES if here else ELSEWHERE, once, send))
    assert len(found) > 50 and counted[302] > 40 and counted[422] > 20, (len(found), counted)


def signed_in(sign_in, found) -> dict:
    return {pk: sign_in(member) for pk, member in {member.pk: member for *_rest, member in found}.items()}


def too_late(world, eyes):
    """(room, step, row, member): one step of each room that somebody may take, but not on a row in this state."""
    for room in doors.ROOMS.values():
        tried = ((step, row) for step in map(room.flow.__getitem__, room.doors) if not step.is_birth
                 for row in room.model.objects.exclude(state__in=step.source).order_by("-pk")[:2])  # fmt: skip
        found = (
            (step, row, next((m for m in world.cast if eyes.right(room, step, row, m)), None))
            for step, row in tried
        )
        if fits := next((one for one in found if one[2] is not None), None):
            yield room, *fits


def test_what_cannot_be_done_now_is_said_before_a_form_is_filled_and_keeps_what_was_sent(walked, sign_in):
    """By an old address or the back button: the reason and no form; whoever sends one all the same gets it back."""
    code, typed = walked.congress.code, "写了很久的一段话。"
    with scope.congress(walked.congress):
        found = list(too_late(walked, Eyes()))
        asked = [room.form_for(step)(row=row, member=who).fields for room, step, row, who in found]
        worded = [next((n for n, f in fields.items() if type(f) is forms.CharField), "") for fields in asked]
    clients = signed_in(sign_in, found)
    for (room, step, row, member), name in zip(found, worded, strict=True):
        url = reverse(f"{room.flow.subject}:{step.name}", args=[code, row.pk])
        page = clients[member.pk].get(url)
        assert page.status_code == 409 and b'id="stepform"' not in page.content, url
        assert "不能办理" in page.content.decode(), url
        if name:
            page = clients[member.pk].post(url, {name: typed})
            assert page.status_code in (409, 422) and typed in page.content.decode(), url
    assert len(found) > 25 and sum(map(bool, worded)) > 10
