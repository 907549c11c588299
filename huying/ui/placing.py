"""Asking for a position: two number fields; where JavaScript runs, a map to click on and "我现在的位置" (static/ui/pick.js).

    lat, lon = placing.latitude(), placing.longitude()

in any form; the two must both be filled or both be empty (`placing.together` in the form's clean).
"""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import BaseValidator
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from .map import MOST
from .outlines import rings

LEAFLET = "ui/vendor/leaflet-1.9.4/leaflet"
SWAPPED = _("纬度在 -90 到 90 之间，中国大约是 18 到 54；纬度和经度可能填反了。")


class Degrees(forms.NumberInput):
    """A number of degrees; brings the map's scripts to pages whose template shows {{ form.media }}."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        made = super().build_attrs(base_attrs, extra_attrs)
        if "data-lat" in made and (tiles := getattr(settings, "TILES", None)):
            made |= {"data-tiles": tiles["url"], "data-attribution": tiles["attribution"]}
            made["data-subdomains"] = tiles["subdomains"]
        return made

    class Media:
        css = {"all": [f"{LEAFLET}.css", "ui/map.css"]}
        js = [Script(f"{LEAFLET}.js", defer=True), Script("ui/map.js", defer=True), Script("ui/pick.js", defer=True)]  # fmt: skip


def _degrees(most: int, part: str, label: Any, message: Any, **more: Any) -> forms.FloatField:
    attrs = {"step": "any", "inputmode": "decimal", f"data-{part}": True, "autocomplete": "off"}
    if part == "lat":
        attrs |= {
            "data-word-map": _("在地图上点选位置"), "data-word-here": _("用我现在的位置"),
            "data-word-wait": _("正在定位…"), "data-word-none": _("取不到位置，请在地图上点选，或者填写地点。"),
            "data-word-took": _("已取得位置，误差约 {n} 米"),
        }  # fmt: skip
    field = forms.FloatField(
        label=label, min_value=-most, max_value=most, widget=Degrees(attrs), **{"required": False, **more}
    )
    field.error_messages["invalid"] = _("请填写小数形式的度数，例如 31.230400。")
    for validator in field.validators:
        if isinstance(validator, BaseValidator):
            validator.message = message
    return field


def latitude(**more: Any) -> forms.FloatField:
    """The field `lat`: degrees north, WGS 84."""
    return _degrees(90, "lat", more.pop("label", _("纬度")), SWAPPED, **more)


def longitude(**more: Any) -> forms.FloatField:
    """The field `lon`: degrees east, WGS 84."""
    return _degrees(180, "lon", more.pop("label", _("经度")), _("经度在 -180 到 180 之间。"), **more)


def around(form: forms.Form, spots: Iterable[tuple[float, float]], outline: Any = None) -> None:
    """What the map to click on shows where there are no tiles: known places (lat, lon) and an outline (GeoJSON)."""
    attrs = form.fields["lat"].widget.attrs
    if near := [[round(lat, 5), round(lon, 5)] for lat, lon in spots]:
        attrs["data-near"] = json.dumps(near[:MOST], separators=(",", ":"))
    if shapes := rings(outline):
        attrs["data-outline"] = json.dumps(shapes, separators=(",", ":"))


def together(form: forms.Form) -> None:
    """For a form's clean(): one without the other is no place."""
    lat, lon = form.cleaned_data.get("lat"), form.cleaned_data.get("lon")
    if (lat is None) != (lon is None) and not {"lat", "lon"} & set(form.errors):
        form.add_error("lat" if lat is None else "lon", _("纬度和经度要么都填，要么都不填。"))
