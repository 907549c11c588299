"""What to do at once where somebody is in danger: the congress's own steps, or the usual ones; who was told is traced."""

from django.utils.translation import gettext as _

from huying.kernel.case import Trace

SHOWN = 5


def usual() -> list[str]:
    """Shipped words, which a congress replaces by its own (紧急处置提示)."""
    return [
        _("有人正在受到伤害或者要伤害自己，打 110；需要抢救，打 120；起火、被困、泄漏，打 119。"),
        _("打电话给反映人，问清人在哪里、现在是否安全。"),
        _("通知所在乡镇、街道和主管单位的值班室，先口头交办，再在这里转交。"),
        _("每打一个电话，用“已电话通知”记下通知了谁、几点、对方怎么说。"),
    ]


def steps() -> list[str]:
    """One line each."""
    from .models import Plan

    plan = Plan.objects.filter(state="listed").order_by("pk").first()
    return plan.words.split("\n") if plan else usual()


def told(voice) -> list[str]:
    """Who was telephoned, the latest first."""
    rows = Trace.objects.filter(subject_kind="voices", subject_id=voice.pk, step="voices.call_out")
    return list(rows.exclude(note="").order_by("-seq").values_list("note", flat=True)[:SHOWN])
