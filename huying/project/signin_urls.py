"""Addresses of sign-in and of one's own account; included at the root."""

from django.urls import path

from . import account, invited, oidc_doors, signin

urlpatterns = [
    path("sign-in/", signin.sign_in, name="sign_in"),
    path("sign-in/code/", signin.second_factor, name="sign_in_code"),
    path("sign-in/with/<slug:provider_id>/", oidc_doors.login, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", oidc_doors.callback, name="openid_connect_callback"),
    path("sign-out/", signin.sign_out, name="sign_out"),
    path("switch/", signin.switch, name="switch"),
    path("invite/", invited.invite, name="invite"),
    path("invite/accept/", invited.accept, name="accept"),
    path("invite/<str:code>/", invited.invite, name="invite_code"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/end-others/", account.end_others, name="end_others"),
    path("account/factor/", account.factor, name="factor"),
    path("account/recovery/", account.recovery, name="recovery"),
    path("account/unbind/", account.unbind, name="unbind"),
    path("account/unlink/", account.unlink, name="unlink"),
]
