"""A text for the vote: its paragraphs with their numbers, what is moved against each, what conflicts, what came of it."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import access, scope
from huying.kernel.clocks import rules
from huying.ui import rule_words, storytelling
from huying.ui.columns import Column

from .. import handing_out, papers
from ..amendments.flow import FLOW as AMENDMENTS
from ..amendments.operations import proposed_order
from ..resolutions.flow import FLOW as RESOLUTIONS
from . import queries
from . import text as wording

TONES = {"tabled": "wait", "fixed": "warn", "carried": "ok", "lost": "late", "withdrawn": "wait"}
COLUMNS = [
    Column(key="title", label=_("标题"), cell=lambda r: {"text": r.title, "sub": r.proposer, "main": True},
        export=lambda r: r.title),
    Column(key="kind", label=_("文种"), cell=lambda r: r.get_kind_display(), sort="kind"),
    Column(key="sitting", label=_("会议"), cell=lambda r: str(r.sitting)),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES[r.state], "word": _t(r.state_label)}}),
]  # fmt: skip
paper = handing_out.view(queries, papers.motion)


def facts(row, member):
    rows = [(_("会议"), row.sitting), (_("议题"), row.item.title), (_("文种"), row.get_kind_display()),
        (_("提出人"), row.proposer),
            (_("表决"), row.poll.number if row.poll_id else ""), (_("理由"), row.reason)]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    moved = list(
        row.amendments.select_related("mover__person", "motion")
        .exclude(state="withdrawn")
        .order_by("paragraph", "pk")
    )
    code = scope.current().code
    lines = [_shown(a, moved, code) for a in moved]
    may_move = row.state == "tabled" and access.may(member, AMENDMENTS["table"])
    paragraphs = [
        {
            "n": n, "text": words, "moved": [line for a, line in zip(moved, lines, strict=True) if a.paragraph == n],
            "url": f"{reverse('amendments:table', kwargs={'code': code})}?motion={row.pk}&paragraph={n}" if may_move else "",
        }
        for n, words in enumerate(["", *row.base])
    ]  # fmt: skip
    made = [{"title": _("文本"), "template": "motions/_text.html", "paragraphs": paragraphs}]
    if row.state == "tabled" and any(a.state == "tabled" for a in moved):
        setting = rules()[0].setting("sittings.amendment_order")
        made.append({
            "title": _("建议的表决次序"), "template": "motions/_order.html", "rows": proposed_order(row, setting.value),
            "how": rule_words.said(setting.value_label), "code": code,
        })  # fmt: skip
    if row.made and row.made != row.base:
        compared = wording.compare(row.base, row.made)
        made.append(
            {"title": _("表决稿与原文对照"), "template": "motions/_compare.html", "paragraphs": compared}
        )
    return made


def _shown(amendment, moved, code) -> dict:
    clashes = []
    for other in moved:
        if other.pk != amendment.pk and other.state not in ("moot", "lost"):
            how = wording.conflict(amendment.change, other.change)
            if how:
                clashes.append({"who": str(other.mover), "how": how})
    return {
        "who": str(amendment.mover), "op": amendment.get_op_display(), "pieces": amendment.pieces,
        "state": _t(amendment.state_label), "tone": {"carried": "ok", "lost": "late"}.get(amendment.state, "wait"),
        "clashes": clashes if amendment.state in ("tabled", "put") else [],
        "url": reverse("amendments:detail", kwargs={"code": code, "pk": amendment.pk}),
    }  # fmt: skip


def links(row, member):
    code = scope.current().code
    made = handing_out.to_sitting(row.sitting, member)
    if row.poll_id:
        made.append(
            {
                "label": _("这次表决"),
                "url": reverse("polls:detail", kwargs={"code": code, "pk": row.poll_id}),
                "sub": row.poll.number,
            }
        )
    if (
        row.state == "carried"
        and access.may(member, RESOLUTIONS["record"])
        and not hasattr(row, "resolution")
    ):
        made.append(
            {
                "label": _("编号成文"),
                "url": f"{reverse('resolutions:record', kwargs={'code': code})}?motion={row.pk}",
            }
        )
    return made + handing_out.links("motions", row)


def story(row, member):
    """Its own steps: the docket is the whole sitting's."""
    return storytelling.since(row, 0)


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "item": row.item_id, "kind": row.kind, "title": row.title, "proposer": row.proposer,
        "base": row.base, "made": row.made, "poll": row.poll_id,
    }  # fmt: skip
