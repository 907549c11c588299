"""Publication, correction, taking down; each leaves its mark where the public can read it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.files import File
from huying.kernel.process import Refused, does, house

from .. import words
from ..flow import FLOW
from ..models import Article, Correction, Placement, Sending


@does(FLOW["publish"])
def publish(article, *, by, at):
    """The portal shows it from now on; the other channels get it from the sender's queue."""
    if by.role == "house" and article.publish_on and article.publish_on > timezone.localdate(at):
        raise Refused(_("还没有到发布日期。"))
    article.published_at = at
    _open(article)
    for outlet in article.outlets:
        Sending.objects.get_or_create(article=article, outlet=outlet, defaults={"asked_at": at})
    return {"outlets": article.outlets}


@does(FLOW["correct"])
def correct(article, *, by, at, title, text, note):
    """A second person puts words right; day and note stand below the text for everybody."""
    title, text = given.line(title, _("标题"), 120), given.text(text, _("正文"), words.LONGEST)
    if (title, text) == (article.title, article.text):
        raise Refused(_("没有改动。"))
    article.title, article.text, article.editor = title, text, by
    note = given.line(note, _("更正说明"), 300)
    Correction.objects.create(case_id=article.case_id, article=article, at=at, by=by, note=note)


@does(FLOW["withdraw"])
def withdraw(article, *, by, at, kind, reason):
    """Text, cover and attachments are gone at once; the address says when and why."""
    article.withdrawn_kind = given.choice(kind, words.WITHDRAWALS, _("撤下的原因"))
    article.withdrawn_reason = given.line(reason, _("向群众说明的理由"), 300)
    article.withdrawn_at = at
    _files(article).update(is_public=False)
    Sending.objects.filter(article=article, sent_at=None).delete()
    return {"kind": kind}


@does(FLOW["restore"])
def restore(article, *, by, at, reason):
    article.withdrawn_at, article.withdrawn_kind, article.withdrawn_reason = None, "", ""
    _open(article)
    return {"note": given.text(reason, _("恢复的理由"), 300)}


@does(FLOW["log_elsewhere"])
def log_elsewhere(article, *, by, at, medium, level, on, url=""):
    """It appeared in a paper, on television, on another site."""
    if on > timezone.localdate(at):
        raise Refused(_("刊发日期不能晚于今天。"))
    Placement.objects.create(
        case_id=article.case_id, article=article, at=at, by=by, medium=given.line(medium, _("媒体"), 60),
        level=given.choice(level, words.LEVELS, _("级别")), on=on, url=url or "",
    )  # fmt: skip
    return {"level": level, "on": on.isoformat()}


def publish_due(*, at) -> int:
    """What was passed for a day that has come; called by the timetable, in its congress."""
    today, done = timezone.localdate(at), 0
    for article in Article.objects.filter(state="approved", publish_on__lte=today).order_by("pk"):
        publish(article, by=house(), at=at)
        done += 1
    return done


def _files(article):
    return File.objects.filter(subject_kind="articles", subject_id=article.pk)


def _open(article) -> None:
    _files(article).update(is_public=True)
