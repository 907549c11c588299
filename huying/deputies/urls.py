"""Seats, under /c/<code>/seats/."""

from huying.ui import doors

from . import forms, operations, pages, queries
from .models import Seat

urlpatterns = doors.for_flow(Seat, operations, queries, forms, pages)
