"""Sittings, under /c/<code>/sittings/."""

from django.urls import include, path

from huying.ui import doors

from . import doings_urls, forms, handing_out, operations, pages, queries
from .agenda import forms as agenda_forms
from .agenda import operations as agenda_operations
from .agenda import pages as agenda_pages
from .agenda import queries as agenda_queries
from .materials import forms as material_forms
from .materials import operations as material_operations
from .materials import pages as material_pages
from .materials import queries as material_queries
from .models import AgendaItem, Material, Opinion, PartyOrgan, Procedure, Sitting, Summons
from .observing.urls import draws
from .opinions import forms as opinion_forms
from .opinions import operations as opinion_operations
from .opinions import pages as opinion_pages
from .opinions import queries as opinion_queries
from .pages import calendar, door, kit, rules
from .party import forms as party_forms
from .party import operations as party_operations
from .party import pages as party_pages
from .party import queries as party_queries
from .procedures import forms as procedure_forms
from .procedures import operations as procedure_operations
from .procedures import pages as procedure_pages
from .procedures import queries as procedure_queries
from .summons import forms as summons_forms
from .summons import operations as summons_operations
from .summons import pages as summons_pages
from .summons import queries as summons_queries

urlpatterns = [
    *doings_urls.urlpatterns,
    path("agenda/", include(doors.for_flow(AgendaItem, agenda_operations, agenda_queries, agenda_forms, agenda_pages))),
    path("summons/", include(doors.for_flow(
        Summons, summons_operations, summons_queries, summons_forms, summons_pages,
        extra=[handing_out.door(summons_pages.paper)]))),
    path("materials/", include(doors.for_flow(
        Material, material_operations, material_queries, material_forms, material_pages))),
    path("draws/", include(draws)),
    path("observers/", include("huying.sittings.observing.urls")),
    path("opinions/", include(doors.for_flow(Opinion, opinion_operations, opinion_queries, opinion_forms, opinion_pages))),
    path("procedures/", include(doors.for_flow(
        Procedure, procedure_operations, procedure_queries, procedure_forms, procedure_pages))),
    path("party/", include(doors.for_flow(PartyOrgan, party_operations, party_queries, party_forms, party_pages))),
    *doors.for_flow(
        Sitting, operations, queries, forms, pages,
        extra=[
            path("calendar/", calendar.page, name="calendar"),
            path("subscribe/", calendar.subscribe, name="subscribe"),
            path("subscribe/renew/", calendar.renew, name="renew"),
            path("feed/<int:pk>/<slug:key>.ics", calendar.feed, name="feed"),
            path("rules/", rules.page, name="rules"),
            path("kit/", kit.page, name="kit"),
            path("kit/<int:pk>/", kit.page, name="kit_of"),
            path("<int:pk>/now/", door.live, name="now"),
            path("<int:pk>/desk/", door.desk, name="desk"),
            path("<int:pk>/screen/", door.screen, name="screen"),
            path("<int:pk>/arrive/", door.arrive, name="arrive"),
            path("<int:pk>/invite/", door.invite, name="invite"),
            path("<int:pk>/versions/", door.versions, name="versions"),
            path("<int:pk>/sitting.ics", door.ics, name="ics"),
        ],
    ),
]  # fmt: skip
