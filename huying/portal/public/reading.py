"""Public pages of the portal. None of them knows who reads."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huying.kernel import files, scope, search, trays
from huying.ui.detailing import filesizeformat
from huying.ui.links import whole

from .. import counting, formatting, material, queries, words
from ..lectures.queries import coming
from ..models import Column
from ..pages import cover

PER_PAGE = 20
DEEPEST = trays.LIMIT


def line(row) -> dict:
    """One article in a list."""
    code = scope.current().code
    return {
        "title": row.title, "url": reverse("articles:public", kwargs={"code": code, "pk": row.pk}), "at": row.published_at,
        "summary": row.summary or formatting.opening(row.text), "column": row.column, "cover": cover(row),
        "pinned": row.is_pinned,
    }  # fmt: skip


@require_safe
def index(request, code):
    """All articles, newest first; searched by words."""
    return _list(request, queries.published(), _("全部文章"), "")


@require_safe
def column(request, code, pk):
    """One column; what is pinned stands first."""
    found = get_object_or_404(Column.objects.all(), pk=pk)
    rows = queries.published().filter(column=found).order_by("-is_pinned", "-published_at", "-pk")
    return _list(request, rows, found.title, found.intro, found)


def _list(request, rows, title, intro, column=None):
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    n, label = whole(request.GET.get("page"), 1), ""
    if asked:
        found = search.find(asked, kind="articles", rows=rows, after=request.GET.get("after"), limit=PER_PAGE)
        by_pk = rows.in_bulk(found.ids)
        page = [by_pk[pk] for pk in found.ids if pk in by_pk]
        label = _("找到 %(n)s 条") % {"n": trays.spell(found.total)}
        before, after = None, _address(q=asked, after=found.next_cursor) if found.next_cursor else None
    else:
        first = max(0, min(DEEPEST - PER_PAGE, (n - 1) * PER_PAGE))
        page = list(rows[first : first + PER_PAGE + 1])
        before = _address(page=n - 1) if n > 1 else None
        after, page = _address(page=n + 1) if len(page) > PER_PAGE else None, page[:PER_PAGE]
    context = {
        "title": title, "intro": intro, "rows": [line(r) for r in page], "columns": list(queries.columns()), "column": column,
        "asked": asked, "pager": {"prev": before, "next": after, "label": label},
        "feed": reverse("articles:feed", kwargs={"code": request.congress.code}),
    }  # fmt: skip
    return render(request, "portal/public/list.html", context)


def _address(**query) -> str:
    from urllib.parse import urlencode

    return "?" + urlencode({k: v for k, v in query.items() if v})


@require_safe
def article(request, code, pk):
    """One article; where it was taken down a page says when and why, with status 410."""
    row = queries.withdrawn().filter(pk=pk).first() if pk < 2**63 else None
    if row is not None:
        kind = words.WITHDRAWALS[row.withdrawn_kind]
        return render(
            request, "portal/public/gone.html", {"title": _("已撤下"), "row": row, "kind": kind}, status=410
        )
    row = queries.published().filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404
    if request.method == "GET" and counting.BY_CACHE not in request.META:
        counting.note(code, "article", str(row.pk))
    url = request.build_absolute_uri(reverse("articles:public", kwargs={"code": code, "pk": pk}))
    context = {
        "title": row.title, "row": row, "html": formatting.html(row.text), "cover": cover(row), "url": url,
        "summary": row.summary or formatting.opening(row.text), "results": material.results(row.cases),
        "files": _files(row, code), "corrections": list(row.corrections.order_by("pk")),
        "reads": queries.reads([row.pk]).get(row.pk, 0),
        "more": [line(r) for r in queries.published().filter(column=row.column_id).exclude(pk=row.pk)[:4]],
    }  # fmt: skip
    if context["cover"]:
        context["picture"] = request.build_absolute_uri(context["cover"]["url"])
    return render(request, "portal/public/article.html", context)


def _files(row, code) -> list[dict]:
    found = files.of(row).filter(is_public=True).exclude(pk=row.cover_id)
    return [
        {
            "name": f.name,
            "url": reverse("file", kwargs={"code": code, "pk": f.pk}),
            "size": filesizeformat(f.size),
            "kind": f.kind,
        }
        for f in found
    ]


@require_safe
def log(request, code):
    """Everything that was public and was taken down, with day and reason, by number: a title may be what was withdrawn."""
    rows = [
        {"number": r.case.number, "url": reverse("articles:public", kwargs={"code": code, "pk": r.pk}), "at": r.withdrawn_at,
         "published": r.published_at, "kind": words.WITHDRAWALS[r.withdrawn_kind], "reason": r.withdrawn_reason}
        for r in queries.withdrawn()[:200]
    ]  # fmt: skip
    return render(request, "portal/public/log.html", {"title": _("撤下记录"), "rows": rows})


@require_safe
def lectures(request, code):
    """Open lectures to come (S227)."""
    rows = list(coming(timezone.now()))
    return render(request, "portal/public/lectures.html", {"title": _("近期宣讲"), "rows": rows})
