"""Which congress, which person, in which role: settled once per request; strangers get 404."""

import re

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.utils import timezone

from . import process, scope
from .prepared import Rows
from .remember import with_head
from .roster import Congress, Cover, Membership
from .subject import SUBJECTS
from .switches import ROOMS_OFF

CODE = re.compile(r"[-a-zA-Z0-9_]{1,24}")
# a hundred are counted, more are not told apart; ORM counts cannot be cut off inside another question
UNREAD = (
    "(SELECT COUNT(*) FROM (SELECT 1 FROM kernel_notice n WHERE n.congress_id = kernel_membership.congress_id"
    " AND n.to_id = kernel_membership.id AND n.read_at IS NULL LIMIT 100) unread)"
)


def congress(get_response):
    """Paths under /c/<code>/ and /api/v1/c/<code>/ serve that congress; `request.member` is who acts (or the public)."""

    def middleware(request):
        request.congress = request.member = None
        _readable(request)
        code = _code(request.path_info)
        if code is None:
            return get_response(request)
        if not CODE.fullmatch(code):
            raise Http404
        if not (found := _named(code)):
            raise Http404
        (request.congress,) = found
        if _room(request.path_info) in ROOMS_OFF.of(request.congress):
            raise Http404
        # what one request asks several times, see remember.py
        request.congress.__dict__["_request"] = {"head": request.congress.head or 0}
        with scope.congress(request.congress):
            request.member = member_of(request)
            return get_response(request)

    return middleware


_named = Rows(lambda code: with_head(Congress.objects).filter(code=code, is_active=True), str, more=("head",))


def member_of(request):
    """The signed-in person's membership here (the one chosen by the switch), else the public's."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated or account.person_id is None:
        return process.public()
    mine = memberships(account.person_id)
    chosen = request.session.get(f"member-{request.congress.code}")
    member = next((m for m in mine if m.pk == chosen), mine[0] if mine else None)
    if member is None:
        return process.public()
    request.memberships = mine
    member.congress = request.congress  # not asked for a second time
    member.standing_in_for = standing_in_for(member)
    return member


def memberships(person_id):
    """Active memberships of a person in the congress being served, in a steady order."""
    today = timezone.localdate()
    return [
        m
        for m in _active_of(scope.current().pk, person_id)
        if (m.since is None or m.since <= today) and (m.until is None or m.until >= today)
    ]


def _offices(congress, person):
    covers = Cover.everywhere.filter(
        stand_in=OuterRef("pk")
    )  # of which day is asked where there is one at all
    rows = Membership.everywhere.filter(congress_id=congress, person_id=person, is_active=True)
    others = Membership.everywhere.filter(person_id=OuterRef("person_id"), is_active=True)
    rows = rows.annotate(
        has_cover=Exists(covers), has_others=Exists(others.exclude(pk=OuterRef("pk"))),
        unread=RawSQL(UNREAD, []),  # noqa: S611 - our own words
    )  # fmt: skip
    return rows.order_by("pk")


_active_of = Rows(
    _offices, int, int, more=("has_cover", "has_others", "unread"), along=("person", "unit", "organ", "area")
)


def standing_in_for(member):
    if not getattr(member, "has_cover", True):
        return ()
    today = timezone.localdate()
    rows = Cover.objects.filter(stand_in=member, since__lte=today, until__gte=today).select_related("absent")
    return tuple(c.absent for c in rows)


def _room(path: str) -> str:
    """The room that an address belongs to, "" for none: /c/<code>/<room>/… or /api/v1/c/<code>/<subject>/…"""
    parts = path.split("/")
    if parts[1] == "c":
        return parts[3] if len(parts) > 3 else ""
    subject = SUBJECTS.get(parts[5]) if len(parts) > 5 else None
    return subject._meta.app_label if subject else ""


def _readable(request) -> None:
    """No address holds a NUL byte: no page means one, and PostgreSQL takes none. Forms say so themselves, as does the API."""
    if "\x00" in request.path_info:
        raise Http404
    if "%00" in request.META.get("QUERY_STRING", "") and not request.path_info.startswith("/api/"):
        raise BadRequest("NUL in the address")


def _code(path: str):
    parts = path.split("/")
    if len(parts) > 2 and parts[1] == "c":
        return parts[2]
    if len(parts) > 4 and parts[1:4] == ["api", "v1", "c"]:
        return parts[4]
    return None
