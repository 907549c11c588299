"""What observers write and attending deputies say, and what the office answers."""

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, creates, does

from ..observing import codes
from .flow import FLOW
from .models import Opinion

LONGEST = 10_000


@creates(FLOW["give"])
def give(*, by, at, sitting, text, item=None, observer=None, author=None, code=""):
    """By an observer with the code; by a deputy who attended; or entered by the office for one of them."""
    if by.role == "public":
        if observer is None or observer.sitting_id != sitting.pk or not codes.fits(observer, code):
            raise Refused(_("编号或者查询码不对。"))
        if observer.state != "attended":
            raise Refused(_("到场旁听以后才能写旁听意见。"))
    if by.role == "deputy":
        author = by
        if not sitting.summoned(by):
            raise Refused(_("列席了这次会议的代表才能在这里提意见。"))
    if author is None and observer is None:
        raise Refused(_("请选择是谁的意见。"))
    row = Opinion(sitting=sitting, case_id=sitting.case_id, item=item, author=author, observer=observer,
                  text=given.text(text, _("意见"), LONGEST))  # fmt: skip
    if observer is not None:
        row.case_id = observer.case_id
    return row, {"sitting": sitting.pk, "observer": observer is not None}


@does(FLOW["answer"])
def answer(row, *, by, at, reply, is_public=False):
    row.reply, row.is_public = given.text(reply, _("答复"), LONGEST), bool(is_public)


@does(FLOW["note"])
def note(row, *, by, at, reason=""):
    row.reply = given.text(reason, _("说明"), 500, required=False)
