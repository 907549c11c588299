"""大字版, 深色 and language without JavaScript: one GET form sets a cookie and comes back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

YEAR = 365 * 24 * 3600
CHOICES = {"large": ("1", ""), "theme": ("light", "dark", "")}


@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Set `large` (1 or empty), `theme` (light, dark or empty) or `lang` (a configured language), then go to `next`.

    Nothing but the reader's own display changes, hence GET. Other values are ignored.
    """
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    wanted = {name: request.GET[name] for name in CHOICES if request.GET.get(name) in CHOICES[name]}
    if request.GET.get("lang") in dict(settings.LANGUAGES):
        wanted[settings.LANGUAGE_COOKIE_NAME] = request.GET["lang"]
    for name, value in wanted.items():
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
