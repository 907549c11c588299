"""Places where people meet deputies, under /c/<code>/stations/."""

from django.urls import include, path

from huying.ui import doors

from . import forms, operations, pages, queries
from .assessments import forms as assessment_forms
from .assessments import operations as assessment_operations
from .assessments import pages as assessment_pages
from .assessments import queries as assessment_queries
from .checklists import forms as checklist_forms
from .checklists import operations as checklist_operations
from .checklists import pages as checklist_pages
from .checklists import queries as checklist_queries
from .models import Assessment, Checklist, Station, Tour, Upgrade
from .tours import forms as tour_forms
from .tours import operations as tour_operations
from .tours import pages as tour_pages
from .tours import queries as tour_queries
from .upgrades import forms as upgrade_forms
from .upgrades import operations as upgrade_operations
from .upgrades import pages as upgrade_pages
from .upgrades import queries as upgrade_queries

urlpatterns = [
    *(path(f"{name}/", include(f"huying.stations.{name}.urls"))
      for name in ("duties", "receptions", "bookings", "slots", "visits", "teams")),
    path("checklists/", include(doors.for_flow(
        Checklist, checklist_operations, checklist_queries, checklist_forms, checklist_pages))),
    path("assessments/", include(doors.for_flow(
        Assessment, assessment_operations, assessment_queries, assessment_forms, assessment_pages))),
    path("upgrades/", include(doors.for_flow(
        Upgrade, upgrade_operations, upgrade_queries, upgrade_forms, upgrade_pages))),
    path("tours/", include(doors.for_flow(Tour, tour_operations, tour_queries, tour_forms, tour_pages))),
    *doors.for_flow(
        Station, operations, queries, forms, pages,
        extra=[
            path("places/", pages.public_list, name="places"),
            path("board/", pages.board, name="board"),
            path("<int:pk>/place/", pages.public_detail, name="place"),
            path("<int:pk>/poster/", pages.poster, name="poster"),
        ],
    ),
]  # fmt: skip
