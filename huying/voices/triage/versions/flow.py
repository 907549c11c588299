"""A model of triage: trained by a job, measured beside the one in use, adopted or not by a person."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "admin")

FLOW = Flow(
    "classifiers",
    title=N_("分诊模型"),
    sub=True,
    states={"training": N_("训练中"), "ready": N_("待启用"), "in_use": N_("使用中"), "retired": N_("已停用"),
            "failed": N_("未训练成")},
    steps=[
        Step(name="train", label=N_("用更正记录训练新版本"), target="training", by=OFFICE, primary=True,
             then=N_("训练在后台进行，不影响现在的提示；训练好后并排比较，由您决定是否启用。")),
        Step(name="measure", label=N_("训练完成"), source=("training",), target="ready", by=("house",), tells=("clerk",)),
        Step(name="fail", label=N_("停止训练"), source=("training",), target="failed", by=("house", *OFFICE), danger=True,
             then=N_("正在使用的版本不受影响。")),
        Step(name="adopt", label=N_("启用这一版"), source=("ready", "retired"), target="in_use", by=OFFICE, primary=True,
             then=N_("以后的提示用这一版；可以随时退回上一版。")),
        Step(name="retire", label=N_("停用"), source=("in_use",), target="retired", by=("house",)),
        Step(name="go_back", label=N_("退回上一版"), source=("in_use",), target="retired", by=OFFICE, danger=True,
             then=N_("恢复启用前使用的版本；没有的，用随软件提供的版本。")),
        Step(name="resume", label=N_("恢复使用"), source=("retired",), target="in_use", by=("house",)),
    ],
)  # fmt: skip
