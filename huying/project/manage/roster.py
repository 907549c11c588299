"""The pages of every book of the roster: list, new row, one row with its history, out of use, back in use."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.files import BadFile
from huying.kernel.process import AlreadyDone, Forbidden, Refused, Stale, Taken
from huying.kernel.register import operations, queries
from huying.kernel.register.models import Entry
from huying.ui import storytelling
from huying.ui.forms import refuse

from .books import BOOKS
from .forms import Stamp, Why
from .gatekeeping import OFFICE, only


def book_of(name, member, writing=False):
    book = BOOKS.get(name)
    if book is None or (writing and not book.may_write(member)):
        raise Http404
    return book


def home_crumb() -> dict:
    from huying.kernel import scope

    return {"label": _("名册"), "url": reverse("manage:home", kwargs={"code": scope.current().code})}


@only(*OFFICE)
def new(request, code, book):
    """A new row. What was typed stays where something is wrong."""
    book = book_of(book, request.member, writing=True)
    posted = request.method == "POST"
    form = book.form(request.POST if posted else None, member=request.member, initial=request.GET.dict())
    if posted and form.is_valid():
        make = book.operations.get("enter", enter)
        if (done := attempt(request, form, lambda key: make(request, form, key))) is not None:
            messages.success(request, _("已登记：%(row)s。") % {"row": done.row() or book.one})
            return redirect(book.url("row", done.row_id))
    return _form_page(request, form, _("登记%(one)s") % {"one": book.one}, book.lead, book, back=book.url())


def enter(request, form, key):
    """The usual way of entering a row; a book may bring its own."""
    row, many = form.row()
    return operations.enter(by=request.member, at=timezone.now(), row=row, links=many, key=key)


@only(*OFFICE)
def row(request, code, book, pk):
    """One row: what stands, what can be corrected, what happened."""
    book = book_of(book, request.member)
    found = get_object_or_404(book.rows(), pk=pk)
    entry = listed(found)
    may = keeps(book, found, request.member)
    posted = request.method == "POST"
    if posted and not may:
        raise Http404
    form = book.form(request.POST if posted else None, instance=found, member=request.member)
    if posted and form.is_valid():
        done = attempt(request, form, lambda key: change(request, found, form, key))
        if done is not None:
            messages.success(request, _("已更正：%(row)s。") % {"row": found})
            return redirect(book.url("row", pk))
        entry = listed(found)
    return _row_page(request, book, found, entry, form, may)


def listed(found) -> Entry | None:
    """The entry of a row, if it has one."""
    return Entry.objects.filter(kind=found._meta.label_lower, row_id=found.pk).first()


def keeps(book, found, member) -> bool:
    """May the member write this row? The gate asks the same again."""
    if not book.may_write(member) or member.role == "admin":
        return book.may_write(member)
    entry = listed(found) or Entry(
        kind=found._meta.label_lower, row_id=found.pk, congress_id=member.congress_id
    )
    return entry.clerical(member)


def change(request, found, form, key):
    """Correct the row, unless somebody did so since the page was shown."""
    entry, seen = entry_for(request, found)
    operations.change(entry, by=request.member, at=timezone.now(), seen=seen, key=key, values=form.values())
    return entry


def entry_for(request, found):
    """(entry, version the page showed); Stale when the page knew of none and now there is one."""
    sent = Stamp(request.POST)
    seen = sent.cleaned_data.get("_seen") if sent.is_valid() else None
    known = listed(found)
    if known is not None:
        if seen == 0:
            raise Stale(_("别人刚刚办过这一件，请看看有什么变化，再决定。"))
        return known, seen
    return operations.entry_of(found, by=request.member, at=timezone.now()), None


def attempt(request, form, act):
    """Take the act with the form's own key; a refusal stands on the form, and None comes back."""
    sent = Stamp(request.POST)
    key = (sent.cleaned_data.get("_key") if sent.is_valid() else None) or None
    try:
        return act(key)
    except AlreadyDone as same:
        return Entry.objects.get(pk=same.trace.subject_id)
    except Forbidden:
        raise Http404 from None
    except Taken:
        form.add_error(None, _("名册上已经有同样的一条，请不要重复登记。"))
    except (Refused, BadFile) as reason:
        refuse(form, reason)
    return None


def stamp(entry=None) -> Stamp:
    return Stamp(initial={"_seen": entry.version if entry else 0, "_key": uuid.uuid4().hex})


def _row_page(request, book, found, entry, form, may):
    ended = (entry is not None and entry.state == "ended") or getattr(found, "is_active", True) is False
    deeds = [*book.deeds(found, request.member)]
    if may and book.can_end:
        deeds.append(
            {
                "label": _("恢复使用") if ended else _("停用"),
                "url": book.url("restore" if ended else "end", found.pk),
                "danger": not ended,
            }
        )
    context = {
        "title": str(found),
        "form": form if may else None,
        "stamp": stamp(entry),
        "ended": ended,
        "deeds": deeds,
        "facts": [(c.label, c.plain(found)) for c in book.columns],
        "parts": book.about(found, request.member),
        "story": [storytelling.item(t) for t in queries.history(found)],
        "book": book,
        "crumbs": [home_crumb(), {"label": book.title, "url": book.url()}, {"label": str(found)}],
    }
    return render(request, "manage/row.html", context, status=_status(form))


def _status(form) -> int:
    if not form.is_bound or not form.errors:
        return 200
    return 409 if set(form.errors) == {"__all__"} else 422


def _form_page(request, form, title, lead, book, back, entry=None, step=None, above=None):
    context = {
        "step": {"label": title, "law": "", "danger": False, **(step or {})},
        "title": lead,
        "form": form,
        "stamp": stamp(entry),
        "back": back,
        "crumbs": [home_crumb(), {"label": book.title, "url": book.url()}, {"label": title}],
        "above": above,
    }
    return render(request, "ui/step.html", context, status=_status(form))


@only(*OFFICE)
def end(request, code, book, pk):
    """Out of use, with the reason; never deleted."""
    return _turn(request, book, pk, "end", _("停用"))


@only(*OFFICE)
def restore(request, code, book, pk):
    """Back in use."""
    return _turn(request, book, pk, "restore", _("恢复使用"))


def _turn(request, name, pk, what, label):
    book = book_of(name, request.member, writing=True)
    if not book.can_end:
        raise Http404
    found = get_object_or_404(book.rows(), pk=pk)
    if not keeps(book, found, request.member):
        raise Http404
    make = (book.end_form if what == "end" and book.end_form else None) or Why
    form = make(request.POST if request.method == "POST" else None, row=found, member=request.member)
    entry = listed(found)
    if form.is_bound and form.is_valid():
        act = book.operations.get(what) or _usual(what)
        if attempt(request, form, lambda key: act(request, found, form, key)) is not None:
            messages.success(request, _("已办好：%(step)s。") % {"step": label})
            return redirect(book.url("row", pk))
    return _form_page(
        request, form, label, str(found), book, book.url("row", pk), entry, {"danger": what == "end"}
    )


def _usual(what):
    def act(request, found, form, key):
        entry, seen = entry_for(request, found)
        data = {"reason": form.cleaned_data["reason"]} | ({"values": form.values()} if what == "end" else {})
        getattr(operations, what)(entry, by=request.member, at=timezone.now(), seen=seen, key=key, **data)
        return entry

    return act
