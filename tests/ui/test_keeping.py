"""Pieces drawn once: a function of the values named, so that no reader ever gets another's."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import override

from huying.ui import sifting


def drawn(inside: str, names: str, **context) -> str:
    return PAGES.setdefault(
        (inside, names), Template(f"{{% load i18n parts %}}{{% keep {names} %}}{inside}{{% endkeep %}}")
    ).render(Context(context))


PAGES: dict = {}  # a piece is kept for its place in a template that is compiled once


def test_what_is_not_named_is_not_known_inside():
    assert drawn("{{ name }}|{{ secret }}", "name", name="林", secret="手机") == "林|"
    assert drawn("{{ name }}|{{ secret }}", "name", name="何", secret="地址") == "何|"


def test_each_value_has_a_piece_of_its_own():
    values = [1, True, "1", "<b>", SafeString("<b>"), None, "", ["a"], ("b",), {"k": [1]}, {"k": [True]}]
    for _again in range(2):
        found = [drawn("{{ v|default_if_none:'-' }}", "v=value", value=v) for v in values]
        assert found[:7] == ["1", "True", "1", "&lt;b&gt;", "<b>", "-", ""]
        assert found[9:] == ["{&#x27;k&#x27;: [1]}", "{&#x27;k&#x27;: [True]}"]


def test_a_piece_is_in_the_language_of_its_reader():
    with override("zh-hans"):
        assert drawn("{% translate '登录' %}", "") == "登录"
    with override("en"):
        assert drawn("{% translate '登录' %}", "") == "Sign in"


def test_what_cannot_be_compared_is_drawn_each_time():
    class Counter:
        n = 0

        def __str__(self):
            self.n += 1
            return str(self.n)

    counter = Counter()
    assert [drawn("{{ c }}", "c", c=counter) for _ in range(2)] == ["1", "2"]


def test_names_only():
    with pytest.raises(TemplateSyntaxError):
        drawn("", "request.path")


class Asked(forms.Form):
    q = forms.CharField(label="找什么", required=False)
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, units, *args):
        super().__init__(*args)
        self.fields["unit"].choices = sifting.Ready([("", "全部"), *units])


def test_a_kept_filter_shows_what_was_asked_and_what_there_is_now():
    for _again in range(2):
        plain = sifting.fields(Asked([(1, "住建局")]))
        asked = sifting.fields(Asked([(1, "住建局")], {"q": "<灯>", "unit": "1"}))
        more = sifting.fields(Asked([(1, "住建局"), (2, "水利局")]))
        wrong = sifting.fields(Asked([(1, "住建局")], {"unit": "9"}))
        assert 'value="1">住建局' in plain and "selected" not in asked.partition('name="unit"')[0]
        assert 'value="&lt;灯&gt;"' in asked and 'value="1" selected' in asked
        assert "水利局" in more and "水利局" not in plain
        assert "wrong" in wrong and "wrong" not in asked
