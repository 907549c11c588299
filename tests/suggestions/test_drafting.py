"""Writing, co-signing, submitting, withdrawing."""

import pytest

from huying.kernel.case import Clock, Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused, house, new_case
from huying.suggestions import operations as suggestions
from huying.suggestions.models import Suggestion


def invited(walk, world, *deputies):
    row = walk.draft()
    suggestions.invite(row, by=world.lin, at=walk.at, deputies=deputies or [world.gao])
    return row


def test_a_deputy_writes_in_their_own_name(walk, world):
    row = walk.draft(author=world.lin)
    assert (row.author, row.source, row.state) == (world.lin, "deputy", "draft")
    with pytest.raises(Forbidden):
        suggestions.edit(row, by=world.gao, at=walk.at, title="别人的题目")


def test_a_clerk_enters_paper_for_a_deputy(walk, world):
    row = suggestions.draft(
        by=world.zhou, at=walk.at, author=world.gao, title="关于校门口斑马线的建议", text="事实。"
    )
    trace = Trace.objects.get(subject_id=row.pk, step="suggestions.draft")
    assert (row.source, trace.by, trace.acted_for, trace.facts["proxy"]) == (
        "paper",
        world.zhou,
        world.gao,
        True,
    )
    with pytest.raises(Refused, match="领衔代表"):
        suggestions.draft(by=world.zhou, at=walk.at, title="没有代表", text="事实。")


def test_the_house_takes_up_a_voice_with_its_case(walk, world):
    case = new_case("路灯不亮", walk.day)
    row = suggestions.draft(
        by=house(), at=walk.at, author=world.lin, case=case, title="路灯", text="不亮。", facts={"voice": 7}
    )
    assert (row.case, row.source) == (case, "voice")
    assert Trace.objects.get(case=case).facts["voice"] == 7


def test_empty_and_too_long_words_are_refused(walk, world):
    row = walk.draft(text=" ")
    with pytest.raises(Refused, match="正文"):
        suggestions.submit(row, by=world.lin, at=walk.at)
    with pytest.raises(Refused, match="最多 200 字"):
        walk.draft(title="长" * 201)
    assert walk.draft(text="字" * 100_000 + "𠮷㐂😀").text.endswith("𠮷㐂😀")


def test_a_deputy_is_told_what_the_office_does_in_their_name(walk, world):
    row = suggestions.draft(
        by=world.zhou, at=walk.at, author=world.gao, title="关于斑马线的建议", text="事实。"
    )
    suggestions.submit(row, by=world.zhou, at=walk.at)
    told = Notice.objects.filter(to=world.gao).order_by("pk").values_list("text", flat=True)
    assert list(told) == ["机关代您办理：起草建议", "机关代您办理：提交"]
    assert not Notice.objects.filter(to=world.lin).exists()


def test_a_secret_holds_no_words(walk, world):
    row = suggestions.register_secret(by=world.lin, at=walk.at, paper_number="密2026-3", paper_place="机要室")
    assert (row.secret, row.title, row.text, row.search_text()) == (True, "", "", ("", "密2026-3"))
    with pytest.raises(Refused, match="涉密内容不得录入"):
        suggestions.edit(row, by=world.lin, at=walk.at, text="不该写在这里")
    suggestions.edit(row, by=world.lin, at=walk.at, paper_place="保密柜")
    suggestions.submit(row, by=world.lin, at=walk.at)
    assert row.case.title == "涉密建议（只登记）"
    with pytest.raises(Refused, match="纸质件存放处"):
        suggestions.register_secret(by=world.lin, at=walk.at, paper_number="密2026-4", paper_place="")


def test_who_was_invited_must_answer_before_submission(walk, world):
    row = invited(walk, world, world.gao, world.sun)
    assert set(Notice.objects.values_list("to", flat=True)) == {world.gao.pk, world.sun.pk}
    suggestions.confirm(row, by=world.gao, at=walk.at)
    with pytest.raises(Refused, match="没有确认联名"):
        suggestions.submit(row, by=world.lin, at=walk.at)
    suggestions.decline(row, by=world.sun, at=walk.at)
    suggestions.submit(row, by=world.lin, at=walk.at)
    assert row.cosign_count == 1


def test_only_who_was_invited_confirms(walk, world):
    row = invited(walk, world)
    with pytest.raises(Forbidden):
        suggestions.confirm(row, by=world.sun, at=walk.at)
    suggestions.uninvite(row, by=world.lin, at=walk.at, deputy=world.gao)
    with pytest.raises(Forbidden):
        suggestions.confirm(row, by=world.gao, at=walk.at)
    with pytest.raises(Refused, match="没有待确认"):
        suggestions.uninvite(row, by=world.lin, at=walk.at, deputy=world.gao)


def test_new_words_ask_the_signers_again(walk, world):
    row = invited(walk, world)
    suggestions.confirm(row, by=world.gao, at=walk.at)
    suggestions.edit(row, by=world.lin, at=walk.at, wished="县水利局")
    assert row.cosign_count == 1
    suggestions.edit(row, by=world.lin, at=walk.at, text="换了内容")
    assert (row.cosign_count, row.unanswered()) == (0, 1)


def test_a_clerk_enters_a_signature_on_paper(walk, world):
    row = invited(walk, world)
    suggestions.confirm(row, by=world.zhou, at=walk.at, deputy=world.gao)
    trace = Trace.objects.get(step="suggestions.confirm")
    assert (trace.facts["deputy"], trace.facts["proxy"], trace.by) == (world.gao.pk, True, world.zhou)
    with pytest.raises(Refused, match="请选择联名代表"):
        suggestions.confirm(row, by=world.zhou, at=walk.at)


@pytest.mark.parametrize("name", ["zhou", "transport_handler", "lin"])
def test_who_cannot_be_invited(walk, world, name):
    with pytest.raises(Refused):
        invited(walk, world, getattr(world, name))


def test_a_deputy_of_another_congress_cannot_sign(walk, world):
    with pytest.raises(Refused, match="不是在任代表"):
        invited(walk, world, world.neighbour.deputy)


@pytest.mark.parametrize(
    ("day", "kind", "clocks"), [("2026-02-04", "in_session", 1), ("2026-02-12", "recess", 2)]
)
def test_in_session_and_between_sessions(walk, world, day, kind, clocks):
    row = walk.on(day).submitted()
    assert (row.kind, row.session) == (kind, world.session)
    assert Clock.objects.filter(subject_id=row.pk).count() == clocks


def test_withdrawing_ends_the_handling(walk, world):
    row = walk.received()
    suggestions.withdraw(row, by=world.lin, at=walk.at, reason="已经解决")
    assert (row.state, row.outcome) == ("ended", "withdrawn")
    assert set(row.handlings.values_list("state", flat=True)) == {"cancelled"}
    assert not Clock.objects.filter(case=row.case, met_at=None, dropped_at=None).exists()


def test_where_the_profile_ends_withdrawal_at_assignment(walk, world):
    world.congress.overrides = {
        "suggestion.withdraw_until": {"value": "assigned", "law": "青禾县代表建议办理办法"}
    }
    world.congress.rules_version += 1
    world.congress.save()
    row = walk.assigned()
    with pytest.raises(Refused, match="交办以后不能撤回"):
        suggestions.withdraw(row, by=world.lin, at=walk.at)
    assert walk.fresh(row).state == "assigned"


def test_joint_ones_are_withdrawn_only_together_where_so_set(walk, world):
    world.congress.switches["withdraw_together"] = True
    row = invited(walk, world)
    suggestions.confirm(row, by=world.gao, at=walk.at)
    suggestions.submit(row, by=world.lin, at=walk.at)
    with pytest.raises(Refused, match="一致要求"):
        suggestions.withdraw(row, by=world.lin, at=walk.at)
    suggestions.agree_withdrawal(row, by=world.gao, at=walk.at)
    suggestions.withdraw(row, by=world.lin, at=walk.at)
    assert Suggestion.objects.get(pk=row.pk).state == "ended"


def test_a_wished_unit_that_is_gone_becomes_its_successor(walk, world):
    world.health.is_active, world.health.successor = False, world.housing
    world.health.save()
    assert walk.draft(wished_unit=world.health).wished_unit == world.housing
    world.housing.is_active = False
    world.housing.save()
    assert walk.draft(wished_unit=world.health).wished_unit is None
