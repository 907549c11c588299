"""Paper that is handed out: whoever takes a sheet is ticked on the roll, or stands on a list that is pasted."""

import re

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

from ..queries import voters
from .asked import prose

MOST_TICKED = 600  # a longer roll is typed or pasted


class Numbers(StepForm):
    """Who takes a sheet: ticked on the roll, or pasted as a list of names or numbers."""

    sometimes = ("who",)
    who = forms.MultipleChoiceField(
        label=_("谁领票"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("在场、还没有投票也没有领票的人；前面是名单上的编号。"),
    )  # fmt: skip
    numbers = prose(
        _("或者粘贴名单"), required=False, rows=3, most=60_000,
        help_text=_("姓名或者名单上的编号，一行一个，也可以用逗号、空格隔开。"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is None:
            return
        self.roll = [
            (v.number, v.member.person.name, v.is_present and not v.channel) for v in voters(self.row)
        ]
        sent = set(self.data.getlist("who")) if hasattr(self.data, "getlist") else set()
        left = [
            (n, f"{n} {name}") for n, name, free in self.roll if free or n in sent
        ]  # the refusal names who is not
        self.fields["who"].choices = left
        if len(self.roll) > MOST_TICKED:
            del self.fields["who"]
            self.fields["numbers"].label = _("领票人的编号或者姓名")

    def clean_numbers(self):
        return named(self.cleaned_data["numbers"], [(number, name) for number, name, _free in self.roll])

    def clean(self):
        found = super().clean() or {}
        wanted = [*found.pop("who", ()), *found.get("numbers", ())]
        if not wanted and not self.errors:
            raise forms.ValidationError(_t("请勾选领票的人，或者粘贴名单。"))
        return found | {"numbers": wanted}


def named(text: str, roll: list[tuple[str, str]]) -> list[str]:
    """Numbers and names of a pasted list. A name may be written with a blank, as lists do to align them.

    A line with names and a number that is none of theirs (a count of the list's own) is refused: it would hand a sheet
    to somebody else.
    """
    called: dict[str, set[str]] = {}
    for number, name in roll:
        called.setdefault(name, set()).add(number)
    found: list[str] = []
    for line in text.splitlines():
        told: list[str] = []
        for piece in filter(None, re.split(r"[,，、;；|\t]+", line)):
            whole = "".join(piece.split())
            told += [whole] if whole in called else piece.split()
        theirs = {number for word in told for number in called.get(word, ())}
        figures = [w for w in told if w not in called and w.isdigit()]
        if theirs and (strange := [w for w in figures if w not in theirs]):
            said = _t("“%(line)s”：编号 %(number)s 和姓名对不上。只写编号，或者只写姓名。")
            raise forms.ValidationError(said % {"line": line.strip()[:40], "number": strange[0]})
        found += [w for w in told if not (theirs and w in figures)]
    return list(dict.fromkeys(found))
