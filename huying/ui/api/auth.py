"""Who calls: a token, or the session of a signed-in browser; and how often."""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from ninja.security import SessionAuth
from ninja.security.base import AuthBase
from ninja.throttling import BaseThrottle

from huying.kernel import tokens
from huying.kernel.middleware import standing_in_for

from .problems import Problem

HEADER = "Authorization"


class Bearer(AuthBase):
    """Authorization: Bearer hy_… ; sets request.member to the token's membership."""

    openapi_type, openapi_scheme = "http", "bearer"

    def __call__(self, request):
        kind, _space, secret = request.headers.get(HEADER, "").partition(" ")
        if kind.lower() != "bearer" or not secret.isascii() or request.congress is None:
            return None
        token = tokens.find(secret.strip())
        if token is not None:
            member = token.member
            member.congress = request.congress
            member.standing_in_for = standing_in_for(member)
            request.member, request.token = member, token
        return token


class Signed(SessionAuth):
    """A signed-in browser; state-changing calls need the CSRF token. A request that brings a token stands by it."""

    def __call__(self, request):
        return None if HEADER in request.headers else super().__call__(request)

    def authenticate(self, request, key):
        member = request.member
        return member if member is not None and member.person_id else None


class PerMinute(BaseThrottle):
    """At most API_PER_MINUTE calls in any clock minute by one token (or one session's member); 0 is no limit."""

    def allow_request(self, request) -> bool:
        limit = settings.API_PER_MINUTE
        if not limit:
            return True
        token = getattr(request, "token", None)
        who = f"t{token.pk}" if token is not None else f"m{request.member.pk}"
        key = f"api-{who}-{int(time.time()) // 60}"
        cache.add(key, 0, 120)
        try:
            return cache.incr(key) <= limit
        except ValueError:  # it went out of the cache between the two
            return True

    def wait(self) -> int:
        return 60 - int(time.time()) % 60


def need(request, code: str) -> None:
    """403 where a token lacks this scope: "read" or a step code. A session may whatever its member may."""
    token = getattr(request, "token", None)
    if token is not None and not token.allows(code):
        raise Problem(403, _("这个令牌不含此项权限：%(code)s") % {"code": code})
