"""Places where people meet deputies, under /c/<code>/stations/."""

from django.urls import include, path

from huying.ui import doors

from . import forms, operations, pages, queries
from .models import Station

urlpatterns = [
    *(path(f"{name}/", include(f"huying.stations.{name}.urls"))
      for name in ("duties", "receptions", "bookings", "slots", "visits", "teams")),
    *doors.for_flow(
        Station, operations, queries, forms, pages,
        extra=[
            path("places/", pages.public_list, name="places"),
            path("<int:pk>/place/", pages.public_detail, name="place"),
        ],
    ),
]  # fmt: skip
