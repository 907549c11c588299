"""Charts: true proportions, an accessible name, a table of the numbers, an empty state, escaped labels."""

import re

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from huying.ui import charts, drawing

MONTHS = [f"{n}月" for n in range(1, 13)]
VALUES = [62, 48, 95, 120, 88, 143, 131, 160, 152, 110, 74, 39]
HOSTILE = '<img src=x onerror="1">'

ALL = {
    "bars": lambda label: charts.bars(label, [(label, 3), ("乙", 1)], "件"),
    "paired_bars": lambda label: charts.paired_bars(label, [(label, 90, 60)], "满意率", "办成率"),
    "columns": lambda label: charts.columns(label, [(label, 3), ("乙", 1)], "件"),
    "stacked_columns": lambda label: charts.stacked_columns(
        label, [label, "乙"], [(label, [1, 2]), ("丙", [0, 4])]
    ),
    "line": lambda label: charts.line(label, [label, "乙"], [(label, [1, 2]), ("丙", [0, 4])]),
    "donut": lambda label: charts.donut(label, [(label, 3), ("乙", 1)]),
    "funnel": lambda label: charts.funnel(label, [(label, 30), ("乙", 10)]),
    "heat_strip": lambda label: charts.heat_strip(label, [label, "乙"], [(label, [1, 0])], "件"),
}
EMPTY = [
    lambda: charts.bars("图", []),
    lambda: charts.paired_bars("图", [], "甲", "乙"),
    lambda: charts.columns("图", []),
    lambda: charts.stacked_columns("图", [], []),
    lambda: charts.line("图", [], []),
    lambda: charts.donut("图", [("甲", 0)]),
    lambda: charts.funnel("图", [("甲", 0)]),
    lambda: charts.heat_strip("图", [], []),
]


@pytest.mark.parametrize("name", ALL)
def test_a_chart_is_well_formed_and_named(name):
    html = ALL[name]("题目")
    ElementTree.fromstring(html)
    assert "<figcaption>题目</figcaption>" in html
    assert "style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize("name", ["columns", "stacked_columns", "line", "donut", "heat_strip"])
def test_a_drawing_says_itself(name):
    html = ALL[name]("题目")
    assert 'role="img"' in html
    assert "<title>题目</title>" in html
    assert re.search(r"<desc>.*最高.*</desc>", html)


@pytest.mark.parametrize("name", ["columns", "stacked_columns", "line", "heat_strip", "paired_bars"])
def test_the_numbers_stand_in_a_table(name):
    assert re.search(r"<details>.*<table>.*</table>", ALL[name]("题目"))


@pytest.mark.parametrize("name", ALL)
def test_labels_are_escaped(name):
    html = ALL[name](HOSTILE)
    assert "<img" not in html
    assert "&lt;img" in html


@pytest.mark.parametrize("draw", EMPTY)
def test_no_data_says_so(draw):
    assert "这段时间还没有数据" in draw()


def test_columns_stand_on_the_floor_in_proportion():
    html = charts.columns("图", [("甲", 100), ("乙", 50)])
    tall, half = (float(h) for h in re.findall(r'height="([\d.]+)"/>', html))
    assert tall == drawing.FLOOR - drawing.TOP
    assert half == tall / 2


def test_a_stack_is_as_high_as_its_sum():
    html = charts.stacked_columns("图", ["甲"], [("子", [60]), ("丑", [40])])
    low, high = (float(h) for h in re.findall(r' y="[\d.]+" height="([\d.]+)"/>', html))
    assert low + high == pytest.approx(drawing.FLOOR - drawing.TOP, abs=0.2)
    assert ">100<" in html


def test_twelve_labels_at_most_stand_below_a_plot():
    html = charts.columns("图", [(f"第{i}周", i) for i in range(53)])
    assert 0 < html.count('text-anchor="middle"') <= 12


def test_numbers_on_columns_give_way_on_narrow_pages():
    crowded = charts.columns("图", list(zip(MONTHS, VALUES, strict=True)))
    assert crowded.count('class="v vn"') == 12
    assert 'class="thin"' in crowded


def test_series_of_another_length_are_refused():
    with pytest.raises(ValueError, match="2 values for 1 labels"):
        charts.line("图", ["甲"], [("子", [1, 2])])


def test_a_ring_is_closed():
    html = charts.donut("图", [("甲", 3), ("乙", 1)])
    lengths = [float(x) for x in re.findall(r'stroke-dasharray="([\d.]+)', html)]
    assert sum(lengths) + 2 == pytest.approx(2 * 3.14159265 * 42, abs=0.1)  # one unit of gap each


@given(st.floats(min_value=0.001, max_value=1e12))
def test_the_scale_ends_at_a_round_number_not_far_above(value):
    top = drawing.nice_top(value)
    assert value <= top <= 2.5 * value


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40))
def test_no_bar_leaves_its_plot(values):
    html = charts.columns("图", [(str(i), v) for i, v in enumerate(values)])
    for y in re.findall(r'<rect[^>]* y="([\d.]+)"', html):
        assert drawing.TOP <= float(y) <= drawing.FLOOR
