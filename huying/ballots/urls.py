"""Polls, under /c/<code>/ballots/."""

from django.urls import path

from huying.ui import doors

from . import forms, operations, pages, queries, sheet_page
from .blind.urls import EXTRA
from .hall.urls import EXTRA as HALL
from .models import Poll

urlpatterns = doors.for_flow(
    Poll, operations, queries, forms, pages,
    extra=[
        path("usual/", pages.usual, name="usual"),
        path("<int:pk>/vote/", sheet_page.vote, name="vote"),
        path("<int:pk>/public/", pages.public, name="public"),
        *EXTRA,
        *HALL,
    ],
)  # fmt: skip
