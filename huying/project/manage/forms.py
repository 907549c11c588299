"""Forms of the roster's rows: made from the model, refused in Chinese where a row of that name stands already."""

from typing import Any

from django import forms
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.register.words import LABELS
from huying.ui.forms import Day, ManyRows, attachments


def plain_field(column, **kwargs):
    """A form field of a column; related rows are chosen per request, when a congress is being served."""
    if column.is_relation:
        make = ManyRows if column.many_to_many else forms.ModelChoiceField
        more: dict[str, Any] = {} if column.many_to_many else {"empty_label": "—"}
        return make(
            column.related_model.everywhere.none(),
            required=not column.blank,
            help_text=column.help_text,
            **more,
        )
    return column.formfield(**kwargs)


class RowMeta:
    formfield_callback = plain_field


class RowForm(forms.ModelForm):
    """`member` acts. Cleaned values of the model's fields are what the register writes; nothing is saved here."""

    required_css_class = "required"
    fields: dict[str, Any]  # each of its own kind: some have choices, some rows
    LABELS: dict = {}

    def __init__(self, *args, member=None, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in (self._meta.fields or ()):
                field.label = self.LABELS.get(name) or LABELS.get(name) or field.label
            if isinstance(field, forms.DateField):
                field.widget = Day()
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.model.objects.all()
                self.narrow(name, field)

    def narrow(self, name, field) -> None:
        """Offer only rows in use, and the one that is chosen now."""
        model = field.queryset.model
        if any(f.name == "is_active" for f in model._meta.concrete_fields):
            chosen = getattr(self.instance, f"{name}_id", None)
            field.queryset = model.objects.filter(is_active=True) | model.objects.filter(pk=chosen)
        if name in ("parent", "successor") and self.instance.pk:
            field.queryset = field.queryset.exclude(pk=self.instance.pk)

    def clean(self):
        data = super().clean()
        for constraint in self._meta.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.condition is None:
                self._alone(constraint.fields, data)
        self._no_circle(data)
        return data

    def _alone(self, names, data):
        own = [n for n in names if n != "congress"]
        if not own or any(n not in data for n in own):
            return
        rows = self._meta.model.objects.filter(**{n: data[n] for n in own if data[n] is not None})
        if rows.exclude(pk=self.instance.pk).exists():
            self.add_error(own[-1], _t("名册上已经有同样的一条，请不要重复登记。"))

    def _no_circle(self, data):
        above, seen = data.get("parent"), set()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk and self.instance.pk:
                self.add_error("parent", _t("上级不能是它自己或者它的下级。"))
                return
            seen.add(above.pk)
            above = above.parent

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"congress"}  # type: ignore[misc]

    def _post_clean(self):
        """Check the model's own rules on a copy: the register writes the row, not this form."""

    def values(self) -> dict:
        """Column → value, as the register takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}

    def row(self):
        """(an unsaved new row, its many-to-many links)."""
        many = {f.name for f in self._meta.model._meta.many_to_many}
        values = self.values()
        made = self._meta.model(
            congress=scope.current(), **{k: v for k, v in values.items() if k not in many}
        )
        return made, {k: v for k, v in values.items() if k in many}


class Stamp(forms.Form):
    """The version of the entry that the page showed (0: none yet) and the form's own key."""

    _seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    _key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class Why(forms.Form):
    """Ending and restoring say why."""

    reason = forms.CharField(label=_("原因或依据"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, row=None, member=None, **kwargs):
        self.row, self.member = row, member
        super().__init__(*args, **kwargs)

    def values(self) -> dict:
        return {}


class Decision(forms.Form):
    """A decided number comes with the document that decided it."""

    seats = forms.IntegerField(label=_("代表名额"), min_value=1, max_value=3000)
    extra_five_percent = forms.BooleanField(label=_("含另加的百分之五"), required=False)
    committee_size = forms.IntegerField(
        label=_("常委会组成人员名额"), min_value=1, max_value=200, required=False
    )
    document = forms.CharField(
        label=_("决定文件"), max_length=200, help_text=_("如：省人大常委会2026年1月12日决定，文号。")
    )
    files = attachments(label=_("决定文件扫描件"))
    confirmed = forms.BooleanField(label=_("与法律规定不一致，仍照决定文件登记"), required=False)
