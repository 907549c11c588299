"""Lectures are planned, held, and what was said is brought back."""

from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does

from .. import words
from .flow import FLOW
from .models import Feedback, Lecture


@creates(FLOW["plan"])
def plan(*, by, at, title, place, starts_at, lecturer=None, files=(), **data):
    """A deputy plans their own lecture; office and keeper plan for others too."""
    title = given.line(title, _("主题"), 120)
    lecture = Lecture(planner=by, title=title, case=dockets.one("XJ", title, at, counter="portal-XJ"))
    _fill(lecture, by, place=place, starts_at=starts_at, lecturer=lecturer, **data)
    given.keep(files, lecture, by=by, at=at)
    return lecture


@does(FLOW["reschedule"])
def reschedule(lecture, *, by, at, title, place, starts_at, lecturer=None, files=(), **data):
    lecture.title = given.line(title, _("主题"), 120)
    _fill(lecture, by, place=place, starts_at=starts_at, lecturer=lecturer, **data)
    given.keep(files, lecture, by=by, at=at)


@does(FLOW["hold"])
def hold(lecture, *, by, at, audience, note="", files=()):
    """It took place: how many came."""
    if lecture.starts_at > at:
        raise Refused(_("还没有到宣讲的时间。"))
    lecture.audience = audience
    given.keep(files, lecture, by=by, at=at)
    return {"audience": audience, "note": given.text(note, _("情况"), 2000, required=False)}


@does(FLOW["log_feedback"])
def log_feedback(lecture, *, by, at, kind, text):
    """One thing that was said in the hall; without a name."""
    Feedback.objects.create(
        case_id=lecture.case_id, lecture=lecture, at=at, by=by,
        kind=given.choice(kind, words.FEEDBACK, _("类别")), text=given.line(text, _("内容"), 500),
    )  # fmt: skip


@does(FLOW["conclude"])
def conclude(lecture, *, by, at, outcome):
    lecture.outcome = given.text(outcome, _("反馈汇总"), 5000)


@does(FLOW["cancel"])
def cancel(lecture, *, by, at, reason):
    return {"note": given.text(reason, _("取消的理由"), 300)}


def _fill(lecture, by, *, place, starts_at, lecturer, **data) -> None:
    lecture.place, lecture.starts_at = given.line(place, _("地点"), 120), starts_at
    lecture.lecturer = by if by.role == "deputy" else lecturer
    lecture.speaker = given.line(data.get("speaker", lecture.speaker), _("宣讲人"), 40, required=False)
    if lecture.lecturer is None and not lecture.speaker:
        raise Refused(_("请选择宣讲的代表，或者写明宣讲人。"))
    lecture.meant_for = given.line(data.get("meant_for", lecture.meant_for), _("对象"), 60, required=False)
    lecture.outline = given.text(data.get("outline", lecture.outline), _("宣讲提纲"), 20_000, required=False)
    lecture.is_open = bool(data.get("is_open", lecture.is_open))
