from django.urls import path

from huying.ui import doors

from . import forms, operations, pages, queries, roads_urls
from .models import Voice
from .public import pages as public
from .triage import urls as triage_urls

urlpatterns = [
    *roads_urls.urlpatterns,
    *triage_urls.urlpatterns,
    *doors.for_flow(
        Voice, operations, queries, forms, pages,
        extra=[
            path("say/", public.say, name="say"),
            path("said/", public.said, name="said"),
            path("said/paper/", public.paper, name="paper"),
            path("follow/", public.follow, name="follow"),
            path("followed/", public.followed, name="followed"),
            path("followed/leave/", public.leave, name="leave"),
            path("lost/", public.lost, name="lost"),
            *triage_urls.EXTRA,
            path("<int:pk>/slip/", pages.slip, name="slip"),
            path("<int:pk>/contact/", pages.contact, name="contact"),
        ],
    ),
]  # fmt: skip
