"""The API against its own document: whatever is sent, no 5xx, and every answer is one that the document promises."""

import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as drawing
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from huying.kernel import scope, tokens
from huying.project.wsgi import application
from huying.ui import doors
from huying.ui.api import books

from .openings import Eyes, falls_here, openings, seen

pytestmark = pytest.mark.django_db
CHECKS = [
    schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
NOBODYS = 10**12


def document(world, client):
    """The document as served, with ids of what is there, so that drawn calls get past the first door."""
    made = client.get("/api/v1/openapi.json").json()
    with scope.congress(world.congress):
        lists = {name: [r.pk for r in book.rows()[:4]] or [1] for name, book in books.BOOKS.items()}
    _fill(made["paths"], lists)
    del made["components"]["securitySchemes"]  # who calls is given, not drawn
    for methods in made["paths"].values():
        for call in methods.values():
            del call["security"]
    return made


def _fill(node, lists):
    """Where a field asks for an id of a list, offer those that exist and one that does not."""
    if isinstance(node, dict):
        if (name := node.get("x-list")) in lists:
            one = node.get("items", node)
            one.pop("minimum", None), one.pop("maximum", None)
            one["enum"] = [*lists[name], 2**62]
        for value in list(node.values()):
            _fill(value, lists)
    elif isinstance(node, list):
        for value in node:
            _fill(value, lists)


def takers(world) -> dict:
    """Operation → (member, id): who may make this call now, and on which row."""
    found: dict = {}
    eyes = Eyes()
    with scope.congress(world.congress):
        for room, row, member in seen(world, eyes):
            for name in ("detail", "story"):
                found[f"{room.flow.subject}.{name}"] = member.pk, row.pk
            for step in map(room.flow.__getitem__, room.doors):
                found[step.code] = found[f"{step.code}.asks"] = member.pk, row.pk  # too early or too late
        able = {step.code: (member.pk, row and row.pk) for _room, step, row, member in openings(world, eyes)}
    return found | able | {f"{step}.asks": who for step, who in able.items()}


def run(world, client, callers):
    """Every operation is called by somebody who may, and once by another in turn: asked on that row, or listing. What a step
    asks, and what is drawn to be written, is dealt out, half of the steps to each engine: a form refuses alike on both,
    and test_step_pages.py writes through every form on both. Each call is rolled back, so that the next finds the same county.
    {caller: {status: how often}}; `callers` gives each member's headers and cookies."""
    schema = schemathesis.openapi.from_dict(document(world, client))
    schema.app = application
    counted: dict[Any, Counter[int]] = {who: Counter() for who in callers}
    found, turn = takers(world), cycle(list(callers)[:3])

    def call(case, who):
        with inside(), transaction.atomic():
            answer = case.call(**callers[who])
            transaction.set_rollback(True)
        counted[who][answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    for operation in (one.ok() for one in schema.get_all_operations()):
        other, name = next(turn), operation.definition.raw["operationId"]
        here, writes = falls_here(name), operation.method != "get"
        taker, pk = found.get(name, (other, None))
        where = {"code": world.congress.code, "pk": pk or NOBODYS}
        where = {name: where[name] for name in where if f"{{{name}}}" in operation.path}
        if not here and (writes or name.endswith(".asks")):
            continue
        if not writes and not operation.query.items:  # nothing to draw
            for who in {taker, other} if here else {taker}:
                call(operation.Case(path_parameters=where), who)
            continue
        asked = [taker, other] if writes and taker != other else [taker] if writes else list(callers)[:3]
        for case in drawn(operation, where, 2 if here else 1, broken=writes):
            for who in asked:
                call(case, who)
            asked = [taker]
    return counted


def drawn(operation, where: dict, most: int, *, broken: bool) -> list:
    """The simplest call and others; `broken`: among them what the document forbids."""
    found: list = []
    how = operation.as_strategy(path_parameters=where)
    if broken:
        how |= operation.as_strategy(path_parameters=where, generation_mode=GenerationMode.NEGATIVE)

    @drawing(
        max_examples=most, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=how)
    def one(case):
        found.append(case)

    one()
    return found


@pytest.fixture
def unlimited(monkeypatch):
    monkeypatch.setitem(
        sys.modules, "flask", None
    )  # after every call schemathesis looks anew whether it is installed
    with override_settings(API_PER_MINUTE=0):
        yield


@contextmanager
def inside():
    """The server's requests run inside the test's transaction, as Django's own test client does it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def signed_in(client):
    cookies = {settings.SESSION_COOKIE_NAME: client.session.session_key, "csrftoken": "c" * 32}
    return {"headers": {"X-CSRFToken": "c" * 32}, "cookies": cookies}


def test_members_and_a_token_get_only_what_the_document_promises(walked, sign_in, client, unlimited):
    """The office, a deputy and a unit's token in turn; each step by whoever may take it, each row by whoever sees it."""
    office, deputy, unit = walked.zhou, walked.lin, walked.transport_handler
    with scope.congress(walked.congress):
        _token, secret = tokens.issue(
            member=unit,
            name="试",
            scopes=["read", *doors.ROOMS],
            expires_at=timezone.now() + timedelta(days=9),
        )
        tokens.find(secret)  # used today: not written down again with each call
    others = [m for m in walked.cast if m not in (office, deputy, unit)]
    callers = {m.pk: signed_in(sign_in(m)) for m in (office, deputy)}
    callers[unit.pk] = {"headers": {"Authorization": f"Bearer {secret}"}, "cookies": None}
    callers |= {m.pk: signed_in(sign_in(m)) for m in others}
    found = run(walked, client, callers)
    for who in (office, deputy, unit):
        assert found[who.pk][200] > 25, (who.role, found[who.pk])
    whole = sum(found.values(), Counter())
    assert not [status for status in whole if status >= 500], whole
    assert whole[200] > whole.total() / 4 and whole[404] < whole.total() / 2 and whole[201] > 5, whole
    assert whole[400] > 100 and whole[409] > 25, whole


def test_the_document_is_valid_and_describes_every_door(client):
    made = client.get("/api/v1/openapi.json").json()
    schemathesis.openapi.from_dict(made).validate()
    assert made["openapi"].startswith("3.1")
    described = {call["operationId"] for methods in made["paths"].values() for call in methods.values()}
    for name, room in doors.ROOMS.items():
        assert {f"{name}.list", f"{name}.detail", f"{name}.story"} <= described
        only_pages = getattr(room.pages, "ONLY_PAGES", ())
        assert {room.flow[s].code for s in room.doors if s not in only_pages} <= described
        assert not {f"{name}.{s}" for s in only_pages} & described
