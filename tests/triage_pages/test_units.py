"""Which unit: ranked with reasons; nothing is suggested where nothing speaks for it."""

from collections import Counter

from huying.voices.triage.units import UnitCard, rank

ROADS = UnitCard(1, "青禾县交通运输局", "交通运输局", "department", "公路、公交、客货运输、邮政快递")
WATER = UnitCard(2, "青禾县水利局", "水利局", "department", "农村供水、防汛抗旱、河湖管理、灌溉")
TOWN = UnitCard(3, "城关镇人民政府", "城关镇", "town", "")
MARKET = UnitCard(4, "青禾县市场监督管理局", "市监局", "department", "市场秩序、食品药品、特种设备、消费维权")
UNITS = [ROADS, WATER, TOWN, MARKET]


def names(found):
    return [hint.unit.short for hint in found]


def reasons(hint):
    return [why % facts for why, facts in hint.reasons]


def test_duty_lists_speak_first():
    found = rank("灌溉渠断了，河湖管理没人问。", UNITS)
    assert names(found) == ["水利局"]
    assert "职责清单里有：河湖管理、灌溉" in reasons(found[0])


def test_the_field_leads_to_the_unit_whose_duties_name_it():
    found = rank("秤不准。", UNITS, field_names=("市场秩序与消费", "商贸旅游"))
    assert names(found)[0] == "市监局"
    assert any(r.startswith("职责对应这个领域") for r in reasons(found[0]))


def test_history_and_the_same_matter_count_with_their_numbers():
    found = rank("桥坏了。", UNITS, handled=Counter({1: 8, 2: 2}), alike=Counter({1: 2}))
    assert names(found)[0] == "交通运输局"
    assert "同一领域最近 10 件里办过 8 件" in reasons(found[0])
    assert "办过 2 件相似的" in reasons(found[0])


def test_a_single_old_case_is_not_a_habit():
    assert rank("桥坏了。", UNITS, handled=Counter({2: 1})) == []


def test_a_town_is_named_by_its_place():
    found = rank("村口垃圾没人收。", UNITS, places=("柳湾村", "城关镇"))
    assert names(found) == ["城关镇"]
    assert reasons(found[0]) == ["就在城关镇"]


def test_the_offices_own_table_weighs_most():
    found = rank("灌溉渠断了，河湖管理没人问。", UNITS, routed={4: "河道摊贩由市监局牵头"})
    assert names(found)[0] == "市监局"
    assert reasons(found[0])[0] == "转交表里写明：河道摊贩由市监局牵头"


def test_at_most_three_in_a_steady_order_and_hostile_words_do_nothing():
    many = [UnitCard(n, f"第{n}处", "", "department", "河道") for n in range(9)]
    assert names(rank("河道堵了", many)) == names(rank("河道堵了", many[::-1]))
    assert len(rank("河道堵了", many)) == 3
    assert rank("%s %(x)s {0} \x00" * 500, UNITS) == []
