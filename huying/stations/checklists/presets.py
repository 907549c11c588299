"""Templates to begin with. Where a standard's items are not published, the lines stand empty for the office to fill:
nothing here invents a standard (mechanisms S019–S022)."""

from django.utils.translation import gettext_lazy as _

# key: (name, purpose, items; an empty item has to be filled before the list comes into force)
PRESETS = {
    "four": (_("家站点“四达标”"), "standard", (_("场所达标"), _("设备配套"), _("制度完善"), _("台账齐全"))),
    "six": (_("“六有”标准"), "standard", ("", "", "", "", "", "")),
    "room": (_("代表联系群众活动室标准化"), "room", ("", "", "", "")),
    "star": (_("星级评定标准"), "star", ("", "", "", "", "")),
    "blank": (_("空白清单"), "local", ("",)),
}
PURPOSES = {
    "standard": _("标准化检查"),
    "room": _("活动室标准化"),
    "star": _("星级评定"),
    "local": _("本级其他清单"),
}
