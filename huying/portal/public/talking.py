"""Criticism of the congress's own work: said without a name, answered for everybody (S229)."""

from datetime import date, timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import process, scope
from huying.kernel.accounts import throttle
from huying.kernel.process import AlreadyDone, Refused
from huying.ui.forms import refuse
from huying.ui.visitors import guard

from .. import queries, words
from ..remarks import operations
from ..remarks.forms import Say

throttle.LIMITS.update({"remark": (5, timedelta(hours=1)), "remark_congress": (200, timedelta(hours=1))})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def say(request, code):
    """The form; thanks afterwards, with the day by which it is answered."""
    at = timezone.now()
    if request.method != "POST":
        return _say(request, Say(initial=guard.fresh(at)))
    form, status = guard.received(request, Say, at, lambda: _flood(request, at))
    if status:
        return _say(request, form, status)
    data, key = form.answers()
    try:
        operations.remark(by=process.public(), at=at, key=f"remark-{key}" if key else None, **data)
        guard.count("remark", request, at)
        throttle.failed("remark_congress", scope.current().code, at)
    except AlreadyDone:
        pass
    except Refused as reason:
        refuse(form, reason)
        return _say(request, form, 409)
    response = redirect("remarks:public", code=code)
    response["Location"] += "?thanks=1"
    return response


def _flood(request, at) -> str:
    """Why no further remark is taken just now; "" when it is."""
    here = throttle.blocked_until("remark_congress", scope.current().code, at)
    if here is None and not guard.reached("remark", request, at):
        return ""
    return _("短时间内提交得太多，请过一会儿再试；您写的内容还在。")


def _say(request, form, status=200):
    return render(
        request, "portal/public/say.html", {"title": _("给人大提意见"), "form": form}, status=status
    )


@require_safe
def index(request, code):
    """Remarks with their answers, newest first, and how many were not shown and why."""
    today = timezone.localdate()
    figures = queries.remarks_told(date(today.year, 1, 1), today)
    rows = [
        {"topic": words.TOPICS[r.topic], "text": r.shown or r.text, "on": r.said_on, "answer": r.answer,
         "answered_on": r.answered_on, "reworded": r.is_reworded}
        for r in queries.remarks()[:50]
    ]  # fmt: skip
    context = {
        "title": _("对人大工作的意见和答复"), "rows": rows, "year": today.year, "thanks": request.GET.get("thanks") == "1",
        "figures": [(label, figures[name]) for name, label in
                    (("received", _("收到")), ("answered", _("已公开答复")), ("declined", _("不予公开")))],
        "declines": list(words.DECLINES.values()),
    }  # fmt: skip
    return render(request, "portal/public/remarks.html", context)
