"""Pieces of the road that several stories walk; every one goes through the pages."""

import re


def say(visitor, text: str, **more) -> tuple[str, str]:
    """A citizen scans the code on the station's wall, says something and confirms it. → (number, code)."""
    visitor.visit().click("联络站").click("城关镇代表联络站").click("向这个站反映")
    visitor.send("提交", text=text, consent=True, **more)
    number = re.search(r"QH-\d{4}-\d{5}", visitor.page.words)[0]
    code = re.search(r"(?<!\d)\d{4} \d{4}(?!\d)", visitor.page.words)[0]
    visitor.send("确认提交", code=code).reads("已收到")
    return number, code


def follows(visitor, number: str, code: str):
    """Number and code, on any phone, without an account."""
    visitor.visit("voices/followed/leave/")
    return visitor.send("查看", number=number, code=code)


def writes(deputy, title: str, text: str, **more):
    """A deputy drafts a suggestion and hands it in."""
    deputy.visit("suggestions/").click("起草建议").send("起草建议", title=title, text=text, **more)
    return deputy.does("提交").reads("待审核")


def checks(clerk, title: str):
    """The office accepts it and gives it its number."""
    return clerk.finds(title, "suggestions/?tray=submitted").does("审核通过").reads("待交办")


def assigns(clerk, title: str, **units):
    return clerk.finds(title, "suggestions/?tray=accepted").does("交办", **units).reads("办理中")


def receives(handler, title: str):
    return handler.finds(title, "suggestions/handlings/?tray=offered").does("签收").reads("办理中")


def replies(handler, title: str, text: str, result: str = "A", **more):
    """A talk first, then the reply, signed by the head."""
    handler.finds(title, "suggestions/handlings/?tray=received")
    assert not handler.offered("答复"), "no reply before a talk"
    handler.does("记录沟通", way="visit", who="林知远", summary="到现场看了，商定雨季前修好。")
    return handler.does("答复", text=text, result_class=result, signer="局长 许成", **more)


def rates(deputy, title: str, attitude: str = "good", result: str = "good", **more):
    return deputy.finds(title, "suggestions/?tray=to_rate").does(
        "评价", attitude=attitude, result=result, **more
    )
