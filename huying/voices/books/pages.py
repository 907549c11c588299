"""The books as lists and pages."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

STATE = Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state")


def _listed(columns: list, texts=()) -> SimpleNamespace:
    """Pages of a book: a line shows its columns once more as facts, long texts below."""

    def facts(row, member):
        shown = [(c.label, c.plain(row)) for c in columns if c is not STATE and c.key not in texts]
        return [(label, value) for label, value in shown if value not in ("", 0, None)]

    def sections(row, member):
        return [{"title": c.label, "text": c.plain(row)} for c in columns if c.key in texts and c.plain(row)]

    def api_row(row, member):
        return {c.key: c.plain(row) for c in columns if c is not STATE}

    return SimpleNamespace(COLUMNS=columns, facts=facts, sections=sections, api_row=api_row)


routes = _listed([
    Column(key="field", label=_("领域"), cell=lambda r: {"text": str(r.field or _("不限")), "main": True},
           export=lambda r: str(r.field or "")),
    Column(key="area", label=_("片区"), cell=lambda r: str(r.area or "")),
    Column(key="kind", label=_("类型"), cell=lambda r: str(r.get_kind_display())),
    Column(key="tier", label=_("层级"), cell=lambda r: str(r.get_tier_display()), sort="tier"),
    Column(key="unit", label=_("承办单位"), cell=lambda r: r.unit.name, sort="unit__name"),
    Column(key="note", label=_("依据"), cell=lambda r: r.note),
    STATE,
])  # fmt: skip
chains = _listed([
    Column(key="deputy", label=_("人大代表"), cell=lambda r: {"text": str(r.deputy), "main": True},
           export=lambda r: str(r.deputy)),
    Column(key="member", label=_("议政代表"), cell=lambda r: r.member, sort="member"),
    Column(key="representative", label=_("居民代表"), cell=lambda r: r.representative, sort="representative"),
    Column(key="area", label=_("片区"), cell=lambda r: str(r.area or "")),
    Column(key="place", label=_("联系哪里的居民"), cell=lambda r: r.place),
    Column(key="households", label=_("户数"), cell=lambda r: r.households or "", sort="households", numeric=True),
    STATE,
])  # fmt: skip
watchlists = _listed([
    Column(key="words", label=_("词语"), cell=lambda r: {"text": r.words.replace("\n", "、")[:80] or str(r), "main": True},
           export=lambda r: r.words),
    STATE,
], texts=("words",))  # fmt: skip
plans = _listed([
    Column(key="words", label=_("步骤"), cell=lambda r: {"text": r.words.replace("\n", "；")[:80] or str(r), "main": True},
           export=lambda r: r.words),
    STATE,
], texts=("words",))  # fmt: skip
