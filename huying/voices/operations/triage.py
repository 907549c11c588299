"""Triage (分诊): the four exits, consultation, adoption by a deputy, merging; and taking a wrong one back."""

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from huying.kernel import clocks
from huying.kernel.case import Link
from huying.kernel.given import clean, keep, needed
from huying.kernel.process import Refused, does
from huying.kernel.words import kept

from .. import words
from ..flow import FLOW
from ..models import Called, Voice
from ..tiers import tier_of
from .shared import carry, chosen, clear_round, day_of, living, write, write_answer


@does(FLOW["classify"])
def classify(voice, *, by, at, field=None, urgency="none", urgency_reason="", area=None, kind=""):
    chosen(urgency, words.URGENCIES, _("缓急"))
    reason = clean(urgency_reason)[:200]
    if urgency != "none" and not reason:
        raise Refused(_("标为急难愁盼或者危及安全的，请写明理由。"))
    voice.field, voice.urgency, voice.urgency_reason = field, urgency, reason if urgency != "none" else ""
    voice.area = area or voice.area
    voice.kind = chosen(kind, words.KINDS, _("类型")) if kind else voice.kind
    if urgency != "danger":
        clocks.drop(voice, "voice.urgent")
    return {"field": field.code if field else "", "urgency": urgency, "note": voice.urgency_reason}


@does(FLOW["explain"])
def explain(voice, *, by, at, text):
    """Against law or policy, or already done: say why, in plain words."""
    write_answer(voice, outcome="explained", text=needed(text, _("解释说明")), by=by, at=at)
    carry(voice, text=text, at=at)


@does(FLOW["refer"])
def refer(voice, *, by, at, way, text=""):
    """Petition, court, arbitration and discipline have their own channels (R-PET-07)."""
    guidance = str(words.WAYS[chosen(way, words.WAYS, _("途径"))])
    whole = "\n".join(filter(None, [guidance, clean(text)]))
    write_answer(voice, outcome="referred", text=whole, reason=str(words.WAY_NAMES[way]), by=by, at=at)
    carry(voice, text=whole, at=at)
    return {"way": way}


@does(FLOW["settle"])
def settle(voice, *, by, at, text, files=()):
    """Done on the spot: what was done is at once the proof that it was done."""
    write_answer(voice, outcome="settled", text=needed(text, _("怎样解决的")), by=by, at=at)
    keep(files, voice, by=by, at=at)
    voice.fulfilled_on = day_of(at)
    carry(voice, text=text, at=at)


@does(FLOW["hand_over"])
def hand_over(voice, *, by, at, unit, tier="", text=""):
    """To one of four tiers, its own where none is said; the unit receives, or returns once with a reason."""
    tier = tier_of(unit, chosen(tier, words.TIERS, _("层级")) if tier else "")
    voice.tier, voice.unit, voice.handed_on = tier, living(unit), day_of(at)
    voice.received_on = voice.reported_on = None
    return {"tier": tier, "unit": unit.pk, "note": clean(text)}


@does(FLOW["file"])
def file(voice, *, by, at, kind="", handler=None, unit=None, text=""):
    """Onto the road of its kind: a dispute, a booking of legal advice, a petition; each has steps and clocks of its own."""
    from .. import roads

    kind = kind or voice.kind
    if kind not in words.FILES:
        raise Refused(_("请选择类型：矛盾纠纷、法律援助或者信访。"))
    if voice.has_followers():
        raise Refused(_("已有其他民情并入本件，专门办理的内容不能让他们看到。请先撤销并案。"))
    voice.kind = voice.file_kind = kind
    voice.unit, voice.handed_on = living(unit) if unit else None, day_of(at)
    opened = roads.open_file(voice, by=by, at=at, handler=handler, unit=voice.unit)
    return {"kind": kind, "file": opened.pk, "note": clean(text)}


@does(FLOW["consult"])
def consult(voice, *, by, at, members="", units=(), place="", meets_at=None, text=""):
    """Call together those whom a hard matter concerns."""
    units = list(units)
    if not units and not clean(members):
        raise Refused(_("请写明参加会诊的单位或者人员。"))
    invited = [living(u).pk for u in units]
    data = {"text": clean(members), "units": invited, "place": clean(place)[:120], "meets_at": meets_at}
    write(voice, "consultation", by=by, at=at, **data)
    for pk in invited:
        Called.objects.create(case_id=voice.case_id, voice=voice, unit_id=pk, at=at, by=by)
    return {"units": [u.pk for u in units], "note": clean(text)}


@does(FLOW["conclude"])
def conclude(voice, *, by, at, conclusion, unit, tier="", due_on=None, files=()):
    """What the consultation found, who leads, until when. The lead cannot return it."""
    if due_on and due_on < day_of(at):
        raise Refused(_("办理期限不能早于今天。"))
    text, lead = needed(conclusion, _("会诊结论")), living(unit)
    write(voice, "conclusion", by=by, at=at, text=text, units=[lead.pk], planned_on=due_on)
    keep(files, voice, by=by, at=at)
    voice.tier, voice.unit = tier_of(unit, chosen(tier, words.TIERS, _("层级")) if tier else ""), unit
    voice.handed_on, voice.is_final = day_of(at), True
    return {"unit": unit.pk, "due_on": due_on.isoformat() if due_on else None}


@does(FLOW["adopt"])
def adopt(voice, *, by, at, deputy=None, text=""):
    """A deputy takes it up; the wiring board drafts the suggestion with this text on this case."""
    deputy = by if deputy is None and by.role == "deputy" else deputy
    if deputy is None:
        raise Refused(_("请选择认领的代表。"))
    if deputy.role != "deputy" or not deputy.is_active or deputy.congress_id != voice.congress_id:
        raise Refused(_("只能由本级在任的人大代表认领。"))
    if by.role == "deputy" and deputy.pk != by.pk:
        raise Refused(_("只能为自己认领；请其他代表自己认领，或者由机关指定。"))
    voice.deputy, voice.handed_on = deputy, day_of(at)
    return {"deputy": deputy.pk, "note": clean(text)}


@does(FLOW["merge"])
def merge(voice, *, by, at, into, text=""):
    """Into the voice that goes on for all; the answer to that one reaches this citizen too."""
    if voice.has_followers():
        raise Refused(_("已有其他民情并入本件，请反过来，把那一件并到本件。"))
    into = into.merged_into if into.state == "merged" else into
    if into.pk == voice.pk:
        raise Refused(_("不能并入自己。"))
    if into.congress_id != voice.congress_id:
        raise Refused(_("只能并入本级人大的民情。"))
    into = _locked(into, voice)
    if into.file_kind or into.is_protected:
        # what is written there is for its own citizen: an agreement, a decision, a protected person's answer
        raise Refused(
            _("“%(number)s”正在专门办理或者反映人受保护，它的答复不能给别人看，不能并入。")
            % {"number": into.number}
        )
    if into.state not in ("heard", "consulting", "handed", "adopted"):
        raise Refused(
            _("“%(number)s”现在是“%(state)s”，不能再并入；请直接向群众答复或者说明。")
            % {"number": into.number, "state": into.state_label}
        )
    Link.objects.get_or_create(case=voice.home_case, other=into.case, kind="merged", defaults={"at": at})
    voice.case, voice.merged_into = into.case, into
    return {"into": into.number, "note": clean(text)}


def _locked(into, voice):
    """The lead as it stands, held until the commit: it cannot be answered meanwhile. Of two that are merged into each
    other at the same moment one waits and the other gives way."""
    rows = Voice.objects.select_related(None).filter(pk=into.pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(nowait=into.pk < voice.pk)
    try:
        return rows.get()
    except OperationalError:
        raise Refused(_("“%(number)s”正在办理，请稍后再试。") % {"number": into.number}) from None


@does(FLOW["unmerge"])
def unmerge(voice, *, by, at, text=""):
    """Not the same matter after all; possible until the common answer."""
    lead = voice.merged_into.number
    Link.objects.filter(case=voice.home_case, other=voice.case, kind="merged").delete()
    voice.case, voice.merged_into = voice.home_case, None
    return {"from": lead, "note": clean(text)}


@does(FLOW["decline"])
def decline(voice, *, by, at, reason, text=""):
    """Only for the fixed reasons; the citizen reads which."""
    label = kept(words.DECLINES[chosen(reason, words.DECLINES, _("理由"))])
    if reason == "unconfirmed" and voice.state != "said":
        raise Refused(_("已经确认的不能以未确认为由不予受理。"))
    if reason == "elsewhere" and not voice.came_from_id:
        raise Refused(_("只有其他人大移送来的，才能以不属于本级为由退回；群众直接反映的请转交或者移送。"))
    text = clean(text) or label
    write_answer(voice, outcome="declined", text=text, reason=label, by=by, at=at)
    carry(voice, text=text, at=at)
    return {"reason": reason}


@does(FLOW["take_back"])
def take_back(voice, *, by, at, text):
    """A wrong triage, until the next one has acted. The clock of triage runs on from the first day."""
    was = {"outcome": voice.outcome, "unit": voice.unit_id, "deputy": voice.deputy_id}
    note = needed(text, _("撤回的理由"))
    clear_round(voice)
    return {**{k: v for k, v in was.items() if v}, "note": note}


@does(FLOW["release"])
def release(voice, *, by, at, text):
    """The deputy gives it back before a suggestion was handed in."""
    note = needed(text, _("放弃认领的理由"))
    clear_round(voice)
    return {"deputy": by.pk, "note": note}


@does(FLOW["give_back"])
def give_back(voice, *, by, at):
    """The suggestion ended unhandled (withdrawn, treated as a letter): the matter itself is still there."""
    was = voice.deputy_id
    clear_round(voice)
    return {"deputy": was}
