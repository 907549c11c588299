"""Around every request: idle sessions end, a session that owes a second factor gets nowhere else, and what was typed
into a page whose session has ended is given back."""

import logging
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from huying.kernel import full
from huying.kernel.accounts import factors, signin

from . import errors
from .signin import WAS_IN

OPEN = ("/account/factor/", "/sign-out/", "/static/", "/looks/", "/health/")
CHANGING = ("/account/password/", *OPEN)


def guard(get_response):
    """Stands inside the congress's middleware: `request.member` is known, its queries are spent already."""

    def middleware(request):
        if not request.user.is_authenticated:
            return _after(request, get_response(request))
        if _idle(request):
            logout(request)
            if request.path.startswith("/api/"):
                return _problem(401, _("登录已经过期，请重新登录"))
            return errors.ended(request)
        if _owes(request) and not request.path.startswith(OPEN):
            return _send(request, "factor", _("本级人大要求工作人员使用动态口令，请先绑定。"))
        if request.user.must_change and not request.path.startswith(CHANGING):
            return _send(request, "password", _("请先更改密码。"))
        return get_response(request)

    return middleware


def _idle(request) -> bool:
    """Too long without a request? The moment is written at most once a minute, so that reading costs no writing."""
    now, seen = int(time.time()), request.session.get(signin.SEEN)
    if seen is not None and now - seen > settings.IDLE_MINUTES * 60:
        return True
    if seen is None or now - seen > min(60, settings.IDLE_MINUTES * 6):
        _note(request.session, now)
    return False


def _note(session, now: int) -> None:
    """Written here, so that a full disk keeps nobody from reading; what else the session has to keep is written as ever."""
    changed = session.modified
    session[signin.SEEN] = now
    try:
        session.save()
    except (UpdateError, OperationalError) as error:
        if not full.takes_nothing(error):
            return
        logging.getLogger("huying.errors").warning("the session takes nothing: %s", error)
    session.modified = changed


def _owes(request) -> bool:
    if request.session.get(signin.ENROL):
        return True
    member = getattr(request, "member", None)
    if member is None or member.person_id is None or request.session.get("factor-known") == request.user.pk:
        return False
    if not any(factors.required_of(m) for m in getattr(request, "memberships", [])):
        return False
    if factors.enrolled(request.user):  # every session of an enrolled account was opened with a code
        request.session["factor-known"] = request.user.pk
        return False
    request.session[signin.ENROL] = True
    return True


def _send(request, name: str, why: str):
    if request.path.startswith("/api/"):
        return _problem(403, why)
    messages.warning(request, why)
    return redirect(name)


def _problem(status: int, title: str):
    body = {"type": "about:blank", "status": status, "title": title}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _after(request, response):
    """A stranger gets 404; somebody whose session ended is asked to sign in again, and loses nothing."""
    if response.status_code != 404 or not request.COOKIES.get(WAS_IN) or request.path.startswith("/api/"):
        return response
    return errors.ended(request)
