"""What was written down on the way, as those who work here read it: who was called together and where, what was answered,
what the citizen thought of each round."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.roster import Unit


def of(voice) -> list[dict]:
    """[{"title", "text"}], oldest first; two queries, one more where units are named."""
    papers = list(voice.papers.order_by("pk"))
    named = {pk for paper in papers for pk in paper.units}
    units = {u.pk: str(u) for u in Unit.objects.filter(pk__in=named)} if named else {}
    found = [(p.at, {"title": p.get_kind_display(), "text": _paper(p, units)}) for p in papers]
    if voice.reopened or voice.rated_at or voice.answered_on:
        found += [(r.at, {"title": _("群众评价"), "text": _rating(r)}) for r in voice.ratings.order_by("pk")]
    return [shown for _at, shown in sorted(found, key=lambda one: one[0])]


def _paper(paper, units: dict[int, str]) -> str:
    call = paper.kind == "consultation"
    lines = [
        (_("参加人员"), paper.text if call else ""),
        (
            _("参加单位") if call else _("牵头单位"),
            _("、").join(units[pk] for pk in paper.units if pk in units),
        ),
        (_("时间"), f"{timezone.localtime(paper.meets_at):%Y-%m-%d %H:%M}" if paper.meets_at else ""),
        (_("地点"), paper.place),
        (_("办理结果"), paper.get_outcome_display()),
        (_("原因"), paper.reason),
        (_("办理期限") if paper.kind == "conclusion" else _("计划办成"), paper.planned_on),
    ]
    told = [_("%(what)s：%(value)s") % {"what": what, "value": value} for what, value in lines if value]
    return "\n".join([*([] if call or not paper.text else [paper.text]), *told])


def _rating(rating) -> str:
    return "\n".join(filter(None, [rating.get_rating_display(), rating.reason]))
