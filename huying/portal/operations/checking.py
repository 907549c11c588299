"""A second person looks before anything is public."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, does

from ..flow import FLOW


@does(FLOW["submit"])
def submit(article, *, by, at):
    """Ready to be looked at."""


@does(FLOW["send_back"])
def send_back(article, *, by, at, reason):
    return {"note": given.text(reason, _("退回的理由"), 500)}


@does(FLOW["approve"])
def approve(article, *, by, at, publish_on=None):
    """Passed, for a day: today where none is given."""
    today = timezone.localdate(at)
    if publish_on and publish_on < today:
        raise Refused(_("发布日期不能早于今天。"))
    article.publish_on = publish_on or today
    return {"publish_on": article.publish_on.isoformat()}


@does(FLOW["take_back"])
def take_back(article, *, by, at, reason=""):
    article.publish_on = None
    return {"note": given.text(reason, _("理由"), 500, required=False)}


@does(FLOW["drop"])
def drop(article, *, by, at, reason):
    """Not used; the author reads why."""
    return {"note": given.text(reason, _("不采用的理由"), 500)}
