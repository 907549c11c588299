"""Tests of satisfaction and who sees them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Appraisal, Suggestion
from ..queries import OFFICE


def visible_to(member) -> QuerySet:
    """The office all; once a sitting hears about it or it is put: units that are tested, deputies whose matter it is."""
    rows = Appraisal.objects.select_related("poll", "case").order_by("-pk")
    seen = Q(pk__in=[])
    for hat in (member, *getattr(member, "standing_in_for", ())):
        if hat.role in OFFICE:
            return rows
        if hat.role == "handler" and hat.unit_id:
            seen |= _holding("units", {hat.unit_id})
        if hat.role == "deputy":
            own = Suggestion.objects.filter(author=hat)
            seen |= _holding("suggestions", set(own.values_list("pk", flat=True)))
    return rows.filter(seen)


def _holding(column: str, keys: set) -> Q:
    """A few a year; no database field says "contains" alike on both databases."""
    known = Appraisal.objects.exclude(state__in=("picked", "dropped")).values_list("pk", column)
    return Q(pk__in=[pk for pk, found in known if keys & set(found)])


def in_states(*states):
    return lambda member: visible_to(member).filter(state__in=states)


def to_send(member) -> QuerySet:
    """Those of a sitting are sent from its own page, and wait in its tray."""
    return in_states("tested")(member).filter(heard="")


TRAYS = [
    Tray(name="coming", label=_("待测评"), roles=("clerk", "leader"), rows=in_states("picked", "scheduled", "put"), waits=False,
         empty=_("选定的测评对象会到这里。")),
    Tray(name="to_send", label=_("测评结果待报送"), roles=("clerk",), rows=to_send, order=("pk",),
         empty=_("测评结果都报送了。")),
    Tray(name="ahead", label=_("将要接受测评"), roles=("handler",), rows=in_states("scheduled", "put"), waits=False,
         empty=_("没有涉及本单位的测评。")),
]  # fmt: skip
