"""Polls, under /c/<code>/ballots/."""

from huying.ui import doors

from . import forms, operations, pages, queries
from .models import Poll

urlpatterns = doors.for_flow(Poll, operations, queries, forms, pages)
