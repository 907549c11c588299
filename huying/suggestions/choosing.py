"""What the filters of lists choose among: read once, until the congress's chain grows (the register is traced like the rest)."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _t

from huying.kernel import remember
from huying.kernel.fields import said
from huying.kernel.roster import Session, Unit
from huying.ui.sifting import Ready

from .asking import FIELDS, UNITS
from .models import Suggestion


class Choice(forms.TypedChoiceField):
    """One of a list of keys; cleans to the key, None where nothing was chosen."""

    def __init__(self, label):
        super().__init__(label=label, required=False, coerce=int, empty_value=None)


def units_ever() -> Ready:
    """For filters of lists: those in use, then those that were closed and stand under some suggestion."""
    return _all("units-ever", lambda: [*UNITS.rows(None).values_list("pk", "name"), *_closed({})])


def units_published() -> Ready:
    """What everybody may filter by: a closed unit as long as something is published under it."""
    published = {"published_at__isnull": False, "secret": False}
    return _all("units-published", lambda: [*UNITS.rows(None).values_list("pk", "name"), *_closed(published)])


def _closed(which) -> list[tuple]:
    """Closed units that lead suggestions of this kind, marked as closed."""
    theirs = Suggestion.objects.filter(lead_unit=OuterRef("pk"), **which)
    rows = Unit.objects.filter(Exists(theirs), is_active=False).order_by("name").values_list("pk", "name")
    return [(pk, _t("%(unit)s（已停用）") % {"unit": name}) for pk, name in rows]


def fields() -> Ready:
    """The whole tree, each node with its parent's name."""
    return _all("fields", lambda: [(f.pk, str(f)) for f in FIELDS.rows(None).only("name", "parent__name")])


def top_fields() -> Ready:
    rows = FIELDS.rows(None).filter(parent=None)
    return _all("top", lambda: [(pk, said(name)) for pk, name in rows.values_list("pk", "name")])


def sessions() -> Ready:
    return _all("sessions", lambda: Session.objects.order_by("-opens_on").values_list("pk", "name"))


def _all(name, rows):
    found = remember.until_change(f"suggestion-choices:{name}", lambda: list(rows()))
    return Ready([("", _t("全部")), *found])
