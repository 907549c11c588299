"""Consultations as everybody sees them: the list, one with its thread, and a word of one's own."""

from functools import partial

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import process
from huying.kernel.process import AlreadyDone, Refused
from huying.ui.forms import refuse
from huying.ui.visitors import guard

from ..consultations import queries
from ..forms.base import long
from ..models import Consultation, Post
from ..posts import operations
from . import flood

MOST = 200
MINE = "posts"  # ids of what this browser said, so that its writer sees what became of it


class Speak(guard.Guarded):
    text = long(_("发言"), rows=3)
    name = forms.CharField(label=_("怎么称呼"), required=False, max_length=20, help_text=_("可以不用真名。"))
    join_code = forms.CharField(label=_("参加码"), required=False, max_length=12)

    def __init__(self, *args, is_open=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_open:
            del self.fields["join_code"]


@require_safe
def index(request, code):
    """Threads that are open, and what earlier consultations concluded."""
    rows = list(queries.public()[:100])
    context = {
        "title": _t("协商议事"), "open": [r for r in rows if r.state == "open"],
        "done": [r for r in rows if r.state == "published"],
    }  # fmt: skip
    return render(request, "consultations/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request, code, pk):
    """A published consultation, or a thread; a closed thread is read and written with its code only."""
    row = get_object_or_404(Consultation.objects.select_related("station", "field__parent"), pk=pk)
    if not (row.is_public or row.state == "open"):
        raise Http404
    at = timezone.now()
    joined = row.is_open or request.session.get("joined") == [row.pk, row.join_code]
    if row.state != "open":
        return _page(request, row, None, joined)
    if request.method != "POST":
        return _page(request, row, Speak(is_open=joined, initial=guard.fresh(at)), joined)
    make = partial(Speak, is_open=joined)
    form, status = guard.received(request, make, at, lambda: flood.refusal(request, at))
    status = status or _say(request, row, form, joined, at)
    if status == 302:
        return redirect("consultations:public_one", code=code, pk=pk)
    return _page(request, row, form, joined, status)


def _say(request, row, form, joined, at) -> int:
    data, key = form.answers()
    given = data.pop("join_code", row.join_code)
    if not joined and not flood.may_guess(request, at):
        form.add_error(None, _t("参加码试得太多，请一小时后再试，或者问主持人。"))
        return 429
    try:
        post = operations.say(
            by=process.public(),
            at=at,
            key=f"post-{key}" if key else None,
            consultation=row,
            join_code=given,
            **data,
        )
        flood.count(request, at)
    except AlreadyDone as same:
        post = Post.objects.get(pk=same.trace.subject_id)
    except Refused as reason:
        if not joined:
            flood.missed(request, at)
        refuse(form, reason)
        return 409
    request.session["joined"] = [row.pk, row.join_code]
    request.session[MINE] = [*request.session.get(MINE, []), post.pk][-50:]
    return 302


def _page(request, row, form, joined, status=200):
    own = request.session.get(MINE, [])
    said = row.posts.select_related("member__person").order_by("pk")
    shown = said.filter(state__in=["shown", "down"]) if joined or row.state == "published" else said.none()
    told = joined or row.is_public  # who has no code for a closed thread does not learn what it is about
    context = {
        "title": row.topic if told else row.get_kind_display(), "told": told, "row": row, "form": form, "joined": joined,
        "posts": shown[:MOST],
        "mine": said.filter(pk__in=own).exclude(state="shown"), "agreed": row.followups.select_related("unit").order_by("pk"),
    }  # fmt: skip
    return render(request, "consultations/public.html", context, status=status)
