"""Doors of triage: alarms, versions of the model, hot matters."""

from django.urls import include, path

from huying.ui import doors

from ..models import Alarm, TriageModel
from . import pages
from .alarms import forms as alarm_forms
from .alarms import operations as alarm_operations
from .alarms import pages as alarm_pages
from .alarms import queries as alarm_queries
from .board import pages as board
from .versions import forms as version_forms
from .versions import operations as version_operations
from .versions import pages as version_pages
from .versions import queries as version_queries

EXTRA = [
    path("<int:pk>/triage/", pages.triage, name="triage"),
    path("<int:pk>/triage/hints/", pages.hints, name="hints"),
    path("<int:pk>/look/", pages.look, name="look"),
    path("hot/", board.hot, name="hot"),
    path("hot/work/", board.hot_work, name="hot_work"),
    path("hot/<int:pk>/", board.matter, name="hot_matter"),
]
urlpatterns = [
    path(
        "alarms/", include(doors.for_flow(Alarm, alarm_operations, alarm_queries, alarm_forms, alarm_pages))
    ),
    path(
        "classifiers/",
        include(
            doors.for_flow(TriageModel, version_operations, version_queries, version_forms, version_pages)
        ),
    ),
]
