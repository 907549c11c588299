"""THE WIRING BOARD: every consequence one process has for another, on one page.

Each runs inside the transaction of the step that causes it, as the house. Order matters: top to bottom.
"""

from datetime import date

from django.utils.translation import gettext as _

from huying.ballots.devices import tickets
from huying.kernel import process
from huying.kernel.clocks import rules
from huying.sittings import consequences as sittings
from huying.sittings import outcomes
from huying.suggestions import consequences as inside
from huying.suggestions import operations as suggestions
from huying.voices.operations import following as voices
from huying.voices.triage import consequences as triage

from . import appraising, between, deputy_blocks, inviting, pressing, receiving, telling, unsealed, visiting


def draft_suggestion(voice, *, by, at):
    """A voice that a deputy takes up becomes that deputy's draft, text and case carried over."""
    suggestions.draft(
        by=process.house(), at=at, case=voice.case, author=voice.deputy, title=voice.title, text=voice.text,
        field=voice.field, facts={"voice": voice.pk},
    )  # fmt: skip


def draft_agreed(followup, *, by, at):
    """What a consultation agreed to put forward becomes the deputy's draft, on the consultation's case."""
    suggestions.draft(
        by=process.house(), at=at, author=followup.owner, title=str(followup), text=followup.text,
        field=followup.consultation.field, facts={"followup": followup.pk},
    )  # fmt: skip


def tell(word: str):
    """All voices of the case follow the suggestion a step on."""

    def follow(suggestion, *, by, at):
        for case in unsealed.cases(suggestion):
            voices.told(case, word, at=at)

    follow.__name__ = f"tell_voices_{word}"
    return follow


def answer_voices(suggestion, *, by, at):
    """The end of the road is told to every voice of the case, merged ones included; honest where nothing was done."""
    cases = unsealed.cases(suggestion)
    replies = suggestion.latest_replies() if cases else []
    if not replies:
        return
    text = unsealed.answered(replies)
    rating = suggestion.ratings.filter(round=suggestion.rounds).first()
    disputed = rating is not None and rating.result == "no"
    solved, day = (
        not disputed and all(r.is_solved for r in replies),
        next(filter(None, map(_promised, replies)), None),
    )
    outcome = "solved" if solved else "planned" if day else "cannot"
    said = _("代表对办理结果不满意，会商后按程序办结。") if disputed else _class_words(suggestion)
    reason = "" if outcome != "cannot" else said
    for case in cases:
        voices.answer_from_suggestion(case, at=at, text=text, outcome=outcome, reason=reason, planned_on=day)
    unsealed.confirm(suggestion, cases, at=at)


def release_voices(suggestion, *, by, at):
    """A suggestion that ends unhandled gives its voices back to triage."""
    voices.given_back(suggestion.case_id, at=at)


def _promised(reply):
    days = [p["by"] for p in reply.promised if p.get("by")]
    return date.fromisoformat(max(days)) if days else None


def _class_words(suggestion) -> str:
    classes = rules()[0].value("suggestion.result_classes")
    return next((c["label"] for c in classes if c["code"] == suggestion.result_class), "")


def end_devices(admission, *, by, at):
    """Where all sessions of a person end, what votes for them in the hall ends too."""
    tickets.end_for(admission.member.person_id, at=at)


def end_devices_after_reset(admission, *, by, at):
    """A new password by a slip ends the devices; an office that was only added does not."""
    if admission.invitations.filter(used_at=at, resets=True).exists():
        end_devices(admission, by=by, at=at)


# steps after which a citizen with a phone gets a line
TOLD = (
    "hand_over", "conclude", "explain", "refer", "settle", "answer", "answer_file", "share_answer", "fulfil", "decline", "relay",
)  # fmt: skip

# ... and those that answer: a voice that another congress sent here is answered there too
ANSWERED = ("explain", "refer", "settle", "answer", "answer_file", "share_answer")

REACTIONS = {
    "voices.adopt": (draft_suggestion,),
    **{f"voices.{step}": (telling.citizen,) for step in TOLD},
    **{f"voices.{step}": (telling.citizen, between.tell_home) for step in ANSWERED},
    "voices.forward": (between.register_there, telling.citizen),
    "voices.fulfil": (telling.citizen, between.tell_home_of_proof),
    "voices.decline": (telling.citizen, between.send_home),
    "followups.propose": (draft_agreed,),
    "suggestions.edit": (inside.after_edit,),
    "suggestions.submit": (tell("submitted"),),
    "suggestions.assign": (tell("assigned"),),
    "handlings.reply": (inside.after_reply,),
    "handlings.give_opinion": (inside.after_opinion,),
    "handlings.let_go": (inside.after_reply,),
    "suggestions.answer": (tell("replied"),),
    "suggestions.rate": (inside.after_rating,),
    "suggestions.redo": (tell("redo"),),
    "suggestions.reply_again": (tell("redo"),),
    "suggestions.close": (answer_voices,),
    "suggestions.lapse": (answer_voices,),
    "suggestions.close_disagreed": (answer_voices,),
    "suggestions.withdraw": (release_voices, inside.after_end),
    "suggestions.treat_as_letter": (release_voices, inside.after_end),
}

# stations: what is found, talked about or moved there
REACTIONS |= {
    **{f"visits.{step}": (visiting.hear_findings,) for step in ("note", "record", "add_finding")},
    "bookings.close": (visiting.hear_booking,),
    **dict.fromkeys(
        ("receptions.move", "receptions.cancel", "slots.change", "slots.cancel"), (visiting.tell_bookings,)
    ),
    "receptions.miss": (receiving.tell_missed,),
    "receptions.make_up": (receiving.tell_made_up,),
    "receptions.report": (receiving.end_received,),
    **{
        f"voices.{s}": (*REACTIONS.get(f"voices.{s}", ()), visiting.tell_visits(o))
        for s, o in visiting.OUTCOMES.items()
    },
}

# deputies: what was raised in a contact or a letter becomes a voice
REACTIONS |= deputy_blocks.REACTIONS

# sittings: a changed agenda is told; what a poll decides, and what its next round decides
REACTIONS |= sittings.REACTIONS
REACTIONS["polls.declare"] = (*REACTIONS.get("polls.declare", ()), outcomes.after_declare)
REACTIONS["polls.again"] = (outcomes.after_again,)

# suggestions that a sitting hears about and tests for satisfaction
REACTIONS |= {step: (*REACTIONS.get(step, ()), *more) for step, more in appraising.REACTIONS.items()}

# sittings: the offices of guests from other congresses
REACTIONS["summons.call"] = (*REACTIONS.get("summons.call", ()), inviting.guest_called)
REACTIONS["sittings.notify"] = (*REACTIONS.get("sittings.notify", ()), inviting.sitting_notified)

# ballots: whoever may vote now is told, with the way to the sheet
REACTIONS["polls.open"] = (*REACTIONS.get("polls.open", ()), telling.voters)

# accounts: the devices of the hall end with the sessions
REACTIONS |= {
    "admissions.accept": (end_devices_after_reset,),
    **dict.fromkeys(("admissions.leave", "admissions.remove_factor"), (end_devices,)),
}

# triage: what was said is read at once for what cannot wait; a model's training is a job
REACTIONS |= {step: (*REACTIONS.get(step, ()), *more) for step, more in triage.REACTIONS.items()}
REACTIONS |= {step: (*REACTIONS.get(step, ()), *more) for step, more in pressing.REACTIONS.items()}
