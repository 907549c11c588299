"""What a detail page shows: the matter, its clocks, what you may do now and who else can do what, the story."""

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import access, files, scope
from huying.kernel.case import Clock
from huying.kernel.clocks import rules
from huying.kernel.prepared import Rows
from huying.kernel.roles import ROLES
from huying.kernel.subject import SUBJECTS

from . import clocks, links, possible, storytelling

TONES = {"draft": "wait", "closed": "ok"}


def actions(room, row, member) -> tuple[list[dict], list[str]]:
    """(steps this person may take now, sentences on those that a guard still refuses)."""
    able, refused = [], []
    concerns = getattr(room.pages, "concerns", lambda step, row: True)
    for step in room.flow.leaving(row.state):
        if step.name not in room.doors or not access.may(member, step, row):
            continue
        if reason := possible.why_not(room, step, row):
            if step.primary and concerns(
                step, row
            ):  # what the reader waits for; that a reversal has nothing to reverse is no news
                refused.append(_("%(step)s：%(reason)s") % {"step": _(step.label), "reason": reason})
            continue
        proxy = access.is_proxy(member, step, row)
        able.append(
            {
                "name": step.name,
                "label": _("代录：%(step)s") % {"step": _(step.label)} if proxy else _(step.label),
                "proxy": proxy,
                "url": links.to(room, step.name, row.pk),
                "primary": step.primary and not proxy,
                "danger": step.danger,
                "law": storytelling.law(step),
            }
        )
    if not able:
        refused += who_else(room, row)
    return sorted(able, key=lambda step: (step["proxy"], not step["primary"])), refused


def who_else(room, row) -> list[str]:
    """No dead ends: what comes next and who does it."""
    said = []
    for step in room.flow.leaving(row.state):
        if step.primary and step.target:
            roles = [str(_(ROLES[w.partition("/")[0]])) for w in step.by if not w.startswith("house")]
            if roles:
                said.append(
                    _("“%(step)s”由%(who)s办理。")
                    % {"step": _(step.label), "who": _("、").join(dict.fromkeys(roles))}
                )
    return said


def running(row, others=()) -> list[dict]:
    """Open clocks of the whole case, each once however many units it runs for; those met stand in the story.

    `others`: {(subject kind, key)} whose clocks are not this reader's business.
    """
    today, profile = timezone.localdate(), rules()[0]
    rows = _running(row.congress_id, row.case_id)
    once = {
        (c.kind, c.due_on): c for c in rows
        if (c.subject_kind, c.subject_id) not in others and not _elsewhere(c, row, profile)
    }  # fmt: skip
    return [clocks.shown(c, profile.term(c.kind), today) for c in once.values()]


def _elsewhere(clock, row, profile) -> bool:
    """A time in which somebody may do something with another matter on the same case: a citizen may rate the answer to
    theirs. Nobody here owes it, and on this page it would read as a day to be kept."""
    mine = row.FLOW.subject
    if (clock.subject_kind, clock.subject_id) == (mine, row.pk) or not profile.term(clock.kind).is_window:
        return False
    model = SUBJECTS.get(clock.subject_kind)
    return clock.subject_kind == mine or model is None or model._meta.app_label != row._meta.app_label


_running = Rows(
    lambda congress, case: Clock.everywhere.filter(
        congress_id=congress, case_id=case, dropped_at=None, met_at=None
    ).order_by("due_on"),
    int,
    int,
)


def attachments(row, member, beside=()) -> list[dict]:
    """The files of the row, and of rows beside it, that the member may see, as ui/parts/file_list.html takes them."""
    code = scope.current().code
    return [
        {
            "name": f.name,
            "url": reverse("file", kwargs={"code": code, "pk": f.pk}),
            "size": filesizeformat(f.size),
            "kind": f.kind,
        }
        for f in files.seen(row, member, beside)
    ]


def context(room, row, member) -> dict:
    """Everything that ui/detail.html takes."""
    able, refused = actions(room, row, member)
    pages = room.pages
    if hasattr(pages, "also"):  # what this person may do that is no step of the flow
        able = [*pages.also(row, member), *able]
    return {
        "row": row,
        "title": pages.title(row) if hasattr(pages, "title") else str(row),
        "number": pages.number(row)
        if hasattr(pages, "number")
        else getattr(row, "number", "") or row.case.number,
        "state_label": _(row.state_label),
        "tone": "ok" if row.state in room.flow.ends() else "wait",
        "facts": pages.facts(row, member) if hasattr(pages, "facts") else [],
        "body": pages.sections(row, member) if hasattr(pages, "sections") else [],
        "banners": pages.banners(row, member) if hasattr(pages, "banners") else [],
        "steps": able,
        "refusals": refused,
        "clocks": running(row, pages.not_mine(row, member) if hasattr(pages, "not_mine") else ()),
        "story": pages.story(row, member)
        if hasattr(pages, "story")
        else storytelling.story(row.case_id, member),
        "links": pages.links(row, member) if hasattr(pages, "links") else [],
        "files": attachments(row, member, pages.beside(row, member) if hasattr(pages, "beside") else ()),
        "crumbs": [{"label": _(room.flow.title), "url": links.to(room, "list")}, {"label": str(row)}],
    }
