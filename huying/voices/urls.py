from django.urls import path

from huying.ui import doors

from . import events_urls, forms, operations, pages, queries, roads_urls
from .digests import pages as digests
from .figures import pages as figures
from .models import Voice
from .public import following, lists
from .public import pages as public
from .triage import urls as triage_urls

urlpatterns = [
    *roads_urls.urlpatterns,
    *events_urls.urlpatterns,
    *triage_urls.urlpatterns,
    *doors.for_flow(
        Voice, operations, queries, forms, pages,
        extra=[
            path("say/", public.say, name="say"),
            path("said/", public.said, name="said"),
            path("said/paper/", public.paper, name="paper"),
            path("follow/", following.follow, name="follow"),
            path("followed/", following.followed, name="followed"),
            path("followed/leave/", following.leave, name="leave"),
            path("lost/", following.lost, name="lost"),
            path("declined/", lists.declined, name="declined"),
            path("taken-down/", lists.taken_down, name="taken_down"),
            path("figures/", figures.page, name="figures"),
            path("digests/", digests.page, name="digests"),
            *triage_urls.EXTRA,
            path("<int:pk>/slip/", pages.slip, name="slip"),
            path("<int:pk>/contact/", pages.contact, name="contact"),
        ],
    ),
]  # fmt: skip
