"""The addresses of accounts, jobs, drafts and health, without any room: these tests stand before the rooms do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from huying.project import errors
from huying.ui.looks import looks


def desk(request, code):
    """Stands in for a desk: says who acts, takes a text, breaks when asked."""
    if request.GET.get("break"):
        raise RuntimeError("broken on purpose")
    if request.member.person_id is None:
        return errors.not_found(request)
    if request.GET.get("page"):
        return render(request, "ui/desk.html", {"title": "desk"})
    return HttpResponse(f"{request.member.pk}:{request.POST.get('text', '')}")


urlpatterns = [
    path("", include("huying.project.signin_urls")),
    path("", include("huying.project.service_urls")),
    path("c/<slug:code>/", desk, name="desk"),
    path("c/<slug:code>/news/", desk, name="news"),
    path("c/<slug:code>/admissions/", include("huying.project.admissions.urls")),
    path("looks/", looks, name="looks"),
]
handler404, handler403, handler500 = errors.not_found, errors.forbidden, errors.broken
