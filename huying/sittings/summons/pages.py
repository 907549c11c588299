"""A notice of a sitting in the hands of the person called, and on the office's list."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import storytelling, when
from huying.ui.columns import Column

from .. import handing_out
from ..agenda import pages as agenda_pages
from ..agenda import queries as agenda
from ..materials import queries as materials
from ..presence import Presence
from . import queries

TONES = {
    "called": "wait", "read": "wait", "coming": "ok", "leave_asked": "warn", "excused": "ok", "refused": "late",
    "declined": "warn", "released": "wait",
}  # fmt: skip
OFFICE = ("clerk", "leader", "admin")


def _who(row):
    return {"text": row.called, "main": True, "sub": row.post or str(row.sitting)}


COLUMNS = [
    Column(key="called", label=_("姓名"), cell=_who, export=lambda r: r.called),
    Column(key="sitting", label=_("会议"), cell=lambda r: str(r.sitting)),
    Column(key="day", label=_("日期"), cell=lambda r: r.sitting.day.isoformat(), sort="sitting__day"),
    Column(key="right", label=_("身份"), cell=lambda r: str(r.get_right_display()), sort="right"),
    Column(key="state", label=_("回执"), cell=lambda r: {"text": "", "lamp": {"tone": TONES[r.state], "word": _t(r.state_label)}},
           export=lambda r: _t(r.state_label), sort="state"),
    Column(key="came", label=_("到会"), cell=lambda r: timezone.localtime(r.came).strftime("%H:%M") if r.came else "",
           export=lambda r: timezone.localtime(r.came).strftime("%Y-%m-%d %H:%M") if r.came else ""),
    Column(key="why", label=_("列席理由"), cell=lambda r: r.why),
]  # fmt: skip


def title(row) -> str:
    return _t("会议通知：%(sitting)s") % {"sitting": row.sitting}


def facts(row, member):
    own = row.addressee(member) or member.role in OFFICE
    seat = row.seating.seat if hasattr(row, "seating") else ""
    stay = Presence.objects.filter(summons=row).order_by("since").first()
    rows = [
        (_("发给"), row.called), (_("身份"), row.get_right_display()), (_("职务"), row.post),
        (_("时间"), f"{when.day_words(row.sitting.day, timezone.localdate())} {row.sitting.starts_at:%H:%M}"),
        (_("地点"), row.sitting.place), (_("座位"), seat), (_("证号"), row.card), (_("列席理由"), row.why),
        (_("哪一级代表"), row.get_level_display() if row.level else ""),
        (_("已阅"), when.moment_words(row.read_at, timezone.now()) if row.read_at else ""),
        (_("请假或者不能列席的原因"), row.reason if own else ""), (_("批复"), row.decision if own else ""),
        (_("改派"), row.replaced_by.called if row.replaced_by_id else ""), (_("催过几次"), row.pressed or ""),
        (_("到会"), when.moment_words(stay.since, timezone.now()) if stay else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    items = (
        agenda.visible_to(member)
        .filter(sitting=row.sitting_id)
        .exclude(state="dropped")
        .order_by("place", "pk")
    )
    papers = list(materials.visible_to(member).filter(sitting=row.sitting_id, state="offered")[:100])
    listed = [
        {"n": n, "item": i, "state": "", "kind": _t(i.KINDS[i.kind]), "outcome": agenda_pages.result(i), "tone": "wait",
         "stages": agenda_pages.stages(i)}
        for n, i in enumerate(items[:200], 1)
    ]  # fmt: skip
    made = [
        {
            "title": _("建议议程"),
            "template": "sittings/_agenda.html",
            "items": listed,
            "propose": False,
            "sitting": row.sitting,
        }
    ]
    if papers:
        made.append(
            {"title": _("会议材料"), "template": "sittings/_materials.html", "papers": papers, "offer": False}
        )
    return made


def _notice(row):
    from .. import notices

    return notices.paper(row.sitting, row)


paper = handing_out.view(queries, _notice)


def links(row, member):
    here = {"code": scope.current().code, "pk": row.sitting_id}
    made = [{"label": str(row.sitting), "url": reverse("sittings:detail", kwargs=here)},
            {"label": _t("存入手机日历（.ics）"), "url": reverse("sittings:ics", kwargs=here)}]  # fmt: skip
    if row.sitting.notified_at or member.role in OFFICE:
        made += handing_out.links("summons", row, _t("会议通知（%(kind)s）"))
    if row.sitting.state in ("notified", "open", "suspended") and row.addressee(member):
        from ..pages.entry import in_the_hall

        made.append({"label": _t("到会签到"), "url": reverse("sittings:arrive", kwargs=here)})
        if row.member_id and row.votes:
            made += in_the_hall(row.sitting, member, called=True)
    return made


def story(row, member):
    """What was done with this one paper; whoever else is on the list is nobody's business."""
    return storytelling.since(row, 0)


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "name": row.called, "member": row.member_id, "unit": row.unit_id, "right": row.right,
        "post": row.post, "level": row.level or None, "why": row.why, "read_at": row.read_at, "answered_at": row.answered_at,
    }  # fmt: skip
