from django.urls import path

from huying.ui import doors

from ..models import Duty
from . import forms, operations, pages, queries, yearly

urlpatterns = doors.for_flow(
    Duty, operations, queries, forms, pages,
    extra=[
        path("board/", pages.board, name="board"),
        path("year/", yearly.year, name="year"),
        path("presets/", pages.adopt, name="adopt"),
        path("<int:pk>/generate/", pages.generate, name="generate"),
    ],
)  # fmt: skip
