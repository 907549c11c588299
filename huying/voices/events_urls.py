"""Doors of consultations, calls for ideas, and the books of the office."""

from django.urls import include, path

from huying.ui import doors

from .books import forms as book_forms
from .books import operations as book_operations
from .books import pages as book_pages
from .books import queries as book_queries
from .calls import forms as call_forms
from .calls import operations as call_operations
from .calls import pages as call_pages
from .calls import queries as call_queries
from .consultations import forms as consultation_forms
from .consultations import operations as consultation_operations
from .consultations import pages as consultation_pages
from .consultations import queries as consultation_queries
from .followups import forms as followup_forms
from .followups import operations as followup_operations
from .followups import pages as followup_pages
from .followups import queries as followup_queries
from .ideas import forms as idea_forms
from .ideas import operations as idea_operations
from .ideas import pages as idea_pages
from .ideas import queries as idea_queries
from .models import Call, Chain, Consultation, FollowUp, Idea, Plan, Post, Route, WatchList
from .posts import forms as post_forms
from .posts import operations as post_operations
from .posts import pages as post_pages
from .posts import queries as post_queries
from .public import ideas, talks

CALLS = [
    path("public/", call_pages.index, name="public"),
    path("public/<int:pk>/", ideas.call, name="public_call"),
    path("public/idea/", ideas.idea, name="idea"),
    path("<int:pk>/groups/", call_pages.groups, name="groups"),
]
TALKS = [path("public/", talks.index, name="public"), path("public/<int:pk>/", talks.one, name="public_one")]


def book(name: str, model):
    """One book of the office."""
    parts = (getattr(part, name) for part in (book_operations, book_queries, book_forms, book_pages))
    return path(f"{name}/", include(doors.for_flow(model, *parts)))


urlpatterns = [
    path(
        "calls/",
        include(doors.for_flow(Call, call_operations, call_queries, call_forms, call_pages, extra=CALLS)),
    ),
    path("ideas/", include(doors.for_flow(Idea, idea_operations, idea_queries, idea_forms, idea_pages))),
    path(
        "talks/",
        include(
            doors.for_flow(
                Consultation,
                consultation_operations,
                consultation_queries,
                consultation_forms,
                consultation_pages,
                extra=TALKS,
            )
        ),
    ),
    path(
        "followups/",
        include(
            doors.for_flow(FollowUp, followup_operations, followup_queries, followup_forms, followup_pages)
        ),
    ),
    path("posts/", include(doors.for_flow(Post, post_operations, post_queries, post_forms, post_pages))),
    book("routes", Route),
    book("chains", Chain),
    book("watchlists", WatchList),
    book("plans", Plan),
]
