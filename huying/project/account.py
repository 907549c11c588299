"""My account: password, second factor, linked identity. Every page here asks for a session, some for the password again."""

from functools import wraps

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huying.ballots.devices import tickets
from huying.kernel.accounts import factors, signin
from huying.kernel.roster import Account
from huying.ui import parts

from . import elsewhere
from . import signin_forms as forms
from .signin import onward

HELD = "factor-secret"  # the key being bound, until the first code proves that the phone has it


def mine(*methods):
    """A page for signed-in people, never cached."""

    def wrap(view):
        @wraps(view)
        def page(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect(f"{settings.LOGIN_URL}?next={request.path}")
            return view(request, *args, **kwargs)

        return sensitive_post_parameters()(never_cache(require_http_methods(list(methods))(page)))

    return wrap


@mine("GET")
def account(request):
    """What one has: name, offices, factor, identity."""
    context = {
        "title": _("我的账号"),
        "own": request.user,
        "offices": elsewhere.offices(request.user.person_id),
        "enrolled": factors.enrolled(request.user),
        "required": factors.required(request.user),
        "codes_left": factors.left(request.user),
        "oidc": settings.OIDC if settings.OIDC_ON else None,
        "linked": SocialAccount.objects.filter(user=request.user).exists(),
    }
    return render(request, "signin/account.html", context)


@mine("GET", "POST")
def password(request):
    """A new password ends every other session."""
    form = forms.ChangePassword(request.POST if request.method == "POST" else None, account=request.user)
    if form.is_bound and form.is_valid():
        try:
            known = signin.confirm_password(request.user, form.cleaned_data["old"], at=timezone.now())
        except signin.Locked as locked:
            return _wait(request, form, locked.until)
        if known:
            request.user.password = signin.hashed(form.cleaned_data["password"])
            request.user.must_change = False
            request.user.save(update_fields=["password", "must_change"])
            update_session_auth_hash(request, request.user)
            messages.success(request, _("密码已更改，其他地方的登录已全部退出。"))
            _end_devices(request)
            return redirect("account")
        form.add_error("old", _("现在的密码不对。"))
    return _ask(request, form, _("更改密码"), _("更改"))


def _end_devices(request) -> None:
    if tickets.end_for(request.user.person_id, at=timezone.now()):
        messages.warning(request, _("会场投票的设备也已停用，要用的请重新准备。"))


@mine("POST")
def end_others(request):
    """End all sessions but this one: a forgotten office computer."""
    Account.objects.filter(pk=request.user.pk).update(epoch=F("epoch") + 1)
    request.user.refresh_from_db(fields=["epoch"])
    update_session_auth_hash(request, request.user)
    messages.success(request, _("其他地方的登录已全部退出。"))
    _end_devices(request)
    return redirect("account")


@mine("GET", "POST")
def factor(request):
    """Bind an authenticator: scan, then prove by one code. Recovery codes are shown once."""
    if factors.enrolled(request.user):
        return redirect("account")
    secret = request.session.setdefault(HELD, factors.fresh_secret())
    form, status = forms.Enrol(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        codes = factors.enrol(request.user, secret, form.cleaned_data["code"].strip())
        if codes:
            request.session.pop(HELD, None)
            request.session.pop(signin.ENROL, None)
            request.session.cycle_key()
            return _codes(request, codes)
        form.add_error("code", _("数字不对。请确认手机时间准确，等换了下一个数字再试。"))
        status = 422
    context = {
        "form": form, "title": _("绑定动态口令"), "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "qr": parts.qr(factors.address(request.user, secret), _("用手机上的身份验证器扫描")),
        "owed": bool(request.session.get(signin.ENROL)),
    }  # fmt: skip
    return render(request, "signin/factor.html", context, status=status)


@mine("GET", "POST")
def recovery(request):
    """Ten new recovery codes, against the password."""
    return _again(request, _("换一批备用码"), lambda: _codes(request, factors.recovery_codes(request.user)))


@mine("GET", "POST")
def unbind(request):
    """Take the authenticator off oneself, where no congress asks for it."""
    if factors.required(request.user):
        messages.error(request, _("本级人大要求使用动态口令，不能自行解除。换手机请找管理员。"))
        return redirect("account")

    def done():
        Authenticator.objects.filter(user=request.user).delete()
        messages.success(request, _("已解除动态口令。"))
        return redirect("account")

    return _again(request, _("解除动态口令"), done)


@mine("POST")
def unlink(request):
    """Take the linked identity away; only where a password is left to sign in with."""
    if not request.user.has_usable_password():
        messages.error(request, _("这个账号没有密码，解除后就不能登录了。请先向发放单位要一张凭条设置密码。"))
    else:
        SocialAccount.objects.filter(user=request.user).delete()
        messages.success(request, _("已解除统一身份。"))
    return redirect("account")


def _again(request, title, then):
    form = forms.Again(request.POST if request.method == "POST" else None)
    if not factors.enrolled(request.user):
        return redirect("factor")
    if form.is_bound and form.is_valid():
        try:
            if signin.confirm_password(request.user, form.cleaned_data["password"], at=timezone.now()):
                return then()
        except signin.Locked as locked:
            return _wait(request, form, locked.until)
        form.add_error("password", _("密码不对。"))
    return _ask(request, form, title, _("继续"))


def _codes(request, codes):
    context = {"title": _("备用码"), "codes": codes, "onward": onward(request).url}
    return render(request, "signin/codes.html", context)


def _ask(request, form, title, button):
    context = {"form": form, "title": title, "button": button}
    return render(request, "ui/signin_base.html", context, status=422 if form.is_bound else 200)


def _wait(request, form, until):
    at = timezone.localtime(until).strftime("%H:%M")
    form.add_error(None, _("试的次数太多，请在 %(time)s 以后再试。") % {"time": at})
    return render(request, "ui/signin_base.html", {"form": form, "title": _("请稍后再试")}, status=429)
