"""What answering a remark asks."""

from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm
from huying.ui.visitors.guard import Guarded

from .. import words
from ..forms import pick, prose


class Remark(StepForm):
    topic = pick(_("关于哪方面"), words.TOPICS)
    text = prose(
        _("您的意见"),
        rows=6,
        most=2000,
        help_text=_("说人大和代表的工作哪里做得不够、希望怎么改。不用留姓名；具体的难事请走“我要反映”。"),
    )


class Answer(StepForm):
    autosave = True
    shown = prose(
        _("公开的意见"),
        rows=4,
        most=2000,
        help_text=_("只删去姓名、电话等个人信息，不改意思；改过的会注明。"),
    )
    answer = prose(_("答复"), rows=8, most=5000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("shown", self.row.shown or self.row.text)


class Again(StepForm):
    answer = prose(_("答复"), rows=8, most=5000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("answer", self.row.answer)


class Decline(StepForm):
    kind = pick(_("理由"), words.DECLINES, help_text=_("理由和件数公开，原文不公开。"))


class Reason(StepForm):
    reason = prose(_("理由"), rows=2, most=300)


STEPS = {"remark": Remark, "answer": Answer, "answer_again": Again, "decline": Decline, "reconsider": Reason}


class Say(Guarded):
    """The public form: the same questions, behind the guard of all public forms."""

    required_css_class = "required"
    topic, text = (Remark.base_fields[name] for name in ("topic", "text"))
