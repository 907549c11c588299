"""A deputy without a computer: the office enters suggestion, signature and rating for her, and every page says 代录."""

from .roads import assigns, checks, receives, replies

TITLE = "关于在敬老院门口设公交站的建议"


def test_suggestion_signature_and_rating_on_paper(county, clock):
    clerk, deputy = county.zhou, county.gao
    clerk.visit("suggestions/").click("起草建议").send(
        "起草建议", title=TITLE, text="老人进城要走三里路。", advice="增设一站。", author="高秀兰"
    )
    clerk.does("代录：邀请联名", deputies=["林知远"])
    clerk.does("代录：确认联名", deputy="林知远").reads("联名", "林知远")
    clerk.does("代录：提交").reads("待审核", "代录：高秀兰")
    deputy.finds(TITLE, "suggestions/?tray=moving").reads("领衔代表 高秀兰", "周文清（代录：高秀兰")

    checks(clerk, TITLE)
    clock.later()
    assigns(clerk, TITLE, lead="青禾县交通运输局")
    receives(county.liu, TITLE)
    clock.later()
    replies(county.liu, TITLE, "已经设站。")
    clerk.finds(TITLE, "suggestions/?tray=replied").does("代录：评价", attitude="good", result="basic")
    clerk.does("办结").reads("办结")
    deputy.finds(TITLE, "suggestions/?tray=done").reads("基本满意", "周文清（代录：高秀兰")
