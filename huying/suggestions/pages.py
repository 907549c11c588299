"""The room's pages for those who work here: columns, facts, sections, the story; figures and meeting stand beside."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.case import Trace
from huying.ui import storytelling
from huying.ui import units as standing
from huying.ui.clocks import lamp_of

from . import numbers, publicly, told
from .appraisals.pages import bar
from .columns import COLUMNS as COLUMNS
from .columns import SHOWN as SHOWN
from .handlings.handed import units_then
from .models import GONE, OPEN, Contact, Cosign, Rating
from .queries import author_name, public_word, visible_to
from .rounds import result_words, rounds


def facts(row, member):
    label = result_words()
    signed = [c for c in _told(row)["cosign"] if c["extra"] != "removed"]
    side = member.role != "handler" or not row.hide_name
    rows = [
        (_("领衔代表"), author_name(row, for_unit=member.role == "handler")),
        (_("联名"), "、".join(_signer(c) for c in signed) if side else ""),
        (_("代表团"), row.delegation_id and row.delegation), (_("领域"), row.field),
        (_("提出"), row.state != "draft" and f"{row.get_kind_display()} {row.submitted_on or ''}"),
        (_("来源"), row.get_source_display()), (_("来自"), came_from(row)),
        (_("会议"), row.session_id and row.session), (_("希望的承办单位"), row.wished_unit or row.wished),
        (_("希望的沟通方式"), row.get_contact_by_display() if row.contact_by else ""),
        (_("交办日期"), row.assigned_on),
        (_("首次交办"), row.first_assigned_on if row.first_assigned_on != row.assigned_on else ""),
        (_("交办会"), row.assigned_at_meeting_id and row.assigned_at_meeting),
        (_last_result(row), row.result_class and f"{row.result_class} {label.get(row.result_class, '')}"),
        (_("催办"), row.urged and _g("%(n)s 次") % {"n": row.urged}),
        (_("改交"), row.returns and _g("%(n)s 次") % {"n": row.returns}), (_("提请领导协调"), row.escalated_on),
        (_("并入"), row.merged_into_id and f"{row.merged_into.number} {row.merged_into}".strip()),
        (_("重点督办"), row.key_reason), (_("办结情况"), row.outcome and row.get_outcome_display()),
        (_("公开"), row.published_at and timezone.localdate(row.published_at)),
        (_("原编号"), row.external_id != row.number and row.external_id),
        (_("纸质件编号"), row.paper_number), (_("纸质件存放处"), row.paper_place),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def _last_result(row):
    """While it is handled again, what was answered is not what holds."""
    return (
        _("上一次答复的结果（重新办理中）") if row.state == "assigned" and row.rounds > 1 else _("办理结果")
    )


def _told(row) -> dict:
    """Read once a page."""
    if not hasattr(row, "told"):
        row.told = told.of(row)
    return row.told


def number(row) -> str:
    """What stands above the title."""
    return numbers.heading(row)


def came_from(row) -> str:
    """The matter that its docket began as, where that is another one."""
    return numbers.came_from(row, _past(row)) if row.source == "voice" else ""


def _signer(cosign):
    return (
        cosign["head"]
        if cosign["extra"] == "confirmed"
        else _g("%(name)s（%(day)s）") % {"name": cosign["head"], "day": Cosign.ANSWERS[cosign["extra"]]}
    )


def sections(row, member):
    """The text, the units with their clocks, the replies round by round with what was said of them, the talks."""
    made = []
    if not row.secret:
        made.append({"title": _("情况和问题"), "text": row.text})
        if row.advice:
            made.append({"title": _("具体建议"), "text": row.advice})
    written = _told(row)
    then = units_then(row, _past(row) if row.rounds else ())
    if row.rounds:
        parts = [_part(p) for p in row.parts if p.state != "cancelled"]
        made.append({"title": _("办理"), "template": "suggestions/_parts.html", "rows": parts})
    if written["reply"]:
        found = rounds(written, then, member)
        made.append({"title": _("答复和评价"), "template": "suggestions/_rounds.html", "rounds": found})
    if written["contact"]:
        rows = [
            {**c, "unit": then(c["part"], c["at"]), "way": Contact.WAYS[c["extra"]]}
            for c in written["contact"]
        ]
        made.append({"title": _("沟通情况"), "template": "suggestions/_contacts.html", "rows": rows})
    for opinion in written["opinion"] if member.role != "deputy" else ():
        made.append(
            {
                "title": _g("会办意见：%(unit)s") % {"unit": then(opinion["part"], opinion["at"])},
                "text": opinion["body"],
            }
        )
    for meeting in written["meeting"]:
        words = {"day": meeting["day"].isoformat(), "who": meeting["head"]}
        made.append({"title": _g("会商 %(day)s（%(who)s）") % words, "text": meeting["body"]})
    if row.closing:
        made.append({"title": _("双方的不同意见"), "text": row.closing})
    for found in written["evaluation"]:
        title = _g("%(name)s评议：%(level)s") % {
            "name": found["head"],
            "level": Rating.LEVELS[found["extra"]],
        }
        made.append({"title": title, "text": found["body"]})
    if written["appraised"]:
        rows = [
            bar(found["more"], found["head"], found["extra"], _("常委会测评"), day=found["day"])
            for found in written["appraised"]
        ]
        made.append({"title": _("满意度测评"), "template": "appraisals/_result.html", "rows": rows})
    return made


WORDS_IN_SIGHT = ("submit", "confirm", "accept", "send_back", "assign")


def reading(step, row, member):
    """What has to be in sight on a step's own page: what one signs, sends or assigns; what one rates."""
    if row.secret:
        return []
    if step.name == "rate":
        replies = [{"title": r.handling.unit, "text": r.text, "open": True} for r in row.latest_replies()]
        return [*replies, *words(row)]
    if step.name == "coordinate":  # why each unit says that it is not the one
        gave_back = [
            {"title": p.unit, "text": p.return_reason, "open": True} for p in row.parts if p.return_reason
        ]
        opinions = [
            {"title": o.handling.unit, "text": o.text} for o in row.opinions.select_related("handling__unit")
        ]
        return [*gave_back, *opinions, *words(row)]
    if step.name == "publish":
        return [*publicly.preview(row), *words(row, opened=True), *_to_check(row)]
    if step.name == "close":
        return publicly.on_closing(row, timezone.localdate())
    if step.name not in WORDS_IN_SIGHT:
        return []
    missing = step.name == "submit" and not row.advice.strip()
    warned = [{"warn": _("具体建议还没有写。可以先返回“修改”，写明希望怎样解决、由谁解决；也可以照样提交。")}]
    return [*(warned if missing else ()), *words(row, opened=True)]


def _to_check(row) -> list[dict]:
    """The replies that will be read, then what both sides could not agree on."""
    said = [{"title": _("双方的不同意见"), "text": row.closing, "open": True}] if row.closing else []
    return [{"title": r.handling.unit, "text": r.text, "open": True} for r in row.latest_replies()] + said


def words(row, *, opened=False):
    """The suggestion's own words, folded unless `opened`."""
    both = ((_("情况和问题"), row.text), (_("具体建议"), row.advice))
    return [{"title": title, "text": text, "open": opened} for title, text in both if text.strip()]


def beside(row, member):
    """Whose files stand here too: the units' parts, for a deputy only those that answer to the deputy."""
    if not row.rounds:
        return []
    return [p for p in row.parts if p.state not in GONE and (member.role != "deputy" or p.role != "co")]


def concerns(step, row) -> bool:
    """Nobody waits for a leader while nothing goes to and fro, nor for another round before they have met."""
    return step.name not in ("coordinate", "reply_again")


def not_yet(step, row) -> str:
    """It lapses only when the days to rate are over; of a year without a calendar the step itself says so."""
    open_now = step.name == "lapse" and row.due_on is not None and row.due_on >= timezone.localdate()
    return _g("代表的评价期限还没有届满。") if open_now else ""


def banners(row, member):
    """What has to be read first: why it was sent back, why the office advises to withdraw it, that it goes to and fro."""
    if row.state == "assigned" and row.escalated_on and member.role in ("clerk", "leader"):
        text = _("有关单位来回退办或者退回会办意见；请明确由谁主办，并记录协调意见。")
        return [{"tone": "warn", "title": _("等待领导协调"), "text": text}]
    if row.state == "assigned" and member.role in ("clerk", "leader") and _in_closed_hands(row):
        text = _("期限照常走；请打开停用单位的那一部分，改由其他单位办理。")
        return [{"tone": "warn", "title": _("承办单位已停用"), "text": text}]
    asked = {
        "returned": ("send_back", _("退回修改的理由")),
        "submitted": ("advise_withdrawal", _("审核意见：建议撤回，是否撤回由代表决定")),
    }.get(row.state)
    if asked is None:
        return []
    steps = (
        f"suggestions.{asked[0]}",
        "suggestions.submit",
    )  # advice on words that were handed in anew since is old
    traces = Trace.objects.filter(subject_kind="suggestions", subject_id=row.pk, step__in=steps).order_by(
        "-seq"
    )
    step, note = traces.values_list("step", "note").first() or ("", "")
    return [{"tone": "warn", "title": asked[1], "text": note}] if note and step == steps[0] else []


def _in_closed_hands(row) -> bool:
    return any(not part.unit.is_active for part in row.parts if part.state in OPEN)


def not_mine(row, member):
    """For a unit, the clocks of other units' parts: a receipt that another one owes is none that it owes."""
    if member.role != "handler":
        return set()
    units = {hat.unit_id for hat in (member, *getattr(member, "standing_in_for", ()))}
    return {("handlings", p.pk) for p in row.parts if p.unit_id not in units}


def _part(part):
    code = scope.current().code
    open_now = part.due_on if part.state not in (*GONE, "replied") else None
    return {
        "unit": standing.named(part.unit) if part.state in OPEN else part.unit, "role": part.get_role_display(),
        "below": part.parent_id is not None, "round": part.round,
        "state": part.state_label, "tone": {"replied": "ok", "returned": "wait"}.get(part.state, "wait"), "due": open_now,
        "lamp": lamp_of(open_now, timezone.localdate()) if open_now else None,
        "url": reverse("handlings:detail", kwargs={"code": code, "pk": part.pk}) if part.state not in GONE else "",
    }  # fmt: skip


def links(row, member):
    """What is handled with it: the suggestions merged into this one, or the one that goes on for both."""
    taken = [
        t.facts["other"] for t in _past(row) if t.step == "suggestions.absorb" and t.subject_id == row.pk
    ]
    if not taken and not row.merged_into_id:
        return []
    both = visible_to(member).filter(Q(pk__in=taken, merged_into=row) | Q(pk=row.merged_into_id))
    return [
        {
            "label": f"{numbers.shown(other)} {other}".strip(),
            "url": reverse("suggestions:detail", kwargs={"code": scope.current().code, "pk": other.pk}),
            "sub": _("并入了这一件，一并办理、一并答复。")
            if other.pk in taken
            else _("这一件并入了它，答复以它为准。"),
        }
        for other in both
    ]


def _past(row) -> list:
    """The case's traces, read once a page."""
    if not hasattr(row, "past"):
        row.past = list(storytelling.traces(row.case_id))
    return row.past


def story(row, member):
    """The case's story; where the deputy's name is hidden, units read the role instead (R-SUG-23)."""
    traces = _past(row)
    items = [storytelling.item(t, now=t is traces[-1], member=member) for t in traces]
    if member.role == "handler" and row.hide_name:
        for trace, item in zip(traces, items, strict=True):
            if trace.by.role == "deputy" or trace.acted_for_id:
                item["who"] = _g("代表（要求保密）")
    return items


def api_row(row, member):
    """What programs read of it."""
    return {
        "number": row.number, "title": str(row), "text": row.text, "advice": row.advice, "secret": row.secret,
        "author": author_name(row, for_unit=member.role == "handler"), "kind": row.kind, "source": row.source,
        "field": row.field.code if row.field_id else None, "cosign_count": row.cosign_count, "rounds": row.rounds,
        "lead_unit": row.lead_unit.name if row.lead_unit_id else None, "submitted_on": row.submitted_on,
        "assigned_on": row.assigned_on, "replied_on": row.replied_on, "closed_on": row.closed_on, "outcome": row.outcome,
        "result_class": row.result_class, "is_solved": row.is_solved, "public_word": public_word(row),
        "published_at": row.published_at, "is_key": row.is_key,
    }  # fmt: skip
