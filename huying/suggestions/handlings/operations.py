"""A unit's part: receipt, return, split, talk, co-opinion, reply (R-SUG-06, R-SUG-09…13, R-SUG-16)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.clocks import open_now, rules
from huying.kernel.given import choice, with_files
from huying.kernel.process import Refused, creates, does, house

from ..models import OPEN, Contact, Handling, Opinion, Reply
from ..operations import following, given
from .flow import FLOW
from .handing_on import hand_on as hand_on
from .handing_on import let_go as let_go
from .handing_on import succeed as succeed
from .parts import cancel, fresh, void_requests


@creates(FLOW["offer"])
def offer(*, by, at, suggestion, unit, role, counts_on, parent=None, replaces=None):
    """A unit gets its part. `counts_on` is the day from which the reply clock counts."""
    extended = suggestion.extended and counts_on == suggestion.assigned_on and role != "co"
    row = Handling(
        case_id=suggestion.case_id, suggestion=suggestion, unit=given.unit(unit, _("承办单位")), role=role, parent=parent,
        replaces=replaces, counts_on=counts_on, offered_on=timezone.localdate(at), extended=extended,
        round=suggestion.rounds,
    )  # fmt: skip
    return row, {"unit": unit.pk, "role": role}


@does(FLOW["receive"])
def receive(handling, *, by, at):
    running = {clock.kind for clock in open_now(handling)}  # of a unit that was closed meanwhile
    handling.resumed = not running.isdisjoint(
        ("suggestion.contact", "suggestion.opinion", "suggestion.opinion_redo")
    )
    handling.received_on = timezone.localdate(at)


@does(FLOW["ask_return"])
def ask_return(handling, *, by, at, reason, proposed=None):
    """In writing, with reasons, inside its clock; a unit cannot pass it on by itself (R-SUG-10)."""
    if window := handling.return_shut(timezone.localdate(at)):
        raise Refused(
            _("申请退办的期限是 %(day)s，已经过了，应当继续办理。") % {"day": window.day.isoformat()}
        )
    handling.return_reason = given.text(reason, _("退办理由"))
    handling.proposed = given.unit(proposed, _("建议改交的单位")) if proposed else None
    return {"note": handling.return_reason, "proposed": proposed.pk if proposed else None}


@does(FLOW["grant_return"])
def grant_return(handling, *, by, at, unit=None, reason=""):
    """Give it to another unit at once, so that nothing lies between two chairs; a co-unit may simply drop out.

    Whether the new unit's clock starts anew is the profile's choice at the first stage; within the organ it does not.
    """
    suggestion = handling.suggestion
    facts = {"note": given.text(reason, _("意见"), required=False), "unit": unit.pk if unit else None}
    if unit is None and handling.role != "co":
        raise Refused(_("请选择改交的承办单位。"))
    if unit is not None:
        fresh(suggestion, unit, handling.parent)
        anew = handling.parent_id is None and rules()[0].value("suggestion.return_restarts_clock")
        start = timezone.localdate(at) if anew else handling.counts_on
        offer(
            by=house(), at=at, suggestion=suggestion, unit=unit, role=handling.role, counts_on=start,
            parent=handling.parent, replaces=handling,
        )  # fmt: skip
    following.hand_over(suggestion, by=house(), at=at, role=handling.role, unit=unit)
    _too_often(suggestion, suggestion.returns, at)
    void_requests(handling, at)
    return facts


def _too_often(suggestion, times, at):
    if times >= rules()[0].value("suggestion.opinion_ping_pong_limit"):
        following.escalate(suggestion, by=house(), at=at, times=times)


@does(FLOW["refuse_return"])
def refuse_return(handling, *, by, at, reason):
    handling.resumed = handling.received_on is not None
    handling.received_on = handling.received_on or timezone.localdate(at)
    return {"note": given.text(reason, _("不同意的理由"))}


@does(FLOW["split"])
def split(handling, *, by, at, mode="lead", lead=None, co=(), separate=(), note=""):
    """The organ splits to its departments; each has its own receipt and return clock, the reply clock goes on."""
    from ..operations.assigning import plan

    if handling.role == "co":
        units = list(co) or list(separate)
        if lead is not None or not units:
            raise Refused(_("协办任务只能分给协办单位。"))
        parts = [(u, "co") for u in units]
    elif handling.role == "separate":
        units = list(separate)
        if lead is not None or co or not units:
            raise Refused(_("分别办理的任务只能分给分办单位。"))
        parts = [(u, "separate") for u in units]
    else:
        parts = plan(mode, lead, co, separate)
    suggestion = handling.suggestion
    for unit, role in parts:
        fresh(suggestion, unit, handling)
        start = handling.counts_on if role != "co" else timezone.localdate(at)
        offer(
            by=house(), at=at, suggestion=suggestion, unit=unit, role=role, counts_on=start, parent=handling
        )
    handling.is_leaf = False
    if handling.role == "lead" and mode == "lead":
        following.set_lead(suggestion, by=house(), at=at, unit=lead)
    return {"units": [[r, u.pk] for u, r in parts], "note": given.text(note, _("分办意见"), required=False)}


@does(FLOW["unsplit"])
def unsplit(handling, *, by, at, reason=""):
    """Take the split back until a department has signed for it."""
    for row in handling.children.filter(state__in=OPEN):
        cancel(row, by=house(), at=at)
    handling.is_leaf = True
    if handling.role == "lead" and handling.suggestion.lead_unit_id != handling.unit_id:
        following.set_lead(handling.suggestion, by=house(), at=at, unit=handling.unit)
    return {"note": given.text(reason, _("理由"), required=False)}


@does(FLOW["urge"])
def urge(handling, *, by, at, note=""):
    """This one unit, not all that work on the suggestion."""
    return {"note": given.no_secret(handling.suggestion, note, _("催办意见"))}


@does(FLOW["log_contact"])
def log_contact(handling, *, by, at, way, who="", summary="", paper_number="", held_on=None, files=()):
    """At least one talk goes before a reply; where the deputy's name is hidden, the office carries it (R-SUG-11).

    Of a secret only the day, the way and the number of the paper on which the talk is noted.
    """
    if handling.suggestion.secret:
        who, summary = str(handling.suggestion.author or ""), _on_paper(summary, files, paper_number)
    day = given.past_day(held_on, at, _("沟通日期"), since=min(handling.offered_on, handling.counts_on))
    Contact.objects.create(
        case_id=handling.case_id, suggestion_id=handling.suggestion_id, handling=handling, round=handling.round, held_on=day,
        way=choice(way, Contact.WAYS, _("沟通方式")), who=given.text(who, _("沟通对象"), 120),
        summary=given.text(summary, _("沟通情况")), by=by, at=at,
    )  # fmt: skip
    handling.talked_round = handling.round
    handling.call_wished_on, handling.call_wish = None, ""
    return with_files({"on": day.isoformat(), "way": way}, files, handling, by, at)


def _on_paper(text, files, paper_number) -> str:
    """What the platform keeps of words about a secret: where they stand."""
    if text or files:
        raise Refused(_("涉密建议的内容不得录入本平台；只登记纸质件的编号。"))
    return _("见纸质件 %(number)s") % {"number": given.text(paper_number, _("纸质件编号"), 60)}


@does(FLOW["see_phone"])
def see_phone(handling, *, by, at, text):
    """Leave to look at the lead deputy's number; the trace says who and why, never what was seen."""
    return {"note": given.text(text, _("查看的理由"))}


@does(FLOW["ask_call"])
def ask_call(handling, *, by, at, wish=""):
    """Through the office: whoever the unit is, and where it is reached, stands in the register of units."""
    handling.call_wished_on = timezone.localdate(at)
    handling.call_wish = given.text(wish, _("想沟通的事和方便的时间"), 300, required=False)
    return {"note": handling.call_wish}


@does(FLOW["answer_call"])
def answer_call(handling, *, by, at, answer="", share_phone=False):
    """The office has passed it on, or the deputy says when; only the deputy gives the number away."""
    handling.call_wished_on, handling.call_wish = None, ""
    handling.phone_shared = handling.phone_shared or (bool(share_phone) and by.role == "deputy")
    facts = {"share_phone": True} if handling.phone_shared else {}
    return {**facts, "note": given.text(answer, _("回应"), 300, required=False)}


@does(FLOW["withhold_phone"])
def withhold_phone(handling, *, by, at):
    """The deputy took the consent back, which was given to this unit alone."""
    handling.phone_shared = False


@does(FLOW["give_opinion"])
def give_opinion(handling, *, by, at, text="", paper_number="", files=()):
    """A co-unit's word to the lead; of a secret the number of the paper only."""
    if handling.suggestion.secret:
        text = _on_paper(text, files, paper_number)
    Opinion.objects.create(
        case_id=handling.case_id,
        suggestion=handling.suggestion,
        handling=handling,
        text=given.text(text, _("会办意见")),
        by=by,
        at=at,
    )
    return with_files({}, files, handling, by, at)


@does(FLOW["send_back_opinion"])
def send_back_opinion(handling, *, by, at, reason):
    """The lead unit sends an empty opinion back; its own clock runs (Chongqing 第二十条)."""
    handling.opinions_sent_back += 1
    _too_often(handling.suggestion, handling.opinions_sent_back, at)
    return {"note": given.text(reason, _("退回理由")), "times": handling.opinions_sent_back}


@does(FLOW["reply"])
def reply(
    handling, *, by, at, result_class, signer, text="", promised=(), may_publish=True, paper_number="", files=()
):  # fmt: skip
    """The unit's answer of this round, signed by its head. `promised`: [{"what", "by": ISO day}]."""
    suggestion, today = handling.suggestion, timezone.localdate(at)
    found = given.listed("suggestion.result_classes", result_class, _("办理结果"))
    if suggestion.secret and (text or files):
        raise Refused(_("涉密建议的答复不得录入本平台；只登记纸质件的编号。"))
    if not handling.first_replied_on:
        kinds = ("suggestion.reply", "suggestion.reply_extended")
        clock = next((c for c in open_now(handling) if c.kind in kinds), None)
        handling.is_on_time = today <= clock.due_on if clock is not None and clock.due_on else None
        handling.first_replied_on = today
    answer = Reply.objects.create(
        case_id=handling.case_id, suggestion=suggestion, handling=handling, round=handling.round, by=by, at=at,
        text=given.text(text, _("答复内容"), required=not suggestion.secret), result_class=found["code"],
        is_solved=is_solved(found), signer=given.text(signer, _("签发人"), 40), promised=_promises(promised),
        may_publish=bool(may_publish) and not suggestion.secret,
        paper_number=given.text(paper_number, _("纸质件编号"), 60, required=suggestion.secret),
    )  # fmt: skip
    handling.result_class, handling.is_solved = answer.result_class, answer.is_solved
    void_requests(handling, at)
    facts = {"round": handling.round, "result_class": answer.result_class}
    return with_files(facts, files, handling, by, at)


def is_solved(entry) -> bool:
    """Does this result class count as solved? The profile says so, else class A does (R-SUG-16)."""
    return bool(entry.get("solved", entry["code"] == "A"))


def _promises(items) -> list[dict]:
    kept = []
    for item in items or ():
        what = given.text(item.get("what"), _("承诺事项"), 500)
        kept.append({"what": what, "by": str(item["by"]) if item.get("by") else ""})
    return kept


@does(FLOW["conclude"])
def conclude(handling, *, by, at):
    """All departments below have done their part."""
    rows = list(handling.children.filter(state="replied").exclude(role="co"))
    if rows:
        handling.result_class = max(r.result_class for r in rows)
        handling.is_solved = all(r.is_solved for r in rows)
        on_time = [r.is_on_time for r in rows]
        if not handling.first_replied_on:
            handling.first_replied_on = timezone.localdate(at)
            handling.is_on_time = None if None in on_time else all(on_time)


@does(FLOW["extend"])
def extend(handling, *, by, at):
    handling.extended = True


@does(FLOW["reopen"])
def reopen(handling, *, by, at, round):
    handling.round = round
    return {"round": round}


@does(FLOW["resume"])
def resume(handling, *, by, at, round):
    handling.round = round
    return {"round": round}
