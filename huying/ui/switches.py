"""What maps of a congress draw."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.switch_kinds import BadValue, Kind
from huying.kernel.switchboard import Switch, declare

from .outlines import MOST_KEPT, polygons, rings, thinned


@dataclass(frozen=True)
class Outline(Kind):
    """GeoJSON, as text or as the object it says; kept as an object: its polygons alone, no finer than a map draws them."""

    def fits(self, value):
        return isinstance(value, dict)

    def read(self, value):
        try:
            shape = json.loads(value) if isinstance(value, str) else value
            found = polygons(shape)
        except (ValueError, RecursionError, AttributeError, TypeError):
            raise BadValue(_t("这不是能读懂的 GeoJSON。")) from None
        if not found:
            raise BadValue(_t("里面没有多边形：请给出本级区域的边界线（Polygon 或者 MultiPolygon）。"))
        if any(
            not (-180 <= x <= 180 and -90 <= y <= 90)
            for polygon in found
            for ring in polygon
            for x, y in ring
        ):
            raise BadValue(_t("坐标应为经度在前、纬度在后的度数，如 [118.62, 36.12]。"))
        return thinned(found)

    def shown(self, value):
        try:
            found = rings(value)
        except ValueError:
            return _t("看不懂")
        return _t("%(lines)s 条边界线，%(points)s 个点") % {
            "lines": len(found),
            "points": sum(map(len, found)),
        }

    def allowed(self):
        return _t("GeoJSON，最大 1 MB；坐标为 WGS 84（CGCS 2000）；超过 %(points)s 个点的边界线自动简化") % {
            "points": MOST_KEPT
        }


OUTLINE = declare(Switch(
    key="outline", label=_("地图上的边界"), area=_("页面"), kind=Outline(), default=None,
    says=_("本级区域的边界线，画在联络站地图和热点地图上。"),
    effect=_("没有底图的时候，边界让人认得出位置；不影响办理。"),
))  # fmt: skip
