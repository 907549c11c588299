"""Fields that several forms of this room ask with; choices among the congress's rows are filled when a form is made."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership, Organ, OrganMember, Session, Term, Unit
from huying.ui.choosing import Asks, Many, One, Source
from huying.ui.forms import Day

from .models import AgendaItem, Sitting


class Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def line(label, most=300, *, required=True, **more):
    return forms.CharField(label=label, max_length=most, required=required, **more)


def prose(label, most=20_000, *, required=True, rows=5, **more):
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea({"rows": rows}), **more
    )


def pick(choices, label, **more):
    return forms.ChoiceField(label=label, choices=[(k, v) for k, v in choices.items()], **more)


def figure(label, low, high, **more):
    return forms.IntegerField(label=label, min_value=low, max_value=high, **more)


def _members(*roles):
    def rows(form):
        found = Membership.objects.filter(role__in=roles, is_active=True, person__isnull=False)
        return found.select_related("person").order_by("person__pinyin", "pk")

    return rows


def _chairs(form):
    """Members of the standing committee first, the others after them."""
    sits = OrganMember.objects.filter(
        member__person=OuterRef("person"), organ__kind="standing_committee", is_active=True
    )
    found = _members("leader", "deputy")(form).annotate(sits=Exists(sits))
    return found.order_by("-sits", "person__pinyin", "pk")


AHEAD = ("planned", "set", "notified", "open", "suspended")
DEPUTIES = Source(Membership, _members("deputy"))
CHAIRS = Source(Membership, _chairs)
PEOPLE = Source(Membership, _members("deputy", "leader", "clerk", "handler", "keeper"))
UNITS = Source(Unit, lambda form: Unit.objects.filter(is_active=True).order_by("parent__name", "name"))
ORGANS = Source(
    Organ,
    lambda form: Organ.objects.filter(
        is_active=True,
        kind__in=("standing_committee", "chairpersons", "special_committee", "presidium", "delegation"),
    ).order_by("kind", "name"),
)
DELEGATIONS = Source(
    Organ, lambda form: Organ.objects.filter(kind="delegation", is_active=True).order_by("name")
)
SESSIONS = Source(Session, lambda form: Session.objects.select_related("term").order_by("-opens_on"))
TERMS = Source(Term, lambda form: Term.objects.order_by("-number"))
WHOLES = Source(
    Sitting,
    lambda form: Sitting.objects.filter(
        kind__in=("plenary", "standing", "special"), state__in=AHEAD
    ).order_by("-day"),
)
SITTINGS = Source(Sitting, lambda form: Sitting.objects.filter(state__in=AHEAD).order_by("day", "pk"))
ITEMS = Source(
    AgendaItem,
    lambda form: (
        AgendaItem.objects.filter(sitting__state__in=AHEAD).exclude(state="dropped")
        .select_related("sitting").order_by("sitting__day", "place")
    ),
)  # fmt: skip


def siblings(form):
    """The other items of the same sitting, in order."""
    if form.row is None:
        return AgendaItem.objects.none()
    rows = AgendaItem.objects.filter(sitting=form.row.sitting_id).exclude(state="dropped")
    return rows.exclude(pk=form.row.pk).order_by("place", "pk")


def following(form):
    """Sittings still ahead of the body whose sitting the row is, or stands in; the next one first."""
    here = getattr(form.row, "sitting", form.row)
    if here is None:
        return Sitting.objects.none()
    rows = Sitting.objects.filter(kind=here.kind, organ=here.organ_id, state__in=AHEAD[:3]).exclude(
        pk=here.pk
    )
    return rows.order_by("day", "starts_at", "pk")


FOLLOWING = Source(Sitting, following)
SIBLINGS = Source(AgendaItem, siblings)


class Reason(Asks):
    reason = line(_("原因"))


class Remark(Asks):
    reason = line(_("说明"), required=False)


__all__ = [
    "CHAIRS",
    "DELEGATIONS",
    "DEPUTIES",
    "FOLLOWING",
    "ITEMS",
    "ORGANS",
    "PEOPLE",
    "SESSIONS",
    "SIBLINGS",
    "SITTINGS",
    "TERMS",
    "UNITS",
    "WHOLES",
    "Asks",
    "Clock",
    "Day",
    "Many",
    "Moment",
    "One",
    "Reason",
    "Remark",
    "Source",
    "figure",
    "line",
    "pick",
    "prose",
]  # fmt: skip
