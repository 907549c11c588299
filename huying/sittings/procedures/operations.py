"""Procedures of deliberation: added, changed, retired, brought back."""

from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import recorded

from ..agenda.kinds import KINDS
from .flow import FLOW
from .models import Procedure
from .shipped import SHIPPED

MOST_STAGES, LONGEST_STAGE = 20, 40


@creates(FLOW["add"])
def add(*, by, at, preset="", name="", kind="", stages=()):
    """From one of those shipped (a key of SHIPPED), from what is typed, or the one with parts of the other."""
    if preset:
        start = SHIPPED[given.choice(preset, SHIPPED, _("内置的程序"))]
        with recorded():
            name, stages = name or _(start.name), stages or [_(s) for s in start.stages]
        kind = kind or start.kind
    row = Procedure(stages=checked(stages), kind=given.choice(kind, KINDS, _("适用的议题")) if kind else "")
    row.name = _free(name)
    row.case = dockets.one_of_year("CX", row.name, at)
    return row, {"preset": preset, "stages": len(row.stages)}


@does(FLOW["change"])
def change(row, *, by, at, name="", kind="", stages=()):
    """Items that it was laid out for keep what they have."""
    before = (row.name, row.kind, row.stages)
    row.name = _free(name, row)
    row.kind = given.choice(kind, KINDS, _("适用的议题")) if kind else ""
    row.stages = checked(stages)
    if before == (row.name, row.kind, row.stages):
        raise Refused(_("没有改动。"))
    return {"stages": row.stages}


@does(FLOW["retire"])
def retire(row, *, by, at):
    """Offered no more."""


@does(FLOW["bring_back"])
def bring_back(row, *, by, at):
    """Offered again."""


def _free(name, me=None) -> str:
    wanted = given.line(name, _("名称"), 80)
    rows = Procedure.objects.filter(name=wanted)
    if (rows.exclude(pk=me.pk) if me else rows).exists():
        raise Refused(_("已经有叫这个名称的审议程序。"))
    return wanted


def checked(stages) -> list[str]:
    """Names of stages, one line each, in order; Refused where there is none, too many, or one twice."""
    found = [given.line(s, _("环节"), LONGEST_STAGE) for s in stages]
    if not found or len(found) > MOST_STAGES:
        raise Refused(_("请写出审议的环节，一行一个，最多 %(n)s 个。") % {"n": MOST_STAGES})
    if len(set(found)) < len(found):
        raise Refused(_("有两个环节同名，请写得分得清。"))
    return found
