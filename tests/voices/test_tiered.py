"""Four tiers and the units that stand on them: none is a trap."""

import pytest

from huying.kernel.process import Refused
from huying.kernel.roster import Unit
from huying.voices import operations, tiers
from huying.voices.books import operations as books
from huying.voices.forms import STEPS


def form(step, town, row):
    return STEPS[step](row=row, member=town.clerk)


@pytest.mark.parametrize("step", ["hand_over", "conclude", "direct"])
def test_units_are_listed_by_tier(town, heard, step):
    Unit.objects.create(name="青石镇人民政府", kind="town")
    Unit.objects.create(name="清河供热公司", kind="organisation")
    groups = [g for g in form(step, town, heard).fields["unit"].choices if isinstance(g[1], list)]
    assert [label for label, _units in groups] == [
        "乡镇（街道）、村（社区）", "县（区）、市及有关部门", "其他单位（要选层级）",
    ]  # fmt: skip
    assert [[str(name) for _pk, name in units] for _label, units in groups] == [
        ["青石镇人民政府"], ["交通运输局", "水务局"], ["清河供热公司"],
    ]  # fmt: skip


def test_where_a_tier_has_nobody_the_page_says_what_to_do(town, heard):
    told = str(form("hand_over", town, heard).fields["tier"].help_text)
    assert "还没有村（社区）、乡镇（街道）的单位" in told and "移送其他人大" in told
    Unit.objects.create(name="青石镇人民政府", kind="town")
    assert "还没有" not in str(form("hand_over", town, heard).fields["tier"].help_text)


def test_whether_a_tier_must_be_chosen_is_said_as_it_is(town, heard):
    def told():
        return str(form("direct", town, heard).fields["tier"].help_text)

    assert told().startswith("一般不用选")
    Unit.objects.create(name="清河供热公司", kind="organisation")
    assert told().startswith("选了“其他单位”的必须选层级")
    town.congress.level = "city"  # a bureau of a city may be the county's too: nobody can know
    assert "请选择" in told() and "不用选" not in told()


@pytest.mark.parametrize("tier", ["village", "town", "county", "city"])
def test_every_tier_can_be_chosen_with_a_unit_of_the_list(town, heard, now, tier):
    Unit.objects.create(name="青石镇人民政府", kind="town")
    made = form("hand_over", town, heard)
    unit = next(u for u in made.fields["unit"].queryset if tier in tiers.fitting(u))
    sent = STEPS["hand_over"]({"tier": tier, "unit": unit.pk, "text": ""}, row=heard, member=town.clerk)
    assert sent.is_valid(), sent.errors
    operations.hand_over(heard, by=town.clerk, at=now, **sent.cleaned_data)
    assert (heard.tier, heard.unit) == (tier, unit)


def test_who_names_the_wrong_tier_reads_which_fit(town, heard, now):
    with pytest.raises(Refused, match="应当是：县（区）、市及有关部门"):
        operations.hand_over(heard, by=town.clerk, at=now, tier="village", unit=town.water)


def test_a_line_of_the_table_proposes_no_tier_that_its_unit_has_not(town, heard, now):
    books.routes.enter(by=town.clerk, at=now, field=heard.field, tier="village", unit=town.water)
    given = form("hand_over", town, heard).initial
    assert given["unit"] == town.water.pk and "tier" not in given
