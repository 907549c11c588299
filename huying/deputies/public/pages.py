"""What everybody may read about deputies: the list, the search by address, name or code, one deputy's page."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel.roster import Organ
from huying.ui import blocks, links

from ..addresses import queries as addresses
from ..cards import queries as cards
from . import finding
from .figures import letters_of

PER_PAGE = 24


class Which(forms.Form):
    """The list's filter."""

    q = forms.CharField(label=_l("姓名、拼音、代表码或者专长"), max_length=40, required=False)
    delegation = forms.ModelChoiceField(
        Organ.everywhere.none(), label=_l("代表团"), required=False, empty_label=_l("全部")
    )
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delegation"].queryset = Organ.objects.filter(kind="delegation", is_active=True).order_by(
            "name"
        )


@require_safe
def index(request, code):
    """All deputies whom the congress publishes, narrowed by words and delegation; both stand in the address."""
    form = Which(request.GET or None)
    rows = cards.published()
    if form.is_bound and form.is_valid():
        if words := form.cleaned_data["q"].strip():
            rows = rows.filter(Q(pk__in=cards.named(words).values("pk")) | Q(pk__in=_tagged(words)))
        if delegation := form.cleaned_data["delegation"]:
            rows = rows.filter(member__organ=delegation)
    page = max(1, min(500, links.whole(request.GET.get("page"), 1)))
    first = (page - 1) * PER_PAGE
    found = list(rows[first : first + PER_PAGE + 1])
    context = {
        "title": _("人大代表"), "form": form, "entries": finding.entries(found[:PER_PAGE]), "page": page,
        "before": _page(request, page - 1) if page > 1 else "",
        "after": _page(request, page + 1) if len(found) > PER_PAGE else "",
    }  # fmt: skip
    return render(request, "deputies/list.html", context)


def _tagged(words: str) -> list[int]:
    """Cards that carry this word as a tag. Tags are JSON, which the databases do not search alike."""
    return [pk for pk, tags in cards.published().values_list("pk", "tags") if words in (tags or ())]


def _page(request, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@require_safe
def find(request, code):
    """Find my deputy: by address (`a`), by name or pinyin (`n`), by code (`k`). Without words: the form."""
    typed, name, number = (
        request.GET.get(key, "").replace("\x00", "").strip()[:80] for key in ("a", "n", "k")
    )
    context: dict[str, Any] = {
        "title": _("找代表"),
        "typed": typed,
        "name": name,
        "number": number,
        "asked": True,
    }
    if number:
        card = cards.published().filter(code__iexact=number).first()
        if card is not None:
            return redirect("deputies:one", code=code, pk=card.pk)
        context["entries"] = []
    elif typed:
        found = addresses.look(typed)
        context["place"] = found
        context["entries"] = finding.of_place(found) if found and not found.doubt else []
        context["meant"] = addresses.starting(typed) if found is None else []
    elif name:
        context["entries"] = finding.entries(cards.named(name)[: finding.MOST])
    else:
        context |= {"asked": False, "example": addresses.example()}
    return render(request, "deputies/find.html", context)


@require_safe
def suggest(request, code):
    """Known addresses for what was typed so far, as links: asked by htmx while typing, never needed."""
    typed = request.GET.get("a", "").replace("\x00", "").strip()[:80]
    return render(request, "deputies/_suggest.html", {"found": addresses.starting(typed), "typed": typed})


@require_safe
@never_cache
def one(request, code, pk):
    """A deputy's public page: who, from where, where to be found, what they took up and what came of it."""
    card = get_object_or_404(cards.published().select_related("photo"), pk=pk)
    entry = finding.entries([card])[0]
    address = request.build_absolute_uri(reverse("deputies:one", kwargs={"code": code, "pk": pk}))
    context = {
        "title": _("%(name)s代表") % {"name": card.member}, "card": card, "entry": entry, "address": address,
        "blocks": blocks.of("deputy", card.member), "letters": letters_of(card.member),
    }  # fmt: skip
    return render(request, "deputies/deputy.html", context)


@require_safe
def by_code(request, code, number):
    """The short address on a printed card: /deputies/k/0042/."""
    card = cards.published().filter(code__iexact=number[:12]).first()
    if card is None:
        raise Http404
    return redirect("deputies:one", code=code, pk=card.pk)
