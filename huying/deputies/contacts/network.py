"""The board of the network: who is reached and who is not; and the two pages that make many pairs at once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import access, remember
from huying.kernel.process import Refused

from . import drawn, forms, queries, words
from .flow import PAIRS
from .operations import pairs as operations


@require_safe
@never_cache
def board(request, code):
    """For the office and its leaders; others 404."""
    if request.member.role not in queries.OFFICE:
        raise Http404
    today = timezone.localdate()
    facts = remember.until_change("contact-network", lambda: _facts(today), day=today)
    context = {
        "title": _("双联网络"), **facts, "picture": drawn.tree(_("联系网络图"), facts["tree"]),
        "may_pair": access.may(request.member, PAIRS["pair"]),
    }  # fmt: skip
    return render(request, "contact_pairs/network.html", context)


def _facts(today) -> dict:
    found = queries.coverage(today)
    order = list(words.LAYERS)
    layers = sorted(found["layers"], key=lambda one: order.index(one["layer"]))
    found["layers"] = [{**one, "label": str(words.LAYERS[one["layer"]])} for one in layers]
    for name in ("unposted", "without_above", "without_people"):
        found[name] = [{"name": str(m), "sub": str(m.organ or "")} for m in found[name]]
    found["late"] = [
        {"pk": p.pk, "name": str(p), "sub": f"{p.get_layer_display()}{f' · {p.plan}' if p.plan_id else ''}"}
        for p in found["late"]
    ]
    sits = queries.committee(today)
    for name in ("not_shared", "no_deputies"):
        sits[name] = [{"name": str(m), "sub": str(m.organ or "")} for m in sits[name]]
    return {**found, "sits": sits, "tree": queries.tree(today), "groups": queries.groups()}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def group(request, code):
    """对口联系: a committee with all deputies of a professional group."""
    return _many(request, code, forms.Group, _("按专业组建立对口联系"), lambda d: operations.of_group(**d))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def share(request, code):
    """ "1+N": share out the deputies whom nobody contacts yet."""
    return _many(request, code, forms.Share, _("按“1＋N”分配联系对象"), lambda d: operations.shared_out(**d))


def _many(request, code, make, title, rows):
    if not access.may(request.member, PAIRS["pair"]):
        raise Http404
    form = make(request.POST if request.method == "POST" else None, member=request.member)
    if form.is_bound and form.is_valid():
        try:
            made = operations.pair_many(rows(form.cleaned_data), by=request.member, at=timezone.now())
            said = ngettext("已建立 %(n)s 条联系关系。", "已建立 %(n)s 条联系关系。", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("contact_pairs:network", code=code)
        except Refused as reason:
            form.add_error(None, str(reason))
    context = {"title": title, "form": form}
    return render(request, "contact_pairs/many.html", context, status=422 if form.errors else 200)
