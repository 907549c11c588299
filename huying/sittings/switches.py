"""What a congress sets for its meetings."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.switch_kinds import Line
from huying.kernel.switchboard import Switch, declare
from huying.kernel.words import recorded


def _mark(congress) -> str:
    """An official number is Chinese, whatever language the clerk reads."""
    with recorded():
        return _t("%(short)s人大决") % {"short": congress.short or congress.name}


RESOLUTION_MARK = declare(Switch(
    key="resolution_mark", label=_("决议决定的发文字号"), area=_("编号和文号"),
    kind=Line(20, r"[^\s〔〕\[\]()（）0-9]+", _("最多 20 字，不带年份、号码和括号，如 青人常发")),
    default=_mark,
    says=_("决议、决定编号里年份前面的字，如 青人常发〔2026〕12号。"),
    effect=_("从下一份决议、决定起用；已经编了号的不变。"),
))  # fmt: skip
