"""A checklist of the congress: drafted, put in force, revised as a new edition, retired (S019–S022)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk", "house")


def filled(row):
    return "" if row.is_filled else N_("清单里还没有内容，或者有没填的项。")


FLOW = Flow(
    "checklists",
    title=N_("检查清单"),
    sub=True,
    states={"draft": N_("草稿"), "in_force": N_("使用中"), "retired": N_("已停用")},
    steps=[
        Step(name="draft", label=N_("新建清单"), target="draft", by=OFFICE, primary=True,
             then=N_("填好每一项和分值，再启用。")),
        Step(name="edit", label=N_("填写清单"), source=("draft",), by=OFFICE),
        Step(name="put_in_force", label=N_("启用清单"), source=("draft",), target="in_force", by=OFFICE, primary=True,
             needs=(filled,), tells=("keeper",), then=N_("联络站按这份清单自查；已经开始的自查仍用旧版。")),
        Step(name="revise", label=N_("修订为新版"), source=("in_force",), by=OFFICE,
             then=N_("新版是草稿，启用以后旧版停用。")),
        Step(name="retire", label=N_("停用清单"), source=("draft", "in_force"), target="retired", by=OFFICE, danger=True),
    ],
)  # fmt: skip
