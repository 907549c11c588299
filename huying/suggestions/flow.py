"""代表建议、批评和意见: the road from a deputy's draft to a closed suggestion (代表法 第二十四条、第五十一条; R-SUG-25)."""

from huying.rules.flow import N_, Flow, Step

WRITING = ("draft", "returned")
CHECKING = ("submitted", "accepted")
HANDLING = ("assigned", "replied", "meeting")
AUTHOR = ("deputy/author",)
PAPER = ("clerk",)  # enters for the deputy what came on paper: 代录


def has_text(row):
    written = row.secret or (row.title.strip() and row.text.strip())
    return "" if written else N_("请先写明标题和正文。")


def all_answered(row):
    return N_("还有受邀代表没有确认联名；请等待确认，或者取消邀请。") if row.unanswered() else ""


def has_invited(row):
    return (
        ""
        if row.cosigns.filter(answer__in=("invited", "confirmed")).exists()
        else N_("没有待确认或者已经确认的联名。")
    )


def not_secret(row):
    return N_("涉密建议不得公开。") if row.secret else ""


def has_reply(row):
    return "" if row.replied_on else N_("没有答复，不能办结。")


def is_rated(row):
    return "" if row.rated_on else N_("代表还没有评价；可以催请评价。")


def not_rated(row):
    return N_("本轮答复已经评价。") if row.rated_on else ""


def once_more(row):
    again = N_("会商后已经再次答复过，请如实说明分歧后办结。")
    return again if row.noes() > 2 else has_met(row)


def has_met(row):
    return "" if row.has_met() else N_("请先召集会商，并记录会商情况。")


def may_be_open(row):
    held_back = N_("承办单位认为答复不宜公开；请先与承办单位核对。")
    return not_secret(row) or ("" if row.may_publish else held_back)


def has_bearers(row):
    return "" if row.owes_an_answer() else N_("没有承办单位，不能重新办理。")


def is_open(row):
    return "" if row.published_at else N_("这件建议没有公开。")


def not_open(row):
    return N_("这件建议已经公开。") if row.published_at and not row.has_news() else ""


def not_received(row):
    return N_("承办单位已经签收，不能收回交办。") if row.is_received() else ""


def is_escalated(row):
    return "" if row.escalated_on else N_("没有等待领导协调的事项。")


def not_reminded(row):
    return N_("本轮已经催请过评价。") if row.reminded_on else ""


def is_reminded(row):
    return "" if row.reminded_on else N_("请先催请评价。")


def is_key(row):
    return "" if row.is_key else N_("这件建议不是重点督办建议。")


def not_key(row):
    return N_("已经是重点督办建议。") if row.is_key else ""


def shows_phone(row):
    return "" if row.shows_phone() else N_("没有承办单位可以查看手机号。")


def withdrawable(row):
    return row.why_not_withdraw()


FLOW = Flow(
    "suggestions",
    title=N_("代表建议"),
    states={
        "draft": N_("起草"),
        "submitted": N_("待审核"),
        "accepted": N_("待交办"),
        "assigned": N_("办理中"),
        "replied": N_("待评价"),
        "meeting": N_("待会商"),
        "closed": N_("办结"),
        "returned": N_("退回修改"),
        "ended": N_("终止"),
    },
    steps=[
        Step(name="draft", label=N_("起草建议"), target="draft", by=("deputy/author", "house"), acts_for=PAPER,
             rules=("R-SUG-01", "R-SUG-02"), then=N_("保存为草稿；可以邀请代表联名，写好以后提交。")),
        Step(name="register_secret", label=N_("登记涉密建议"), target="draft", by=("deputy/author",), acts_for=PAPER,
             rules=("R-SUG-01",), then=N_("内容只写在纸质件上；平台只记编号和存放处。")),
        Step(name="import_historic", label=N_("导入历史建议"), target="closed", by=("house",)),
        Step(name="amend_import", label=N_("按原表更新"), source=(*CHECKING, "closed"), by=("house",)),
        Step(name="finish_import", label=N_("按原表办结"), source=CHECKING, target="closed", by=("house",), drops=("*",)),
        # writing
        Step(name="edit", label=N_("修改"), source=WRITING, by=AUTHOR, acts_for=PAPER, rules=("R-SUG-02",),
             then=N_("正文改动以后，已经确认的联名代表需要重新确认。")),
        Step(name="ask_again", label=N_("正文有改动，请重新阅读并确认联名"), source=WRITING, by=("house",),
             tells=("deputy/invited",), rules=("R-SUG-04",)),
        Step(name="invite", label=N_("邀请联名"), source=WRITING, by=AUTHOR, acts_for=PAPER, tells=("deputy/invited",),
             rules=("R-SUG-04",), then=N_("受邀代表确认以后才算联名。")),
        Step(name="uninvite", label=N_("取消联名邀请"), source=WRITING, by=AUTHOR, acts_for=PAPER,
             needs=(has_invited,), rules=("R-SUG-04",)),
        Step(name="confirm", label=N_("确认联名"), source=WRITING, by=("deputy/invited",), acts_for=PAPER, primary=True,
             tells=AUTHOR, rules=("R-SUG-04",), then=N_("您的名字将列在领衔代表之后，与领衔代表有同等效力。")),
        Step(name="decline", label=N_("不参加联名"), source=WRITING, by=("deputy/invited",), acts_for=PAPER, tells=AUTHOR),
        Step(name="submit", label=N_("提交"), source=WRITING, target="submitted", by=AUTHOR, acts_for=PAPER, primary=True,
             needs=(has_text, all_answered), starts=("suggestion.check", "suggestion.assign"), tells=("clerk",),
             rules=("R-SUG-01", "R-SUG-08"), then=N_("人大机关审核后登记编号，再交有关单位办理。")),
        Step(name="agree_withdrawal", label=N_("同意撤回"), source=(*CHECKING, "assigned"), by=("deputy/cosigner",),
             acts_for=PAPER, tells=AUTHOR, rules=("R-SUG-04",)),
        Step(name="withdraw", label=N_("撤回"), source=(*WRITING, *CHECKING, "assigned"), target="ended", by=AUTHOR,
             acts_for=PAPER, needs=(withdrawable,), drops=("*",), danger=True, tells=("clerk", "handler/working"),
             rules=("R-SUG-04",), then=N_("建议终止办理，不能恢复。")),
        # checking
        Step(name="accept", label=N_("审核通过"), source=("submitted",), target="accepted", by=("clerk",), primary=True,
             bulk=True, stops=("suggestion.check",), tells=AUTHOR, rules=("R-SUG-01",), then=N_("登记正式编号，等待交办。")),
        Step(name="advise_withdrawal", label=N_("建议撤回"), source=("submitted",), by=("clerk",), tells=AUTHOR,
             rules=("R-SUG-03",), then=N_("是否撤回由代表决定。")),
        Step(name="send_back", label=N_("退回修改"), source=("submitted",), target="returned", by=("clerk",), tells=AUTHOR,
             stops=("suggestion.check",), drops=("suggestion.assign",), rules=("R-SUG-03",), then=N_("代表修改后可以再次提交。")),
        Step(name="treat_as_letter", label=N_("转作来信处理"), source=CHECKING, target="ended", by=("clerk",), tells=AUTHOR,
             stops=("suggestion.check",), drops=("suggestion.assign",), rules=("R-SUG-03",), danger=True,
             then=N_("按照群众来信办理，并向代表说明。")),
        Step(name="merge", label=N_("并案"), source=CHECKING, target="ended", by=("clerk",), tells=AUTHOR,
             stops=("suggestion.check",), drops=("suggestion.assign",), rules=("R-SUG-04",),
             then=N_("两件一并办理，答复同时送给两件的代表。")),
        Step(name="absorb", label=N_("并入另一件建议"), source=(*CHECKING, "assigned"), by=("house",), tells=AUTHOR),
        Step(name="uncheck", label=N_("撤销审核"), source=("accepted", "returned", "ended"), target="submitted",
             by=("clerk", "house"),
             tells=AUTHOR, drops=("suggestion.assign",), starts=("suggestion.check", "suggestion.assign"),
             then=N_("回到待审核，已取得的编号保留。")),
        # assigning
        Step(name="assign", label=N_("交办"), source=("accepted",), target="assigned", by=("clerk",), primary=True, bulk=True,
             stops=("suggestion.assign",), starts=("suggestion.reply", "suggestion.progress"), tells=AUTHOR,
             rules=("R-SUG-06", "R-SUG-07", "R-SUG-09", "R-SUG-13"), public=N_("已转交"),
             then=N_("承办单位签收办理，自交办之日起三个月内答复代表。")),
        Step(name="unassign", label=N_("收回交办"), source=("assigned",), target="accepted", by=("clerk",), needs=(not_received,),
             drops=("*",), starts=("suggestion.assign",), tells=AUTHOR, rules=("R-SUG-06",)),
        Step(name="add_unit", label=N_("增加承办单位"), source=("assigned",), by=("clerk",), tells=AUTHOR, rules=("R-SUG-09",)),
        Step(name="set_lead", label=N_("确定具体主办单位"), source=("assigned",), by=("house",), tells=AUTHOR),
        Step(name="hand_over", label=N_("改交"), source=("assigned",), by=("house",), tells=AUTHOR, rules=("R-SUG-10",)),
        Step(name="extend", label=N_("延长答复期限"), source=("assigned",), by=("house",), drops=("suggestion.reply",),
             starts=("suggestion.reply_extended",), tells=AUTHOR, rules=("R-SUG-13", "R-SUG-14")),
        Step(name="escalate", label=N_("提请领导协调"), source=("assigned",), by=("house",), tells=("leader", "clerk")),
        Step(name="coordinate", label=N_("记录协调意见"), source=("assigned",), by=("leader", "clerk"), needs=(is_escalated,),
             primary=True, tells=("handler/working", "clerk"), rules=("R-SUG-09", "R-SUG-10"),
             then=N_("有关单位按照协调意见办理，不再来回。")),
        Step(name="urge", label=N_("催办"), source=("assigned",), by=("clerk", "leader", *AUTHOR), bulk=True,
             tells=("handler/working",), then=N_("承办单位会收到催办通知。")),
        Step(name="hear_progress", label=N_("听取进展汇报"), source=("assigned",), by=("clerk", "leader"),
             stops=("suggestion.progress",)),
        Step(name="withhold_phone", label=N_("不再让承办单位查看手机号"), source=(*WRITING, *CHECKING, *HANDLING, "closed"),
             by=AUTHOR, acts_for=PAPER, needs=(shows_phone,), tells=("handler/working",), rules=("R-SUG-11",),
             then=N_("承办单位从现在起不能再查看手机号，可以请人大机关联系代表。")),
        # replying and rating
        Step(name="answer", label=N_("答复代表"), source=("assigned",), target="replied", by=("house",),
             stops=("suggestion.reply", "suggestion.reply_extended", "suggestion.redo"), drops=("suggestion.progress",),
             starts=("suggestion.rate",), tells=("deputy/addressee", "clerk"), public=N_("已答复"),
             rules=("R-SUG-12", "R-SUG-13", "R-SUG-18"), then=N_("请领衔代表评价。")),
        Step(name="rate", label=N_("评价"), source=("replied",), by=AUTHOR, acts_for=PAPER, needs=(not_rated,), primary=True,
             stops=("suggestion.rate", "suggestion.rate_reminder"), tells=("clerk",), rules=("R-SUG-18",),
             then=N_("满意和基本满意在评价期结束前不告诉承办单位；有一项不满意的，重新办理。")),
        Step(name="remind", label=N_("催请评价"), source=("replied",), by=("clerk", "house"), bulk=True,
             needs=(not_rated, not_reminded), starts=("suggestion.rate_reminder",), tells=AUTHOR, rules=("R-SUG-18",)),
        Step(name="lapse", label=N_("未评价办结"), source=("replied",), target="closed", by=("clerk", "house"),
             needs=(has_reply, not_rated, is_reminded), drops=("*",), bulk=True, rules=("R-SUG-18",),
             then=N_("经催请仍未评价的，不计入满意率。")),
        Step(name="redo", label=N_("重新办理"), source=("replied",), target="assigned", by=("clerk", "house"), danger=True,
             drops=("suggestion.rate", "suggestion.rate_reminder"), starts=("suggestion.redo",),
             tells=("handler/responsible", "clerk", *AUTHOR), rules=("R-SUG-19",), public=N_("重新办理")),
        Step(name="reopen", label=N_("办结后重新办理"), source=("closed",), target="assigned", by=("clerk", "house"), danger=True,
             again=True, needs=(has_bearers,), starts=("suggestion.redo",), tells=("handler/responsible", "clerk", *AUTHOR),
             rules=("R-SUG-19", "R-SUP-24"), public=N_("重新办理")),
        Step(name="dispute", label=N_("再次不满意，提请会商"), source=("replied",), target="meeting", by=("house",),
             drops=("suggestion.rate", "suggestion.rate_reminder"), starts=("suggestion.meeting",),
             tells=("clerk", "leader", "handler/responsible"), rules=("R-SUG-19",)),
        Step(name="reply_again", label=N_("会商后再次办理"), source=("meeting",), target="assigned", by=("clerk",),
             needs=(once_more,), primary=True, starts=("suggestion.redo",), tells=("handler/responsible", *AUTHOR),
             public=N_("重新办理")),
        Step(name="meet", label=N_("记录会商"), source=("meeting",), by=("clerk",), stops=("suggestion.meeting",), primary=True,
             tells=(*AUTHOR, "handler/responsible"), rules=("R-SUG-19",),
             then=N_("会商以后再答复一次，或者如实说明分歧后办结。")),
        Step(name="close", label=N_("办结"), source=("replied",), target="closed", by=("clerk", "house"), primary=True, bulk=True,
             needs=(has_reply, is_rated), drops=("*",), tells=AUTHOR,
             then=N_("反映此事的群众收到答复；写明“已落实”要代表满意，并且评价的保密期已满。")),
        Step(name="close_disagreed", label=N_("说明分歧后办结"), source=("meeting",), target="closed", by=("clerk",),
             needs=(has_reply, has_met), drops=("*",), tells=(*AUTHOR, "leader"), danger=True,
             then=N_("双方的不同意见如实记入办理结果。")),
        Step(name="delegation_evaluate", label=N_("代表团评议"), source=("replied", "closed"), by=("clerk",), open_to_tenant=True,
             tells=AUTHOR, then=N_("记入这件建议；评议不满意的，公众不读到“已落实”，可以重新办理。")),
        # openness and emphasis
        Step(name="publish", label=N_("公开"), source=("replied", "closed"), by=("clerk",),
             needs=(not_open, has_reply, may_be_open),
             tells=AUTHOR, rules=("R-SUG-22", "R-SUG-23"), then=N_("建议和答复全文在公开页面上可以查到。")),
        Step(name="unpublish", label=N_("撤下公开"), source=("assigned", "replied", "meeting", "closed"), by=("clerk",),
             needs=(is_open,), rules=("R-SUG-22",), then=N_("撤下的日期和原因列入公开的撤下记录。")),
        Step(name="mark_key", label=N_("列为重点督办"), source=(*CHECKING, *HANDLING), by=("clerk", "leader"), needs=(not_key,),
             tells=AUTHOR, rules=("R-SUG-20",)),
        Step(name="unmark_key", label=N_("取消重点督办"), source=(*CHECKING, *HANDLING), by=("clerk", "leader"), needs=(is_key,)),
    ],
)  # fmt: skip
