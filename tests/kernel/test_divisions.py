"""The national list of places."""

from huying.kernel import divisions


def test_a_code_names_a_place_and_those_above_it():
    assert divisions.get("330106").name == "西湖区"
    assert divisions.full_name("330106") == "浙江省杭州市西湖区"
    assert [d.code for d in divisions.parents("330106")] == ["330100", "330000"]
    assert divisions.get("330106001000") == divisions.get("330106001")
    assert divisions.get("999999") is None and divisions.full_name("999999") == ""


def test_statistical_units_are_no_places():
    assert divisions.full_name("110101") == "北京市东城区"
    assert all(d.is_place for d in divisions.search("县", limit=10_000))


def test_the_tree_is_whole():
    everything = divisions._all()
    assert len(everything) == 44_700 and len(divisions.children()) == 31
    assert all(d.parent in everything for d in everything.values() if d.level != "province")
    assert {d.level for d in divisions.children("441900")} == {"township"}  # 东莞 has no counties


def test_search_finds_by_name_and_code():
    assert divisions.search("西湖区")[0].name == "西湖区"
    assert {d.level for d in divisions.search("西湖", level="county")} == {"county"}
    assert divisions.search("3301", limit=1)[0].code == "330100"
    assert divisions.search("  ") == [] and len(divisions.search("镇")) == 20
