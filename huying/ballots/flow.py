"""A poll (表决): set up, roll taken, opened, closed, counted, declared; or annulled with its reason.

《地方组织法》第二十五条、第五十一条; 《选举法》第四十条至第四十五条. Ballots are no subjects: they have no `by` and no trace.
"""

from huying.rules.flow import N_, Flow, Step


def has_roll(poll) -> str:
    return "" if poll.roll_size else N_("还没有表决人名单。")


def paper_is_settled(poll) -> str:
    if poll.paper_unread():
        return N_("发过纸质票，一张也没有录入：先录入收回的票；一张也没有收回的，写明理由作废。")
    return N_("纸质票两次录入还有不一致的，先核对。") if poll.paper_in_dispute() else ""


def took_paper(poll) -> str:
    return "" if poll.paper_issued else N_("这次表决没有发过纸质票。")


def is_half_read(poll) -> str:
    return "" if poll.half_read() else N_("没有只录入了一次的批次。")


def paper_differs(poll) -> str:
    return "" if poll.paper_to_settle() else N_("没有两次都录入了、又不一致的票。")


def has_line_too_many(poll) -> str:
    return (
        ""
        if poll.paper_too_many()
        else N_("两次录入的张数没有不同，没有哪一行是多录的：逐张核对，或者整批重新录入。")
    )


def prints_are_wanted(poll) -> str:
    if not poll.prints_sample:
        return N_("这次表决没有设定抽查打印的票。")
    return N_("已经抽过了：抽出的编号不能重抽。") if poll.prints_are_drawn() else ""


def prints_are_drawn(poll) -> str:
    if not poll.prints_are_drawn():
        return N_("先抽出要核对的打印票。")
    return "" if poll.prints_missing() else N_("抽出的票已经核对过了。")


def prints_are_checked(poll) -> str:
    return N_("还没有按设定抽查打印的票。") if poll.prints_missing() else ""


def asks_for_more(poll) -> str:
    return "" if poll.asks_for_more() else N_("按计票结果不需要再次投票；要重新提请的，请另行拟定。")


def is_unpublished(poll) -> str:
    done = poll.is_published and (poll.names_published or poll.is_secret)
    return N_("结果已经公布。") if done else ""


OFFICE = ("clerk", "house")
CHAIR = ("clerk", "leader", "house")

FLOW = Flow(
    "polls",
    title=N_("表决"),
    states={
        "proposed": N_("拟定中"), "prepared": N_("已备好"), "open": N_("表决中"), "closed": N_("已截止"),
        "counted": N_("已计票"), "declared": N_("已宣布"), "annulled": N_("已作废"),
    },
    steps=[
        Step(name="propose", label=N_("拟定表决"), target="proposed", by=OFFICE, primary=True,
             then=N_("下一步登记表决人名单，选定适用的规则。")),
        Step(name="amend", label=N_("修改表决"), source=("proposed", "prepared"), target="proposed", by=OFFICE,
             then=N_("修改以后要重新备好名单。")),
        Step(name="prepare", label=N_("备好名单"), source=("proposed", "prepared"), target="prepared", by=OFFICE, primary=True,
             then=N_("名单、规则和票样就此固定；开始以后不能再改。")),
        Step(name="open", label=N_("开始表决"), source=("prepared",), target="open", by=CHAIR, primary=True, needs=(has_roll,),
             rules=("R-STR-18", "R-STR-19"), then=N_("基数、出席人数和法定人数就此固定，名单上的人可以投票。")),
        Step(name="issue_paper", label=N_("发纸质票"), source=("open",), by=OFFICE,
             then=N_("领了纸质票的人不能再用设备投票。")),
        Step(name="close", label=N_("截止表决"), source=("open",), target="closed", by=CHAIR, primary=True,
             then=N_("此后到的票一律不收。")),
        Step(name="enter_paper", label=N_("录入纸质票"), source=("closed",), by=CHAIR, needs=(took_paper,),
             then=N_("同一批由两个人各自录入，不一致的由第三个人核对。")),
        Step(name="take_back_paper", label=N_("撤回我的录入"), source=("closed",), by=CHAIR, needs=(is_half_read,),
             then=N_("这一批可以重新录入；撤回的内容留在记录里。")),
        Step(name="settle_paper", label=N_("核对不一致的票"), source=("closed",), by=CHAIR,
             needs=(paper_differs,), then=N_("核对的结果作为这张票的录入结果。")),
        Step(name="strike_paper", label=N_("划去多录的一行"), source=("closed",), by=CHAIR, danger=True,
             needs=(paper_differs, has_line_too_many),
             then=N_("这个人录入的后面各行依次上移，和另一人的录入重新对照。")),
        Step(name="reread_paper", label=N_("整批重新录入"), source=("closed",), by=CHAIR, danger=True,
             needs=(paper_differs,), then=N_("这一批的两次录入都不再算数，由两个人分别重新录入；原来的内容留在记录里。")),
        Step(name="count", label=N_("计票"), source=("closed",), target="counted", by=CHAIR, primary=True,
             needs=(paper_is_settled,), rules=("R-STR-19", "R-ELE-22", "R-ELE-23"),
             then=N_("算出结果，列出每一步的数字和依据。")),
        Step(name="draw_prints", label=N_("抽出要核对的打印票"), source=("counted",), by=CHAIR, needs=(prints_are_wanted,),
             rules=("R-OWN-83",), then=N_("抽出哪些，由截止时封存的随机数和现场说出的数决定，谁都可以重算。")),
        Step(name="check_prints", label=N_("核对抽出的打印票"), source=("counted",), by=OFFICE, needs=(prints_are_drawn,),
             then=N_("抽出的每一张打印票都应当在已计的票里找得到。")),
        Step(name="declare", label=N_("宣布结果"), source=("counted",), target="declared", by=CHAIR, primary=True,
             needs=(prints_are_checked,), rules=("R-STR-19",), then=N_("不足法定人数的，不能宣布通过。")),
        Step(name="publish", label=N_("公布结果"), source=("declared",), by=CHAIR, needs=(is_unpublished,),
             then=N_("群众可以看到结果；记名的还可以公布各人所投的票。")),
        Step(name="again", label=N_("再次投票"), source=("declared", "annulled"), by=OFFICE, needs=(asks_for_more,),
             rules=("R-ELE-26", "R-ELE-27"), then=N_("按法律规定产生下一轮：票数相等的再投，名额不足的另行选举。")),
        Step(name="annul", label=N_("作废"), source=("proposed", "prepared", "open", "closed", "counted"), target="annulled",
             by=CHAIR, danger=True, then=N_("已投的票不再计算，写明理由。")),
    ],
)  # fmt: skip
