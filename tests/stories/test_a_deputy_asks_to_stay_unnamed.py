"""要求保密: the office knows, the unit and the public do not, on any page, in any file, however they look."""

from .roads import assigns, checks, rates, receives, writes

TITLE = "关于规范校外托管的建议"


def test_the_name_is_hidden_from_unit_and_public(county, clock):
    writes(county.lin, TITLE, "校门口托管班无证经营。", hide_name=True)
    checks(county.zhou, TITLE).reads("林知远")
    assigns(county.zhou, TITLE, lead="青禾县卫生健康局")
    receives(county.zhao, TITLE)
    county.zhao.does("记录沟通", way="phone", who="代表（由人大机关转达）", summary="说明了整治打算。")
    county.zhao.does("答复", text="已经全部取缔。", result_class="A", signer="局长")
    for place in (
        "suggestions/",
        "suggestions/handlings/",
        "suggestions/?export=csv",
        f"suggestions/?q={TITLE}",
        "",
    ):
        county.zhao.visit(place).reads_not("林知远")
    county.zhao.finds(TITLE, "suggestions/").reads("代表（要求保密）").reads_not("林知远")

    rates(county.lin, TITLE)
    county.zhou.finds(TITLE, "suggestions/?tray=rated").does("办结").does(
        "公开", secrecy_checked=True, privacy_checked=True
    )
    stranger = county.citizen().visit("suggestions/public/").reads(TITLE).reads_not("林知远")
    stranger.click(TITLE).reads("已经全部取缔").reads_not("林知远")
    county.citizen().visit("suggestions/public/?q=林知远").reads_not(TITLE)
    county.citizen().visit(county.zhou.here, 404)
