"""Fixed lists of the contact network, each once."""

from django.utils.translation import gettext_lazy as _

LAYERS = {
    "vice": _("主任联系副主任"),
    "member": _("主任、副主任联系常委会委员"),
    "deputy": _("常委会委员联系代表"),
    "committee": _("专工委对口联系代表"),
    "people": _("代表联系群众"),
    "site": _("包联站点"),
}
KINDS = {"group": _("“1＋N”：一人联系若干人"), "actions": _("“N 个一”：每人完成若干项")}
PER = {"month": _("每月"), "quarter": _("每季度"), "half": _("每半年"), "year": _("每年")}
WAYS = {
    "visit": _("上门走访"),
    "station": _("在站点见面"),
    "forum": _("座谈"),
    "phone": _("电话"),
    "online": _("线上"),
    "written": _("书面"),
}
