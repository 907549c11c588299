"""Terms (届) and sessions (次); the decided number of seats with its document, checked against the law."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import files, scope
from huying.kernel.register import operations
from huying.kernel.register.models import Entry
from huying.kernel.roster import Session, Term
from huying.rules import quotas
from huying.ui import rule_words
from huying.ui.columns import Column

from . import roster
from .books import Book
from .forms import Decision, RowForm, RowMeta
from .gatekeeping import only


class TermForm(RowForm):
    class Meta(RowMeta):
        model = Term
        fields = ["number", "starts_on", "ends_on"]

    LABELS = {"number": _("第几届"), "starts_on": _("首次会议日期"), "ends_on": _("下届首次会议日期")}

    def clean(self):
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end <= start:
            self.add_error(
                "ends_on", _t("本届任期到下届首次会议为止，应当晚于本届首次会议（《地方组织法》第九条）。")
            )
        return data


class SessionForm(RowForm):
    class Meta(RowMeta):
        model = Session
        fields = ["term", "number", "name", "opens_on", "closes_on"]

    LABELS = {"number": _("第几次会议")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].label_from_instance = spelled

    def clean(self):
        data = super().clean()
        opens, closes, term = data.get("opens_on"), data.get("closes_on"), data.get("term")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _t("闭幕日期不能早于开幕日期。"))
        if opens and term and (opens < term.starts_on or (term.ends_on and opens > term.ends_on)):
            self.add_error("opens_on", _t("开幕日期不在这一届的任期以内。"))
        return data


def spelled(term) -> str:
    return _t("第%(n)s届") % {"n": term.number}


def doubts(term, congress=None) -> list[str]:
    """What the law says against the numbers of a term, each with its article; empty when nothing does."""
    return [text for _field, text in _doubts(term, congress or scope.current())]


def _doubts(term, congress) -> list[tuple[str, str]]:
    """The same with the field it is about."""
    if congress.population is None:
        return [("seats", _t("还没有登记人口数，无法核对名额。"))] if term.seats else []
    kind, population = congress.kind or congress.level, congress.population
    found: list[tuple[str, str]] = []
    try:
        if term.seats:
            said = quotas.seats_allowed(congress.level, kind, population, term.extra_five_percent, term.seats)
            found += [("seats", rule_words.retold(text)) for text in said]
        if term.committee_size:
            said = quotas.committee_allowed(kind, population, term.committee_size)
            found += [("committee_size", rule_words.retold(text)) for text in said]
    except ValueError as reason:
        found.append(("seats", str(reason)))
    return found


def about(term, member):
    problems = doubts(term)
    tone = "warn" if problems else "ok"
    lines = problems or (
        [_t("名额与《选举法》第十二条、《地方组织法》第四十七条一致。")] if term.seats else []
    )
    sessions = [
        _t("%(name)s（%(day)s）") % {"name": s.name, "day": s.opens_on}
        for s in term.sessions.filter(congress=term.congress_id).order_by("number")
    ]
    found = [{"title": _t("名额核对"), "lines": lines, "tone": tone}] if lines else []
    entry = Entry.objects.filter(kind="kernel.term", row_id=term.pk).first()
    papers = [f"{f.name}" for f in files.of(entry)] if entry else []
    found += [{"title": _t("决定文件扫描件"), "lines": papers}] if papers else []
    return found + ([{"title": _t("会议"), "lines": sessions}] if sessions else [])


def deeds(term, member):
    if member.role != "admin":
        return []
    return [{"label": _t("登记名额决定"), "url": TERMS.url("decide", term.pk), "primary": not term.seats}]


@only("admin")
def decide(request, code, book, pk):
    """Record the decided numbers. What looks unlawful is named with its article and taken only when confirmed."""
    if book != TERMS.name:
        raise Http404
    term = get_object_or_404(Term, pk=pk)
    posted = request.method == "POST"
    initial = {n: getattr(term, n) for n in ("seats", "extra_five_percent", "committee_size")}
    form = Decision(request.POST if posted else None, request.FILES or None, initial=initial)
    entry = Entry.objects.filter(kind="kernel.term", row_id=term.pk).first()
    if posted and form.is_valid():
        data = {n: form.cleaned_data[n] for n in initial}
        problems = _doubts(Term(**data), scope.current())
        if problems and not form.cleaned_data["confirmed"]:
            for field, text in problems:
                form.add_error(field, text)
            form.add_error("confirmed", _t("请再核对；决定文件确实如此的，勾选这里再提交。"))
        elif roster.attempt(request, form, lambda key: _decide(request, term, form, data, key)) is not None:
            messages.success(request, _t("已登记名额决定。"))
            for _field, text in problems:
                messages.warning(request, text)
            return redirect(TERMS.url("row", pk))
    return roster._form_page(request, form, _t("登记名额决定"), spelled(term), TERMS, TERMS.url("row", pk), entry,
                             {"law": _t("《选举法》第十二条至第十四条；《地方组织法》第四十七条")})  # fmt: skip


def _decide(request, term, form, data, key):
    entry, seen = roster.entry_for(request, term)
    now = timezone.now()
    for upload in form.cleaned_data["files"]:
        files.store(upload, case=entry.case, by=request.member, at=now, subject=entry)
    operations.decide(
        entry,
        by=request.member,
        at=now,
        seen=seen,
        key=key,
        values=data,
        document=form.cleaned_data["document"],
    )
    return entry


TERMS = Book(
    name="terms", model=Term, title=_("届"), one=_("届"), icon="calendar", admin_only=True, can_end=False,
    lead=_("代表任期从本届首次会议起，到下届首次会议止（《地方组织法》第九条）。"), form=TermForm, about=about, deeds=deeds,
    rows=lambda: Term.objects.annotate(meetings=Count("sessions")).order_by("-number"), search=("number__icontains",),
    empty=_("登记本届以后，才能登记会议和代表席位。"),
    columns=[
        Column(key="number", label=_("届"), sort="number", cell=spelled),
        Column(key="starts", label=_("首次会议"), sort="starts_on", cell=lambda t: t.starts_on.isoformat()),
        Column(key="ends", label=_("下届首次会议"), cell=lambda t: t.ends_on.isoformat() if t.ends_on else ""),
        Column(key="seats", label=_("代表名额"), cell=lambda t: t.seats or "", numeric=True),
        Column(key="committee", label=_("常委会名额"), cell=lambda t: t.committee_size or "", numeric=True),
        Column(key="meetings", label=_("会议"), cell=lambda t: t.meetings, numeric=True),
    ],
)  # fmt: skip

SESSIONS = Book(
    name="sessions", model=Session, title=_("会议"), one=_("会议"), icon="calendar", can_end=False,
    lead=_("大会期间提出的建议从所属会议取得编号。"), form=SessionForm,
    rows=lambda: Session.objects.select_related("term").order_by("-opens_on"), search=("name__icontains",),
    empty=_("登记大会的会议以后，代表可以在会议期间提出建议。"),
    columns=[
        Column(key="name", label=_("名称"), cell=lambda s: s.name),
        Column(key="term", label=_("届次"), cell=lambda s: _t("第%(a)s届第%(b)s次") % {"a": s.term.number, "b": s.number}),
        Column(key="opens", label=_("开幕"), sort="opens_on", cell=lambda s: s.opens_on.isoformat()),
        Column(key="closes", label=_("闭幕"), cell=lambda s: s.closes_on.isoformat() if s.closes_on else ""),
    ],
)  # fmt: skip
