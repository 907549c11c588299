"""The register: complete, honest about its status, and safe against whatever is typed."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.rules import profiles, registry
from huying.rules.registry import BadCall, evaluate

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def test_every_rule_is_whole():
    for rule in registry.all_rules():
        assert re.fullmatch(r"R-[A-Z]{3}-\d\d", rule.id)
        assert rule.status in registry.STATUSES
        assert rule.title
        assert rule.law
        assert rule.says.endswith("。")
        assert not re.search(r"[A-Za-z]{3}", rule.says)
        if rule.status == "N":
            assert rule.law in registry.laws()
            assert rule.article.startswith("第")
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", rule.version)
        if rule.law == "系统默认":
            assert rule.status == "I"


def test_no_rule_stands_in_two_chapters(monkeypatch):
    read = registry.read
    monkeypatch.setattr(
        registry, "read", lambda folder, name: read(folder, "bills" if name == "voices" else name)
    )
    with pytest.raises(ValueError, match="R-BIL-"):
        registry.all_rules.__wrapped__()


def test_every_function_belongs_to_a_rule():
    used = {name for rule in registry.all_rules() for name in rule.functions}
    assert used == set(registry.functions())


def test_every_function_says_its_article_or_rule():
    for name in registry.functions():
        assert re.search(r"R-[A-Z]{3}-\d\d|第.+条", registry.function(name).__doc__)


def test_rules_of_settings_are_registered():
    ids = {rule.id for rule in registry.all_rules()}
    assert {s.rule for s in profiles.load("national").settings.values()} <= ids


@pytest.mark.realdata
def test_the_articles_of_national_laws_exist(data):
    laws = data / "laws"
    for rule in registry.all_rules():
        full, version = registry.laws().get(rule.law, ("", ""))
        files = list(laws.glob(f"{full.removeprefix('中华人民共和国').partition('（')[0]}({version}).md"))
        if not full or not files:
            assert rule.law in ("民法典", "放假办法") or rule.status != "N"
            continue
        text = files[0].read_text(encoding="utf-8")
        for number in re.findall(r"第[一二三四五六七八九十百零]+条", rule.article):
            assert re.search(rf"^\**{number}\**\s", text, re.M), (rule.id, number)


@pytest.mark.parametrize(
    ("name", "args", "says"),
    [
        ("eval", [], "没有名为“eval”的函数"),
        ("__import__", ["os"], "没有名为"),
        (None, [], "没有名为"),
        ("quota", {}, "JSON 数组"),
        ("quota", ["county"], "需要 2 个参数"),
        ("quota", ["street", 5], "这一类"),
        ("quota", ["county", 5.0], "应为整数"),
        ("quota", ["county", True], "应为整数"),
        ("quota", ["county", -1], "不得小于 0"),
        ("sc_size", ["township", 30000], "不设常务委员会"),
        ("gt_half", ["224"], "应为整数"),
        ("ge", [224, 2, 0], "不得小于 1"),
        ("minority", [1.2, 224], "0 到 1"),
        ("minority", [float("nan"), 224], "应为数"),
        ("months", ["2026-02-30", 3], "应为日期"),
        ("months", ["20260210", 3], "应为日期"),
        ("months", ["2026-02-10", -3], "不得小于 0"),
        ("months", ["2026-02-10", 10**30], "超出可用范围"),
        ("days", ["2026-02-10", 10**30], "超出可用范围"),
        ("before", ["2026-02-10", 10**9], "超出可用范围"),
        ("wdays", ["2026-12-30", 5], "2027 年"),
        ("wdays", ["2003-12-30", 1], "2003 年"),
        ("is_workday", ["2027-01-04"], "2027 年"),
        ("roll", ["2027-01-01"], "日历待公布"),
        ("elect", [1, 10, [1]], "应为对象"),
        ("elect", [1, 10, {"A": "x"}], "应为整数"),
    ],
)
def test_bad_calls_say_why_in_chinese(name, args, says):
    with pytest.raises(BadCall, match=says):
        evaluate(name, args)


@given(st.sampled_from(registry.functions()), st.lists(json_values, max_size=4))
def test_whatever_is_typed_ends_in_an_answer_or_a_bad_call(name, args):
    try:
        answer = evaluate(name, args)
    except BadCall as refused:
        assert re.search(r"[一-龥]", str(refused))
    else:
        json.dumps(answer)
