"""Before anybody votes: the question, the sheet, the rule, the roll; and the next round when one is needed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huying.kernel import dockets, given, scope
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import recorded
from huying.rules import voting
from huying.ui import blocks

from .. import kinds, results, standing, words
from ..flow import FLOW
from ..models import Poll, Voter
from . import candidates, rolls

SHEET = ("seats", "as_list", "write_ins", "pick", "ranked", "surplus")


@creates(FLOW["propose"])
def propose(
    *, by, at, title, kind, secrecy, objects=(), question="", way="", organ=None, counts="first", prints_sample=0,
    live_turnout=True, case=None, again_of=None, **sheet,
):  # fmt: skip
    """A poll in the making. `objects` and **sheet (seats, as_list, write_ins, pick, ranked, surplus): kinds.make_spec.

    `way` is a key of rules/voting.toml, else the first that fits kind and organ. `case`: the docket of what is decided.
    A motion without objects is voted on as its title.
    """
    title = given.line(title, _("标题"), 120)
    given.choice(kind, words.KINDS, _("种类"))
    docket = dockets.of_year("BJ", [title], at)[0]
    if case is None:
        docket.save()
        case = docket
    poll = Poll(number=docket.number, case=case, title=title, kind=kind, organ=organ, again_of=again_of)
    poll.question = given.text(question, _("说明"), 20_000, required=False)
    _rules(poll, secrecy=secrecy, counts=counts, prints_sample=prints_sample, live_turnout=live_turnout)
    poll.spec = _spec(kind, objects or ([title] if kind == "motion" else ()), sheet)
    poll.way = _way(poll, way).as_dict()
    return poll, {"kind": kind, "secrecy": secrecy, "way": poll.way["key"]}


@does(FLOW["amend"])
def amend(
    poll, *, by, at, title=None, question=None, secrecy=None, objects=None, way="", organ=None, counts=None, prints_sample=None,
    live_turnout=None, **sheet,
):  # fmt: skip
    """Everything but the kind; what is not given stays. The roll has to be prepared again."""
    if title is not None:
        poll.title = given.line(title, _("标题"), 120)
    if question is not None:
        poll.question = given.text(question, _("说明"), 20_000, required=False)
    if organ and organ != poll.organ and standing.roll_of(poll) is not None:
        raise Refused(_("这次表决属于会议的议题，由这次会议表决，不能改由别的机关表决。"))
    poll.organ = organ or poll.organ
    _rules(
        poll, secrecy=secrecy or poll.secrecy, counts=counts or poll.counts,
        prints_sample=poll.prints_sample if prints_sample is None else prints_sample,
        live_turnout=poll.live_turnout if live_turnout is None else live_turnout,
    )  # fmt: skip
    if objects is not None or sheet:
        kept = {k: poll.spec[k] for k in SHEET if k in poll.spec}
        old = [{k: v for k, v in o.items() if k != "key"} for o in poll.spec["objects"]]
        for entry in old:
            if "options" in entry:
                entry["options"] = [o["label"] for o in entry["options"]]
        made = _spec(poll.kind, objects or old, {**kept, **sheet})
        _keeps_lines(poll, made)
        poll.spec = made
    poll.way = _way(poll, way or poll.way["key"]).as_dict()
    return {"secrecy": poll.secrecy, "way": poll.way["key"]}


@does(FLOW["prepare"])
def prepare(poll, *, by, at, roll=None, way=""):
    """Who may vote: memberships, or (membership, number) pairs; one person stands once. Replaces an earlier roll.

    A poll on a sitting's item takes its roll from the sitting, a typed one is refused. An election needs as many
    candidates as its law asks for (candidates.check_number).
    """
    if way:
        poll.way = _way(poll, way).as_dict()
    candidates.check_number(poll)
    if (called := standing.roll_of(poll)) is not None:
        if roll is not None:
            raise Refused(_("这次表决属于会议的议题，名单以会议的名单为准，不能另行填写。"))
        roll = called
    voters = _roll(poll, roll or ())
    Voter.objects.filter(poll=poll).delete()
    Voter.objects.bulk_create(voters, batch_size=5000)
    poll.roll_size = len(voters)
    poll.roll_digest = rolls.digest((v.number, v.member_id) for v in voters)
    return {"voters": poll.roll_size, "roll": poll.roll_digest, "way": poll.way["key"]}


@does(FLOW["again"])
def again(poll, *, by, at, title="", objects=None, stay=None, reason=""):
    """The next round that the count asks for; after an annulled poll the same once more. The roll is taken anew.

    `stay` and `reason`: who of those with equal votes at the cut stands in it, and why (candidates.of_next_round).
    The trace's facts name the new poll ("poll").
    """
    if poll.rounds.exclude(state="annulled").exists():
        raise Refused(_("下一轮已经拟定了。"))
    asked = poll.result.get("next") if poll.state == "declared" else None
    old = {k: poll.spec[k] for k in SHEET if k in poll.spec}
    if asked and asked["why"] != "void":
        old |= (
            {"seats": asked["seats"]}
            if poll.kind == "election"
            else {"pick": asked["seats"], "surplus": None}
        )
        if asked["way"] != "choosing_ranked":
            old.pop("ranked", None)
    labels, why = candidates.of_next_round(asked, stay, reason) if asked and not objects else (None, {})
    if not (objects := objects or _next_objects(poll, labels)):
        raise Refused(_("没有候选人可以列入下一轮：请先另行提名，再另行拟定表决。"))
    if not asked or asked["why"] == "void":
        _keeps_lines(poll, _spec(poll.kind, objects, old))
    made = propose(
        by=by, at=at, title=title or _next_title(poll, asked), question=poll.question, kind=poll.kind, secrecy=poll.secrecy,
        objects=objects, way=asked["way"] if asked else poll.way["key"], organ=poll.organ,
        counts=poll.counts, case=poll.case, again_of=poll, live_turnout=poll.live_turnout,
        prints_sample=poll.prints_sample, **old,
    )  # fmt: skip
    return {"poll": made.pk, "why": asked["why"] if asked else poll.state, **why}


@recorded()
def _next_title(poll, asked) -> str:
    said = {"tie": _("再次投票"), "open": _("另行选举"), "void": _("重新投票")}
    return _("%(title)s（%(what)s）") % {
        "title": poll.title[:100],
        "what": said[asked["why"]] if asked else _("重新投票"),
    }


def _next_objects(poll, labels) -> list:
    before = {o["label"]: o for o in poll.spec["objects"]}
    found = []
    for label in before if labels is None else labels:
        entry = {k: v for k, v in before.get(label, {"label": label}).items() if k != "key"}
        if "options" in entry:
            entry["options"] = [o["label"] for o in entry["options"]]
        found.append(entry)
    return found


def _rules(poll, *, secrecy, counts, prints_sample, live_turnout) -> None:
    poll.secrecy = given.choice(secrecy, words.SECRECY, _("投票方式"))
    poll.counts = given.choice(counts, words.COUNTS, _("以哪一次按键为准"))
    if poll.is_secret and counts == "last":
        raise Refused(_("无记名投票以第一次为准：没有人找得到原来那张票去更换。"))
    poll.prints_sample = given.number(prints_sample, _("抽查打印的票"), 0, 1000)
    poll.live_turnout = bool(live_turnout)


def _spec(kind, objects, sheet) -> dict:
    """The checked sheet; settings of another kind of poll are left out."""
    try:
        return kinds.make_spec(kind, list(objects), **{k: v for k, v in sheet.items() if v is not None})
    except kinds.BadSpec as bad:
        raise Refused(_(bad.text) % bad.values) from None
    except TypeError:
        raise Refused(_("表决的设置不对。")) from None


def _keeps_lines(poll, spec) -> None:
    """Where somebody waits for the result of each line, the lines stay as they are: not swapped, dropped or renamed."""
    lines = [[o["label"] for o in one["objects"]] for one in (poll.spec, spec)]
    if lines[0] != lines[1] and (waits := standing.awaited(poll)):
        raise Refused(
            _("“%(what)s”等着逐项的结果，表决对象不能改动。要改，请先作废这次表决。") % {"what": waits}
        )


def _way(poll, key) -> voting.Way:
    fitting = voting.for_kind(poll.kind)
    if not key and poll.organ_id:
        fitting = [w for w in fitting if _body(poll.organ) in w.organs] or fitting
    found = next((w for w in fitting if not key or w.key == key), None)
    if found is None:
        raise Refused(_("这条表决规则不适用于这一种表决。"))
    if found.secret and not poll.is_secret:
        said = {"way": found.label, "rule": results.cited(found.rule)}
        raise Refused(_("“%(way)s”应当无记名投票（%(rule)s）。") % said)
    if (found.outcome == "points") != bool(poll.spec.get("ranked")):
        raise Refused(_("排序的票按排序计分，不排序的票按票数计。"))
    return found


def _body(organ) -> str:
    """Whose ways fit: the presidium of a township works the whole year and decides by a rule of its own (R-STR-23)."""
    is_standing = organ.kind == "presidium" and scope.current().level == "township"
    return "township_presidium" if is_standing else organ.kind


def _roll(poll, roll: Iterable) -> list[Voter]:
    voters, people, numbers = [], set(), set()
    congress = scope.current()
    entries = [entry if isinstance(entry, tuple) else (entry, str(n)) for n, entry in enumerate(roll, 1)]
    may_not = blocks.ask("ballots.may_not", [member.pk for member, _number in entries])
    for member, number in entries:
        if reason := may_not.get(member.pk):
            raise Refused(_("“%(name)s”不能列入名单：%(why)s") % {"name": member, "why": reason})
        if member.congress_id != congress.pk or not member.is_active or member.person_id is None:
            raise Refused(_("“%(name)s”现在不能列入名单。") % {"name": member})
        number = given.line(str(number), _("编号"), 20)
        if member.person_id in people:
            raise Refused(_("“%(name)s”在名单上出现了两次。") % {"name": member})
        if number in numbers:
            raise Refused(_("编号“%(number)s”用了两次。") % {"number": number})
        people.add(member.person_id)
        numbers.add(number)
        voters.append(Voter(congress=congress, poll=poll, member=member, number=number))
    if not voters:
        raise Refused(_("请选出表决人。"))
    return voters
