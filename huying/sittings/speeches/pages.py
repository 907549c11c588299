"""Speeches in lists and on their page; the speakers' list of a sitting with the running clock."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import access, scope
from huying.ui import storytelling
from huying.ui.columns import Column

from .. import handing_out
from ..models import Sitting
from ..reach import OFFICE, called
from . import queries
from .flow import FLOW

LAMPS = {"asked": "wait", "speaking": "warn", "spoken": "wait", "signed": "ok", "withdrawn": "wait"}
COLUMNS = [
    Column(key="who", label=_("发言人"), cell=lambda r: {"text": r.who, "sub": r.post, "main": True}, export=lambda r: r.who),
    Column(key="item", label=_("议题"), cell=lambda r: {"text": r.item.title, "sub": str(r.sitting)},
        export=lambda r: r.item.title),
    Column(key="way", label=_("类型"), cell=lambda r: r.get_way_display(), sort="way"),
    Column(key="time", label=_("用时"), cell=lambda r: spent(r.seconds), numeric=True),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": LAMPS[r.state], "word": _t(r.state_label)}}),
]  # fmt: skip


def spent(seconds: int) -> str:
    """ "4:05"; "" for nothing."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else ""


def title(row):
    return row.topic or str(row)


def facts(row, member):
    rows = [
        (_("会议"), row.sitting), (_("议题"), row.item.title), (_("发言人"), row.who), (_("职务"), row.post),
        (_("类型"), row.get_way_display()), (_("态度"), row.get_stand_display() if row.stand != "none" else ""),
        (_("限时"), _t("%(n)s 分钟") % {"n": row.minutes} if row.minutes else ""), (_("用时"), spent(row.seconds)),
        (_("超时"), spent(row.over)),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    made = [
        {"title": label, "text": text}
        for label, text in ((_("发言要点"), row.summary), (_("发言全文"), row.text))
        if text
    ]
    for answer in row.answers.order_by("pk"):
        made.append({"title": _t("%(who)s的答复") % {"who": answer.who}, "text": answer.text})
    return made


def links(row, member):
    made = handing_out.to_sitting(row.sitting, member)
    if made:  # whoever may look into the sitting sees its list
        url = reverse("speeches:floor", kwargs={"code": scope.current().code, "sitting": row.sitting_id})
        made.insert(0, {"label": _("发言名单"), "url": url})
    return made


def story(row, member):
    """Its own steps: the docket is the whole sitting's."""
    return storytelling.since(row, 0)


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "item": row.item_id, "speaker": row.speaker_id, "who": row.who, "way": row.way,
        "topic": row.topic, "minutes": row.minutes, "seconds": row.seconds, "stand": row.stand, "summary": row.summary,
        "text": row.text,
    }  # fmt: skip


@require_safe
@never_cache
def floor(request, code, sitting):
    """Who speaks, how long is left, who is next; drawn anew every few seconds where JavaScript runs."""
    member = request.member
    if member.person_id is None:
        raise Http404
    rows = Sitting.objects.all() if member.role in OFFICE else Sitting.objects.filter(pk__in=called(member))
    row = get_object_or_404(rows, pk=sitting)
    found, now = queries.floor(row), timezone.now()
    speaking = found["now"]
    left = int((speaking.ends_at - now).total_seconds()) if speaking else 0
    context = {
        "title": _t("发言名单"), "row": row, "now": speaking, "waiting": found["waiting"], "code": code,
        "left": left, "left_words": spent(abs(left)) or "0:00", "over": left < 0,
        "runs": member.role in ("clerk", "leader") and access.may(member, FLOW["call"]),
        "may_ask": access.may(member, FLOW["ask"]), "item": row.agenda.filter(state="current").first(),
    }  # fmt: skip
    return render(request, "speeches/_floor.html" if request.htmx else "speeches/floor.html", context)
