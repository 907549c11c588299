"""A test on its page: what stands on the sheet, what each came to, what has to be made good."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ballots import words
from huying.kernel import scope
from huying.rules import voting
from huying.ui import blocks, rule_words
from huying.ui.columns import Column

from ..models import GONE, Handling
from .choosing import lines

GRADES = ("satisfied", "basically", "dissatisfied", "abstain")
PAINT = {"satisfied": "ok", "basically": "warn", "dissatisfied": "late", "abstain": "wait"}
TONES = {"tested": "warn", "sent": "ok"}
COLUMNS = [
    Column(key="title", label=_("测评"), cell=lambda r: {"text": r.title, "sub": r.heard, "main": True}, export=str),
    Column(key="year", label=_("年度"), cell=lambda r: str(r.year), sort="year"),
    Column(key="of", label=_("测评什么"), cell=lambda r: r.get_of_display()),
    Column(key="count", label=_("对象数"), cell=lambda r: len(r.units if r.of == "units" else r.suggestions), numeric=True),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES.get(r.state, "wait"), "word": _t(r.state_label)}}),
]  # fmt: skip


def facts(row, member):
    way = next((w.label for w in voting.for_kind("satisfaction") if w.key == row.way), "")
    rows = [
        (_("年度"), row.year), (_("测评什么"), row.get_of_display()), (_("怎样算满意"), rule_words.said(way) if way else ""),
        (_("听取会议"), row.heard), (_("评议的领衔代表"), _commenting(row, member)),
        (_("测评日期"), row.tested_on), (_("报送"), row.sent_to), (_("文号"), row.number), (_("报送日期"), row.sent_on),
        (_("理由"), row.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def _commenting(row, member) -> str:
    """Who comments where a sitting hears about it, or may; units read it on the sitting's own page."""
    asked = member.role != "handler" and (row.heard or row.state == "picked")
    return "、".join(str(m) for m in row.leads_members()) if asked else ""


def sections(row, member):
    own = _read_by(row, member)
    found = list(row.results.select_related("unit", "suggestion").order_by("place"))
    if found:
        shown = [
            bar(r.counts, r.rate, r.outcome, r.label, _to(r))
            for r in found
            if own(r.unit_id, r.suggestion_id)
        ]
        return [{"title": _("测评结果"), "template": "appraisals/_result.html", "rows": shown}]
    sheet = [label for label, unit, suggestion in lines(row) if own(unit, suggestion)]
    return [{"title": _("测评票上的对象"), "template": "appraisals/_sheet.html", "rows": sheet}]


def _read_by(row, member):
    """Which lines this person reads, before the result, after it and by a program: `read(unit, suggestion)`.

    A unit reads its own line, and those of suggestions in which it has a part; everybody else who sees the test, all.
    """
    if member.role != "handler":
        return lambda unit, suggestion: True
    units = {hat.unit_id for hat in (member, *getattr(member, "standing_in_for", ()))}
    parts = Handling.objects.filter(unit__in=units, suggestion__in=row.suggestions).exclude(state__in=GONE)
    has = set(parts.values_list("suggestion", flat=True))
    return lambda unit, suggestion: unit in units if suggestion is None else suggestion in has


def _to(line) -> str:
    code = scope.current().code
    return (
        reverse("suggestions:detail", kwargs={"code": code, "pk": line.suggestion_id})
        if line.suggestion_id
        else ""
    )


def bar(counts, rate, outcome, name, url="", day=None) -> dict:
    """One line as appraisals/_result.html takes it."""
    parts = [{"label": _t(words.CHOICES[g]), "count": counts.get(g, 0), "tone": PAINT[g]} for g in GRADES]
    said = _t(words.OUTCOMES[outcome]) if outcome in words.OUTCOMES else ""
    return {"name": name, "bar": parts, "rate": rate, "outcome": said, "url": url, "day": day}


def links(row, member):
    code = scope.current().code
    made = []
    if row.poll_id and member.role != "handler":
        url = reverse("polls:detail", kwargs={"code": code, "pk": row.poll_id})
        made.append({"label": _t("这次测评的表决"), "url": url, "sub": row.poll.number})
    if member.role not in ("handler", "deputy"):
        made += blocks.ask("appraisals.hearing", [row]).get(row.pk, [])
    for remedy in row.remedies.select_related("unit").order_by("pk") if row.tested_on else ():
        if member.role == "handler" and remedy.unit_id != member.unit_id:
            continue
        url = reverse("remedies:detail", kwargs={"code": code, "pk": remedy.pk})
        made.append(
            {"label": _t("整改报告：%(unit)s") % {"unit": remedy.unit}, "url": url, "sub": remedy.state_label}
        )
    return made


def api_row(row, member):
    own = _read_by(row, member)
    return {
        "title": row.title, "year": row.year, "of": row.of, "way": row.way, "units": [u for u in row.units if own(u, None)],
        "suggestions": [s for s in row.suggestions if own(None, s)], "heard": row.heard, "poll": row.poll_id,
        "tested_on": row.tested_on, "sent_to": row.sent_to, "sent_on": row.sent_on,
    }  # fmt: skip
