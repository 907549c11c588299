"""What stands around every page, and the mark of the demo."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.switch_kinds import Flag, Parts
from huying.kernel.switchboard import Switch, declare

FOOTER = declare(Switch(
    key="footer", label=_("页脚"), area=_("页面"), default={},
    kind=Parts({
        "organiser": _("网站主办单位"), "address": _("地址"), "phone": _("联系电话"), "site_code": _("网站标识码"),
        "record": _("备案号"), "police_record": _("公安备案号"),
    }, 120, links="links"),
    says=_("每一页最下面的主办单位、地址、电话、备案号和链接。"),
    effect=_("立即出现在所有公开页面和工作页面上。"),
))  # fmt: skip
DEMO = declare(Switch(
    key="demo", label=_("演示数据"), area=_("页面"), kind=Flag(), default=False, by_house=True,
    says=_("这个人大是 huying demo 装入的虚构数据。"),
    effect=_("由命令写入，页面上不能改。"),
))  # fmt: skip
