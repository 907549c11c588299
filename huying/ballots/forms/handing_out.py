"""Paper that is handed out: whoever takes a sheet is ticked on the roll, or stands on a list that is pasted."""

import re

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

from ..queries import voters
from .asked import prose

# what a word processor counts with at the head of a line
COUNT = re.compile(r"\s*[(（]?\d+\s*[.．)）]\s*")
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

    A number beside a name says which of them is meant, where two are called the same; 01 is 1. What a word processor
    counts with, 1. or （1）, is left out. Any other number that is none of theirs is refused: it would hand a sheet to
    somebody else.
    """
    numbers = {number for number, _name in roll}
    called: dict[str, set[str]] = {}
    for number, name in roll:
        called.setdefault(name, set()).add(number)
    found: list[str] = []
    for line in text.splitlines():
        count = COUNT.match(line)
        told: list[str] = []
        for piece in filter(None, re.split(r"[,，、;；|\t]+", line[count.end() :] if count else line)):
            told += _words(piece, called, numbers)
        theirs = {number for word in told for number in called.get(word, ())}
        figures = [w for w in told if w not in called and w.isdigit()]
        if theirs and (strange := [w for w in figures if w not in theirs]):
            said = _t("“%(line)s”：编号 %(number)s 和姓名对不上。只写编号，或者只写姓名。")
            raise forms.ValidationError(said % {"line": line.strip()[:40], "number": strange[0]})
        if count and not theirs:  # beside no name it may be meant as a number of the roll
            told.insert(0, count[0].strip())
        same = {number for word in told for number in called.get(word, ()) if len(called[word]) > 1}
        chosen = same & set(figures)
        for word in told:
            if not (
                called[word] & chosen if word in called else theirs and word in figures and word not in chosen
            ):
                found.append(word)
    return list(dict.fromkeys(found))


def _words(piece: str, called, numbers) -> list[str]:
    """Names and numbers of one entry: 张 三 is one name, 01 the number 1, 3 张 三 a number and a name."""
    split = re.fullmatch(r"\s*(\d+)(\D.*)", piece)
    head, rest = (split[1], split[2]) if split and "".join(split[2].split()) in called else ("", piece)
    whole = "".join(rest.split())
    words = [head] * bool(head) + ([whole] if whole in called else rest.split())
    return [
        w.lstrip("0") if w.isdigit() and w not in numbers and w.lstrip("0") in numbers else w for w in words
    ]
