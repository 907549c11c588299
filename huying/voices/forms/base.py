"""What the forms of this room share: prose, choices, rows of the congress being served."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.kernel.roster import Area, Congress, Membership, Unit
from huying.stations.models import Station
from huying.ui.forms import StepForm

from ..models import Voice, stations_of
from ..operations.forwarding import neighbours
from ..queries import visible_to

LONGEST = 20_000
TOO_LONG = _("最多 %(limit_value)d 字，现在有 %(show_value)d 字。请写要点，其余作为附件上传。")


def long(label, *, required=True, help_text="", rows=5):
    """A field for prose: any length up to LONGEST, nothing cut silently."""
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


def pick(choices, label, **more):
    return forms.ChoiceField(label=label, choices=list(choices.items()), **more)


class RowChoice(forms.ModelChoiceField):
    """A choice among rows of the congress being served; asked for when the form is made."""

    def __init__(self, model, label, **more):
        super().__init__(model._base_manager.none(), label=label, **{"empty_label": _("请选择"), **more})
        self.model = model


def offer(form, name: str, rows) -> None:
    """These rows to choose from in the field of this name."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the reader and the type checker
    field.queryset = rows


class Base(StepForm):
    """Fills the row choices inside the congress that is being served."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, RowChoice):
                field.queryset = OFFERED[field.model](self)


def units(form):
    return Unit.objects.filter(is_active=True).order_by("name")


def _stations(form):
    rows = Station.objects.filter(is_active=True).order_by("name")
    return rows.filter(pk__in=kept) if (kept := kept_stations(form)) else rows


def _leads(form):
    """Voices that another may be merged into: only such as the member may see."""
    rows = visible_to(form.member) if form.member is not None else Voice.objects.none()
    return rows.filter(state__in=["heard", "consulting", "handed", "adopted", "merged"])


def kept_stations(form):
    return stations_of(form.member) if form.member is not None and form.member.role == "keeper" else ()


def own_station(member):
    """Where a keeper sits: of several that they keep the one that is open and no mere point; None for everybody else."""
    if member is None or member.role != "keeper":
        return None
    rows = list(
        Station.objects.filter(pk__in=stations_of(member), state="open")
        .order_by("pk")
        .values_list("pk", "kind")
    )
    return min(rows, key=lambda row: row[1] == "point")[0] if rows else None


OFFERED = {
    Congress: lambda form: neighbours(),
    Unit: units,
    Station: _stations,
    Field: lambda form: Field.objects.filter(is_active=True).select_related("parent").order_by("parent__order", "order", "pk"),
    Area: lambda form: Area.objects.order_by("name"),
    Membership: lambda form: Membership.objects.filter(role="deputy", is_active=True).select_related("person").order_by(
        "person__pinyin"
    ),
    Voice: _leads,
}  # fmt: skip


class Text(Base):
    """A step that asks for one reason or explanation."""

    autosave = True
    text = long(_("说明"))


class Remark(Base):
    text = long(_("备注"), required=False, rows=3)
