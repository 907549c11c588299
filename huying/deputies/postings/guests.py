"""Guests are kept through the register: entered, corrected and taken out with a trace."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.register import operations as register

from ..models import Guest

COLUMNS = ("name", "level", "of", "title", "is_active")


class GuestForm(forms.ModelForm):
    class Meta:
        model = Guest
        fields = COLUMNS
        labels = {"is_active": _("在任")}

    def clean(self):
        data = super().clean()
        same = Guest.objects.filter(name=data.get("name"), level=data.get("level"), of=data.get("of"))
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("这位代表已经登记。"))
        return data


def keep(form, *, by, at) -> Guest:
    """Enter a new guest, or correct a known one. Refused where nothing differs."""
    if form.instance.pk is None:
        row = Guest(**form.cleaned_data)
        register.enter(by=by, at=at, row=row)
        return row
    row = Guest.objects.get(pk=form.instance.pk)
    entry = register.entry_of(row, by=by, at=at)
    register.change(entry, by=by, at=at, values={n: form.cleaned_data[n] for n in COLUMNS})
    return row
