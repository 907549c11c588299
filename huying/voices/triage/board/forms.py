"""A period of one's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import Day, possible

from .periods import LONGEST


class Period(forms.Form):
    since = forms.DateField(label=_("从"), widget=Day, validators=[possible])
    until = forms.DateField(label=_("到"), widget=Day, validators=[possible])

    def clean(self):
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and not 0 <= (until - since).days < LONGEST:
            raise forms.ValidationError(_("结束日期要在开始日期之后，最长两年。"))
        return data
