"""Between congresses: a voice that belongs to another one is registered there, and what is answered there comes back.

Each side is written while its own congress is served, in the one transaction of the step that caused it; both chains
grow. No question spans two congresses.
"""

from huying.kernel import files, process, scope
from huying.voices import operations as voices
from huying.voices.operations.forwarding import at_home


def register_there(voice, *, by, at):
    """`voices.forward`: the other congress's own voice, with the same words and pictures, without the person."""
    pictures, origin = files.again(voice), scope.current()
    with scope.congress(voice.sent_to):
        voices.hear(
            by=process.house(), at=at, title=voice.title, text=voice.text, channel="forward", place=voice.place,
            happened_on=voice.happened_on, urgency=voice.urgency, urgency_reason=voice.urgency_reason, is_anonymous=True,
            is_protected=voice.is_protected, files=pictures, came_from=origin, came_number=voice.number,
        )  # fmt: skip


def _waiting(voice):
    """The voice where the citizen asked, as long as it is this congress that it waits for."""
    home = at_home(voice)
    return home if home is not None and home.sent_to_id == voice.congress_id else None


def tell_home(voice, *, by, at):
    """An answer to a voice that came from elsewhere is said where the citizen asked."""
    if not voice.came_from_id:
        return
    if voice.outcome == "declined":  # merged there into one that was not taken
        send_home(voice, by=by, at=at)
        return
    paper = voice.written("answer").last()
    said = {
        "outcome": voice.outcome, "text": paper.text if paper else voice.outcome_reason, "reason": voice.outcome_reason,
        "planned_on": voice.planned_on, "fulfilled_on": voice.fulfilled_on,
    }  # fmt: skip
    with scope.congress(voice.came_from):
        home = _waiting(voice)
        if home is not None and home.state in ("handed", "answered") and not home.rated_at:
            voices.relay(home, by=process.house(), at=at, **said)


def tell_home_of_proof(voice, *, by, at):
    """Carried out there: the fourth word here, with the same proof."""
    if not voice.came_from_id:
        return
    proof = voice.written("proof").last()
    with scope.congress(voice.came_from):
        home = _waiting(voice)
        if home is not None and home.state == "answered" and home.fulfilled_on is None:
            voices.fulfil(home, by=process.house(), at=at, text=proof.text)


def send_home(voice, *, by, at):
    """Not taken there: it stands before triage here again, with the reason."""
    if not voice.came_from_id:
        return
    reason = voice.outcome_reason
    with scope.congress(voice.came_from):
        home = _waiting(voice)
        if home is not None and home.state == "handed":
            voices.come_back(home, by=process.house(), at=at, reason=reason)
