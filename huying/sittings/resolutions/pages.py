"""Resolutions and decisions: the text, the vote, what has to be done and how far it is; and the public's page."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ballots import words as ballot_words
from huying.kernel import access, scope
from huying.ui import clocks
from huying.ui.columns import Column

from .. import handing_out, papers
from ..minutes.writing import source
from ..resolution_duties.flow import FLOW as DUTIES
from . import queries

TONES = {"adopted": "wait", "signed": "warn", "published": "ok", "repealed": "late"}
MOST = 200  # on the public's page
COLUMNS = [
    Column(key="title", label=_("标题"), cell=lambda r: {"text": r.title, "sub": r.number, "main": True},
        export=lambda r: r.title),
    Column(key="kind", label=_("文种"), cell=lambda r: r.get_kind_display(), sort="kind"),
    Column(key="adopted", label=_("通过日期"), cell=lambda r: r.adopted_on.isoformat(), sort="adopted_on"),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES[r.state], "word": _t(r.state_label)}}),
]  # fmt: skip
paper = handing_out.view(queries, papers.resolution)


def facts(row, member):
    rows = [
        (_("文号"), row.number), (_("文种"), row.get_kind_display()), (_("会议"), row.sitting), (_("通过日期"), row.adopted_on),
        (_("施行日期"), row.in_force_on), (_("表决"), vote_words(row)),
        (_("表决依据"), source(row.vote.get("rule", ""))),
        (_("签署"), " ".join(filter(None, (row.signer, str(row.signed_on or ""))))), (_("公布"), row.published_on),
        (_("由哪一件废止"), row.repealed_by), (_("理由"), row.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def vote_words(row) -> str:
    """赞成 28，反对 1，弃权 2；应到 31"""
    counts = [
        f"{_t(ballot_words.CHOICES.get(k, k))} {n}"
        for k, n in row.vote.get("counts", {}).items()
        if n or k != "unmarked"
    ]
    lines = row.vote.get("lines", {})
    if "base" in lines:
        counts.append(_t("应到 %(n)s") % {"n": lines["base"]})
    return _t("、").join(counts)


def sections(row, member):
    return [{"title": _("正文"), "text": row.text}, *duties(row)]


def duties(row) -> list[dict]:
    """What it tells units to do, each with its day and lamp."""
    today, code = timezone.localdate(), scope.current().code
    lines = [
        {
            "row": d, "url": reverse("resolution_duties:detail", kwargs={"code": code, "pk": d.pk}),
            "lamp": clocks.lamp_of(d.due_on, today) if d.due_on else {"tone": "ok" if d.state == "done" else "wait",
            "word": _t(d.state_label)},
        }
        for d in row.duties.select_related("unit").order_by("place")
    ]  # fmt: skip
    return (
        [{"title": _("落实事项"), "template": "resolutions/_duties.html", "duties": lines}] if lines else []
    )


def links(row, member):
    code = scope.current().code
    made = handing_out.links("resolutions", row)
    if row.state != "repealed" and access.may(member, DUTIES["set"]):
        made.insert(
            0,
            {
                "label": _("列出落实事项"),
                "url": f"{reverse('resolution_duties:set', kwargs={'code': code})}?resolution={row.pk}",
            },
        )
    return made


def api_row(row, member):
    return {
        "number": row.number, "kind": row.kind, "title": row.title, "text": row.text, "sitting": row.sitting_id,
        "adopted_on": row.adopted_on, "in_force_on": row.in_force_on, "signed_on": row.signed_on,
        "published_on": row.published_on, "vote": row.vote,
    }  # fmt: skip


def public_list(request, code):
    """What the congress and its committee decided, for everybody."""
    rows = queries.visible_to(request.member)[:MOST]
    context = {"title": _t("决议决定"), "rows": rows, "code": code}
    return render(request, "resolutions/public_list.html", context)


def public_detail(request, code, pk):
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    if row.published_on is None:
        raise Http404
    context = {
        "title": row.title, "row": row, "facts": facts(row, request.member), "code": code,
            "papers": handing_out.links("resolutions", row),
        "duties": [{"text": d.text, "unit": str(d.unit), "day": d.finish_on, "state": _t(d.state_label)}
                   for d in row.duties.select_related("unit").order_by("place") if d.state != "lifted"],
    }  # fmt: skip
    return render(request, "resolutions/public_detail.html", context)
