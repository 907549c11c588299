"""Profiles: layers, refusals with the article, and that a stricter value is never a later or poorer one."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from huying.rules import profiles, registry
from huying.rules.deadlines import Term, due, wdays
from huying.rules.looser import bounds, is_longer
from huying.rules.profiles import LooserThanLaw, load

days = st.dates(date(2004, 1, 1), date(2025, 6, 30))
terms = st.one_of(
    st.builds(Term, months=st.integers(1, 6)),
    st.builds(Term, days=st.integers(1, 190)),
    st.builds(Term, workdays=st.integers(1, 60)),
)


def test_the_shipped_profiles():
    expected = {"national", "beijing", "shanghai", "zhejiang", "shandong", "qingdao", "chongqing", "henan"}
    assert set(profiles.names()) == expected | {"chongqing_township"}
    assert load("qingdao").layers == ("national", "shandong", "qingdao")
    assert load("chongqing_township").layers == ("national", "chongqing", "chongqing_township")
    assert load("beijing").title == "北京市"
    assert load("beijing") is load("beijing")


def test_every_setting_rests_on_a_registered_rule_and_never_poses_as_law():
    for setting in load("national").settings.values():
        assert registry.rule(setting.rule)
        assert setting.law
        assert setting.label
        if setting.status == "N":
            assert setting.law in registry.laws()
            assert setting.article
            assert setting.floor == setting.source
        else:
            assert setting.law.startswith(("参照", "系统默认", "通行", "北京"))
            assert setting.floor == ""


@pytest.mark.parametrize("name", profiles.names())
def test_no_preset_is_looser_than_the_law(name):
    for key, floor in load("national").settings.items():
        here = load(name).setting(key)
        assert here.floor == floor.floor
        if floor.status == "N" and floor.kind == "term":
            assert here.starts == floor.starts
            assert not is_longer(here.value, floor.value)


@pytest.mark.parametrize("said", ["北京", "北京市", "beijing"])
def test_a_profile_is_found_by_the_name_that_people_write(said):
    assert load(said) is load("beijing")


def test_four_months_for_a_reply_are_refused_with_the_article():
    with pytest.raises(LooserThanLaw, match="代表法》第五十一条第二款") as refused:
        load("beijing", {"suggestion.reply": {"value": "4 months", "law": "某市办法", "article": "第九条"}})
    assert refused.value.key == "suggestion.reply"
    assert "4 个月" in str(refused.value)
    assert "3 个月" in str(refused.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("suggestion.reply", "90 days"),  # from 1 February three months are 89 days
        ("suggestion.reply", "66 workdays"),
        ("suggestion.reply", None),
        ("suggestion.reply_extended", "7 months"),
        ("suggestion.contact_required", False),
        ("voice.triage", "16 days"),
        ("voice.triage", "1 month"),
        ("voice.triage", "6 workdays"),  # over the Spring Festival they can take 18 days
        ("voice.object", "6 workdays"),
        ("voice.handle", "2 months"),
        ("voice.review", "29 days"),  # a right may not be shortened
        ("voice.review", "1 month"),
    ],
)
def test_looser_than_a_national_rule_is_refused(key, value):
    with pytest.raises(LooserThanLaw, match=r"宽于《.+》第.+条"):
        load("national", {key: {"value": value}})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("suggestion.reply", "2 months"),
        ("suggestion.reply", "89 days"),
        ("suggestion.reply", "50 workdays"),
        ("voice.triage", "5 workdays"),
        ("voice.review", "31 days"),
        ("voice.review", "2 months"),
        ("suggestion.contact_required", True),
    ],
)
def test_stricter_or_equal_is_taken(key, value):
    wanted = Term.parse(value) if isinstance(value, str) else value
    assert load("national", {key: {"value": value}}).value(key) == wanted


def test_what_an_operator_typed_stands_with_its_source():
    typed = {"value": "2 months", "law": "某县代表建议办理办法", "article": "第八条", "date": "2025-06-01"}
    profile = load("beijing", {"suggestion.reply": typed})
    setting = profile.term("suggestion.reply")
    assert (setting.status, setting.layer) == ("L", "congress")
    assert profile.layers == ("national", "beijing", "congress")
    said = profile.due("suggestion.reply", date(2026, 9, 28)).sentence()
    assert said.startswith(
        "9月28日交办 ＋ 2 个月 ＝ 11月28日；《某县代表建议办理办法》第八条（2025）；不顺延"
    )
    assert load("beijing", {"suggestion.meeting": "20 days"}).setting("suggestion.meeting").status == "I"


def test_looser_than_a_local_rule_only_warns():
    profile = load("beijing", {"suggestion.redo": {"value": "3 months"}})
    assert len(profile.warnings) == 1
    assert "北京市" in profile.warnings[0]
    assert "第二十七条第四款" in profile.warnings[0]
    assert load("beijing", {"suggestion.redo": {"value": "1 month"}}).warnings == ()
    # Qingdao counts working days where Shandong counts days: its own rule, and a warning
    assert [w[:9] for w in load("qingdao").warnings] == ["“闭会期间交办”设", "“承办单位申请退办"]


def test_a_right_shorter_than_a_local_rule_warns():
    assert "第二十三条" in load("beijing", {"suggestion.rate": {"value": "10 workdays"}}).warnings[0]
    assert load("beijing", {"suggestion.rate": {"value": "20 workdays"}}).warnings == ()


def test_a_reply_longer_than_its_extension_warns():
    assert "长于" in load("national", {"suggestion.reply_extended": {"value": "2 months"}}).warnings[0]


def test_rolling_a_national_duty_warns_and_its_start_cannot_be_moved():
    typed = {"value": "3 months", "roll": True, "starts": "读到"}
    profile = load("national", {"suggestion.reply": typed})
    assert profile.term("suggestion.reply").starts == "交办"
    assert "没有写明可以顺延" in profile.warnings[0]
    assert profile.due("suggestion.reply", date(2026, 2, 10)).day == date(2026, 5, 11)


def test_a_clock_can_be_switched_off_where_no_law_sets_it():
    profile = load("national", {"suggestion.progress": None})
    assert profile.term("suggestion.progress").value is None
    assert profile.due("suggestion.progress", date(2026, 9, 1)) is None
    assert profile.setting("suggestion.progress").value_label == "不设"


@pytest.mark.parametrize(
    ("overrides", "says"),
    [
        ({"suggestion.nothing": "1 day"}, "没有名为“suggestion.nothing”"),
        ({"suggestion.redo": "soon"}, "无法识别"),
        ({"suggestion.publish": "perhaps"}, "可用：may、must"),
        ({"suggestion.publish_rating": "yes"}, "不能设为"),
        ({"suggestion.opinion_ping_pong_limit": 0}, "不能设为"),
        (
            {"suggestion.result_classes": [{"code": "A", "label": "甲"}, {"code": "A", "label": "乙"}]},
            "不能设为",
        ),
        ({"suggestion.redo": {"value": "1 month", "status": "N"}}, "性质"),
        ({"suggestion.redo": {"value": "1 month", "warn_days": -1}}, "提醒天数"),
    ],
)
def test_unusable_overrides_are_refused_in_chinese(overrides, says):
    with pytest.raises(ValueError, match=says):
        load("national", overrides)


@pytest.mark.parametrize("name", ["../national", "atlantis", ""])
def test_an_unknown_profile_is_refused(name):
    with pytest.raises(ValueError, match="可用：national"):
        load(name)


def test_terms_and_values_are_not_mixed_up():
    with pytest.raises(ValueError, match="不是期限"):
        load("national").term("suggestion.publish")


TERMS_OF_LAW = sorted(k for k, s in load("national").settings.items() if s.kind == "term" and s.status == "N")


@given(st.sampled_from(profiles.names()), st.sampled_from(TERMS_OF_LAW), days)
def test_no_profile_gives_a_later_day_than_the_law(name, key, start):
    here = load(name).setting(key)
    first, second = load(name).due(key, start).day, load("national").due(key, start).day
    assert first <= second if here.direction == "duty" else first >= second


@given(
    terms, terms, days, st.sampled_from(["suggestion.reply", "voice.triage", "voice.review", "voice.object"])
)
def test_a_value_that_is_taken_never_gives_a_worse_day(value, other, start, key):
    floor = load("national").setting(key)
    try:
        profile = load("national", {key: {"value": value}})
    except LooserThanLaw:
        return
    here, law = profile.due(key, start).day, load("national").due(key, start).day
    assert here <= law if floor.direction == "duty" else here >= law


@given(terms, terms, days, st.booleans())
def test_a_term_that_is_not_longer_never_ends_later(one, other, start, roll):
    assume(not is_longer(one, other))
    assert due(start, one, roll=roll).day <= due(start, other, roll=roll).day


@pytest.mark.parametrize(("n", "longest"), [(1, 11), (5, 15), (20, 38), (60, 96)])
def test_the_bounds_of_working_days_are_what_the_calendar_shows(n, longest):
    starts = [date(2004, 1, 1) + timedelta(days=i) for i in range(8248)]  # to 2026-07-31
    lengths = [(wdays(day, n) - day).days for day in starts]
    assert bounds(Term(workdays=n)) == (min(lengths), max(lengths))
    assert max(lengths) == longest


@pytest.mark.parametrize("key", ["voice.agreed", "followup.finish"])
def test_a_day_that_people_agreed_upon_is_not_moved_by_a_congress_own_count(key):
    """The clock ends on the day that the meeting set: its one day counts from the day before."""
    profile = load("national", {key: {"value": "2 days", "roll": True, "warn_days": 9}})
    assert profile.due(key, date(2026, 12, 4)).day == date(2026, 12, 5)  # a Saturday
    assert profile.setting(key).warn_days == 9 and "由会议议定" in profile.warnings[0]
    assert load("national", {key: None}).due(key, date(2026, 12, 4)) is None
