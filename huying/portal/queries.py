"""Questions about articles, and what the public may read."""

from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray
from huying.ui.small_numbers import table

from .models import Article, Column, Correspondent, Placement, Remark, Sending, Tally

OFFICE = ("clerk", "leader", "admin")


def visible_to(member) -> QuerySet:
    """The office sees all, everybody else what they wrote themselves."""
    rows = Article.objects.select_related(
        "column", "author__person", "editor__person", "case", "cover"
    ).order_by("-pk")
    if member.role in OFFICE:
        return rows
    return rows.filter(author=member) if member.person_id else rows.none()


def in_states(*states):
    def rows(member):
        return visible_to(member).filter(state__in=states)

    return rows


def unsent(member) -> QuerySet:
    """Published, and some channel has refused it."""
    refused = Sending.objects.filter(sent_at=None, tries__gt=0).values("article")
    return visible_to(member).filter(state="published", pk__in=refused)


WRITERS = ("deputy", "keeper", "handler")
TRAYS = [
    Tray(name="submitted", label=_("待审核"), roles=("clerk", "leader"), rows=in_states("submitted"),
         empty=_("提交审核的稿件和投稿会出现在这里。")),
    Tray(name="draft", label=_("草稿"), roles=("clerk",), rows=in_states("draft"), waits=False,
         empty=_("没有写完的稿件会出现在这里。")),
    Tray(name="approved", label=_("待发布"), roles=("clerk",), rows=in_states("approved"), waits=False,
         empty=_("审核通过、等发布日期的稿件会出现在这里。")),
    Tray(name="published", label=_("已发布"), roles=("clerk", "leader"), rows=in_states("published"), waits=False,
         empty=_("发布了的稿件会出现在这里。")),
    Tray(name="unsent", label=_("渠道未送达"), roles=("clerk",), rows=unsent, empty=_("所有渠道都送到了。")),
    Tray(name="withdrawn", label=_("已撤下"), roles=("clerk", "leader"), rows=in_states("withdrawn"), waits=False,
         empty=_("没有撤下的稿件。")),
    Tray(name="mine", label=_("我的投稿"), roles=WRITERS, rows=visible_to, waits=False, empty=_("您投的稿件会出现在这里。")),
]  # fmt: skip


def published() -> QuerySet:
    """What everybody may read, newest first."""
    rows = Article.objects.filter(state="published").select_related("column", "case", "cover")
    return rows.order_by("-published_at", "-pk")


def withdrawn() -> QuerySet:
    """The take-down log: what was public and is not any more."""
    rows = Article.objects.filter(state="withdrawn").select_related("column", "case")
    return rows.order_by("-withdrawn_at", "-pk")


def columns() -> QuerySet:
    """Open columns in their order."""
    return Column.objects.filter(state="open").order_by("place", "pk")


def remarks() -> QuerySet:
    """Answered remarks on the congress's own work, newest answer first."""
    return Remark.objects.filter(state="answered").order_by("-answered_on", "-pk")


def reads(pks, kind: str = "article") -> dict[int, int]:
    """How often each was opened, all days together."""
    rows = (
        Tally.objects.filter(kind=kind, key__in=[str(pk) for pk in pks])
        .values("key")
        .annotate(n=Sum("count"))
    )
    return {int(r["key"]): r["n"] for r in rows}


def uses(since: date, until: date) -> dict[str, int]:
    """How often each of the four entries was pressed between two days (S228)."""
    rows = (
        Tally.objects.filter(kind="entry", day__range=(since, until)).values("key").annotate(n=Sum("count"))
    )
    return {r["key"]: r["n"] for r in rows}


def ranking(since: date, until: date) -> list[dict]:
    """Correspondents by what was published: {member, kind, portal, levels {level: n}, total}; most first, then by name.

    Four queries, whatever the rows. A piece counts on the day it was published or printed.
    """
    people = list(
        Correspondent.objects.filter(state="active").select_related("member__person", "member__unit")
    )
    authors = [c.member_id for c in people]
    here = Article.objects.filter(
        author__in=authors, published_at__date__range=(since, until), state="published"
    )
    own = {r["author"]: r["n"] for r in here.order_by().values("author").annotate(n=Count("pk"))}
    away: dict[int, dict[str, int]] = {}
    rows = Placement.objects.filter(article__author__in=authors, on__range=(since, until)).order_by()
    for r in rows.values("article__author", "level").annotate(n=Count("pk")):
        away.setdefault(r["article__author"], {})[r["level"]] = r["n"]
    made = []
    for one in people:
        levels = away.get(one.member_id, {})
        portal = own.get(one.member_id, 0)
        made.append({"row": one, "name": one.member.person.name, "portal": portal, "levels": levels,
                     "total": portal + sum(levels.values())})  # fmt: skip
    return sorted(made, key=lambda r: (-r["total"], r["row"].pk))


def remarks_told(since: date, until: date) -> dict[str, str]:
    """{"received", "answered", "declined", "waiting"} of remarks said between two days, as everybody may read them: what
    was received is no sum from which a small part can be worked out.
    Answers stand in public one by one, so their number is no secret."""
    rows = Remark.objects.filter(said_on__range=(since, until)).order_by()
    states = {r["state"]: r["n"] for r in rows.values("state").annotate(n=Count("pk"))}
    answered, declined = states.pop("answered", 0), states.pop("declined", 0)
    cells, rest = table({"declined": declined, "waiting": sum(states.values())})
    least = answered + int(rest.lstrip("≥<").replace(",", ""))
    return {**cells, "answered": f"{answered:,}", "received": f"{'' if rest[0].isdigit() else '≥'}{least:,}"}


def recent(days: int, today: date) -> dict[int, int]:
    """Article → how often it was opened in the last days; most first, ten at most."""
    rows = Tally.objects.filter(kind="article", day__gt=today - timedelta(days=days)).values("key")
    return {int(r["key"]): r["n"] for r in rows.annotate(n=Sum("count")).order_by("-n", "key")[:10]}
