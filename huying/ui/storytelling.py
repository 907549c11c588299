"""The story of a case: its traces as people read them."""

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.acts import act
from huying.kernel.case import Trace
from huying.kernel.prepared import Rows
from huying.kernel.roles import ROLES
from huying.kernel.subject import SUBJECTS
from huying.rules import registry

from . import rule_words

MOST = 300
OUTSIDE = ("handler", "deputy")  # who reads a case without keeping it


def step_of(code: str):
    """The Step of a trace; None for one that a later version no longer has."""
    subject, _dot, name = code.partition(".")
    model = SUBJECTS.get(subject)
    return (model.FLOW.steps.get(name) or act(model, name)) if model else None


def traces(case_id: int) -> list:
    return _traces(scope.current().pk, case_id)


_traces = Rows(
    lambda congress, case: Trace.everywhere.filter(congress_id=congress, case_id=case).order_by("seq")[:MOST],
    int,
    int,
    along=("by", "by__person", "by__unit", "acted_for", "acted_for__person"),
)


def item(trace, now: bool = False, member=None) -> dict:
    step = step_of(trace.step)
    kept = bool(step and step.discreet) and member is not None and member.role in OUTSIDE
    return {
        "label": _(step.label) if step else trace.step,
        "who": who(trace),
        "when": trace.at,
        "note": "" if kept else trace.note,
        "public": bool(step and step.public),
        "law": law(step) if step else "",
        "now": now,
    }


def who(trace) -> str:
    by = trace.by
    name = by.person.name if by.person_id else _(ROLES[by.role])
    if by.unit_id:
        name = f"{by.unit.short or by.unit.name} {name}"
    if trace.acted_for_id:
        mark = _("代录") if trace.facts.get("proxy") else _("代")
        name = _("%(by)s（%(mark)s：%(for)s）") % {"by": name, "mark": mark, "for": trace.acted_for}
    return name


def law(step) -> str:
    """The articles of national law that a step rests on; local ones stand with the clocks of the congress's profile."""
    rules = [registry.rule(r) for r in step.rules]
    return _("；").join(
        dict.fromkeys(rule_words.cited(r.law, r.article) for r in rules if r.law and r.status == "N")
    )


def story(case_id: int, member=None) -> list[dict]:
    """Everything, for those who may see the case; for units and deputies without the notes of discreet steps."""
    rows = list(traces(case_id))
    return [item(t, now=t is rows[-1], member=member) for t in rows]


def since(subject, seen: int) -> list[dict]:
    """What happened to the subject since the version that a form showed."""
    rows = Trace.objects.filter(subject_kind=subject.FLOW.subject, subject_id=subject.pk).order_by("-seq")
    rows = rows.select_related("by__person", "by__unit", "acted_for__person")[
        : min(MOST, max(1, subject.version - seen))
    ]
    return [item(t) for t in reversed(rows)]


def public_story(case_id: int) -> list[dict]:
    """Only what the public may read, in public words: no names, no notes."""
    told = []
    for trace in Trace.objects.filter(case_id=case_id).order_by("seq")[:MOST]:
        step = step_of(trace.step)
        if step and step.public:
            told.append({"label": _(step.public), "when": trace.at, "public": True})
    return told
