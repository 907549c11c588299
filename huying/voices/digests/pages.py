"""A person's own choice of digests, with today's beside it."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel.fields import Field
from huying.ui.forms import ManyRows

from ..models import DigestChoice
from . import writing


class Choose(forms.Form):
    every = forms.ChoiceField(
        label=_("多久一次"),
        choices=list(DigestChoice.RHYTHMS.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    fields_ = ManyRows(
        Field.everywhere.none(), label=_("哪些领域"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选就是全部领域。"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.fields["fields_"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - for the reader and the type checker
        chosen.queryset = Field.objects.filter(parent=None, is_active=True)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request, code):
    """Choose, and see what the digest of the last seven days would say."""
    member = request.member
    if member.person_id is None or member.role not in writing.READERS:
        raise Http404
    choice = writing.choice_of(member)
    form = Choose(request.POST or None, initial={"every": choice.every, "fields_": choice.fields})
    if request.method == "POST" and form.is_valid():
        choice.every = form.cleaned_data["every"]
        choice.fields = sorted(f.pk for f in form.cleaned_data["fields_"])
        choice.save()
        messages.success(request, _t("已保存。"))
        return redirect("voices:digests", code=code)
    today = timezone.localdate()
    text = writing.lines(member, choice.fields, since=today - timedelta(days=7), until=today)
    context = {"title": _t("民情摘要"), "form": form, "lines": text}
    return render(request, "voices/digests.html", context, status=422 if form.is_bound else 200)
