"""Before the talk that a reply needs: the number where the deputy allows it, each look traced; else through the office."""

from huying.kernel import scope
from huying.kernel.case import Trace

from .roads import assigns, checks, receives, writes

TITLE, PHONE = "关于整治南塘河护岸的建议", "13912345678"


def on_its_way(county, **more):
    person = county.lin.member.person
    person.phone = PHONE
    person.save()
    writes(county.lin, TITLE, "护岸多处垮塌。", **more)
    checks(county.zhou, TITLE)
    assigns(county.zhou, TITLE, lead="青禾县交通运输局", co=["青禾县住房和城乡建设局"])
    return receives(county.liu, TITLE)


def test_with_the_deputy_s_consent_each_look_has_a_reason(county, clock):
    unit = on_its_way(county, share_phone=True).reads("139****5678").reads_not(PHONE)
    part = unit.here
    unit.visit(f"{part}phone/", 404)
    unit.visit(part).click("查看代表电话").send("查看代表电话", text="约代表到现场察看。").reads(
        PHONE, "林知远"
    )
    clock.tick(700)
    unit.visit(f"{part}phone/", 404)
    with scope.congress(county.world.congress):
        assert Trace.objects.get(step="handlings.see_phone").note == "约代表到现场察看。"
    receives(county.wang, TITLE).reads_not("139****", "约代表到现场察看")
    assert not county.wang.offered("请代表联系本单位")
    county.zhao.visit(part, 404)


def test_without_it_the_office_carries_the_wish(county, clock):
    unit = on_its_way(county).reads("代表没有同意承办单位查看手机号").reads_not("139****")
    part = unit.here
    unit.visit(f"{part}see_phone/", 409).reads("代表没有同意承办单位查看手机号")
    unit.visit(part).does("请代表联系本单位", wish="想约现场察看，周三上午方便。")
    assert not unit.offered("请代表联系本单位")
    county.zhou.visit("").reads("承办单位请代表联系")
    county.zhou.finds(TITLE, "suggestions/handlings/?tray=call_wished").reads("想约现场察看，周三上午方便")
    county.gao.visit("suggestions/handlings/?tray=call_wished").reads_not(TITLE)
    county.lin.visit("").reads("承办单位请代表联系")
    county.lin.finds(TITLE, "suggestions/handlings/?tray=call_wished")
    county.lin.does("回应联系请求", answer="周三九点桥头见。", share_phone=True)
    county.zhou.visit("suggestions/handlings/?tray=call_wished").reads_not(TITLE)
    unit.visit("news/").reads("回应联系请求")
    unit.visit(part).reads("周三九点桥头见", "139****5678")
    unit.does("请代表联系本单位")
    unit.does("记录沟通", way="visit", who="林知远", summary="到现场看了。")
    county.zhou.visit("suggestions/handlings/?tray=call_wished").reads_not(TITLE)


def test_a_hidden_name_has_no_number(county, clock):
    unit = on_its_way(county, share_phone=True, hide_name=True)
    unit.reads("代表要求隐去姓名，请通过人大机关联系").reads_not("139****", "林知远")
    unit.does("请代表联系本单位")
    county.lin.finds(TITLE, "suggestions/handlings/?tray=call_wished").does(
        "回应联系请求", answer="请机关转达。", share_phone=True
    )
    unit.visit(unit.here).reads("请机关转达").reads_not("林知远", "139****")


def test_the_deputy_takes_the_consent_back_at_any_time(county, clock):
    unit = on_its_way(county, share_phone=True).does("请代表联系本单位")
    part = unit.here
    county.lin.finds(TITLE, "suggestions/handlings/?tray=call_wished").does("回应联系请求", share_phone=True)
    unit.visit(part).click("查看代表电话").send("查看代表电话", text="约现场。").reads(PHONE)
    matter = county.lin.finds(TITLE, "suggestions/")
    clock.tick(60)
    matter.does("不再让承办单位查看手机号")
    assert not matter.offered("不再让承办单位查看手机号")
    unit.visit(f"{part}phone/", 404)  # also within the ten minutes of the look before
    unit.visit(part).reads("代表没有同意承办单位查看手机号", "不再让承办单位查看手机号").reads_not("139****")
    unit.visit(f"{part}see_phone/", 409).reads("代表没有同意承办单位查看手机号")
    unit.visit("news/").reads("不再让承办单位查看手机号")
    with scope.congress(county.world.congress):
        steps = (
            Trace.objects.filter(step__endswith=".withhold_phone")
            .order_by("pk")
            .values_list("step", flat=True)
        )
        assert set(steps) == {"suggestions.withhold_phone", "handlings.withhold_phone"}
    assert not county.liu.visit(matter.here).offered("不再让承办单位查看手机号")
