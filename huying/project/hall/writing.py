"""What a batch of acts becomes: grouped by congress and poll, each group a constant number of statements."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from huying.ballots import casting
from huying.ballots.devices import tickets
from huying.ballots.models import Poll, Voter
from huying.ballots.sheet_page import SAID
from huying.kernel import scope
from huying.kernel.roster import Congress
from huying.rules.flow import N_

from .signing import Desk
from .talking import Problem

ATTENDANCE = "huying.project.hall_hooks.attendance"  # who takes presences, named on the wiring board
NOT_NOTED = {
    "code": N_("签到码不对或者已经过期，请看会场屏幕上的新码。"),
    "not_called": N_("这次会议没有通知您参加，或者现在不能签到。"),
}
OTHER_DEVICE = N_("这台设备已被另一台取代，或者您的身份已经停用。")


class Act(NamedTuple):
    """One thing that a device asks for. `on`: poll or sitting; `member` 0 where nobody is named."""

    verb: str
    congress: str
    on: int
    member: int
    number: int
    data: Any = None


class Attendance(Protocol):
    """Notes presences: one answer for each (member, code at the door): "taken", "code" or "not_called"."""

    def __call__(self, sitting: int, asked: Sequence[tuple[int, str]], *, at) -> Sequence[str]: ...


class Writer:
    """`write(acts)` runs in the writer's thread, inside its transaction."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.verbs: dict[str, Callable[[int, list[Act], Any], list]] = {
            "vote": self._vote, "sign": self.desk.sign, "cast": self.desk.cast, "mine": _mine, "present": _present,
        }  # fmt: skip

    def write(self, acts: list[Act]) -> list:
        """An answer for each: what is sent back, or the Problem that it is refused with."""
        answers: list = [None] * len(acts)
        at = timezone.now()
        for code, places in _grouped(range(len(acts)), lambda n: acts[n].congress).items():
            congress = Congress.objects.filter(code=code, is_active=True).first()
            if congress is None:
                for n in places:
                    answers[n] = Problem(404, "unknown", _("没有这个地址。"))
                continue
            with scope.congress(congress):
                self._serve(acts, places, answers, at)
        return answers

    def _serve(self, acts, places, answers, at) -> None:
        members = {acts[n].member for n in places if acts[n].member}
        holding = tickets.standing(members, today=timezone.localdate(at)) if members else {}
        good = []
        for n in places:
            if acts[n].member and holding.get(acts[n].member) != acts[n].number:
                answers[n] = Problem(401, "replaced", _(OTHER_DEVICE))
            else:
                good.append(n)
        # Presences last: their step locks the chain, which a poll's closing takes after the poll.
        good.sort(key=lambda n: (acts[n].verb == "present", acts[n].on))
        for (verb, on), some in _grouped(good, lambda n: (acts[n].verb, acts[n].on)).items():
            try:
                found = self.verbs[verb](on, [acts[n] for n in some], at)
            except Poll.DoesNotExist:
                found = [Problem(404, "unknown", _("没有这次表决。"))] * len(some)
            for n, answer in zip(some, found, strict=True):
                answers[n] = answer

    def _vote(self, poll: int, acts: list[Act], at) -> list:
        secrecy = Poll.objects.filter(pk=poll).values_list("secrecy", flat=True).first()
        cast = {"open": casting.cast_open, "separated": casting.cast_sealed}.get(secrecy or "")
        if cast is None:
            raise Poll.DoesNotExist
        return [said(a) for a in cast(poll, [casting.Press(a.member, a.data) for a in acts], at=at)]

    def close(self) -> None:
        self.desk.close()


def said(answer: casting.Answer) -> dict | Problem:
    """The ballot stands: its code; else the Problem, in the words of the plain page."""
    if answer.stands:
        return {"code": answer.code}
    if answer.why is not None:
        return Problem(422, answer.code, _(answer.why.text) % answer.why.values)
    status = 403 if answer.code in (casting.STRANGER, casting.ABSENT) else 409
    return Problem(status, answer.code, str(SAID[answer.code]))


def _mine(_on: int, acts: list[Act], _at) -> list:
    """Where a member stands on the rolls of what is open: {"polls": {id: {voted, channel, present}}}."""
    rows = Voter.objects.filter(member__in=[a.member for a in acts], poll__state="open")
    polls: dict[int, dict] = defaultdict(dict)
    for member, poll, voted, channel, present in rows.values_list(
        "member_id", "poll_id", "has_voted", "channel", "is_present"
    ):
        polls[member][str(poll)] = {"voted": voted, "channel": channel, "present": present}
    return [{"polls": polls.get(a.member, {})} for a in acts]


def _present(sitting: int, acts: list[Act], at) -> list:
    take: Attendance = import_string(ATTENDANCE)
    noted = take(sitting, [(a.member, a.data) for a in acts], at=at)
    return [{"code": said} if said == "taken" else Problem(409, said, _(NOT_NOTED[said])) for said in noted]


def _grouped(items, key) -> dict:
    """In the order of the first of each group."""
    groups: dict = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
