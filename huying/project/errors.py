"""Pages for what went wrong: in Chinese, with a way on, and with what was typed."""

import logging
import sys

from django.http import HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import requires_csrf_token

from huying.kernel import full

from .described import described, is_for_members

ENDED = gettext_lazy("登录已经过期。请先重新登录，再点“继续提交”。")
CLOSED = gettext_lazy(
    "没有找到这一页，或者它已经不对您开放：可能您的单位、职务变了，也可能事情已经转走。您写的内容可以复制留用；有疑问请联系人大机关。"
)
log = logging.getLogger("huying.errors")
OURS = ("_seen", "_key", "next")
SECRET = ("csrfmiddlewaretoken", "password", "again", "old", "code")
FOREIGN = tuple(
    text.partition("%s")[0] for text in (REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER)
)


@requires_csrf_token
def not_found(request, exception=None):
    """404: not there, or not for you; which of the two is not said. Whoever is signed in keeps the words just sent: the
    unit or the office may have changed while they were written."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        if request.method == "POST" and any(name not in OURS for name, _value in typed(request)):
            return give_back(request, CLOSED, status=404)
        way_on = {"label": _("换一个身份再试"), "url": "/switch/"}
    else:
        sign_in = f"/sign-in/?{urlencode({'next': request.path})}"
        way_on = {"label": _("如果您有账号，请登录后再打开"), "url": sign_in}
    options = [{"label": _("检查地址是否完整")}, way_on]
    return _page(request, 404, _("没有找到这一页"), _("地址可能不完整，或者这一页不对您开放。"), options)


@requires_csrf_token
def forbidden(request, exception=None):
    return _page(
        request,
        403,
        _("不能打开"),
        _("这一页不对您开放。"),
        [{"label": _("换一个身份再试"), "url": "/switch/"}],
    )


@requires_csrf_token
def bad_request(request, exception=None):
    if full.takes_nothing(exception):  # a session that could not be written
        return unkept(request)
    text = _("浏览器送来的内容读不懂：可能太大，或者字段太多。文字请分段提交，文件请拆小。")
    return _page(request, 400, _("读不懂这次提交"), text, [{"label": _("返回上一页，您写的还在")}])


@requires_csrf_token
def broken(request):
    """500: the page of last resort; if even that cannot be drawn, plain words."""
    text = _("系统出了问题，已经记录下来。您刚才的操作要么全部办成，要么全部没办。")
    try:
        if full.takes_nothing(sys.exc_info()[1]):
            return unkept(request)
        return _page(
            request,
            500,
            _("系统出错"),
            text,
            [{"label": _("稍后再试")}, {"label": _("告诉管理员出错的时间")}],
        )
    except Exception:
        log.exception("the error page itself failed")
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")


def unkept(request):
    """503: database or disk take nothing now. The words come back; who may not sign in is told where it is written why."""
    why = full.said()
    if request.path.startswith("/sign-in/"):
        why = _("没有登录进去：") + why
    elif request.method == "POST" and any(name not in OURS for name, _value in typed(request)):
        return give_back(request, why, status=503)
    options = [{"label": _("稍后再试")}, {"label": _("管理员请看：") + full.where_to_look()}]
    return _page(request, 503, _("暂时存不进去"), why, options)


def csrf(request, reason=""):
    """A form that expired is shown again with a fresh token; one that came from another site is not."""
    if reason.startswith(FOREIGN):
        return _page(request, 403, _("不能提交"), _("这次提交来自别的网站，没有办理。"), [])
    user = getattr(request, "user", None)
    if is_for_members(request) and not (user and user.is_authenticated):
        return give_back(request, ENDED, sign_in=True)
    return give_back(request, _("这一页打开得太久，或者您重新登录过。"))


def ended(request):
    """The session is over: the way back in, and what was typed."""
    request.member = None  # the page around it is a stranger's
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": f"/sign-in/?{urlencode({'next': '/'})}"})
    if request.method == "POST" and typed(request):
        return give_back(request, ENDED, sign_in=True)
    return redirect(f"/sign-in/?{urlencode({'next': request.get_full_path()})}")


def typed(request) -> list[tuple[str, str]]:
    """What the person wrote: never passwords or codes, and none of the form's own marks."""
    pairs = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(n, v) for n, v in pairs if v.strip() and n not in SECRET]


@requires_csrf_token
def give_back(request, why, sign_in: bool = False, status: int = 403):
    """The texts to read and copy, and one button that sends them again with a fresh token."""
    kept = typed(request)
    given = [(n, v) for n, v in kept if n not in OURS]
    context = {
        "title": _("没有提交，您写的都在这里"), "why": why, "sign_in": sign_in, "again": request.get_full_path(),
        "kept": kept, "shown": described(request, given), "files": bool(request.FILES),
    }  # fmt: skip
    if not given:
        return _page(
            request,
            status,
            _("请再试一次"),
            why,
            [{"label": _("返回上一页，刷新后再提交"), "url": request.path}],
        )
    return render(request, "signin/given_back.html", context, status=status)


def _page(request, code: int, title: str, text: str, options: list):
    return render(
        request, "ui/error.html", {"code": code, "title": title, "text": text, "can_do": options}, status=code
    )
