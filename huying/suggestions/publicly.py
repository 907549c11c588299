"""What everybody reads of one suggestion, and the clerk before publishing it: the word and what it stands on, the rounds."""

from copy import copy
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.clocks import rules

from .models import Rating
from .queries import author_name, is_carried_out, public_word, visible_rating
from .rounds import rating_words


def reached(row) -> int:
    """How many of the four words are true; what cannot be done takes the place of the fourth."""
    if row.state == "closed" and (is_carried_out(row) or public_word(row) == _("暂难办理")):
        return 4
    return 3 if row.state in ("replied", "meeting", "closed") else 2 if row.assigned_on else 1


def evidence(row) -> str:
    """Who found that it was carried out, and when; never how they rated it. "" where the word is not said."""
    if not is_carried_out(row):
        return ""
    found = _ratings(row)[row.rounds]
    said = _("已落实的依据：承办单位答复已经解决，提出建议的代表确认了办理结果（%(day)s）。") % {
        "day": timezone.localdate(found.at)
    }
    return said if found.by.role == "deputy" else said + _("代表的意见由机关代录。")


def rating(row, today):
    """The deputy's rating of the last round, where the profile publishes ratings and the seal has ended."""
    found = _ratings(row).get(row.rounds) if _ratings_are_public() else None
    return rating_words(found, None, today) if found else None


def on_closing(row, today) -> list[dict]:
    """For whoever closes it after the deputy's rating: the word that everybody will read, now and once the seal has ended."""
    closed = copy(row)
    closed.state, closed.outcome = "closed", "rated"
    closed.__dict__.pop("found_good", None)  # was asked of another day
    word = public_word(closed, today)
    lines = [_("反映此事的群众和公众将读到“%(word)s”。") % {"word": word}]
    found = row.ratings.filter(round=row.rounds, result="good").first()
    if found is not None and row.is_solved and not is_carried_out(closed, today):
        if found.sealed_until is None or is_carried_out(closed, found.sealed_until + timedelta(days=1)):
            day = found.sealed_until or _("日历公布之日")
            lines.append(
                _("代表评价保密到 %(day)s；期满以后自动改为“已落实”，依据写明代表评价满意。") % {"day": day}
            )
        else:
            lines.append(_("代表团评议这次办理结果为不满意，所以不写“已落实”；需要时可以先重新办理。"))
    lines.append(_("由民情形成的建议，办结时承办单位的答复同时送达反映的群众。"))
    return [{"title": _("办结以后"), "text": "\n".join(lines), "open": True}]


def course(row, *, until, today=None) -> list[str]:
    """Round by round what happened up to `until`, a line each; [] where there was one round only.

    That a deputy was not satisfied is said where ratings are published; elsewhere only that it was handled again.
    """
    if row.rounds < 2:
        return []
    answered = dict(
        row.replies.filter(at__lte=until).order_by().values_list("round").annotate(last=Max("at"))
    )
    denied = _denied(row, today or timezone.localdate(until)) if _ratings_are_public() else ()
    lines = []
    for n in range(1, row.rounds + 1):
        if n in answered:
            day = timezone.localdate(answered[n])
            lines.append(_("%(day)s 第 %(n)s 次答复。") % {"day": day, "n": n})
        if n < row.rounds:
            again = (
                _("代表对第 %(n)s 次答复不满意，重新办理。")
                if n in denied
                else _("第 %(n)s 次答复以后，重新办理。")
            )
            lines.append(again % {"n": n})
    if row.rounds not in answered:
        now = row.replies.filter(round=row.rounds).exists() and row.state != "assigned"
        lines.append(_("已经再次答复，审查以后公开。") if now else _("正在重新办理，还没有再次答复。"))
    return lines


def preview(row) -> list[dict]:
    """For the publishing clerk: what stands around the texts on the public page. As pages.reading takes it."""
    now = timezone.now()
    who = [author_name(row, public=True), str(row.lead_unit or "")]
    lines = [
        " · ".join(filter(None, [row.number, *who])),
        public_word(row),
        evidence(row),
        *course(row, until=now),
    ]
    if said := rating(row, timezone.localdate(now)):
        parts = [said["attitude"]["word"], said["result"]["word"], said["reason"]]
        lines.append(_("代表评价：%(said)s") % {"said": _("，").join(str(p) for p in parts if p)})
    return [{"title": _("公众将读到"), "text": "\n".join(filter(None, lines)), "open": True}]


def _ratings_are_public() -> bool:
    return bool(rules()[0].value("suggestion.publish_rating"))


def _denied(row, today) -> set[int]:
    """Rounds that the deputy was not satisfied with, as far as everybody may know it today."""
    return {n for n, r in _ratings(row).items() if r.is_no and visible_rating(r, None, today) is not None}


def _ratings(row) -> dict[int, Rating]:
    """By round; read once a page."""
    if not hasattr(row, "rated"):
        row.rated = {r.round: r for r in row.ratings.select_related("by")}
    return row.rated
