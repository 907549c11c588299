"""The roll, the opening and the closing."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.rules import voting
from huying.ui.forms import StepForm

from .. import queries
from ..standing import roll_of, standing
from .asked import prose, whole
from .setting_up import said


class Prepare(StepForm):
    """The roll as a body of the congress, without those who may not vote; a sitting's poll takes it from the sitting."""

    sometimes = ("body", "without")
    body = forms.ChoiceField(label=_("谁有表决权"))
    without = prose(
        _("不列入名单的人"),
        required=False,
        rows=2,
        help_text=_("姓名，用空格或者换行隔开：如暂停执行职务的、回避的。"),
    )
    way = forms.ChoiceField(label=_("适用的规则"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = queries.bodies()
        if self.row is not None:
            fitting = [(w.key, said(w.label)) for w in voting.for_kind(self.row.kind)]
            self.fields["way"].choices = [("", _("不变")), *fitting]
            self.initial.setdefault("body", f"organ-{self.row.organ_id}" if self.row.organ_id else "deputies")
            if roll_of(self.row) is not None:
                for name in self.sometimes:
                    del self.fields[name]

    def clean(self):
        found = super().clean() or {}
        if "body" not in found:
            return found
        members = queries.body(found.pop("body"))
        leave = set(found.pop("without", "").replace("、", " ").replace("，", " ").split())
        if unknown := leave - {m.person.name for m in members}:
            self.add_error(
                "without", _t("名单里没有：%(names)s。") % {"names": _t("、").join(sorted(unknown))}
            )
        found["roll"] = [m for m in members if m.person.name not in leave]
        if not found["roll"]:
            self.add_error("body", _("这里面没有可以表决的人。"))
        return found


class Open(StepForm):
    """A poll on a sitting's item is not asked who is there: its page says what the sitting counts."""

    sometimes = ("base", "present", "below")
    base = whole(
        _("全体在任人数"), 1, 100_000, help_text=_("过半数、三分之二都以它为基数；不填的取名单人数。")
    )
    present = whole(_("出席人数"), 0, 100_000, help_text=_("不填的，以参加投票的人数为出席人数。"))
    minutes = whole(_("几分钟后自动截止"), 1, 43_200, help_text=_("不填的由主持人截止。"))
    below = forms.BooleanField(label=_("明知不足法定人数，仍要表决"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = standing(self.row, timezone.now()) if self.row is not None else None
        if now:
            del self.fields["base"], self.fields["present"]
        if self.row is not None and not (now and not now["met"]):
            del self.fields["below"]

    def clean(self):
        found = super().clean() or {}
        if "below" in self.fields and not found.pop("below", False):
            self.add_error(
                "below", _("现在不足法定人数：这样表决什么也通过不了。人到齐了再开始，或者勾选这里。")
            )
        return found


class Close(StepForm):
    """Asked only where ballots of a verifiable poll may still be on their way."""

    sometimes = ("confirmed",)
    confirmed = forms.BooleanField(
        label=_("不再等还没有到的票"),
        required=False,
        help_text=_("领了凭证、选票还没有送到的，截止以后不计入。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            tokens, ballots = queries.received(self.row)
            if ballots >= tokens:
                del self.fields["confirmed"]
