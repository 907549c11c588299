"""One's own office here: how to hear of things; and the doors for drafts and long work."""

import csv
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huying.kernel import channels, drafts, full
from huying.kernel.accounts import throttle
from huying.kernel.delivery import Preference, address
from huying.kernel.progress import Progress

TONES = {"waiting": "wait", "running": "wait", "done": "ok", "failed": "late"}


class Choice(forms.Form):
    """Channels and rhythm; only channels by which the person can be reached are offered."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("除了站内消息，还通过"), required=False, widget=forms.CheckboxSelectMultiple
    )
    daily = forms.ChoiceField(
        label=gettext_lazy("多久一次"),
        choices=[("", gettext_lazy("有事随时告知")), ("1", gettext_lazy("每天早上汇总一次"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, member, choice, **kwargs):
        super().__init__(*args, **kwargs)
        reached = [n for n in channels.known() if address(member, n, choice)]
        fields: dict[str, Any] = self.fields
        fields["channels"].choices = [(n, channels.LABELS.get(n, n)) for n in reached]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request, code):
    """The acting membership: who, where, and how to be told."""
    member = _somebody(request)
    choice = Preference.objects.filter(member=member).first()
    given = (
        {"channels": choice.channels, "daily": "1" if choice.daily else ""}
        if choice
        else {"channels": ["mail"], "daily": ""}
    )
    form = Choice(
        request.POST if request.method == "POST" else None, initial=given, member=member, choice=choice
    )
    if form.is_bound and form.is_valid():
        values = {"channels": form.cleaned_data["channels"], "daily": bool(form.cleaned_data["daily"])}
        Preference.objects.update_or_create(member=member, defaults=values)
        messages.success(request, _("已保存。"))
        return redirect("me", code=code)
    context = {"title": _("我的"), "acting": member, "form": form}
    return render(request, "signin/me.html", context, status=422 if form.is_bound else 200)


@require_POST
def draft(request, code, key):
    """Keep what is being typed; {"saved_at"} or {"error"}."""
    now = timezone.now()
    texts = drafts.texts(request.POST)
    try:
        if request.member.person_id:
            drafts.save(request.member, key, texts, at=now)
        elif not _visitor_may(request, now):
            return JsonResponse({"error": _("草稿暂时存不上，请不要关闭这一页。")}, status=429)
        else:
            drafts.save_public(request.session, key, texts, at=now)
    except (OperationalError, UpdateError) as error:
        if not full.takes_nothing(error):
            raise
        return JsonResponse({"error": _("没有存上：系统现在存不进新的内容，请不要关闭这一页。")}, status=503)
    except drafts.TooLong as reason:
        return JsonResponse({"error": str(reason)}, status=413)
    return JsonResponse({"saved_at": timezone.localtime(now).isoformat(timespec="seconds")})


def _visitor_may(request, at) -> bool:
    """A visitor's first draft makes a session row: only so many an address, or anybody could fill the database."""
    if request.session.session_key:
        return True
    who = throttle.address(request)
    if throttle.blocked_until("visitor_draft", who, at):
        return False
    throttle.failed("visitor_draft", who, at)
    return True


@never_cache
@require_safe
def progress(request, code, pk):
    """How far long work is: for whoever started it, and for administrators."""
    member = _somebody(request)
    rows = (
        Progress.objects.all()
        if member.role == "admin"
        else Progress.objects.filter(by__person_id=member.person_id)
    )
    shown = get_object_or_404(rows, pk=pk)
    if request.GET.get("failures") == "csv":
        return _failures(shown)
    names = "ui/_progress.html" if request.htmx else "ui/progress.html"
    return render(request, names, page(shown, request.path, back=f"/c/{code}/"))


def page(shown: Progress, url: str, *, back: str) -> dict:
    """Context of ui/progress.html for a Progress row."""
    running = shown.state in ("waiting", "running")
    return {
        "title": shown.title,
        "poll_url": url,
        "back": {"label": _("返回工作台"), "url": back},
        "job": {
            "label": shown.title, "done": shown.done, "total": shown.total, "running": running,
            "tone": TONES[shown.state], "word": Progress.STATES[shown.state], "message": shown.message,
            "result": shown.result, "failures": shown.failures[:100],
            "failures_url": f"{url}?failures=csv" if shown.failures and not running else "",
            "fruit": {"label": shown.url_label or _("查看结果"), "url": shown.url} if shown.url and not running else None,
        },
    }  # fmt: skip


def _failures(shown):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("行号"), _("原因")])
    for one in shown.failures:
        reason = str(one["reason"])
        rows.writerow([one["line"], "'" + reason if reason[:1] in "=+-@\t\r" else reason])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="failures-{shown.pk}.csv"'
    return answer


def _somebody(request):
    if request.member is None or request.member.person_id is None:
        raise Http404
    return request.member
