"""The switches that the kernel itself reads: numbers, rooms, access, sign-in, people's data."""

from django.apps import apps
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.rules.profiles import Setting

from .clocks import rules
from .roles import ROLES
from .roster import Congress
from .subject import SUBJECTS
from .switch_kinds import BadValue, Choice, Flag, Grants, Line, Periods, Several
from .switchboard import Switch, declare

NUMBERS, PAGES, ACCESS, DATA = _("编号和文号"), _("页面"), _("权限和登录"), _("个人信息")
# days of a month, days that a working day takes with a weekend before it, days of a holiday that may lie in a term
LONGEST_MONTH, WITH_WEEKEND, HOLIDAY = 31, 3, 9


class ShorterThanRight(BadValue):
    """A period that ends before a person's right does. `.label`, `.days` say whose, `.setting` which right, `.least` days."""

    def __init__(self, part: str, label, days: int, setting: Setting, least: int):
        self.label, self.days, self.setting, self.least = label, days, setting, least
        super().__init__(
            gettext("“%(label)s”保存 %(days)s 天太短：“%(right)s”还有 %(least)s 天可以行使。")
            % {"label": label, "days": days, "right": gettext(setting.label), "least": least},
            part,
        )


def _alone(value, congress):
    """Numbers are read aloud and written on slips: no two congresses of one house begin them alike. What one may go
    back to is its own too, and one out of use may come back."""
    for other in Congress.objects.exclude(pk=congress.pk):
        if value == PREFIX.of(other):
            words = gettext("“%(prefix)s”已经是%(congress)s的编号字头，请换一个。")
        elif value == PREFIX.usual(other):
            words = gettext("“%(prefix)s”是%(congress)s的默认编号字头，请换一个。")
        else:
            continue
        raise BadValue(words % {"prefix": value, "congress": other.name})


def _rooms():
    return {
        one.label: one.verbose_name for one in apps.get_app_configs() if getattr(one, "may_be_off", False)
    }


def _said(flow: str, step: str) -> str:
    return gettext("%(flow)s：%(step)s") % {"flow": gettext(flow), "step": gettext(step)}


_both = lazy(_said, str)


def _open_steps():
    """Steps that no law gives to a certain organ: the flow's table says so."""
    return {
        step.code: _both(model.FLOW.title, step.label)
        for _subject, model in sorted(SUBJECTS.items())
        for step in model.FLOW.steps.values()
        if step.open_to_tenant
    }


def _roles():
    return {name: _(label) for name, label in ROLES.items() if name not in ("public", "house")}


def _kept():
    """Subjects that hold people's own data; first those out of which people still have rights."""
    return {
        kind: _(model.FLOW.title)
        for kind, model in sorted(
            SUBJECTS.items(), key=lambda one: (not getattr(one[1], "RIGHTS_AFTER", ()), one[0])
        )
        if getattr(model, "PERSONAL", ())
    }


def least_days(kind: str, congress) -> tuple[int, Setting | None]:
    """The longest right that people have after a matter of this kind ended, in days, and which; (1, None) for none."""
    longest: tuple[int, Setting | None] = (1, None)
    for key in getattr(SUBJECTS.get(kind), "RIGHTS_AFTER", ()):
        setting = rules(congress)[0].term(key)
        if (term := setting.value) is None:
            continue
        days = (
            term.months * LONGEST_MONTH
            + term.days
            + term.workdays * WITH_WEEKEND
            + (HOLIDAY if term.workdays else 0)
        )
        if days > longest[0]:
            longest = days, setting
    return longest


def _not_before_rights_end(value, congress):
    for kind, days in value.items():
        least, setting = least_days(kind, congress)
        if setting is not None and days < least:
            raise ShorterThanRight(kind, _kept()[kind], days, setting, least)


def _only_open_steps(value, congress):
    """A step that was given to somebody once and is open no more may stand: a later version may open it again."""
    for step in set(value) - set(_open_steps()) - set(congress.switches.get("grants") or ()):
        raise BadValue(gettext("“%(step)s”由谁办理由法律和流程规定，不能改。") % {"step": step})


PREFIX = declare(Switch(
    key="prefix", label=_("编号字头"), area=NUMBERS, kind=Line(8, "[A-Z][A-Z0-9]{0,7}", _("1 到 8 个大写字母或者数字，字母开头")),
    default=lambda congress: congress.code.upper(), bound=_alone,
    says=_("本级所有事项编号开头的字母，如 QH-2026-00012。"),
    effect=_("从下一件起用新的字头；已经给出的编号和查询凭条不变，照样可以查。"),
))  # fmt: skip
ROOMS_OFF = declare(Switch(
    key="rooms_off", label=_("停用的功能"), area=PAGES, kind=Several(_rooms), default=[],
    says=_("本级不用的功能。停用以后，它的页面、菜单和接口对所有人都不再打开。"),
    confirm=_("停用以后，这些页面对所有人都打不开，包括群众查进度。确定保存吗？"),
    effect=_("记录都在，重新启用就能看到。没有办完的事项期限照常计算，也照常亮灯：请先办完或者移交。"),
))  # fmt: skip
PRIVATE = declare(Switch(
    key="deputies_private", label=_("不公开代表名录"), area=PAGES, kind=Flag(), default=False,
    says=_("公开页面上不列代表的姓名和名片。"),
    effect=_("“找代表”没有名单，接待公告里写“人大代表”。工作台里不变。代表名单依法公告的，不受影响。"),
))  # fmt: skip
SECOND_FACTOR = declare(Switch(
    key="second_factor", label=_("动态口令"), area=ACCESS, default="", kind=Choice({"": _("自愿"), "staff": _("工作人员必须")}),
    says=_("工作人员登录除密码以外，是不是还要动态口令。"),
    effect=_("改为必须以后，还没有绑定的工作人员下次打开页面先绑定；代表和群众不受影响。"),
))  # fmt: skip
GRANTS = declare(Switch(
    key="grants", label=_("另外可以办理的角色"), area=ACCESS, kind=Grants(_open_steps, _roles), default={},
    bound=_only_open_steps,
    says=_("法律没有指定由谁办理的步骤，可以再交给别的角色。"),
    effect=_("有这个角色的人在自己看得到的事项上可以办这一步，办理记录写明是谁办的。法律指定了机关的步骤不在这里。"),
))  # fmt: skip
RETENTION = declare(Switch(
    key="retention_days", label=_("个人信息保存期限"), area=DATA, kind=Periods(_kept), default={}, rules=("R-SET-01", "R-SET-02"),
    bound=_not_before_rights_end,
    bounds=_("保存的时间应当是办理所必要的最短时间；至少保存到群众请求复查、要求重新办理和评价的期限届满，更短的不能设。"),
    says=_("办完的事项，最后一次办理以后多少天删除其中的个人信息：姓名、电话、原文等。"),
    confirm=_("到期的个人信息今晚就会删除，不能恢复。确定保存吗？"),
    effect=_("到期由平台每天清理一次，删除不能撤回；编号、办理经过和统计数字保留，留痕写明删除。不填的一直保存。"),
))  # fmt: skip
