"""The API against its own document: whatever is sent, no 5xx, and every answer is one that the document promises."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
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

pytestmark = pytest.mark.django_db
CHECKS = [
    schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
READS, LISTS, WRITES = 1, 2, 2  # examples a call


def document(world, client):
    """The document as served, with ids of rows that are there, so that drawn calls get past the first door."""
    made = client.get("/api/v1/openapi.json").json()
    with scope.congress(world.congress):
        lists = {name: [r.pk for r in book.rows()[:4]] or [1] for name, book in books.BOOKS.items()}
        rows = {name: [r.pk for r in room.model.objects.all()[:6]] for name, room in doors.ROOMS.items()}
    _fill(made["paths"], lists)
    del made["components"]["securitySchemes"]  # who calls is given, not drawn
    for path, methods in made["paths"].items():
        subject = path.removeprefix("/api/v1/c/{code}/").partition("/")[0]
        for call in methods.values():
            del call["security"]
            for parameter in call["parameters"]:
                if parameter["name"] == "code":
                    parameter["schema"] = {"const": world.congress.code}
                elif parameter["name"] == "pk":
                    parameter["schema"] = {"enum": [*(rows.get(subject) or [1]), 10**12]}
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


def run(world, client, callers):
    """Draw calls of every operation: the first is made by every caller, a further one by the next of them in turn. Each is
    rolled back, so that the next finds the same county. {caller: {status: how often}}; `callers` gives each one's headers
    and cookies."""
    # What breaks the document is refused by the forms, before any database is asked: drawn with SQLite only.
    strange = connection.vendor == "sqlite"
    schema = schemathesis.openapi.from_dict(document(world, client))
    schema.app = application
    counted: dict[str, Counter[int]] = {who: Counter() for who in callers}
    turn, called = cycle(callers), []
    for found in schema.get_all_operations():
        operation = found.ok()
        most = WRITES if operation.method == "post" else LISTS if operation.query.items else READS
        drawn = operation.as_strategy()
        if strange and operation.method != "get":
            drawn |= operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        called.clear()

        @drawing(
            max_examples=most, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=drawn)
        def one(case):
            for who in callers if not called else [next(turn)]:
                called.append(who)
                with inside(), transaction.atomic():
                    answer = case.call(**callers[who])
                    transaction.set_rollback(True)
                counted[who][answer.status_code] += 1
                case.validate_response(answer, checks=CHECKS)

        one()
    return counted


@pytest.fixture
def unlimited():
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
    """The office, a deputy and a unit's token make the same calls: to draw a call costs more than to make it."""
    with scope.congress(walked.congress):
        _token, secret = tokens.issue(
            member=walked.transport_handler,
            name="试",
            scopes=["read", *doors.ROOMS],
            expires_at=timezone.now() + timedelta(days=9),
        )
    callers = {who: signed_in(sign_in(getattr(walked, who))) for who in ("zhou", "lin")}
    callers["token"] = {"headers": {"Authorization": f"Bearer {secret}"}, "cookies": None}
    found = run(walked, client, callers)
    for who, counted in found.items():
        assert counted[200] > 25, (who, counted)
        assert who == "token" or connection.vendor != "sqlite" or counted[400] > 15, (who, counted)
        assert not [status for status in counted if status >= 500], (who, counted)


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
