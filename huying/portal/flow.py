"""An article of the congress's portal: written, looked at by a second person, published, taken down for a reason (S223)."""

from huying.rules.flow import N_, Flow, Step

CHECKERS = ("leader", "clerk/independent", "admin")
UNSEEN = ("draft", "submitted", "approved")

FLOW = Flow(
    "articles",
    title=N_("宣传稿件"),
    states={
        "draft": N_("草稿"),
        "submitted": N_("待审核"),
        "approved": N_("待发布"),
        "published": N_("已发布"),
        "withdrawn": N_("已撤下"),
        "dropped": N_("不采用"),
    },
    steps=[
        Step(name="draft", label=N_("起草稿件"), target="draft", by=("clerk",), primary=True,
             then=N_("写好以后提交审核；审核的人不能是起草的人。")),
        Step(name="contribute", label=N_("投稿"), target="submitted", by=("deputy", "keeper", "handler"),
             tells=("clerk",), then=N_("由人大机关审核，采用与否都会告诉您。")),
        Step(name="tell_story", label=N_("由案件起草故事"), target="draft", by=("clerk",),
             then=N_("办理经过已经写进草稿，请补充、核对后提交审核。")),
        Step(name="amend", label=N_("修改"), source=("draft", "submitted"), by=("clerk",),
             then=N_("改过的稿件由另一人审核。")),
        Step(name="submit", label=N_("提交审核"), source=("draft",), target="submitted", by=("clerk",), primary=True,
             tells=("leader",), then=N_("由领导或者另一位工作人员审核。")),
        Step(name="send_back", label=N_("退回修改"), source=("submitted",), target="draft", by=CHECKERS,
             tells=("clerk/author",), then=N_("修改后可以再次提交。")),
        Step(name="approve", label=N_("审核通过"), source=("submitted",), target="approved", by=CHECKERS, primary=True,
             tells=("clerk/author",), then=N_("到发布日期自动发布，也可以提前发布。")),
        Step(name="take_back", label=N_("撤回审核"), source=("approved",), target="draft", by=("clerk", "leader"),
             then=N_("修改后要重新审核。")),
        Step(name="publish", label=N_("发布"), source=("approved",), target="published", by=("clerk", "house"), primary=True,
             tells=("clerk/author",), public=N_("已发布。"), then=N_("门户立即可见，并送到所选的各个渠道。")),
        Step(name="correct", label=N_("更正"), source=("published",), by=CHECKERS,
             public=N_("内容有更正。"), then=N_("更正的日期和说明会显示在文末。")),
        Step(name="withdraw", label=N_("撤下"), source=("published",), target="withdrawn", by=("clerk", "leader"), danger=True,
             tells=("clerk/author",), public=N_("已撤下，理由见说明。"),
             then=N_("原地址改为一页说明，写明撤下的日期和理由；撤下记录公开可查。")),
        Step(name="restore", label=N_("恢复发布"), source=("withdrawn",), target="published", by=CHECKERS,
             public=N_("已恢复发布。"), then=N_("原地址恢复显示。")),
        Step(name="drop", label=N_("不采用"), source=UNSEEN, target="dropped", by=("clerk", "leader"), danger=True,
             tells=("clerk/author",), then=N_("理由会告诉作者。")),
        Step(name="log_elsewhere", label=N_("登记刊发"), source=(*UNSEEN, "published", "withdrawn"), by=("clerk",),
             then=N_("计入通讯员的刊发统计。")),
    ],
)  # fmt: skip
