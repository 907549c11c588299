"""What came of an import: the numbers, and every row that was not taken, or not taken as it was written."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import tables
from huying.kernel.tables.importing import Import
from huying.project.imports import MODULES, importer
from huying.ui import links

from .gatekeeping import OFFICE, only
from .imports import crumbs

PER_PAGE = 100
KINDS = {"error": ("late", _("没有导入")), "warning": ("warn", _("没有全部照填"))}


def lines(job: Import) -> list[dict]:
    """[{line, kind, reason}] in the order of the file."""
    found = [{"kind": kind, **one} for kind in KINDS for one in job.told(kind)]
    return sorted(found, key=lambda one: (one["line"], one["kind"]))


@only(*OFFICE, methods=("GET",))
def page(request, code, pk):
    """One import that has begun: its numbers, its lines page by page, or all of them as a file."""
    job = get_object_or_404(Import.objects.exclude(state="ready").select_related("by__person"), pk=pk)
    title = str(importer(job.sheet).title) if job.sheet in MODULES else job.sheet
    found = lines(job)
    if (kind := request.GET.get("export")) in ("csv", "xlsx"):
        heads = [_t("行号"), _t("结果"), _t("原因")]
        cells = [(one["line"], str(KINDS[one["kind"]][1]), one["reason"]) for one in found]
        name = _t("导入%(title)s：%(name)s") % {
            "title": title,
            "name": job.name.rpartition(".")[0] or job.name,
        }
        return tables.download(kind, title=name, heads=heads, lines=cells)
    n = min(max(1, links.whole(request.GET.get("page"), 1)), max(1, -(-len(found) // PER_PAGE)))
    shown = found[(n - 1) * PER_PAGE : n * PER_PAGE]
    words = {"a": (n - 1) * PER_PAGE + 1, "b": (n - 1) * PER_PAGE + len(shown), "n": len(found)}
    figures = [(_t("新增"), job.created), (_t("更新"), job.updated), (_t("没有变化"), job.unchanged),
               *((words, sum(one["kind"] == kind for one in found)) for kind, (_tone, words) in KINDS.items())]  # fmt: skip
    context = {
        "title": _t("导入结果"), "lead": job.name, "job": job, "kind": title, "figures": figures,
        "rows": [{**one, "tone": KINDS[one["kind"]][0], "word": KINDS[one["kind"]][1]} for one in shown],
        "pager": {
            "prev": f"?page={n - 1}" if n > 1 else None, "next": f"?page={n + 1}" if n * PER_PAGE < len(found) else None,
            "label": _t("第 %(a)s—%(b)s 条，共 %(n)s 条") % words,
        },
        "back": reverse("manage:imports", kwargs={"code": code}), "crumbs": crumbs(_t("导入结果")),
    }  # fmt: skip
    return render(request, "manage/imported.html", context)
