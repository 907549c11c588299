"""How polls look: in lists, to the office, to a voter, to the public."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import scope
from huying.kernel.case import Trace
from huying.ui import storytelling
from huying.ui.columns import Column

from . import on_paper, presets, queries, results, words
from .blind import congresskey
from .blind import pages as blind
from .standing import roll_of, standing

TONES = {"open": "warn", "closed": "warn", "counted": "warn", "declared": "ok", "annulled": "late"}
NEWS = {"polls.open": "vote"}  # the notice that a vote is open leads to one's own sheet
MOST = 40  # named votes and lines of the roll that a page shows unfolded


def _state(row) -> dict:
    found = results.outcome(row.outcome) if row.state == "declared" else None
    lamp = {"tone": TONES.get(row.state, "wait"), "word": _t(row.state_label)}
    return {"text": "", "lamp": lamp, "sub": found["word"] if found else ""}


def _when(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


COLUMNS = [
    Column(key="title", label=_("表决"), cell=lambda r: {"text": r.title, "sub": r.number, "main": True},
           export=lambda r: r.title),
    Column(key="kind", label=_("种类"), cell=lambda r: _t(words.KINDS[r.kind]), sort="kind"),
    Column(key="secrecy", label=_("投票方式"), cell=lambda r: _t(words.SECRECY[r.secrecy]), sort="secrecy"),
    Column(key="roll", label=_("名单"), cell=lambda r: r.roll_size or "", sort="roll_size", numeric=True),
    Column(key="state", label=_("状态"), cell=_state, sort="state", export=lambda r: _t(r.state_label)),
]  # fmt: skip


def facts(row, member):
    way = results.way(row)
    shown = [
        (_t("种类"), _t(words.KINDS[row.kind])),
        (_t("由谁表决"), str(row.organ or way["members"])),
        (_t("投票方式"), _t(words.SECRECY[row.secrecy])),
        (_t("谁能对上谁"), _t(words.SECRECY_SAYS[row.secrecy])),
        (_t("适用的规则"), _t("；").join(filter(None, (way["label"], way["needed"], way["rule"])))),
    ]
    if way["quorum"]:
        shown.append((_t("法定人数"), _t("；").join((way["quorum"], way["quorum_rule"]))))
    if row.secrecy == "open":
        shown.append((_t("多次按键"), _t(words.COUNTS[row.counts])))
    if row.roll_size:
        shown.append((_t("名单人数"), row.roll_size))
    if row.opened_at:
        shown.append((_t("开始"), _when(row.opened_at)))
    if row.secrecy == "verifiable" and row.public_key:
        shown.append((_t("表决公钥指纹"), row.fingerprint))
        shown.append((_t("签名公钥指纹"), congresskey.fingerprint(scope.current())))
    if row.closes_at:
        shown.append((_t("自动截止"), _when(row.closes_at)))
    if row.closed_at:
        shown.append((_t("截止"), _when(row.closed_at)))
    if row.prints_sample:
        shown.append((_t("抽查几张打印的票"), row.prints_sample))
    return shown


def sections(row, member):
    office = member.role in queries.OFFICE
    made = []
    if row.question:
        made.append({"title": _t("说明"), "text": row.question})
    if row.kind != "motion" and row.state in ("proposed", "prepared", "open", "closed", "annulled"):
        made.append({"title": _t("表决对象"), "template": "ballots/parts/objects.html"})
    if row.state == "open" and (turnout := running(row, member)):
        made.append({"title": _t("进行情况"), "template": "ballots/parts/running.html", "running": turnout})
    if row.state == "declared" or (row.state == "counted" and office):
        made.append({"title": _t("结果"), "template": "ballots/parts/result.html", "result": result(row)})
    if row.state == "declared" and row.secrecy == "open" and (office or row.names_published):
        made.append(
            {"title": _t("各人所投的票"), "template": "ballots/parts/names.html", "votes": named(row)}
        )
    if office and row.paper_issued and row.state == "closed":
        made.append(
            {"title": _t("纸质票"), "template": "ballots/parts/paper.html", "paper": on_paper.paper(row)}
        )
    if row.prints_draw:
        made.append(
            {
                "title": _t("抽查打印的票"),
                "template": "ballots/parts/prints.html",
                "prints": on_paper.prints(row, office=office),
            }
        )
    if office and row.roll_size:
        made.append({"title": _t("名单"), "template": "ballots/parts/roll.html", "roll": queries.voters(row)})
    return made


def running(row, member) -> dict | None:
    """How many have voted, where the poll shows it while it runs."""
    if not row.live_turnout and member.role not in queries.OFFICE:
        return None
    n = queries.turnout(row)
    return {"voted": n, "roll": row.roll_size, "paper": row.paper_issued}


def result(row) -> dict:
    """What ballots/parts/result.html takes."""
    return {
        "outcome": results.outcome(row.outcome), "lines": results.lines(row.result), "objects": results.objects(row),
        "next": results.next_round(row), "digest": row.digest, "counted_as": results.way(row),
    }  # fmt: skip


def named(row) -> list[dict]:
    return [
        {"number": v.voter.number, "name": v.voter.member.person.name, "marks": results.marks(row, v.marks)}
        for v in queries.named_votes(row)
    ]


def story(row, member):
    """The poll's own steps: a sitting's case tells of every item and every round of it."""
    own = Trace.objects.filter(case=row.case_id, subject_kind="polls", subject_id=row.pk).order_by("seq")
    rows = list(own.select_related("by__person", "by__unit", "acted_for__person"))
    return [storytelling.item(t, now=t is rows[-1], member=member) for t in rows]


def banners(row, member):
    """Whose turn it is to vote sees that before anything else; once it is declared, everybody the result."""
    if row.state == "declared" and (found := results.outcome(row.outcome)):
        shown = results.objects(row)
        return [
            {
                "tone": found["tone"],
                "title": found["word"],
                "text": shown[0]["needs"] if len(shown) == 1 else "",
            }
        ]
    if (voter := mine(row, member)) is None:
        return []
    if voter.channel == "paper":
        return [{"tone": "", "text": _t("您领了纸质票，请投纸质票。")}]
    if voter.has_voted and row.secrecy == "verifiable":  # a token is no ballot yet
        said = _t("还没有投完的，请用领凭证的那台设备打开投票页，票会接着送出。")
        return [{"tone": "", "title": _t("您已经领了投票凭证。"), "text": said}]
    if voter.has_voted:
        return [{"tone": "ok", "title": _t("您已经投票。"), "text": ""}]
    if not voter.is_present:
        return [
            {"tone": "warn", "text": _t("开始表决时您没有签到，这次不能投票：在场的人在开始时已经固定。")}
        ]
    return [{"template": "ballots/parts/my_turn.html", "step": also(row, member)[0]}]


def also(row, member):
    """The way to one's sheet stands among the steps; casting is none of them, it leaves no trace."""
    voter = mine(row, member)
    if voter is None or voter.channel == "paper" or not (voter.is_present or voter.has_voted):
        return []
    label = _t("看我投的票") if voter.has_voted else _t("去投票")
    url = reverse("polls:vote", kwargs={"code": scope.current().code, "pk": row.pk})
    step = {"name": "vote", "label": label, "url": url, "primary": not voter.has_voted}
    return [{**step, "danger": False, "law": "", "proxy": False}]


def mine(row, member):
    """The member's line on the roll of a poll that is open, asked for once; the office is shown none."""
    if row.state != "open" or member.role in ("clerk", "admin"):
        return None
    if not hasattr(row, "own_line"):
        row.own_line = queries.voter_of(row, member)
    return row.own_line


def links(row, member):
    found = []
    code = scope.current().code
    over = row.secrecy == "verifiable" and row.state in ("closed", "counted", "declared")
    if over and member.role not in queries.OFFICE and queries.voter_of(row, member):
        url = reverse("polls:vote_verifiably", kwargs={"code": code, "pk": row.pk})
        found.append({"label": _t("投票时留在这台设备上的回执"), "url": url})
    if row.again_of_id:
        url = reverse("polls:detail", kwargs={"code": code, "pk": row.again_of_id})
        found.append({"label": _t("上一轮"), "url": url})
    for pk, title in row.rounds.values_list("pk", "title"):
        found.append(
            {
                "label": _t("下一轮"),
                "sub": title,
                "url": reverse("polls:detail", kwargs={"code": code, "pk": pk}),
            }
        )
    if row.is_published:
        found.append(
            {
                "label": _t("公开的结果页"),
                "url": reverse("polls:public", kwargs={"code": code, "pk": row.pk}),
            }
        )
    return found + blind.links(row, member)


def reading(step, row, member):
    """Beside the form: who has got paper, how it is entered, the roll of a sitting's poll, who is in the room."""
    if step.name == "issue_paper" and row.paper_issued:
        took = [f"{v.number} {v.member.person.name}" for v in queries.voters(row).filter(channel="paper")]
        title = _t("已经领了纸质票的 %(n)s 人") % {"n": len(took)}
        return [{"title": title, "text": _t("、").join(took), "open": False}]
    if step.name == "draw_prints":
        said = _t(
            "设备收到的票计了 %(n)s 张，要抽 %(sample)s 张。截止时已经封存一个随机数，它的摘要写在截止的留痕里。"
        )
        numbers = {"n": queries.by_device(row), "sample": row.prints_sample}
        return [{"title": _t("怎样抽"), "text": said % numbers, "open": True}]
    if step.name == "check_prints" and row.prints_are_drawn():
        listed = _t("、").join(str(n) for n in sorted(row.prints_draw["numbers"]))
        return [{"title": _t("抽出的编号，一行一张，从小到大"), "text": listed, "open": True}]
    if step.name == "enter_paper":
        said = _t(
            "发出 %(n)s 张。一个人录入以后，由另一个人（工作人员或者领导）再录入一次；不一致的由第三个人核对。"
        )
        return [{"title": _t("纸质票"), "text": said % {"n": row.paper_issued}, "open": True}]
    if step.name == "prepare" and (called := roll_of(row)) is not None:
        said = _t("这次表决属于会议的议题：会议名单上有表决权的 %(n)s 人列入名单。") % {"n": len(called)}
        return [{"title": _t("名单"), "text": said, "open": True}]
    now = standing(row, timezone.now()) if step.name == "open" else None
    if now is None:
        return []
    if now["refused"] or not now["met"]:
        return [{"warn": now["refused"] or now["sentence"]}]
    return [{"title": _t("法定人数"), "text": now["sentence"], "open": True}]


def concerns(step, row) -> bool:
    return step.name != "open" or row.state == "prepared"


def api_row(row, member):
    return {
        "title": row.title, "question": row.question, "kind": row.kind, "secrecy": row.secrecy, "way": row.way.get("key"),
        "spec": row.spec, "base": row.base, "present": row.present, "quorum": row.quorum, "roll": row.roll_size,
        "turnout": row.turnout, "opened_at": row.opened_at, "closes_at": row.closes_at, "closed_at": row.closed_at,
        "result": row.result if row.state == "declared" else None, "digest": row.digest if row.state == "declared" else None,
        "again_of": row.again_of_id,
    }  # fmt: skip


@require_safe
def public_list(request, code):
    """Published results, newest first."""
    rows = queries.visible_to(request.member)[:100]
    shown = [{"row": row, "outcome": results.outcome(row.outcome)} for row in rows]
    return render(request, "ballots/public/list.html", {"title": _t("表决结果"), "rows": shown})


@require_safe
def public(request, code, pk):
    """A published result as everybody may read it, whoever is signed in."""
    row = get_object_or_404(queries.published(), pk=pk)
    context = {
        "title": row.title,
        "row": row,
        "result": result(row),
        "says": _t(words.SECRECY_SAYS[row.secrecy]),
        "links": blind.links(row),
    }
    if row.names_published:
        context["votes"] = named(row)
    if row.prints_draw:
        context["prints"] = {"prints": on_paper.prints(row, office=False)}
    return render(request, "ballots/public/detail.html", context)


public_detail = public


@require_safe
@never_cache
def usual(request, code):
    """Polls that are made again and again, as filled-in forms."""
    if request.member.role != "clerk":
        raise Http404
    base = reverse("polls:propose", kwargs={"code": code})
    return render(request, "ballots/usual.html", {"title": _t("常用表决"), "usual": presets.links(base)})
