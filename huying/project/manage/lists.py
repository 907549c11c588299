"""A book of the roster as a list: found by words, filtered, sorted, page by page, or as a file."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.translation import gettext as _

from huying.kernel import tables
from huying.ui import links

from .gatekeeping import OFFICE, only
from .roster import book_of, home_crumb

PER_PAGE = 20


@only(*OFFICE, methods=("GET",))
def index(request, code, book):
    """The rows of a book, found by words, filtered, sorted, as a page or as a file."""
    book = book_of(book, request.member)
    rows = book.found(request.GET.get("q", "")[:100].strip())
    form = book.filters(request.GET or None) if book.filters else None
    if form is not None and form.is_bound and form.is_valid():
        rows = form.apply(rows)
    rows = _sorted(book, rows, request.GET.get("sort", ""))
    if (kind := request.GET.get("export")) in ("xlsx", "csv"):
        return _file(request, book, rows, kind)
    context = _list_context(request, book, rows, form)
    part = "_rows.html" if request.htmx and not request.htmx.history_restore_request else "list.html"
    return render(request, f"ui/{part}", context)


def _sorted(book, rows, key):
    fields = {c.key: c.sort for c in book.columns if c.sort}
    if key.lstrip("-") not in fields:
        return rows
    return rows.order_by(("-" if key.startswith("-") else "") + fields[key.lstrip("-")], "pk")


def _file(request, book, rows, kind):
    """The whole list, filters in force on top."""
    columns = [(str(c.label), c.plain) for c in book.columns]
    filters = _("；").join(
        f"{k}={v}" for k, v in request.GET.items() if k not in ("export", "page", "sort") and v
    )
    return tables.respond(str(book.title), columns, rows.iterator(chunk_size=500), kind=kind, filters=filters)


def _list_context(request, book, rows, form) -> dict:
    first = (links.whole(request.GET.get("page"), 1) or 1) - 1
    page = list(rows[first * PER_PAGE : (first + 1) * PER_PAGE + 1])
    shown, total = page[:PER_PAGE], rows.count()

    def address(**changes):
        kept = {k: v for k, v in request.GET.items() if k not in {"page", "export"}} | changes
        return "?" + urlencode({k: v for k, v in kept.items() if v not in (None, "")})

    begin = first * PER_PAGE + 1
    words = {"a": begin, "b": begin + len(shown) - 1, "n": total}
    may = book.may_write(request.member)
    new = {"url": book.url("new"), "label": _("登记%(one)s") % {"one": book.one}} if may else None
    return {
        "title": book.title,
        "subtitle": book.lead,
        "primary": new,
        "filters": form,
        "empty": book.empty,
        "empty_action": new,
        "columns": [_head(c, request.GET.get("sort", ""), address) for c in book.columns],
        "rows": [
            {
                "url": book.url("row", r.pk),
                "pk": r.pk,
                "name": str(r),
                "cells": [c.shown(r) for c in book.columns],
            }
            for r in shown
        ],
        "pager": {
            "prev": address(page=first) if first else None,
            "next": address(page=first + 2) if len(page) > PER_PAGE else None,
            "label": _("第 %(a)s—%(b)s 条，共 %(n)s 条") % words,
        },
        "exports": [{"label": kind.upper(), "url": address(export=kind)} for kind in ("xlsx", "csv")],
        "crumbs": [home_crumb(), {"label": book.title}],
    }


def _head(column, now, address):
    direction = {column.key: "asc", "-" + column.key: "desc"}.get(now, "")
    turned = "-" + column.key if direction == "asc" else column.key
    return {
        "key": column.key,
        "label": column.label,
        "numeric": column.numeric,
        "sortable": bool(column.sort),
        "direction": direction,
        "url": address(sort=turned),
    }
