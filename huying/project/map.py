"""The map of the house, generated: every step, from where to where, who, clocks, law, consequences. docs/map.md is this text."""

from importlib import import_module
from pathlib import Path

from django.conf import settings

from huying.kernel.roles import ROLES
from huying.kernel.subject import SUBJECTS
from huying.rules import profiles, registry
from huying.rules.deadlines import title

PATH = Path(__file__).resolve().parents[2] / "docs" / "map.md"
HEAD = (
    "# 流程图表\n\n由 `huying map --write` 生成，请勿手改。每一步：从哪里到哪里、谁来办、期限、依据、后果。\n"
    "`身份/关系` 表示只有与这一件有此关系的人；（代）表示可代为录入，留痕标“代录”。\n"
)


def text() -> str:
    """The whole map as Markdown, the same for the same code."""
    ours = {k: m for k, m in SUBJECTS.items() if m.__module__.startswith("huying.")}
    parts = [
        HEAD,
        "\n## 身份\n\n| 代码 | 名称 |\n|---|---|\n",
        *(f"| {k} | {v} |\n" for k, v in ROLES.items()),
    ]
    for kind, model in sorted(ours.items()):
        parts.append(_flow(kind, model.FLOW))
    return "".join(parts)


def reactions() -> dict:
    """The wiring board."""
    return import_module(settings.REACTIONS).REACTIONS


def _flow(kind, flow) -> str:
    states = "、".join(f"{label}（{name}）" for name, label in flow.states.items())
    ends = "、".join(flow.states[s] for s in flow.ends())
    lines = [
        f"\n## {flow.title or kind}（{kind}）\n\n状态：{states}。\n终点：{ends or '无'}。\n\n",
        "| 步骤 | 从 | 到 | 谁 | 期限 | 依据 | 告知 | 公众看到 | 后果 |\n|---|---|---|---|---|---|---|---|---|\n",
    ]
    return "".join(lines + [_row(step, flow) for step in flow.steps.values()])


def _row(step, flow) -> str:
    cells = (
        f"{step.label}<br>`{step.name}`",
        "、".join(flow.states[s] for s in step.source) or "（产生）",
        flow.states.get(step.target, "不变"),
        "、".join([*map(_who, step.by), *(f"{_who(w)}（代）" for w in step.acts_for)]),
        "<br>".join(_clocks(step)),
        "<br>".join(map(_law, step.rules)),
        "、".join(map(_who, step.tells)),
        step.public,
        "<br>".join(_name(r) for r in reactions().get(step.code, ())),
    )
    return "| " + " | ".join(str(c).replace("|", "／") for c in cells) + " |\n"


def _who(who: str) -> str:
    role, _, relation = who.partition("/")
    return f"{ROLES[role]}/{relation}" if relation else ROLES[role]


def _clocks(step) -> list[str]:
    return [
        f"{mark}{_clock(k)}"
        for mark, kinds in (("起 ", step.starts), ("止 ", step.stops), ("撤 ", step.drops))
        for k in kinds
    ]


def _clock(kind: str) -> str:
    return "全部" if kind == "*" else profiles.load("national").setting(kind).label


def _law(rule_id: str) -> str:
    rule = registry.rule(rule_id)
    return f"{rule_id} {title(rule.law)}{rule.article}" if rule.law else rule_id


def _name(reaction) -> str:
    words = (reaction.__doc__ or "").strip().partition("\n")[0]
    return words or f"`{reaction.__module__.removeprefix('huying.')}.{reaction.__name__}`"
