"""Doors of the files that voices of a kind are put into."""

from django.urls import include, path

from huying.ui import doors

from .aid import forms as aid_forms
from .aid import operations as aid_operations
from .aid import pages as aid_pages
from .aid import queries as aid_queries
from .disputes import forms as dispute_forms
from .disputes import operations as dispute_operations
from .disputes import pages as dispute_pages
from .disputes import queries as dispute_queries
from .models import Aid, Dispute, Petition
from .petitions import forms as petition_forms
from .petitions import operations as petition_operations
from .petitions import pages as petition_pages
from .petitions import queries as petition_queries

urlpatterns = [
    path(
        "disputes/",
        include(doors.for_flow(Dispute, dispute_operations, dispute_queries, dispute_forms, dispute_pages)),
    ),
    path("aid/", include(doors.for_flow(Aid, aid_operations, aid_queries, aid_forms, aid_pages))),
    path(
        "petitions/",
        include(
            doors.for_flow(Petition, petition_operations, petition_queries, petition_forms, petition_pages)
        ),
    ),
]
