"""The two addresses of OIDC. What they stand on (an HTTP client and its parts) is loaded when one of them is asked for."""

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_POST


@require_POST
def login(request, provider_id):
    return _views().login(request, provider_id=provider_id)


def callback(request, provider_id):
    return _views().callback(request, provider_id=provider_id)


def _views():
    if not settings.OIDC_ON:
        raise Http404
    from allauth.socialaccount.providers import registry
    from allauth.socialaccount.providers.openid_connect import views
    from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

    registry.register(OpenIDConnectProvider)
    return views
