"""Boxes to tick are drawn in Python; what they say is what Django's own templates say."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from huying.ui.renderer import Renderer

PLAIN = [(1, "教育局"), ("two", '<b>"&'), (3, mark_safe("<i>三</i>"))]
GROUPED = [("甲组", [(1, "a"), (2, "b")]), ("", [(3, "c")])]


@pytest.mark.parametrize("widget", [forms.CheckboxSelectMultiple, forms.RadioSelect])
@pytest.mark.parametrize("choices", [PLAIN, GROUPED, []])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_x", "class": "wide", "disabled": True}])
def test_boxes_say_what_the_templates_say(widget, choices, attrs):
    drawn = widget(choices=choices)
    for value in (["1", "3"], None):
        given = value[0] if value and widget is forms.RadioSelect else value
        context = drawn.get_context("units", given, attrs)
        asked = drawn.template_name, context
        assert Renderer().render(*asked) == TemplatesSetting().render(*asked)
