"""The yearly list of major matters and what became of each (S145)."""

from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does

from .flow import FLOW
from .models import Matter

YEARS = (1954, 2199)


@creates(FLOW["list_matter"])
def list_matter(*, by, at, year, title, grounds="", body="committee", way="decide", unit=None, month=None):
    row = Matter(year=given.number(year, _("年度"), *YEARS), unit=unit)
    _write(row, title=title, grounds=grounds, body=body, way=way, month=month)
    row.case = dockets.one_of_year("ZD", row.title, at)
    return row, {"year": row.year, "body": row.body}


def _write(row, *, title, grounds, body, way, month) -> None:
    row.title = given.line(title, _("事项"), 200)
    row.grounds = given.text(grounds, _("依据和理由"), 5000, required=False)
    row.body = given.choice(body, Matter.BODIES, _("由谁讨论决定"))
    row.way = given.choice(way, Matter.WAYS, _("方式"))
    row.month = given.number(month, _("计划月份"), 1, 12) if month else None


@does(FLOW["change"])
def change(row, *, by, at, title, grounds="", body="committee", way="decide", month=None, unit=None):
    _write(row, title=title, grounds=grounds, body=body, way=way, month=month)
    row.unit = unit or row.unit


@does(FLOW["submit"])
def submit(row, *, by, at, text, files=()):
    row.text = given.text(text, _("议案或者报告要点"), 50_000)
    return given.with_files({}, files, row, by, at)


@does(FLOW["schedule"])
def schedule(row, *, by, at, item):
    if item.state in ("dropped", "deferred"):
        raise Refused(_("这个议题没有列入议程。"))
    row.item = item
    return {"item": item.pk, "sitting": item.sitting_id}


@does(FLOW["decide"])
def decide(row, *, by, at, resolution=None, outcome=""):
    """By a resolution of the sitting; `outcome` in words where the report was heard and nothing was resolved."""
    if resolution is None and row.way == "decide":
        raise Refused(_("作出决议、决定的，请选择那件决议、决定。"))
    if resolution is not None and resolution.item_id != row.item_id:
        raise Refused(_("这件决议、决定不是在这个议题下通过的。"))
    row.resolution = resolution
    row.outcome = given.line(outcome, _("结果"), 300, required=resolution is None)
    return {"resolution": resolution.pk if resolution else None}


@does(FLOW["pass_on"])
def pass_on(row, *, by, at, outcome):
    row.outcome = given.line(outcome, _("结果"), 300)


@does(FLOW["drop"])
def drop(row, *, by, at, reason):
    row.reason = given.line(reason, _("理由"), 300)
    return {"note": row.reason}
