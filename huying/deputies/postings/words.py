"""What the codes of nearest.py mean to a reader."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

REASONS = {
    "trade": _("行业对口"),
    "same": _("住地所在村、社区"),
    "district": _("选区所在村、社区"),
    "town": _("所在乡镇、街道"),
    "within": _("所在乡镇、街道范围内"),
}


def spelled(codes) -> str:
    """住地所在村、社区；选区所在村、社区"""
    return _t("；").join(str(REASONS[c]) for c in codes if c in REASONS)
