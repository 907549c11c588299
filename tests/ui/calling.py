"""Calling the API in tests: by token, and what every problem must look like."""

import json
import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from huying.kernel import scope, tokens
from huying.ui import doors

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def token(member, scopes=None, days=30, **more):
    """(token, secret) of a member; for everything that the member may, unless told otherwise."""
    given = ["read", *doors.ROOMS] if scopes is None else scopes
    with scope.congress(member.congress):
        return tokens.issue(
            member=member, name="试", scopes=given, expires_at=timezone.now() + timedelta(days=days), **more
        )


class Caller:
    """A program with a token: get("voices"), post("voices/new/hear", text="…")."""

    def __init__(self, member, scopes=None, code=None):
        _row, self.secret = token(member, scopes)
        self.client, self.base = Client(), f"/api/v1/c/{code or member.congress.code}"
        self.headers = {"Authorization": f"Bearer {self.secret}"}

    def get(self, where="", **parameters):
        return self.client.get(f"{self.base}/{where}", parameters, headers=self.headers)

    def post(self, where, **data):
        return self.raw(where, json.dumps(data))

    def raw(self, where, body, content_type="application/json", **more):
        return self.client.post(
            f"{self.base}/{where}", body, content_type=content_type, headers=self.headers, **more
        )

    def upload(self, where, **data):
        return self.client.post(f"{self.base}/{where}", data, headers=self.headers)


def assert_problem(answer, status):
    """A problem document with a Chinese title; its body."""
    assert answer.status_code == status, (answer.status_code, answer.content[:300])
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status and body["type"] and CHINESE.search(body["title"]), body
    return body
