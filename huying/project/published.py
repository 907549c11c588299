"""What a congress publishes for everybody: search over public things, sitemap, robots, the daily heads of its ledger."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from huying.kernel import checkpoints, search
from huying.kernel.roster import Congress
from huying.portal import queries as portal
from huying.suggestions import queries as suggestions
from huying.ui import blocks

MOST = 10
MAP_MOST = 5_000  # addresses in one sitemap
STANDING = ("desk", "articles:read", "suggestions:public", "remarks:public", "articles:talks", "yearly", "stations:list",
            "deputies:list", "calls:public", "articles:log")  # fmt: skip


@require_safe
@cache_control(public=True, max_age=600)
def checkpoint_list(request, code):
    """{"congress", "algorithm", "checkpoints": [{congress, day, seq, hash}]}, newest first; `huying ledger verify` reads it."""
    congress = request.congress
    points = checkpoints.published(congress)
    answer = {"congress": congress.code, "algorithm": congress.digest, "checkpoints": points}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


@require_safe
def found(request, code):
    """Articles and published suggestions that hold every word; nothing else is looked at."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    groups = []
    if asked:
        kinds = (
            (_("文章"), "articles", portal.published(), "articles:public", "articles:read"),
            (
                _("代表建议"),
                "suggestions",
                suggestions.published(),
                "suggestions:public_item",
                "suggestions:public",
            ),
        )
        for title, kind, rows, one, every in kinds:
            if shown := _matches(asked, kind, rows, one, code):
                more = reverse(every, kwargs={"code": code}) + f"?q={escape(asked)}"
                groups.append({"title": title, "rows": shown, "more": more})
    return render(
        request,
        "project/found.html",
        {"title": _("查找"), "asked": asked, "groups": groups, "no_search": True},
    )


def _matches(asked, kind, rows, name, code) -> list[dict]:
    ids = search.find(asked, kind=kind, rows=rows, limit=MOST).ids
    by_pk = rows.in_bulk(ids)
    return [
        {"title": by_pk[pk].title, "url": reverse(name, kwargs={"code": code, "pk": pk}),
         "sub": str(getattr(by_pk[pk], "column", None) or getattr(by_pk[pk], "number", ""))}
        for pk in ids if pk in by_pk
    ]  # fmt: skip


@require_safe
def sitemap(request, code):
    """Addresses that a search engine may know: the standing pages, published articles and suggestions."""
    lines = []
    for name in STANDING:
        try:
            lines.append((reverse(name, kwargs={"code": code}), None))
        except NoReverseMatch:
            continue
    for name, rows in (
        ("articles:public", portal.published()),
        ("suggestions:public_item", suggestions.published()),
    ):
        for pk, at in rows.select_related(None).values_list("pk", "published_at")[:MAP_MOST]:
            lines.append((reverse(name, kwargs={"code": code, "pk": pk}), at))
    body = "".join(
        f"<url><loc>{escape(request.build_absolute_uri(path))}</loc>{f'<lastmod>{at:%Y-%m-%d}</lastmod>' if at else ''}</url>"
        for path, at in lines
    )
    head = (
        '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return HttpResponse(f"{head}{body}</urlset>", content_type="application/xml; charset=utf-8")


@require_safe
def robots(request):
    """Public pages may be read by machines; forms, work and files may not."""
    lines = ["User-agent: *", "Disallow: /sign-in/", "Disallow: /account/", "Disallow: /api/", "Disallow: /*/go/",
             "Disallow: /*/voices/", "Disallow: /*/manage/", "Disallow: /looks/"]  # fmt: skip
    for code in Congress.objects.filter(is_active=True).order_by("pk").values_list("code", flat=True)[:500]:
        lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap', kwargs={'code': code}))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def register() -> None:
    """Suggestions that were taken down stand in the same public log as what rooms of the voices take down."""
    blocks.provide("public.taken_down", lambda _none: {"suggestions.unpublish": (_l("代表建议"), "kind")})
