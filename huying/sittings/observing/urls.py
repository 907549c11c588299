from types import SimpleNamespace

from django.urls import path

from huying.ui import doors

from . import forms, operations, pages, queries
from .models import Draw, Observer

_draws = SimpleNamespace(visible_to=queries.draws_visible_to, TRAYS=queries.DRAW_TRAYS)
_observers = SimpleNamespace(visible_to=queries.observers_visible_to, TRAYS=queries.OBSERVER_TRAYS)

urlpatterns = [
    *doors.for_flow(
        Observer, operations, _observers, SimpleNamespace(STEPS=forms.OBSERVER_STEPS, Filter=forms.Filter), pages.ObserverPages,
        extra=[
            path("apply/<int:pk>/", pages.apply, name="apply"),
            path("mine/", pages.mine, name="mine"),
            path("own/", pages.own, name="own"),
        ],
    ),
]  # fmt: skip

draws = doors.for_flow(Draw, operations, _draws, SimpleNamespace(STEPS=forms.DRAW_STEPS), pages.DrawPages)
