"""What is done with a call for ideas."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import process
from huying.kernel.files import File
from huying.kernel.given import clean, needed
from huying.kernel.given import keep as store
from huying.kernel.process import Refused, creates, does, house

from .. import words
from ..operations.shared import chosen, day_of
from .flow import FLOW
from .models import Call

__all__ = ["change", "close", "draft", "lapse", "open", "prolong", "publish", "take_down"]


def _future(closes_on, at):
    if closes_on < day_of(at):
        raise Refused(_("截止日期不能早于今天。"))
    return closes_on


@creates(FLOW["draft"])
def draft(*, by, at, title, text, closes_on, field=None, contact="", files=()):
    title = needed(title, _("标题"))[:120]
    case = process.new_case(title, day_of(at))
    call = Call(
        case=case, number=case.number, title=title, text=needed(text, _("征集什么")), closes_on=_future(closes_on, at),
        field=field, contact=clean(contact)[:120],
    )  # fmt: skip
    store(files, call, by=by, at=at)
    return call


@does(FLOW["change"])
def change(call, *, by, at, title, text, closes_on, field=None, contact="", files=()):
    call.title, call.text = needed(title, _("标题"))[:120], needed(text, _("征集什么"))
    call.closes_on, call.field, call.contact = _future(closes_on, at), field, clean(contact)[:120]
    store(files, call, by=by, at=at)


@does(FLOW["open"])
def open(call, *, by, at):
    """From now on everybody reads it and may send ideas."""
    _future(call.closes_on, at)
    call.opened_on = day_of(at)
    _open_files(call, True)


def _open_files(call, is_public: bool) -> None:
    File.objects.filter(subject_kind=FLOW.subject, subject_id=call.pk).update(is_public=is_public)


@does(FLOW["prolong"])
def prolong(call, *, by, at, closes_on):
    if closes_on <= call.closes_on:
        raise Refused(_("新的截止日期应当晚于原来的。"))
    was, call.closes_on = call.closes_on, closes_on
    return {"from": was.isoformat(), "to": closes_on.isoformat()}


@does(FLOW["close"])
def close(call, *, by, at):
    call.closed_on = day_of(at)


@does(FLOW["publish"])
def publish(call, *, by, at, summary):
    """Only when every idea has its answer."""
    if left := call.ideas.filter(state="sent").count():
        raise Refused(_("还有 %(n)s 条意见没有答复，逐条答复后再公布结果。") % {"n": left})
    call.summary, call.published_on = needed(summary, _("结果说明")), day_of(at)


@does(FLOW["take_down"])
def take_down(call, *, by, at, reason, text=""):
    _open_files(call, False)
    return {"reason": chosen(reason, words.TAKEN_DOWN, _("理由")), "note": clean(text)}


def lapse(*, at) -> int:
    """Daily job: calls whose last day has passed are closed; how many."""
    done = 0
    for call in Call.objects.filter(state="open", closes_on__lt=timezone.localdate(at)).order_by("pk"):
        close(call, by=house(), at=at)
        done += 1
    return done
