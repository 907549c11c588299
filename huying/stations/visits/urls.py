from django.urls import path

from huying.ui import doors

from ..models import Visit
from . import forms, operations, pages, queries

urlpatterns = doors.for_flow(
    Visit, operations, queries, forms, pages, extra=[path("results/", pages.results, name="results")]
)
