"""Ideas come in, and each gets its answer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel import delivery, scope
from huying.kernel.case import Counter
from huying.kernel.given import clean, needed
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import kept, recorded

from .. import watch, words
from ..codes import codes
from ..operations.shared import chosen, day_of
from .flow import FLOW
from .models import Idea

__all__ = ["adopt", "adopt_partly", "enter", "refuse", "send", "withhold"]


def _new(*, at, call, text, author="", phone="", may_publish=False, code_seed=""):
    text = needed(text, _("意见"))
    idea = Idea(
        call=call, case_id=call.case_id, text=text, author=clean(author)[:60], phone=codes.plain(clean(phone))[:40],
        may_publish=may_publish, sent_on=day_of(at), is_flagged=watch.holds(text),
    )  # fmt: skip
    idea.hold()
    call.refresh_from_db()
    if call.state != "open" or call.closes_on < day_of(at):
        raise Refused(_("这次征集已经截止，不能再提意见。"))
    idea.number = number = f"{call.number}-{Counter.take(f'ideas-{call.pk}'):04d}"
    idea.fresh_code = codes.fresh(code_seed)
    idea.code_digest = codes.digest(number, idea.fresh_code)
    return idea


@creates(FLOW["send"])
def send(*, by, at, call, text, consent, author="", phone="", may_publish=False, code_seed=""):
    """By anybody, without an account."""
    if not consent:
        raise Refused(_("请先阅读并同意隐私说明。"))
    return _new(
        at=at, call=call, text=text, author=author, phone=phone, may_publish=may_publish, code_seed=code_seed
    )


@creates(FLOW["enter"])
def enter(*, by, at, call, text, author="", phone="", may_publish=False):
    """Said at a station or in a talk, written down by somebody who works here."""
    return _new(at=at, call=call, text=text, author=author, phone=phone, may_publish=may_publish)


def _answer(idea, text, at, word) -> None:
    idea.answer, idea.answered_on = text, day_of(at)
    if idea.phone:
        name = scope.current().short or scope.current().name
        with recorded():
            line = _("【%(name)s人大】您提的意见 %(number)s：%(word)s。请凭编号和查询码查看。")
            line %= {"name": name, "number": idea.number, "word": word}
        delivery.message(idea.phone, line, at=at)


@does(FLOW["adopt"])
def adopt(idea, *, by, at, text):
    _answer(idea, needed(text, _("怎样采纳")), at, _l("已采纳"))


@does(FLOW["adopt_partly"])
def adopt_partly(idea, *, by, at, text):
    _answer(idea, needed(text, _("怎样采纳")), at, _l("已部分采纳"))


@does(FLOW["refuse"])
def refuse(idea, *, by, at, text):
    _answer(idea, needed(text, _("不采纳的理由")), at, _l("没有采纳，理由请凭码查看"))


@does(FLOW["withhold"])
def withhold(idea, *, by, at, reason, text=""):
    """Only for the fixed reasons; the writer reads which."""
    label = kept(words.DECLINES[chosen(reason, words.DECLINES, _("理由"))])
    _answer(idea, "\n".join(filter(None, [label, clean(text)])), at, _l("未予处理，理由请凭码查看"))
    return {"reason": reason}
