"""The meeting rules in force, each with where it stands, and what the meetings look like against them (S144)."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import scope
from huying.kernel.clocks import rules
from huying.rules import meetings, registry
from huying.ui import rule_words

from .. import kinds, timeliness
from .entry import OFFICE

SAID = ("R-STR-15", "R-STR-16", "R-STR-17", "R-STR-18", "R-STR-19", "R-STR-20", "R-STR-22", "R-STR-24", "R-STR-26", "R-STR-30",
        "R-STR-33", "R-STR-34")  # fmt: skip
STANDING = {
    "N": _l("国家法律规定"), "L": _l("地方法规规定"), "P": _l("各地的做法"), "I": _l("本系统的默认"), "U": _l("尚未核实"),
}  # fmt: skip


@require_safe
@never_cache
def page(request, code):
    """Values with article and status; findings of this year; the kinds of sittings with their quorum."""
    if request.member.role not in (*OFFICE, "deputy"):
        raise Http404
    profile = rules()[0]
    values = [
        {"label": rule_words.said(s.label), "value": rule_words.value(s), "source": rule_words.source(s),
         "status": STANDING[s.status], "note": rule_words.said(s.note)}
        for key, s in profile.settings.items() if key.startswith("sittings.")
    ]  # fmt: skip
    listed = [
        {"kind": _(k.label), "quorum": _quorum(k, profile), "agenda": _(k.sets_agenda), "public": k.public}
        for k in kinds.of_level(scope.current().level)
    ]
    laws = [registry.rule(r) for r in SAID]
    context = {
        "title": _("会议制度"), "values": values, "kinds": listed, "findings": timeliness.findings(timezone.localdate()),
        "laws": [{"title": r.title, "says": r.says, "where": rule_words.cited(r.law, r.article)}
                 for r in laws],
    }  # fmt: skip
    return render(request, "sittings/rules.html", context)


def _quorum(kind, profile) -> str:
    if kind.quorum:
        return _(meetings.FRACTIONS[kind.quorum])
    if kind.quorum_key:
        return _(meetings.FRACTIONS[profile.value(kind.quorum_key)])
    return _("没有规定")
