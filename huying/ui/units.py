"""What stands behind a unit's name once the unit has ended: nobody reads it as somebody who is at work."""

from django.utils.translation import gettext as _


def ended(unit) -> str:
    """ "（已停用，承接单位：…）", "" of a unit that is in use; reads the successor only of one that has ended."""
    if unit is None or unit.is_active:
        return ""
    if unit.successor_id is None:
        return _("（已停用）")
    return _("（已停用，承接单位：%(unit)s）") % {"unit": unit.successor}


def named(unit) -> str:
    return f"{unit}{ended(unit)}"
