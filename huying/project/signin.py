"""Pages of signing in and out: password, second factor, switch of office."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huying.kernel import scope
from huying.kernel.accounts import factors, operations, signin
from huying.ui import skeleton

from . import elsewhere
from . import signin_forms as forms

WAS_IN = (
    "huying_in"  # says only that somebody was signed in here: an ended session can be told from a stranger
)
NEXT = "signin-next"
SIGN_IN = "signin/sign_in.html"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """Name and password. The answer to a wrong one says nothing about which of the two was wrong."""
    form = forms.SignIn(request.POST if request.method == "POST" else None)
    # the form is sent to the address that brought it here, `next` and all; only another site's way back needs a session
    wanted = request.method == "POST" or settings.OIDC_ON or request.user.is_authenticated
    if wanted and (target := _safe(request, request.POST.get("next") or request.GET.get("next", ""))):
        request.session[NEXT] = target
    if request.method == "GET" and request.user.is_authenticated:
        return onward(request)
    status = 200
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            account = signin.attempt(request, **form.cleaned_data, at=now)
        except signin.Locked as locked:
            return too_many(request, form, locked.until)
        if account is not None:
            return proceed(request, account, at=now)
        form.add_error(None, _("用户名或密码不对。忘了密码，请向发放账号的单位要一张新的邀请凭条。"))
        status = 422
    if not form.is_bound:
        return skeleton.shown(request, SIGN_IN, lambda: _page(form, _("登录"), oidc=settings.OIDC_ON), {})
    return render(request, SIGN_IN, _page(form, _("登录"), oidc=settings.OIDC_ON), status=status)


def proceed(request, account, *, at):
    """After the first proof: ask for the second, have one bound, or go in."""
    outcome = signin.enter(request, account, at=at)
    return (
        redirect({"code": "sign_in_code", "enrol": "factor"}[outcome]) if outcome != "in" else onward(request)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request):
    """The code of the phone, or one of the recovery codes."""
    now = timezone.now()
    account = signin.pending(request, at=now)
    if account is None:
        messages.warning(request, _("请重新输入用户名和密码。"))
        return redirect("sign_in")
    form, status = forms.Code(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        try:
            fits = signin.second(request, account, form.cleaned_data["code"], at=now)
        except signin.Locked as locked:
            return too_many(request, form, locked.until)
        if fits:
            signin.admit(request, account, at=now)
            if (left := factors.left(account)) < 3:
                messages.warning(request, _("备用码只剩 %(n)s 个，请在“我的账号”里换一批。") % {"n": left})
            return onward(request)
        form.add_error("code", _("动态口令不对或已经用过。请等手机上换了下一个再试。"))
        status = 422
    return render(request, "signin/code.html", _page(form, _("动态口令")), status=status)


@never_cache
@require_POST
def sign_out(request):
    logout(request)
    response = redirect("sign_in")
    response.delete_cookie(WAS_IN)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request):
    """Choose in which office to act: shown as a list, taken by POST, traced by the chosen one."""
    if not request.user.is_authenticated:
        return redirect("sign_in")
    mine = elsewhere.offices(request.user.person_id)
    if request.method == "POST":
        chosen = next((m for m in mine if str(m.pk) == request.POST.get("member")), None)
        if chosen is not None:
            with scope.congress(chosen.congress):
                now = timezone.now()
                operations.switch(operations.of(chosen, at=now), by=chosen, at=now)
            request.session[f"member-{chosen.congress.code}"] = chosen.pk
            return redirect(f"/c/{chosen.congress.code}/")
        messages.error(request, _("没有这个身份，或者已经离任。"))
    context = {"title": _("切换身份"), "offices": [(one, elsewhere.number(one)) for one in mine]}
    return render(request, "signin/switch.html", context)


def onward(request):
    """Where one wanted to go, else to the desk of the first office."""
    response = redirect(request.session.pop(NEXT, "") or _home(request))
    response.set_cookie(
        WAS_IN, "1", max_age=30 * 86400, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def _home(request) -> str:
    mine = elsewhere.offices(request.user.person_id)
    return f"/c/{mine[0].congress.code}/" if mine else "/switch/"


def too_many(request, form, until):
    """429 with the moment from which it may be tried again."""
    at = timezone.localtime(until)
    form.add_error(
        None, _("试的次数太多，请在 %(time)s 以后再试。别人的登录不受影响。") % {"time": at.strftime("%H:%M")}
    )
    response = render(request, SIGN_IN, _page(form, _("请稍后再试")), status=429)
    response["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return response


def _page(form, title, **more) -> dict:
    return {"form": form, "title": title, **more}


def _safe(request, target: str) -> str:
    return (
        target if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) else ""
    )
