"""What a sitting does, under /c/<code>/sittings/…; included by urls.py."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.ui import doors
from huying.ui.papers import sending

from . import handing_out, notices, papers, queries
from .amendments import forms as amendment_forms
from .amendments import operations as amendments
from .amendments import pages as amendment_pages
from .amendments import queries as amendment_queries
from .deliberations import forms as deliberation_forms
from .deliberations import operations as deliberations
from .deliberations import pages as deliberation_pages
from .deliberations import queries as deliberation_queries
from .hearings import forms as hearing_forms
from .hearings import operations as hearings
from .hearings import pages as hearing_pages
from .hearings import queries as hearing_queries
from .matters import forms as matter_forms
from .matters import operations as matters
from .matters import pages as matter_pages
from .matters import queries as matter_queries
from .minutes import forms as minutes_forms
from .minutes import operations as minutes
from .minutes import pages as minutes_pages
from .minutes import queries as minutes_queries
from .models import (
    Amendment,
    Deliberation,
    Hearing,
    Matter,
    Minutes,
    Motion,
    Resolution,
    ResolutionDuty,
    Speech,
)
from .motions import forms as motion_forms
from .motions import operations as motions
from .motions import pages as motion_pages
from .motions import queries as motion_queries
from .reach import OFFICE
from .resolution_duties import forms as duty_forms
from .resolution_duties import operations as duties
from .resolution_duties import pages as duty_pages
from .resolution_duties import queries as duty_queries
from .resolutions import forms as resolution_forms
from .resolutions import operations as resolutions
from .resolutions import pages as resolution_pages
from .resolutions import queries as resolution_queries
from .speeches import forms as speech_forms
from .speeches import operations as speeches
from .speeches import pages as speech_pages
from .speeches import queries as speech_queries

PAPERS = {
    "agenda": papers.agenda,
    "notice": notices.paper,
    "sign-in": papers.sign_in,
    "results": papers.results,
}
INSIDE = ("sign-in", "results")  # for the office: who came when, and figures before they are published


@require_safe
@never_cache
def paper(request, code, pk, what, kind):
    """A paper of the sitting itself: its agenda, its sign-in sheet, its votes."""
    if what not in PAPERS or kind not in sending.KINDS:
        raise Http404
    if what in INSIDE and request.member.role not in OFFICE:
        raise Http404
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    if what == "notice" and request.member.role not in OFFICE and not row.summoned(request.member):
        raise Http404  # it names papers that are not for everybody
    return sending.download(PAPERS[what](row), kind)


urlpatterns = [
    path("papers/<int:pk>/<slug:what>.<slug:kind>", paper, name="sitting_paper"),
    path("speeches/", include(doors.for_flow(
        Speech, speeches, speech_queries, speech_forms, speech_pages,
        extra=[path("floor/<int:sitting>/", speech_pages.floor, name="floor")]))),
    path("motions/", include(doors.for_flow(
        Motion, motions, motion_queries, motion_forms, motion_pages, extra=[handing_out.door(motion_pages.paper)]))),
    path("amendments/", include(doors.for_flow(Amendment, amendments, amendment_queries, amendment_forms, amendment_pages))),
    path("deliberations/", include(doors.for_flow(
        Deliberation, deliberations, deliberation_queries, deliberation_forms, deliberation_pages,
        extra=[handing_out.door(deliberation_pages.paper)]))),
    path("resolutions/", include(doors.for_flow(
        Resolution, resolutions, resolution_queries, resolution_forms, resolution_pages,
        extra=[handing_out.door(resolution_pages.paper)]))),
    path("duties/", include(doors.for_flow(ResolutionDuty, duties, duty_queries, duty_forms, duty_pages))),
    path("matters/", include(doors.for_flow(Matter, matters, matter_queries, matter_forms, matter_pages))),
    path("hearings/", include(doors.for_flow(
        Hearing, hearings, hearing_queries, hearing_forms, hearing_pages, extra=[handing_out.door(hearing_pages.paper)]))),
    path("minutes/", include(doors.for_flow(
        Minutes, minutes, minutes_queries, minutes_forms, minutes_pages, extra=minutes_pages.DOORS))),
]  # fmt: skip
