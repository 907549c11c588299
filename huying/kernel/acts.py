"""Acts that every kind of subject knows though no table lists them: erase or correct personal data, recompute clocks,
shut an attachment in which the scanner found something.

They pass the gate like any step, move no state and leave a trace.
"""

from functools import cache

from huying.rules.flow import N_, Step

LABELS = {
    "erase": N_("删除个人信息"),
    "correct": N_("更正个人信息"),
    "recompute": N_("重新计算期限"),
    "shut_file": N_("附件查出病毒，已经封存"),
}
WHO = {
    "erase": ("admin", "clerk", "house"),
    "correct": ("admin", "clerk"),
    "recompute": ("admin", "house"),
    "shut_file": ("house",),
}
TELLS = {"shut_file": ("clerk",)}


def the_act(model, name: str) -> Step:
    """The act of this name, where there must be one."""
    if (step := act(model, name)) is None:
        raise LookupError(f"{model.FLOW.subject} has no common act {name}")
    return step


@cache
def act(model, name: str) -> Step | None:
    """The act of this name for a kind of subject; None for an unknown name, or where the table has its own."""
    if name not in LABELS or name in model.FLOW.steps:
        return None
    step = Step(
        name=name, label=LABELS[name], source=tuple(model.FLOW.states), by=WHO[name], danger=name == "erase",
        tells=TELLS.get(name, ()),
    )  # fmt: skip
    object.__setattr__(step, "flow", model.FLOW)
    return step
