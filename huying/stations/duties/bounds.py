"""Days and places that steps accept."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.process import Refused


def ahead(value, at, label):
    """A day from today on, at most two years away."""
    today = timezone.localdate(at)
    if value is None or not 0 <= (value - today).days <= 730:
        raise Refused(_("“%(label)s”应在今天以后、两年以内。") % {"label": label})
    return value


def past(value, at, label):
    """A day up to today, at most two years ago; today where none was given."""
    today = timezone.localdate(at)
    value = value or today
    if not 0 <= (today - value).days <= 730:
        raise Refused(_("“%(label)s”不能晚于今天，也不能早于两年以前。") % {"label": label})
    return value


def degrees(latitude, longitude) -> tuple:
    """(latitude, longitude) to four digits, about ten metres; (None, None) where not both were given."""
    if latitude is None or longitude is None:
        return None, None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refused(_("位置不对，请重新获取，或者不带位置提交。"))
    return round(latitude, 4), round(longitude, 4)
