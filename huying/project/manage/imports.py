"""Tables in and out: choose, upload, see what each row would do, confirm, watch it run."""

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import jobs, tables
from huying.kernel.content import MIMES, BadFile
from huying.kernel.tables import BadTable
from huying.kernel.tables.importing import Import, change, receive, turn_to
from huying.project.imports import MODULES, importer, running

from . import roster
from .gatekeeping import OFFICE, only

SHOWN = 100  # rows of the preview; errors first
LABELS = {"new": "new", "update": "update", "same": "unchanged", "error": "error"}


class Upload(forms.Form):
    file = forms.FileField(label=_("表格文件"), help_text=_("XLSX 或者 CSV，不超过 50 MB。第一行是表头。"))


class Which(forms.Form):
    """The sheet of a workbook; the others stay unread."""

    def __init__(self, data=None, *, job):
        super().__init__(data, initial={"worksheet": job.worksheet})
        listed = [{"name": job.worksheet, "rows": job.total}, *job.not_read]
        choices = [(one["name"], _t("%(name)s（%(rows)s 行）") % one) for one in listed]
        self.fields["worksheet"] = forms.ChoiceField(label=_t("导入哪一张工作表"), choices=choices)


class Mapping(forms.Form):
    """Which column of the table is which; the guess is filled in."""

    def __init__(self, *args, sheet, headers, mapping, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(h, h) for h in headers if h]
        for column in sheet.columns:
            at = mapping.get(column.name)
            first = headers[at] if at is not None and at < len(headers) else ""
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                choices=[("", _("请选择") if column.required else _("（不导入）")), *named],
                required=column.required,
                initial=first,
                help_text=column.help,
            )


def crumbs(last=None) -> list[dict]:
    from huying.kernel import scope

    home = {
        "label": _t("导入和导出"),
        "url": reverse("manage:imports", kwargs={"code": scope.current().code}),
    }
    return (
        [roster.home_crumb(), home, {"label": last}]
        if last
        else [roster.home_crumb(), {"label": home["label"]}]
    )


def _importer(name):
    if name not in MODULES:
        raise Http404
    return importer(name)


@only(*OFFICE, methods=("GET",))
def index(request, code):
    """All tables that can be taken in or given out, and what was imported lately."""
    tables_ = []
    for name in MODULES:
        one = importer(name)
        where = {"code": code, "sheet": name}
        entry = {"title": one.title, "lead": one.lead, "url": reverse("manage:import", kwargs=where),
                 "template": reverse("manage:template", kwargs=where), "export": _export(name, code)}  # fmt: skip
        tables_.append(entry)
    counts = {kind: Count("lines", filter=Q(lines__kind=kind)) for kind in ("error", "warning")}
    done = Import.objects.select_related("by__person").exclude(state="ready").annotate(**counts)
    titles = {name: importer(name).title for name in MODULES}
    lately = [
        {
            "job": j,
            "title": titles.get(j.sheet, j.sheet),
            "errors": len(j.errors) + j.error,
            "warned": len(j.warnings) + j.warning,
        }
        for j in done.order_by("-pk")[:10]
    ]
    context = {"title": _t("导入和导出"), "tables": tables_, "lately": lately, "crumbs": crumbs()}
    return render(request, "manage/imports.html", context)


def _export(name, code) -> str:
    from .books import BOOKS

    if name in BOOKS:
        return BOOKS[name].url() + "?export=xlsx"
    names = {
        "deputies": "seats:list", "stations": "stations:list", "voices": "voices:list", "hotline": "voices:list",
        "suggestions": "suggestions:list",
        "addresses": "deputies:addresses",
    }  # fmt: skip
    from django.urls import NoReverseMatch

    try:
        return reverse(names[name], kwargs={"code": code}) + "?export=xlsx"
    except NoReverseMatch:
        return ""


@only(*OFFICE, methods=("GET",))
def template(request, code, sheet):
    """An empty table to fill in."""
    one = _importer(sheet)
    answer = HttpResponse(tables.template(one.sheet), content_type=MIMES["xlsx"])
    name = _t("%(title)s导入模板.xlsx") % {"title": one.title}
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@only(*OFFICE)
def upload(request, code, sheet):
    """Take the file and show what would happen; nothing is written."""
    one = _importer(sheet)
    form = Upload(request.POST or None, request.FILES or None) if request.method == "POST" else Upload()
    if form.is_bound and form.is_valid():
        try:
            job = receive(
                form.cleaned_data["file"], one.sheet, by=request.member, at=timezone.now(), later=True
            )
        except (BadTable, BadFile) as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("manage:import_check", code=code, pk=job.pk)
    context = {
        "title": _t("导入%(title)s") % {"title": one.title}, "form": form, "crumbs": crumbs(one.title), "lead": one.lead,
        "template_url": reverse("manage:template", kwargs={"code": code, "sheet": sheet}),
    }  # fmt: skip
    return render(request, "manage/import.html", context, status=roster._status(form))


def _missing(job, sheet) -> list[str]:
    """The columns that are needed and that no header was said to be."""
    return [str(c.label) for c in sheet.columns if c.required and c.name not in job.mapping]


def _shown(value) -> str:
    """A value as people write it: a moment without its zone, midnight as the day alone."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d" if local.time() == time() else "%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


@only(*OFFICE)
def check(request, code, pk):
    """Row by row: new, update, unchanged or wrong with the reason. Another mapping can be tried."""
    job = get_object_or_404(Import, pk=pk, by=request.member, state="ready")
    one = _importer(job.sheet)
    which = Which(request.POST if "worksheet" in request.POST else None, job=job) if job.not_read else None
    if which is not None and which.is_bound and which.is_valid():
        try:
            if not turn_to(job, one.sheet, which.cleaned_data["worksheet"]):
                return _begun(request, code)
        except (BadTable, BadFile) as reason:
            messages.error(request, str(reason))
        return redirect("manage:import_check", code=code, pk=pk)
    form = Mapping(request.POST or None, sheet=one.sheet, headers=job.headers, mapping=job.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            found = tables.mapped(job.headers, one.sheet.columns, form.cleaned_data)
        except BadTable as reason:
            form.add_error(None, str(reason))
        else:
            if not change(job, mapping=found):
                return _begun(request, code)
            return redirect("manage:import_check", code=code, pk=pk)
    missing = _missing(job, one.sheet)
    if missing and not form.is_bound:  # nothing can be looked at before it is said where these are
        form = Mapping(
            {name: form[name].initial for name in form.fields},
            sheet=one.sheet,
            headers=job.headers,
            mapping=job.mapping,
        )
    totals = dict.fromkeys(("new", "update", "unchanged", "error"), 0)
    wrong, fine = [], []
    names = [c.name for c in one.sheet.columns if c.name in job.mapping][:5]
    for row in running.look(job) if not missing else ():
        outcome = LABELS[row.action]
        totals[outcome] += 1
        if len(held := wrong if row.action == "error" or row.warnings else fine) < SHOWN:
            cells = [_shown(row.values.get(n)) for n in names]
            held.append(
                {
                    "line": row.line,
                    "outcome": outcome,
                    "reason": _t("；").join([*row.reasons, *row.warnings]),
                    "cells": cells,
                }
            )
    rows = sorted((wrong + fine)[:SHOWN], key=lambda r: r["line"])
    labels = {c.name: c.label for c in one.sheet.columns}
    mapped = {at: name for name, at in job.mapping.items()}
    context = {
        "title": _t("核对：%(name)s") % {"name": job.name}, "totals": totals, "rows": rows, "columns": [labels[n] for n in names],
        "mapping": [{"column": h, "field": labels[mapped[at]] if at in mapped else _t("不导入"), "guessed": at in mapped}
                    for at, h in enumerate(job.headers)],
        "left_out": [h for at, h in enumerate(job.headers) if h and at not in mapped],
        "which": which, "not_read": job.not_read, "worksheet": job.worksheet,
        "mapping_form": form,
        "missing": missing, "more": job.total - len(rows), "token": pk, "crumbs": crumbs(one.title),
        "confirm_url": reverse("manage:import_run", kwargs={"code": code, "pk": pk}),
        "back": reverse("manage:import", kwargs={"code": code, "sheet": job.sheet}),
    }  # fmt: skip
    return render(request, "manage/import.html", context, status=roster._status(form))


@only(*OFFICE, methods=("POST",))
def run(request, code, pk):
    """Confirmed: queue it and show its progress. A second press finds it under way."""
    job = get_object_or_404(Import, pk=pk, by=request.member)
    if _missing(job, importer(job.sheet).sheet):
        return redirect("manage:import_check", code=code, pk=pk)
    if not Import.objects.filter(pk=pk, state="ready").update(state="running"):
        return _begun(request, code)
    _say_unread(request, job)
    title = _t("导入%(title)s：%(name)s") % {"title": importer(job.sheet).title, "name": job.name}
    shown = jobs.start(title, running.run, by=request.member, at=timezone.now(), total=job.total, job=job.pk)
    return redirect("job", code=code, pk=shown.pk)


def _begun(request, code):
    messages.info(request, _t("这份表格已经在导入或者导入过了。"))
    return redirect("manage:imports", code=code)


def _say_unread(request, job) -> None:
    """What of the file was left out, beside the result."""
    if job.not_read:
        named = _t("、").join(_t("%(name)s（%(rows)s 行）") % one for one in job.not_read)
        words = {"one": job.worksheet, "others": named}
        messages.warning(
            request,
            _t("这次导入的是工作表“%(one)s”。没有导入：%(others)s；要导入，请把文件再上传一次，选那一张。")
            % words,
        )
