"""The printed slip and its use: code, then a name and a password of one's own; used once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huying.kernel import process, scope
from huying.kernel.accounts import invitations, operations, signin, throttle
from huying.kernel.accounts.models import Invitation
from huying.kernel.roster import Account

from . import signin_forms as forms
from .signin import proceed, too_many

KEPT = "invitation"  # the slip this browser has shown, until it is used


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, code=""):
    """Type the code (or scan it: the address only fills it in). Opening a link uses nothing up."""
    now, where = timezone.now(), throttle.address(request)
    given = code or request.POST.get("code", "")
    form = forms.Slip({"code": given} if given else request.POST or None)
    if until := throttle.blocked_until("code", where, now):
        return too_many(request, form, until)
    if form.is_bound and form.is_valid():
        slip = invitations.find(form.cleaned_data["code"], now)
        if slip is not None:
            request.session[KEPT] = slip.pk
            return redirect("accept")
        throttle.failed("code", where, now)
        form.add_error(
            "code", _("没有这个邀请码，或者已经用过、作废、过期。请核对凭条，或请发放单位再发一张。")
        )
    status = 422 if form.is_bound else 200
    return render(
        request, "signin/invite.html", {"form": form, "title": _("凭邀请码启用账号")}, status=status
    )


def kept(request, at) -> Invitation | None:
    """The slip this session brought, while it still opens something."""
    rows = Invitation.everywhere.filter(pk=request.session.get(KEPT), used_at=None, expires_at__gt=at)
    return rows.select_related("congress", "admission__member__person").first()


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request):
    """New account, new password, or an office more for the account one has."""
    now = timezone.now()
    if (slip := kept(request, now)) is None:
        messages.warning(request, _("这张凭条已经用过、作废或过期。"))
        return redirect("invite")
    person = slip.admission.member.person
    own = Account.objects.filter(person=person).first()
    make = forms.FirstAccount if own is None else forms.NewPassword if slip.resets else forms.SignIn
    given: dict = {} if make is forms.SignIn else {"account": own or Account(person=person)}
    form = make(request.POST if request.method == "POST" else None, **given)
    if form.is_bound and form.is_valid():
        try:
            return _use(request, slip, own, form.cleaned_data, now)
        except signin.Locked as locked:
            return too_many(request, form, locked.until)
        except process.Refused as reason:
            form.add_error(None, str(reason))
    context = {"form": form, "title": _("启用账号"), "slip": slip, "person": person, "own": own}
    with scope.congress(slip.congress):
        return render(request, "signin/accept.html", context, status=422 if form.is_bound else 200)


def _use(request, slip, own, data, now):
    if own is not None and not slip.resets:
        account = signin.attempt(request, data["username"], data["password"], at=now)
        if account is None or account.pk != own.pk:
            raise process.Refused(_("用户名或密码不对，或者不是这张凭条上的人。"))
        taken: dict = {"account": account}
    else:
        taken = {"username": data.get("username", ""), "password_hash": signin.hashed(data["password"])}
    consume(slip, at=now, **taken)
    request.session.pop(KEPT, None)
    messages.success(request, _("账号已启用。"))
    return proceed(request, Account.objects.get(person_id=slip.admission.member.person_id), at=now)


def consume(slip, *, at, **taken):
    """The one act behind every way of using a slip."""
    with scope.congress(slip.congress):
        operations.accept(slip.admission, by=process.house(), at=at, invitation=slip.pk, **taken)
