"""What observers write and attending deputies say, and what the office answers."""

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, creates, does

from ..observing.codes import codes
from .flow import FLOW
from .models import Opinion

LONGEST = 10_000


@creates(FLOW["give"])
def give(*, by, at, sitting, text, item=None, author=None):
    """By a deputy who attended, or entered by the office for one."""
    if by.role == "deputy":
        author = by
        if not sitting.summoned(by):
            raise Refused(_("列席了这次会议的代表才能在这里提意见。"))
    if author is None:
        raise Refused(_("请选择是谁的意见。"))
    row = Opinion(
        sitting=sitting,
        case_id=sitting.case_id,
        item=item,
        author=author,
        text=given.text(text, _("意见"), LONGEST),
    )
    return row, {"sitting": sitting.pk}


@creates(FLOW["write"])
def write(*, by, at, observer, text, code):
    """By somebody who sat in, with the code of their application."""
    if not codes.fits(observer, code):
        raise Refused(_("编号或者查询码不对。"))
    if observer.state != "attended":
        raise Refused(_("到场旁听以后才能写旁听意见。"))
    row = Opinion(
        sitting_id=observer.sitting_id,
        case_id=observer.case_id,
        observer=observer,
        text=given.text(text, _("意见"), LONGEST),
    )
    return row, {"sitting": observer.sitting_id}


@does(FLOW["answer"])
def answer(row, *, by, at, reply, is_public=False):
    row.reply, row.is_public = given.text(reply, _("答复"), LONGEST), bool(is_public)


@does(FLOW["note"])
def note(row, *, by, at, reason=""):
    row.reply = given.text(reason, _("说明"), 500, required=False)
