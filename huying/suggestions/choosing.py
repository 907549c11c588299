"""What the filters of lists choose among: read once, until the congress's chain grows (the register is traced like the rest)."""

from django import forms
from django.utils.translation import gettext as _t

from huying.kernel import remember
from huying.kernel.fields import said
from huying.kernel.roster import Session
from huying.ui.sifting import Ready

from .asking import FIELDS, UNITS


class Choice(forms.TypedChoiceField):
    """One of a list of keys; cleans to the key, None where nothing was chosen."""

    def __init__(self, label):
        super().__init__(label=label, required=False, coerce=int, empty_value=None)


def units() -> Ready:
    return _all("units", lambda: UNITS.rows(None).values_list("pk", "name"))


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
