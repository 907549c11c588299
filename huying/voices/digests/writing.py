"""Digests of voices by field (S042): what came in, what waits, what is urgent. Numbers and titles, no names."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.delivery import Delivery, Preference, address
from huying.kernel.fields import Field

from .. import queries
from ..models import DigestChoice

MOST = 10
READERS = ("clerk", "leader", "deputy", "keeper")


def choice_of(member) -> DigestChoice:
    """What the member chose; unsaved where nothing was chosen yet."""
    return DigestChoice.objects.filter(member=member).first() or DigestChoice(member=member)


def rows_of(member, fields: list, *, since, until):
    """Voices of these top fields that came in between two days, as far as the member may see them."""
    rows = queries.visible_to(member).filter(heard_on__range=(since, until)).exclude(state="said")
    return rows.filter(Q(field__in=fields) | Q(field__parent__in=fields)) if fields else rows


def lines(member, fields: list, *, since, until) -> list[str]:
    """The digest in lines; none where nothing came in."""
    rows = rows_of(member, fields, since=since, until=until)
    counted = rows.order_by().aggregate(
        all=Count("pk"),
        urgent=Count("pk", filter=~Q(urgency="none")),
        open=Count("pk", filter=Q(state__in=queries.OPEN)),
    )
    if not counted["all"]:
        return []
    tops = {f.pk: f.said for f in Field.objects.filter(parent=None)}
    by_field: dict[str, int] = {}
    for parent, own, n in (
        rows.order_by()
        .values_list("field__parent", "field")
        .annotate(n=Count("pk"))
        .values_list("field__parent", "field", "n")
    ):
        name = tops.get(parent or own, _("没有分类"))
        by_field[name] = by_field.get(name, 0) + n
    told = [
        _("%(house)s 民情摘要 %(since)s — %(until)s")
        % {"house": scope.current().name, "since": since, "until": until},
        _("收到 %(all)s 件，其中急难愁盼 %(urgent)s 件，还在办 %(open)s 件。") % counted,
        _("、").join(
            _("%(name)s %(n)s 件") % {"name": k, "n": n}
            for k, n in sorted(by_field.items(), key=lambda p: -p[1])
        ),
        "",
    ]
    newest = list(
        rows.select_related(None).order_by("-pk").only("number", "title", "congress_id")[: MOST + 1]
    )
    told += [f"· {v.number} {v.title}" for v in newest[:MOST]]
    if len(newest) > MOST:
        told.append(
            _("其余见：%(page)s") % {"page": reverse("voices:list", kwargs={"code": scope.current().code})}
        )
    return told


def write_all(at) -> int:
    """Today's digests of the congress being served, by choice; how many. A second run on the same day writes none."""
    day, made = timezone.localdate(at), 0
    due = ["day", "week"] if day.weekday() == 0 else ["day"]
    with translation.override("zh-hans"):
        rows = DigestChoice.objects.filter(every__in=due, member__is_active=True).exclude(sent_on=day)
        for choice in rows.select_related("member__person"):
            made += _write(choice, at, day)
    return made


def _write(choice, at, day) -> int:
    member = choice.member
    preference = Preference.objects.filter(member=member).first()
    channels = (preference.channels if preference else None) or ["mail"]
    name = next((c for c in channels if address(member, c, preference)), "")
    since = day - timedelta(days=7 if choice.every == "week" else 1)
    DigestChoice.objects.filter(pk=choice.pk).update(sent_on=day)
    text = lines(member, choice.fields, since=since, until=day - timedelta(days=1)) if name else []
    if not text:
        return 0
    Delivery.objects.create(member=member, channel=name, text="\n".join(text), at=at, due_at=at)
    return 1
