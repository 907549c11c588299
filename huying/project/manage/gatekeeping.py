"""Who may enter the administration pages; everybody else gets 404."""

from functools import wraps

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

OFFICE = ("admin", "clerk")


def only(*roles, methods=("GET", "POST")):
    """A page for these roles of the congress being served, never cached."""

    def wrap(view):
        @wraps(view)
        def page(request, *args, **kwargs):
            member = request.member
            if member is None or member.person_id is None or member.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return never_cache(require_http_methods([*methods, "HEAD"])(page))

    return wrap
