from django.urls import path

from huying.ui import doors

from ..models import Booking
from . import forms, operations, pages, queries
from .pages import public

urlpatterns = doors.for_flow(
    Booking, operations, queries, forms, pages,
    extra=[
        path("offers/", public.offers, name="offers"),
        path("make/", public.make, name="make"),
        path("mine/", public.mine, name="mine"),
        path("<int:pk>/lines/", pages.entry.lines, name="lines"),
        path("talk/", public.talk, name="talk"),
        path("talk/files/<int:pk>/", public.attachment, name="attachment"),
        path("talk/leave/", public.leave, name="leave"),
    ],
)  # fmt: skip
