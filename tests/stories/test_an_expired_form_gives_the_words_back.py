"""A deputy writes for two hours; the session ends; not one word is lost."""

from huying.kernel.roster import Congress, Membership
from huying.project.signin import WAS_IN

from .roads import assigns, checks, receives, writes

LONG = "第一，桥面狭窄。" * 400 + "㐂𠮷家门口😀"


def test_the_words_come_back_and_go_on_after_signing_in(county, clock):
    deputy = county.lin.visit("suggestions/").click("起草建议")
    deputy.client.cookies[WAS_IN] = "1"  # set by the page of signing in
    deputy.client.session.delete()
    deputy.send("起草建议", 403, title="关于拓宽老桥的建议", text=LONG)
    deputy.reads("您写的都在这里", "关于拓宽老桥的建议", "㐂𠮷家门口😀").reads_not("csrf")
    deputy.sign_in()  # in a second window, as the page says
    deputy.send("继续提交").reads("已办好", "起草", "关于拓宽老桥的建议", "㐂𠮷家门口😀")


def test_with_all_cookies_gone_too_in_words_and_not_in_names_of_fields(county, clock):
    deputy = county.lin.visit("suggestions/").click("起草建议")
    deputy.client.session.delete()
    deputy.client.cookies.clear()  # a private window that was closed; a browser that was cleaned
    deputy.send("起草建议", 403, title="关于拓宽老桥的建议", contact_by="phone", text=LONG)
    deputy.reads("登录已经过期", "在新窗口登录", "标题", "关于拓宽老桥的建议", "电话").reads_not(
        "contact_by<", "phone<"
    )
    deputy.sign_in()
    deputy.send("继续提交").reads("已办好", "关于拓宽老桥的建议")


def test_a_refused_form_keeps_everything(county, clock):
    deputy = county.lin.visit("suggestions/").click("起草建议")
    deputy.send("起草建议", 422, title="", text=LONG).reads("其他内容都已保留", "标题")
    assert deputy.form("起草建议").fields["text"] == [LONG]
    citizen = county.citizen().visit("voices/say/")
    citizen.send("提交", 422, text="路灯不亮，<b>很黑</b>", place="东街").reads("隐私说明")
    assert citizen.form("提交").fields["text"] == ["路灯不亮，<b>很黑</b>"]
    assert citizen.form("提交").fields["place"] == ["东街"]


def test_who_changed_units_while_writing_keeps_the_words_and_reads_why(county, clock):
    title = "关于拓宽老桥的建议"
    writes(county.lin, title, "桥面狭窄。")
    checks(county.zhou, title)
    assigns(county.zhou, title, lead="青禾县交通运输局")
    receives(county.liu, title)
    writing = county.liu.click("记录沟通")
    world = county.world
    Membership.everywhere.filter(pk=world.transport_handler.pk).update(unit=world.health)
    writing.send("记录沟通", 404, summary="代表希望今年开工，本单位答应十月前完成勘测。")
    writing.reads("没有提交，您写的都在这里", "可能您的单位、职务变了", "本单位答应十月前完成勘测")


def test_a_congress_that_was_closed_while_writing_gives_the_words_back_too(county, clock):
    title = "关于拓宽老桥的建议"
    writes(county.lin, title, "桥面狭窄。")
    checks(county.zhou, title)
    writing = county.zhou.finds(title, "suggestions/?tray=accepted").click("交办")
    Congress.objects.filter(pk=county.world.congress.pk).update(is_active=False)
    writing.send("交办", 404, lead="青禾县交通运输局", note="请在雨季前办好。")
    writing.reads("没有提交，您写的都在这里", "请在雨季前办好", "（已经选好）")
