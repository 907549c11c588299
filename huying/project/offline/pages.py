"""The desk's four addresses: its page, who is signed in, the service worker, the manifest.

The page itself is the same for everybody and holds nothing personal, since the browser keeps it for days without a
net. Who is signed in and which stations they keep comes from `session.json`, which no cache keeps. What is registered
goes through the open API's own call, with its key, like everything else.
"""

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import access
from huying.ui import doors
from huying.voices.models import Voice

from ..signin import WAS_IN
from .words import words

NOBODY = {"account": None, "menu": [], "bottom": [], "messages": (), "signin_url": ""}
ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
ROOM, STEP = "voices", "hear"


@require_safe
@never_cache
def desk(request, code):
    """The page, without a word about who asks for it."""
    return render(request, "offline/desk.html", _context(request))


@require_safe
@never_cache
def session(request, code):
    """{member, name, csrf, stations [[id, name]], urgencies [[value, word]], channel, may, left}; member 0 where nobody is in.

    `left` is true where the person signed out on purpose, false where the session came to its end.
    """
    member = request.member
    if member is None or member.person_id is None:
        return JsonResponse({"member": 0, "may": False, "left": not request.COOKIES.get(WAS_IN)})
    room = doors.ROOMS[ROOM]
    step = room.flow[STEP]
    may = access.may(member, step, None)
    form = room.form_for(step)(member=member) if may else None
    return JsonResponse(
        {
            "member": member.pk, "name": member.person.name, "csrf": get_token(request), "may": may, "left": False,
            "stations": [[s.pk, s.name] for s in form.fields["station"].queryset] if form else [],
            "station": _own(member, form) if form else None,
            "urgencies": [[v, str(w)] for v, w in form.fields["urgency"].choices] if form else [],
            "channel": str(form.fields["channel"].initial) if form else "",
        }
    )  # fmt: skip


def _own(member, form) -> int | None:
    """The station that the desk begins with: of those kept the one where most was heard lately; None where none is."""
    kept = list(
        form.fields["station"].queryset.filter(keepers=member).order_by("pk").values_list("pk", flat=True)
    )
    heard = Counter(
        Voice.objects.filter(station__in=kept).order_by("-pk").values_list("station", flat=True)[:500]
    )
    return max(kept, key=lambda pk: (heard[pk], -pk), default=None)


@require_safe
def worker(request, code):
    """The service worker, allowed for this page's folder only; a new version whenever page or files change."""
    shell = render_to_string("offline/desk.html", _context(request), request)
    assets = sorted(set(ASSET.findall(shell)))
    version = hashlib.sha256("\n".join([shell, *map(_dated, assets)]).encode()).hexdigest()[:16]
    shown = {"version": version, "assets": assets, "desk": reverse("offline:desk", kwargs={"code": code})}
    script = render_to_string("offline/sw.js", {"shown": shown})
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def manifest(request, code):
    """What a phone needs to put the desk on its home screen."""
    name = request.congress.name
    where = reverse("offline:desk", kwargs={"code": code})
    pictures = [
        {"src": static(f"offline/icon-{side}.png"), "sizes": f"{side}x{side}", "type": "image/png", "purpose": "any maskable"}
        for side in (192, 512)
    ]  # fmt: skip
    body = {
        "name": _("接待登记 · %(name)s") % {"name": name}, "short_name": _("接待登记"), "lang": request.LANGUAGE_CODE,
        "start_url": where, "scope": where, "id": where, "display": "standalone", "icons": pictures,
        "background_color": "#f7f5f2", "theme_color": "#b3261e",
    }  # fmt: skip
    answer = JsonResponse(body, content_type="application/manifest+json")
    answer["Cache-Control"] = "max-age=3600"
    return answer


def _dated(asset: str) -> str:
    """A file that has no digest in its name yet is told apart by its own date."""
    path = finders.find(asset.removeprefix(settings.STATIC_URL))
    return f"{asset} {Path(path).stat().st_mtime_ns}" if isinstance(path, str) else asset


def _context(request) -> dict[str, Any]:
    code = request.congress.code
    at = {"code": code}
    return {
        **NOBODY, "title": _("接待登记"), "words": words(), "hear_url": reverse("voices:hear", kwargs=at),
        "addresses": {
            "code": code, "session": reverse("offline:session", kwargs=at), "worker": reverse("offline:worker", kwargs=at),
            "desk": reverse("offline:desk", kwargs=at), "signin": "/sign-in/?next=" + reverse("offline:desk", kwargs=at),
            "hear": f"/api/v1/c/{code}/{ROOM}/new/{STEP}", "voice": reverse("voices:list", kwargs=at),
        },
    }  # fmt: skip
