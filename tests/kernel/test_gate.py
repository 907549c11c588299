"""The gate, called directly: who is let through, what is left behind when nobody is, what a step writes down."""

from datetime import date

import pytest
from django.db import OperationalError

from huying.kernel import notices, process, scope
from huying.kernel.case import Case, Clock, Trace
from huying.kernel.ledger import ChainHead
from huying.kernel.notices import Notice
from huying.kernel.process import AlreadyDone, Forbidden, Refused, Stale, Unavailable
from huying.kernel.roster import Membership
from huying.kernel.subject import SUBJECTS
from tests.kernel.toy.models import Answer, Errand
from tests.kernel.toy.operations import answer, ask, assign, praise, remark
from tests.kernel.toy.town import AT, houses, town, toy, toy_tables  # noqa: F401


@pytest.fixture(autouse=True)
def _here(town):  # noqa: F811
    with scope.congress(town.here):
        yield


def everything():
    """All that a step may leave behind, to be compared before and after a refusal."""
    kinds = (Errand, Answer, Trace, Clock, Notice, Case, ChainHead)
    return [list(model.everywhere.order_by("pk").values()) for model in kinds]


def refused(kind, act, **data):
    before = everything()
    with pytest.raises(kind) as caught:
        act(**data)
    assert type(caught.value) is kind
    assert everything() == before
    return caught.value


@pytest.mark.parametrize("name", ["files", "records", "proxy"])
def test_what_the_gate_itself_writes_into_the_trace_no_step_may_say(town, name):  # noqa: F811
    step = process.does(Errand.FLOW["remark"])(lambda errand, *, by, at: {name: 1})
    assert "the gate itself" in str(refused(ValueError, step, subject=town.ask(), by=town.clerk, at=AT))


def test_a_step_moves_the_row_and_writes_one_trace(town):  # noqa: F811
    errand = town.ask()
    trace = assign(errand, by=town.clerk, at=AT, unit=town.unit)
    fresh = Errand.objects.get(pk=errand.pk)
    assert (fresh.state, fresh.version, fresh.unit, errand.version) == ("working", 2, town.unit, 2)
    assert [t.step for t in Trace.objects.order_by("seq")] == ["toy_errand.ask", "toy_errand.assign"]
    assert (trace.source, trace.target, trace.by, trace.case) == ("open", "working", town.clerk, errand.case)
    assert trace.previous == Trace.objects.get(seq=1).hash
    assert trace.facts["unit"] == town.unit.pk
    assert trace.facts["met"] == ["suggestion.check"]
    assert set(trace.facts["clocks"]) == {"suggestion.reply", "suggestion.receipt"}


def test_clocks_follow_the_steps(town):  # noqa: F811
    errand = town.ask()
    assert errand.due_on == date(2026, 11, 27)  # seven days to check
    assign(errand, by=town.clerk, at=AT, unit=town.unit)
    due = {c.kind: c.due_on for c in Clock.objects.filter(met_at=None)}
    assert due == {"suggestion.receipt": date(2026, 11, 27), "suggestion.reply": date(2027, 2, 20)}
    assert Errand.objects.get().due_on == date(2026, 11, 27)
    trace = answer(errand, by=town.handler, at=AT, text="好")
    assert trace.facts["met"] == ["suggestion.reply"] and trace.facts["dropped"] == ["suggestion.receipt"]
    assert Errand.objects.get().due_on is None
    assert Clock.objects.get(kind="suggestion.reply").met_at == AT
    assert Clock.objects.get(kind="suggestion.receipt").dropped_at == AT


STEPS = {
    "ask": lambda t, e: (ask, {"author": t.lin, "text": "x"}),
    "remark": lambda t, e: (remark, {"errand": e, "text": "x"}),
    "assign": lambda t, e: (assign, {"errand": e, "unit": t.unit}),
    "answer": lambda t, e: (answer, {"errand": e, "text": "x"}),
    "praise": lambda t, e: (praise, {"errand": e}),
}
ENTITLED = {
    "ask": {"lin", "clerk", "clerk2"},
    "remark": {"lin", "clerk", "clerk2"},
    "assign": {"clerk", "clerk2"},
    "answer": {"handler", "clerk", "clerk2"},
    "praise": {"house"},
}
PEOPLE = [
    "lin", "zhao", "clerk", "clerk2", "admin", "leader", "handler", "other_handler", "foreign_clerk",
    "foreign_deputy", "house", "public",
]  # fmt: skip


def ready(t, step):
    """An errand in a state from which the step may start."""
    errand = t.ask()
    if step in ("answer", "praise"):
        assign(errand, by=t.clerk, at=AT, unit=t.unit)
    if step == "praise":
        answer(errand, by=t.handler, at=AT, text="好")
    return errand


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", PEOPLE)
def test_every_step_as_every_person(town, step, who):  # noqa: F811
    by = {"house": process.house, "public": process.public}.get(who, lambda: getattr(town, who))()
    errand = ready(town, step)
    operation, data = STEPS[step](town, errand)
    row = [data.pop("errand")] if "errand" in data else []
    if who in ENTITLED[step]:
        operation(*row, by=by, at=AT, **data)
    else:
        refused(Forbidden, lambda: operation(*row, by=by, at=AT, **data))


def test_an_inactive_member_is_a_stranger(town):  # noqa: F811
    errand = town.ask()
    town.clerk.is_active = False
    refused(Forbidden, lambda: assign(errand, by=town.clerk, at=AT, unit=town.unit))


def test_another_congress_cannot_be_reached(town):  # noqa: F811
    errand = town.ask()
    with scope.congress(town.there):
        refused(Forbidden, lambda: assign(errand, by=town.foreign_clerk, at=AT, unit=town.unit))
        refused(Forbidden, lambda: assign(errand, by=town.clerk, at=AT, unit=town.unit))
        assert not Errand.objects.exists()
    refused(Forbidden, lambda: assign(errand, by=town.foreign_clerk, at=AT, unit=town.unit))


def test_nothing_is_asked_without_saying_where():
    with scope.congress(None), pytest.raises(scope.NoCongress):
        Errand.objects.all()


def test_a_birth_may_not_be_put_into_anothers_mouth(town):  # noqa: F811
    refused(Forbidden, lambda: town.ask(author=town.zhao))


def test_the_relation_is_asked_of_the_row_as_it_is_now(town):  # noqa: F811
    errand = ready(town, "answer")
    old = Errand.objects.get(pk=errand.pk)
    Errand.objects.filter(pk=errand.pk).update(unit=town.other_unit)
    refused(Forbidden, lambda: answer(old, by=town.handler, at=AT, text="x"))


def test_the_wrong_state_is_refused_with_its_name(town):  # noqa: F811
    errand = town.ask()
    error = refused(Refused, lambda: answer_as_clerk(errand, town))
    assert "已提出" in str(error) and "答复" in str(error)


def answer_as_clerk(errand, t):
    return answer(errand, by=t.clerk, at=AT, text="x")


def test_a_guard_refuses_in_its_own_words(town):  # noqa: F811
    errand = town.ask(is_locked=True)
    error = refused(Refused, lambda: assign(errand, by=town.clerk, at=AT, unit=town.unit))
    assert str(error) == "这件差事已经锁定。"


def test_the_guard_judges_the_row_as_it_is_now(town):  # noqa: F811
    old = town.ask()
    Errand.objects.update(is_locked=True)
    refused(Refused, lambda: assign(old, by=town.clerk, at=AT, unit=town.unit))


def test_two_clerks_at_once_one_wins(town):  # noqa: F811
    first = town.ask()
    second = Errand.objects.get(pk=first.pk)
    assign(first, by=town.clerk, at=AT, unit=town.unit)
    refused(Stale, lambda: assign(second, by=town.clerk2, at=AT, unit=town.other_unit))


def test_seen_holds_where_the_state_stays(town):  # noqa: F811
    errand = town.ask()
    remark(errand, by=town.lin, at=AT, seen=1, text="一")
    refused(Stale, lambda: remark(errand, by=town.clerk, at=AT, seen=1, text="二"))
    remark(errand, by=town.clerk, at=AT, seen=2, text="二")
    assert Errand.objects.get().text == "修桥一二"


def test_the_same_key_twice_is_one_act(town):  # noqa: F811
    errand = town.ask(key="k1")
    again = refused(AlreadyDone, lambda: town.ask(key="k1"))
    assert again.trace.subject_id == errand.pk
    first = remark(errand, by=town.lin, at=AT, key="k2", text="一")
    again = refused(AlreadyDone, lambda: remark(errand, by=town.lin, at=AT, key="k2", text="一"))
    assert again.trace == first
    refused(AlreadyDone, lambda: remark(errand, by=town.lin, at=AT, seen=1, key="k2", text="一"))


def test_anothers_key_says_nothing(town):  # noqa: F811
    errand = town.ask(key="k1")
    refused(Refused, lambda: remark(errand, by=town.clerk, at=AT, key="k1"))


def test_keys_of_two_congresses_do_not_meet(town):  # noqa: F811
    town.ask(key="k1")
    with scope.congress(town.there):
        ask(by=town.foreign_deputy, at=AT, author=town.foreign_deputy, text="x", key="k1")
    assert [h.seq for h in ChainHead.everywhere.order_by("congress")] == [1, 1]


def test_paper_entered_for_a_deputy_is_marked(town):  # noqa: F811
    own = town.ask()
    paper = town.ask(by=town.clerk)
    traces = {t.subject_id: t for t in Trace.objects.all()}
    assert traces[own.pk].acted_for is None and "proxy" not in traces[own.pk].facts
    assert traces[paper.pk].acted_for == town.lin and traces[paper.pk].facts["proxy"] is True
    assert traces[paper.pk].by == town.clerk


def test_proxy_for_a_unit_is_marked_though_no_person_stands_behind(town):  # noqa: F811
    errand = ready(town, "answer")
    trace = answer(errand, by=town.clerk, at=AT, text="x")
    assert trace.facts["proxy"] is True and trace.acted_for is None


def test_a_stand_in_acts_under_their_own_name(town):  # noqa: F811
    errand = town.ask()
    town.leader.standing_in_for = (town.clerk,)
    trace = assign(errand, by=town.leader, at=AT, unit=town.unit)
    assert (trace.by, trace.acted_for) == (town.leader, town.clerk) and "proxy" not in trace.facts
    entered = remark(errand, by=town.leader, at=AT, text="代")
    assert entered.acted_for == town.lin and entered.facts["proxy"] is True


def test_a_stand_in_for_a_neighbour_is_nobody(town):  # noqa: F811
    errand = town.ask()
    town.leader.standing_in_for = (town.foreign_clerk,)
    refused(Forbidden, lambda: assign(errand, by=town.leader, at=AT, unit=town.unit))


def test_a_congress_may_grant_an_open_step_only(town):  # noqa: F811
    errand = town.ask()
    town.here.switches = {"grants": {"toy_errand.assign": ["leader"], "toy_errand.remark": ["leader"]}}
    refused(Forbidden, lambda: remark(errand, by=town.leader, at=AT, text="x"))
    trace = assign(errand, by=town.leader, at=AT, unit=town.unit)
    assert "proxy" not in trace.facts and trace.acted_for is None


def test_those_named_are_told_but_not_the_actor(town):  # noqa: F811
    errand = town.ask(by=town.clerk)
    # the other clerk, and the deputy for whom it was entered
    assert {n.to for n in Notice.objects.all()} == {town.clerk2, town.lin}
    assign(errand, by=town.clerk2, at=AT, unit=town.unit)
    assert [n.to for n in Notice.objects.filter(step="toy_errand.assign")] == [town.handler]
    assert notices.Notice.objects.filter(to=town.other_handler).count() == 0


def test_a_consequence_belongs_to_the_step(town, toy):  # noqa: F811
    toy.reactions["toy_errand.answer"] = [lambda e, *, by, at: praise(e, by=process.house(), at=at)]
    errand = ready(town, "answer")
    answer(errand, by=town.handler, at=AT, text="好")
    assert Errand.objects.get().extra == {"praised": True}
    last = Trace.objects.order_by("-seq")[:2]
    assert [(t.step, t.by.role) for t in last] == [
        ("toy_errand.praise", "house"),
        ("toy_errand.answer", "handler"),
    ]


def test_a_failing_consequence_takes_the_step_with_it(town, toy):  # noqa: F811
    def no(errand, *, by, at):
        raise Refused("不行")

    errand = ready(town, "answer")
    toy.reactions["toy_errand.answer"] = [no]
    refused(Refused, lambda: answer(errand, by=town.handler, at=AT, text="x"))


def test_a_refusal_that_is_taken_as_an_answer_leaves_nothing(town, toy):  # noqa: F811
    def no(errand, *, by, at):
        raise Refused("不行")

    def try_it(errand, *, by, at):
        with pytest.raises(Refused):
            answer(errand, by=process.house(), at=at, text="x")
        with pytest.raises(Refused):
            remark(Errand.objects.get(pk=errand.pk), by=town.lin, at=at, text="失败")

    errand = town.ask()
    toy.reactions["toy_errand.assign"] = [try_it]
    toy.reactions["toy_errand.remark"] = [no]
    assign(errand, by=town.clerk, at=AT, unit=town.unit)
    assert Errand.objects.get().text == "修桥"
    assert [t.step for t in Trace.objects.order_by("seq")] == ["toy_errand.ask", "toy_errand.assign"]


def test_a_case_handed_to_another_congress_stands_in_its_chain(town, toy):  # noqa: F811
    def hand_over(errand, *, by, at):
        with scope.congress(town.there):
            ask(by=town.foreign_deputy, at=at, author=town.foreign_deputy, text="转来")

    toy.reactions["toy_errand.assign"] = [hand_over]
    assign(town.ask(), by=town.clerk, at=AT, unit=town.unit)
    chains = {h.congress.code: h.seq for h in ChainHead.everywhere.all()}
    assert chains == {"here": 2, "there": 1}
    assert Trace.everywhere.get(congress=town.there).previous == "0" * 64


def test_nobody_writes_beside_the_gate(town):  # noqa: F811
    errand = town.ask()
    errand.text = "偷改"
    with pytest.raises(RuntimeError):
        errand.save()
    with pytest.raises(RuntimeError):
        Answer.objects.create(case=errand.case, errand=errand, at=AT, by=town.clerk, text="x")


def test_a_record_is_written_once(town):  # noqa: F811
    errand = ready(town, "answer")
    trace = answer(errand, by=town.handler, at=AT, text="好")
    record = Answer.objects.get()
    kind, pk, digest = trace.facts["records"][0]
    assert (kind, pk, len(digest)) == ("kernel.answer", record.pk, 64)
    with pytest.raises(RuntimeError):
        record.save()


def test_births_in_batch(town):  # noqa: F811
    case = process.new_case("旧件", date(2025, 1, 1))
    rows = [
        Errand(case=case, author=town.lin, text=f"旧{i}", state=s) for i, s in enumerate(["", "done", ""])
    ]
    made = process.births(Errand.FLOW["load"], rows, by=process.house(), at=AT, facts={"file": "old.csv"})
    assert [e.state for e in made] == ["open", "done", "open"] and all(e.pk for e in made)
    traces = list(Trace.objects.order_by("seq"))
    assert [t.subject_id for t in traces] == [e.pk for e in made]
    assert [t.target for t in traces] == ["open", "done", "open"] and ChainHead.objects.get().seq == 3
    assert not Clock.objects.exists() and not Notice.objects.exists()
    assert process.births(Errand.FLOW["load"], [], by=process.house(), at=AT, facts={}) == []
    refused(Forbidden, lambda: process.births(Errand.FLOW["load"], rows, by=town.clerk, at=AT, facts={}))


def test_the_database_says_no(town, monkeypatch):  # noqa: F811
    errand = town.ask()

    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("huying.kernel.ledger.append", full)
    error = refused(Unavailable, lambda: assign(errand, by=town.clerk, at=AT, unit=town.unit))
    assert "磁盘" in str(error)


def test_the_platform_and_the_public_exist_once(town):  # noqa: F811
    assert process.house() == process.house() and process.public() == process.public()
    Membership.objects.create(role="public", person=None)  # two first visitors at the same moment
    assert process.public().role == "public"


def test_an_unknown_role_is_an_error_at_once():
    from huying.kernel import roles
    from huying.rules.flow import Flow, Step

    with pytest.raises(ValueError, match="unknown role"):
        roles.check(Flow("x", states={"a": "a"}, steps=[Step(name="s", label="s", target="a", by=("king",))]))


def test_the_toy_is_registered_only_here():
    assert SUBJECTS["toy_errand"] is Errand
