"""The kinds of places, the names of honour, and what may hang below what."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "house": _("人大代表之家"),
    "station": _("代表联络站"),
    "point": _("代表联络点"),
    "room": _("代表联系群众活动室"),
    "industry": _("行业（产业）代表联络站"),
    "outside": _("驻外代表联络工作站"),
    "street": _("街道人大代表工作站"),
    "model": _("全过程人民民主示范点"),
    "base": _("全过程人民民主基层实践基地（中心）"),
}
SMALL = ("point", "room")  # nothing hangs below these
DESIGNATIONS = {
    "model": _("全过程人民民主示范点"),
    "synthesis": _("基层人大工作综合示范点"),
    "practice": _("全过程人民民主模范实践地"),
    "local": _("本级命名的其他示范点"),
}
DATUMS = {"wgs84": _("WGS-84（手机定位、天地图）"), "gcj02": _("GCJ-02（高德、腾讯地图）")}
