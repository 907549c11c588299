"""The portal, under /c/<code>/portal/."""

from django.urls import include, path

from huying.ui import doors

from . import forms, operations, pages, queries
from .columns import forms as column_forms
from .columns import operations as column_operations
from .columns import pages as column_pages
from .columns import queries as column_queries
from .correspondents import forms as correspondent_forms
from .correspondents import operations as correspondent_operations
from .correspondents import pages as correspondent_pages
from .correspondents import queries as correspondent_queries
from .lectures import forms as lecture_forms
from .lectures import operations as lecture_operations
from .lectures import pages as lecture_pages
from .lectures import queries as lecture_queries
from .models import Article, Column, Correspondent, Lecture, Remark
from .public import feeds, reading, talking
from .remarks import forms as remark_forms
from .remarks import operations as remark_operations
from .remarks import pages as remark_pages
from .remarks import queries as remark_queries

urlpatterns = [
    path("columns/", include(doors.for_flow(
        Column, column_operations, column_queries, column_forms, column_pages,
        extra=[path("usual/", pages.usual_columns, name="usual")]))),
    path("lectures/", include(doors.for_flow(Lecture, lecture_operations, lecture_queries, lecture_forms, lecture_pages))),
    path("correspondents/", include(doors.for_flow(
        Correspondent, correspondent_operations, correspondent_queries, correspondent_forms, correspondent_pages))),
    path("remarks/", include(doors.for_flow(
        Remark, remark_operations, remark_queries, remark_forms, remark_pages,
        extra=[path("say/", talking.say, name="say"), path("public/", talking.index, name="public")]))),
    *doors.for_flow(
        Article, operations, queries, forms, pages,
        extra=[
            path("read/", reading.index, name="read"),
            path("read/<int:pk>/", reading.article, name="public"),
            path("column/<int:pk>/", reading.column, name="column"),
            path("withdrawn/", reading.log, name="log"),
            path("talks/", reading.lectures, name="talks"),
            path("feed.xml", feeds.Newest(), name="feed"),
            path("stories/", pages.stories, name="stories"),
            path("ranking/", pages.ranking, name="ranking"),
        ],
    ),
]  # fmt: skip
