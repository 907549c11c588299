"""Sign-in by an office's identity service (OIDC), off unless set. An identity opens an account only where the two
were linked before: by the signed-in person, or with an invitation slip. The e-mail address proves nothing here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import process
from huying.kernel.roster import Account

from . import invited
from .signin import proceed


class Closed(DefaultAccountAdapter):
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request):
        return False


class Linked(DefaultSocialAccountAdapter):
    """Every return from the identity service ends here, in our own sign-in."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        raise ImmediateHttpResponse(arrive(request, sociallogin, at=timezone.now()))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        messages.error(request, _("统一身份认证没有成功，请再试一次，或用密码登录。"))
        raise ImmediateHttpResponse(redirect("sign_in"))


def arrive(request, sociallogin, *, at):
    """Link when asked by the signed-in person; else open the linked account; else use the slip in this session."""
    if sociallogin.is_existing:  # the library stored what the service sent; only the link is ours to keep
        SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})
    connecting = sociallogin.state.get("process") == "connect"
    if connecting and request.user.is_authenticated:
        return _link(request, sociallogin)
    if sociallogin.is_existing and sociallogin.user.is_active:
        return proceed(request, sociallogin.user, at=at)
    if not sociallogin.is_existing and (slip := invited.kept(request, at)) is not None:
        return _accept(request, sociallogin, slip, at)
    messages.error(
        request, _("这个统一身份还没有与账号绑定。请先用邀请码启用账号，或登录后在“我的账号”里绑定。")
    )
    return redirect("sign_in")


def _link(request, sociallogin):
    if sociallogin.is_existing and sociallogin.user != request.user:
        messages.error(request, _("这个统一身份已经绑定在另一个账号上。"))
    elif not sociallogin.is_existing:
        _save(sociallogin, request.user)
        messages.success(request, _("已绑定统一身份，以后可以用它登录。"))
    return redirect("account")


def _accept(request, sociallogin, slip, at):
    person_id = slip.admission.member.person_id
    if Account.objects.filter(person_id=person_id).exists():
        messages.warning(request, _("您已经有账号，请先用密码登录，再绑定统一身份。"))
        return redirect("accept")
    try:
        invited.consume(slip, at=at, username=f"oidc-{slip.pk}", password_hash=make_password(None))
    except process.Refused as reason:
        messages.error(request, str(reason))
        return redirect("invite")
    account = Account.objects.get(person_id=person_id)
    _save(sociallogin, account)
    request.session.pop(invited.KEPT, None)
    return proceed(request, account, at=at)


def _save(sociallogin, account):
    sociallogin.account.user = account
    sociallogin.account.extra_data = {}
    sociallogin.account.save()
