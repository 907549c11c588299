from django.urls import include, path

from huying.ui import doors

from . import forms, meeting, operations, pages, public, queries, tables
from .appraisals import forms as appraisal_forms
from .appraisals import operations as appraisal_operations
from .appraisals import pages as appraisal_pages
from .appraisals import queries as appraisal_queries
from .extensions import forms as extension_forms
from .extensions import operations as extension_operations
from .extensions import pages as extension_pages
from .extensions import queries as extension_queries
from .handlings import forms as handling_forms
from .handlings import operations as handling_operations
from .handlings import pages as handling_pages
from .handlings import queries as handling_queries
from .models import Appraisal, Extension, Handling, Remedy, Suggestion
from .remedies import forms as remedy_forms
from .remedies import operations as remedy_operations
from .remedies import pages as remedy_pages
from .remedies import queries as remedy_queries

urlpatterns = [
    path("handlings/", include(doors.for_flow(
        Handling, handling_operations, handling_queries, handling_forms, handling_pages,
        extra=[path("<int:pk>/phone/", handling_pages.phone, name="phone")]))),
    path("extensions/", include(doors.for_flow(
        Extension, extension_operations, extension_queries, extension_forms, extension_pages))),
    path("appraisals/", include(doors.for_flow(
        Appraisal, appraisal_operations, appraisal_queries, appraisal_forms, appraisal_pages))),
    path("remedies/", include(doors.for_flow(
        Remedy, remedy_operations, remedy_queries, remedy_forms, remedy_pages))),
    *doors.for_flow(
        Suggestion, operations, queries, forms, pages,
        extra=[
            path("public/", public.index, name="public"),
            path("public/<int:pk>/", public.item, name="public_item"),
            path("rates/", tables.rates, name="rates"),
            path("meeting/", meeting.assign_many, name="meeting"),
        ],
    ),
]  # fmt: skip
