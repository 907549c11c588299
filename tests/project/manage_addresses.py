"""The administration's addresses without the rooms: these tests stand on their own."""

from django.http import HttpResponse
from django.urls import include, path

from huying.project import errors
from huying.ui.looks import looks


def desk(request, code):
    return HttpResponse("desk")


urlpatterns = [
    path("", include("huying.project.signin_urls")),
    path("", include("huying.project.service_urls")),
    path("c/<slug:code>/", desk, name="desk"),
    path("c/<slug:code>/news/", desk, name="news"),
    path("c/<slug:code>/manage/", include("huying.project.manage.urls")),
    path("c/<slug:code>/seats/", include("huying.deputies.urls")),
    path("c/<slug:code>/admin/accounts/", include("huying.project.admissions.urls")),
    path("looks/", looks, name="looks"),
]
handler404, handler403, handler500 = errors.not_found, errors.forbidden, errors.broken
