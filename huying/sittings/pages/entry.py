"""A sitting in lists and on its page."""

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ballots.models import Poll
from huying.kernel import scope
from huying.kernel.case import Trace
from huying.ui import storytelling, when
from huying.ui.columns import Column

from .. import doings, notices, queries, quorum, rolls, timeliness, untold
from ..agenda import pages as agenda_pages
from ..agenda import queries as agenda_queries
from ..materials import queries as materials
from ..models import ItemPoll

TONES = {
    "planned": "wait", "set": "wait", "notified": "warn", "open": "ok", "suspended": "warn", "closed": "ok", "minuted": "ok",
    "archived": "ok", "cancelled": "wait",
}  # fmt: skip
OFFICE = ("clerk", "leader", "admin")
SHOWN = 400
COMINGS = ("sittings.take_attendance", "sittings.sign_in", "sittings.sign_out")


def lamp(row) -> dict:
    """Colour and word of its state; a sitting that failed for want of a quorum says so."""
    if row.quorate is False:
        return {"tone": "late", "word": _t("未举行")}
    return {"tone": TONES[row.state], "word": _t(row.state_label)}


def moment(row) -> str:
    said = f"{when.day_words(row.day, timezone.localdate())} {row.starts_at:%H:%M}"
    return (
        _t("%(from)s，到 %(to)s") % {"from": said, "to": row.until.isoformat()}
        if row.until > row.day
        else said
    )


def _cell(row):
    return {"text": row.title, "main": True, "sub": row.place or row.kind_words}


COLUMNS = [
    Column(key="day", label=_("时间"), cell=moment, export=lambda r: f"{r.day} {r.starts_at:%H:%M}", sort="day"),
    Column(key="title", label=_("会议名称"), cell=_cell, export=lambda r: r.title),
    Column(key="kind", label=_("类型"), cell=lambda r: r.kind_words, sort="kind"),
    Column(key="state", label=_("状态"), cell=lambda r: {"text": "", "lamp": lamp(r)}, export=lambda r: lamp(r)["word"],
           sort="state"),
    Column(key="present", label=_("出席"), cell=lambda r: "" if r.base is None else f"{r.present}/{r.base}", numeric=True),
]  # fmt: skip


def title(row) -> str:
    return row.title


def facts(row, member):
    rows = [
        (_("时间"), moment(row)), (_("地点"), row.place), (_("类型"), row.kind_words),
        (_("性质"), _t(row.NATURES[row.nature]) if row.nature != "regular" else ""), (_("举行机构"), row.organ),
        (_("第几次"), row.ordinal or ""), (_("所属会议"), row.whole or row.session), (_("主持人"), row.chair),
        (_("公开举行"), _t("是") if row.is_public else _t("否")), (_("召集依据"), row.basis),
        (_("提议代表"), row.signatures or ""), (_("议程由谁确定"), row.agenda_basis or _t(row.rules.sets_agenda)),
        (_("通知发出"), when.moment_words(row.notified_at, timezone.now()) if row.notified_at else ""),
        (_("通知最迟"), _notice_due(row)), (_("晚通知的理由"), row.late_reason), (_("请带什么、注意什么"), row.bring),
        (_("主席团"), row.presidium), (_("秘书长"), row.secretary),
        (_("开会时"), _t("应到 %(base)s 人，实到 %(present)s 人") % {"base": row.base, "present": row.present}
         if row.base is not None else ""),
        (_("原因"), row.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def _notice_due(row) -> str:
    if row.notified_at or row.state not in ("planned", "set"):
        return ""
    due = timeliness.notice_of(row.rules, row.day, row.nature)
    if due.latest is None:
        return ""
    words = {"day": due.latest, "term": due.term, "source": due.source}
    if due.late(timezone.localdate()):
        return _t("%(day)s（提前 %(term)s，%(source)s）。已经过了，发通知时须写明理由。") % words
    return _t("%(day)s（提前 %(term)s，%(source)s）") % words


def concerns(step, row) -> bool:
    """Is a step that a guard refuses news to the reader of this sitting? The preparatory meeting only to a plenary."""
    return step.name != "constitute" or row.rules.needs_preparatory


def not_yet(step, row) -> str:
    """Nothing is told twice: was anything changed since the agenda was told, and not taken back?

    That anything was touched is asked together with the row.
    """
    if step.name != "tell_change":
        return ""
    if not getattr(row, "is_changed", True) or not untold.untold(row):
        return _t("议程没有要告知的变动。")
    return ""


def reading(step, row, member):
    """Before the notice: by when it is due and what it will say. Before the sitting is declared open or goes on: who is
    here, whether that is enough, whose notice is missing."""
    if step.name == "notify":
        return notices.reading(row)
    if step.name == "tell_change":
        changes = untold.untold(row)
        return [{"title": _("将告知的变动"), "text": untold.words(changes), "open": True}] if changes else []
    if step.name not in ("open", "resume"):
        return []
    found = quorum.at(row, timezone.now())
    made = [
        {"title": _("法定人数"), "text": found.sentence(), "open": True}
        if found.met
        else {"warn": found.sentence()}
    ]
    if step.name == "open" and (missing := rolls.uncalled(row)):
        names = "、".join(str(c.member) for c in missing[:10])
        said = _t("名册上的%(names)s没有通知；他们计入全体人数。请在通知名单上补发通知。") % {"names": names}
        made.append({"warn": said})
    return made


def story(row, member):
    """What happened to the sitting itself; items, papers and minutes tell their own, who came and went stands on the list."""
    rows = (
        Trace.objects.filter(subject_kind="sittings", subject_id=row.pk)
        .exclude(step__in=COMINGS)
        .order_by("seq")
    )
    found = rows.select_related("by__person", "by__unit", "acted_for__person")[: storytelling.MOST]
    return [storytelling.item(t) for t in found]


def sections(row, member):
    office = member.role in OFFICE
    listed = items(row, member)
    made = [{"title": _("议程"), "template": "sittings/_agenda.html", "items": listed,
             "propose": office and row.state in ("planned", "set", "notified", "open"), "sitting": row}]  # fmt: skip
    if row.program:
        made.append(
            {"title": _("日程"), "template": "sittings/_program.html", "program": program(row, listed)}
        )
    if row.state in ("notified", "open", "suspended") and (office or row.summoned(member)):
        at, base = timezone.now(), quorum.base_of(row)
        forecast = queries.forecast(row, at) if office and row.state == "notified" else {}
        counted = now(row, at, base, forecast.get("here"))
        made.insert(0, {"title": _("到会"), "template": "sittings/_now.html", **counted})
        if office and row.state == "notified":
            made.append({"title": _("通知和回执"), "template": "sittings/_answers.html", "sitting": row,
                         "forecast": answers(row, forecast, base)})  # fmt: skip
    if open_now := [i for i in listed if (i["poll"] or {}).get("now")]:
        made.insert(0, {"title": _("正在表决"), "template": "sittings/_voting.html", "items": open_now})
    made += doings.section(
        row, member, next((i["item"] for i in listed if i["item"].state == "current"), None)
    )
    papers = list(
        materials.visible_to(member)
        .filter(sitting=row, state="offered")
        .order_by("item__place", "pk")[:SHOWN]
    )
    if papers or office:
        made.append({"title": _("会议材料"), "template": "sittings/_materials.html", "papers": papers,
                     "offer": office and row.state in (*queries.TOLD[:3], "planned", "set"), "sitting": row})  # fmt: skip
    if getattr(row, "has_parts", False):
        parts = row.parts.order_by("day", "starts_at", "pk")[:60]
        made.append({"title": _("会议的组成部分"), "template": "sittings/_parts.html",
                     "rows": [{"row": p, "lamp": lamp(p), "moment": moment(p)} for p in parts]})  # fmt: skip
    return made


def program(row, listed) -> list[dict]:
    """The order of business: each half-day with the titles of the items that are put there. `listed`: items()."""
    return [
        {**block, "items": [i["item"].title for i in listed if i["item"].block == n]}
        for n, block in enumerate(row.program, 1)
    ]


def items(row, member) -> list[dict]:
    """The agenda as this reader may see it, numbered in order. What a vote came to is told outside once it is published."""
    found = (
        agenda_queries.visible_to(member).filter(sitting=row).exclude(state="dropped").order_by("place", "pk")
    )
    if member.role in OFFICE or row.summoned(member):
        last = ItemPoll.objects.filter(item=OuterRef("pk")).exclude(poll__state="annulled").order_by("-pk")
        found = found.annotate(
            poll_pk=Subquery(last.values("poll")[:1]), poll_state=Subquery(last.values("poll__state")[:1])
        )
    return [
        {"n": n, "item": i, "state": _t(i.state_label), "kind": _t(i.KINDS[i.kind]), "poll": _poll(i, member),
         "outcome": agenda_pages.result(i), "stages": agenda_pages.stages(i),
         "tone": "ok" if i.outcome == "adopted" else "late" if i.outcome == "rejected" else "wait"}
        for n, i in enumerate(found[:SHOWN], 1)
    ]  # fmt: skip


def _poll(item, member) -> dict | None:
    """The newest poll on an item, with the way to it: the office's page, a member's own sheet while it is open."""
    if not getattr(item, "poll_pk", None):
        return None
    here = {"code": scope.current().code, "pk": item.poll_pk}
    if member.role not in OFFICE:
        said = {"url": reverse("polls:vote", kwargs=here), "word": _t("正在表决，去投票"), "now": True}
        return said if item.poll_state == "open" else None
    url = reverse("polls:detail", kwargs=here)
    return {"url": url, "word": _t("表决：%(state)s") % {"state": _t(Poll.FLOW.states[item.poll_state])}}


def now(row, at, base=None, here=None) -> dict:
    """Who is in the room now against what the law asks; also read every few seconds by the page itself."""
    if here is None:
        here = dict(quorum.present(row, at).values_list("votes").annotate(n=Count("pk")))
    found = quorum.standing(row, present=here.get(True, 0), base=base)
    return {"sitting": row, "quorum": found, "sentence": found.sentence(), "others": here.get(False, 0)}


def answers(row, forecast, base) -> dict:
    """What the members have answered, and whether it will be enough (an estimate: all but those on leave)."""
    expected = min(base, forecast["called"]) - forecast["leave"]
    guess = quorum.standing(row, present=expected, base=base)
    return {**forecast, "expected": expected, "enough": guess.met, "needed": guess.needed}


def in_the_hall(row, member, *, called=False) -> list[dict]:
    """Ways to where votes are taken: the member's own page, and for the office the chair's and the screen."""
    code, made = scope.current().code, []
    if row.rules.decides and (called or row.summoned(member)):
        made += [
            {"label": _t("会场投票"), "url": reverse("polls:hall", kwargs={"code": code}), "sub": _t("开会时打开这一页")},
            {"label": _t("准备好投票的设备"), "url": reverse("polls:device", kwargs={"code": code}),
             "sub": _t("开会以前在要带去的手机上做一次")},
        ]  # fmt: skip
    if row.rules.decides and member.role in OFFICE:
        made += [
            {"label": _t("主持表决"), "url": reverse("polls:chair", kwargs={"code": code}), "sub": _t("开始、截止、宣布")},
            {"label": _t("会场屏幕"), "url": reverse("polls:screen", kwargs={"code": code}), "sub": _t("放在投影上")},
        ]  # fmt: skip
    return made


def links(row, member):
    code = scope.current().code
    here = {"code": code, "pk": row.pk}
    made = [{"label": _t("存入手机日历（.ics）"), "url": reverse("sittings:ics", kwargs=here)}]
    if row.state in ("notified", "open", "suspended") and (member.role in OFFICE or row.summoned(member)):
        made += in_the_hall(row, member)
    if member.role in OFFICE:
        made += [
            {
                "label": _t("签到台"),
                "url": reverse("sittings:desk", kwargs=here),
                "sub": _t("逐人登记到会、离会"),
            },
            {
                "label": _t("会场签到码"),
                "url": reverse("sittings:screen", kwargs=here),
                "sub": _t("放在会场门口的屏幕上"),
            },
            {
                "label": _t("通知名单"),
                "url": reverse("summons:list", kwargs={"code": code}) + f"?sitting={row.pk}",
            },
            {
                "label": _t("邀请代表列席"),
                "url": reverse("sittings:invite", kwargs=here),
                "sub": _t("按列席次数轮流"),
            },
        ]
    if row.agenda_version > 1:
        made.append({"label": _t("议程的各个版本"), "url": reverse("sittings:versions", kwargs=here)})
    if row.is_public and (draw := getattr(row, "draw_pk", None)):
        made.append(
            {"label": _t("公民旁听"), "url": reverse("draws:detail", kwargs={"code": code, "pk": draw})}
        )
    return made


def api_row(row, member):
    return {
        "kind": row.kind, "nature": row.nature, "title": row.title, "day": row.day, "until": row.until,
        "starts_at": row.starts_at,
        "place": row.place, "organ": row.organ_id, "session": row.session_id, "whole": row.whole_id, "number": row.ordinal,
        "is_public": row.is_public, "base": row.base, "present": row.present, "quorate": row.quorate,
        "agenda": [{"id": i["item"].pk, "title": i["item"].title, "kind": i["item"].kind, "state": i["item"].state,
                    "outcome": i["item"].outcome if i["outcome"] else ""} for i in items(row, member)],
        "agenda_version": row.agenda_version,
    }  # fmt: skip
