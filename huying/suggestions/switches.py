"""What a congress sets for its deputies' suggestions."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.switch_kinds import Flag
from huying.kernel.switchboard import Switch, declare

WITHDRAW_TOGETHER = declare(Switch(
    key="withdraw_together", label=_("联名建议一致同意才能撤回"), area=_("代表建议"), kind=Flag(), default=False,
    says=_("联名提出的建议，撤回时要不要每一位联名代表都同意。"),
    effect=_("改为“是”以后，领衔代表申请撤回，还要等每一位已经确认的联名代表同意，才能同意撤回（如上海市的规定）。"),
))  # fmt: skip
