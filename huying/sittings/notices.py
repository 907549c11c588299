"""The notice of a sitting: what whoever sends it reads before, and the paper that goes with it."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from huying.ui.papers import Facts, Heading, Listed, Paper, Para
from huying.ui.papers.paper import blocks

from . import papers, rolls, timeliness
from .agenda import ordering
from .minutes.writing import day_of


def reading(sitting) -> list[dict]:
    """By when the notice is due, whom it calls, what stands on it."""
    due, today = timeliness.notice_of(sitting.rules, sitting.day, sitting.nature), timezone.localdate()
    made: list[dict] = []
    if due.late(today):
        words = {"term": due.term, "day": due.latest, "source": due.source}
        said = (
            _("会议通知应当提前 %(term)s，最迟 %(day)s（%(source)s）；现在发出已经晚了，请写明理由。") % words
        )
        made.append({"warn": said})
    elif due.latest:
        said = _("%(day)s（提前 %(term)s，%(source)s）") % {
            "day": due.latest,
            "term": due.term,
            "source": due.source,
        }
        made.append({"title": _("通知最迟"), "text": said, "open": True})
    if not sitting.place:
        made.append({"warn": _("还没有填写地点；通知上没有地点，请先修改会议信息。")})
    members = rolls.members_of(sitting)
    if (
        sitting.chair_id
        and members
        and sitting.chair.person_id not in {c.member.person_id for c in members if c.member}
    ):
        said = _("主持人%(name)s不在这次会议的组成人员里，收不到通知，也没有表决权。") % {
            "name": sitting.chair
        }
        made.append({"warn": said})
    names = "、".join(str(c.member) for c in members[:40])
    more = _("……") if len(members) > 40 else ""
    made.append({"title": _("发给 %(n)s 名组成人员") % {"n": len(members)}, "text": names + more})
    items = [f"{n}. {item.title}" for n, item in enumerate(ordering.listed(sitting), 1)]
    return [*made, {"title": _("建议议程"), "text": "\n".join(items), "open": True}]


def paper(sitting, one=None) -> Paper:
    """The notice as an official paper; `one`: the summons of the person to whom it is addressed."""
    with translation.override(papers.CHINESE):
        items = [i for i in ordering.listed(sitting) if i.state != "draft"]
        agenda = [i.title + (f"（{i.presenter}）" if i.presenter else "") for i in items]
        given = sitting.materials.filter(state="offered").order_by("item__place", "pk")
        if one is None or one.right != "member":
            given = given.exclude(audience="members")
        body: list = [Para(_opening(sitting)), Heading("时间和地点", 1, 1), Facts(_where(sitting, one))]
        body += [Heading("建议议程", 1, 2), Listed(agenda)]
        if read := [m.title for m in given]:
            body += [Heading("会议材料", 1, 3), Listed(read)]
        if sitting.bring:
            body += [Heading("注意事项", 1, 4 if read else 3), *blocks(sitting.bring)]
        if rule := _rule(sitting):
            body.append(Para(rule))
        organ = papers.house(sitting.organ)
        sent = timezone.localdate(sitting.notified_at) if sitting.notified_at else None
        return Paper(
            title=f"关于召开{sitting.title}的通知", note="" if sent else "未发出，仅供核对", to=_to(one), body=body,
            signed=[f"{organ}办公室"], on=sent,
        )  # fmt: skip


def _opening(sitting) -> str:
    basis = f"根据{sitting.agenda_basis}，" if sitting.agenda_basis and sitting.agenda_version else ""
    return f"{basis}定于{day_of(sitting.day)}召开{sitting.title}。现将有关事项通知如下："


def _where(sitting, one) -> list[tuple[str, object]]:
    start = f"{day_of(sitting.day)}{sitting.starts_at:%H:%M}"
    until = f"，到{day_of(sitting.until)}" if sitting.until > sitting.day else ""
    seat = one.seating.seat if one is not None and hasattr(one, "seating") else ""
    right = str(one.get_right_display()) if one is not None else ""
    return [("时间", start + until), ("地点", sitting.place or "另行通知"), ("座位", seat), ("参加身份", right),
            ("主持", sitting.chair or "")]  # fmt: skip


def _to(one) -> str:
    if one is None:
        return "各位组成人员、列席人员"
    return f"{one.post}{one.name}" if one.member_id is None else str(one.member)


def _rule(sitting) -> str:
    """Whether the notice is in time, by which rule; the reason where it is not."""
    due = timeliness.notice_of(sitting.rules, sitting.day, sitting.nature)
    if due.latest is None:
        return ""
    said = f"（{due.source}：会议通知提前{due.term}发出，最迟{day_of(due.latest)}"
    return said + (f"；本次晚于规定时间，理由：{sitting.late_reason}）" if sitting.late_reason else "）")
