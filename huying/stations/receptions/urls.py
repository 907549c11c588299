from django.urls import path

from huying.ui import doors

from ..models import Reception
from . import forms, operations, pages, queries
from .pages import desk, month, public

urlpatterns = doors.for_flow(
    Reception, operations, queries, forms, pages,
    extra=[
        path("month/", month.page, name="month"),
        path("roster/", public.roster, name="roster"),
        path("screen/<int:pk>/", desk.screen, name="screen"),
        path("arrive/<int:pk>/", desk.arrive, name="arrive"),
        path("subscribe/", desk.subscribe, name="subscribe"),
        path("subscribe/renew/", desk.renew, name="renew"),
        path("feed/<slug:kind>/<int:pk>/<slug:key>.ics", desk.feed, name="feed"),
        path("<int:pk>/reception.ics", desk.ics, name="ics"),
    ],
)  # fmt: skip
