"""How seats look in lists and on their page."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

from .models import Seat

TONES = {"held": "ok", "suspended": "warn", "ended": "wait"}


def _state(seat) -> dict:
    sub = f"{seat.until} {Seat.ENDINGS.get(seat.ending, '')}" if seat.until else ""
    return {"text": "", "lamp": {"tone": TONES[seat.state], "word": _t(seat.state_label)}, "sub": sub}


COLUMNS = [
    Column(key="name", label=_("姓名"), cell=lambda s: {"text": s.member.person.name, "sub": s.card},
           export=lambda s: s.member.person.name, sort="member__person__pinyin"),
    Column(key="term", label=_("届"), cell=lambda s: s.term.number, sort="term__number", numeric=True),
    Column(key="delegation", label=_("代表团"), cell=lambda s: str(s.delegation or ""), sort="delegation__name"),
    Column(key="district", label=_("选区"), cell=lambda s: str(s.district or ""), sort="district__number"),
    Column(key="since", label=_("任职"), cell=lambda s: s.since.isoformat(), sort="since"),
    Column(key="state", label=_("状态"), cell=_state, export=lambda s: _t(s.state_label), sort="state"),
]  # fmt: skip


def title(seat) -> str:
    return _t("%(name)s的代表席位") % {"name": seat.member.person.name}


def api_row(seat, member) -> dict:
    """What programs read of a seat: who holds it, from where, since when."""
    return {
        "name": seat.member.person.name, "deputy": seat.member_id, "term": seat.term.number,
        "delegation": seat.delegation.name if seat.delegation_id else None,
        "district": seat.district.name if seat.district_id else None,
        "since": seat.since, "suspended_since": seat.suspended_since, "until": seat.until, "ending": seat.ending or None,
    }  # fmt: skip


def facts(seat, member):
    shown = [
        (_t("届"), _t("第%(n)s届") % {"n": seat.term.number}),
        (_t("代表团"), str(seat.delegation or "—")),
        (_t("选区"), str(seat.district or "—")),
        (_t("代表证号"), seat.card or "—"),
        (_t("任职日期"), seat.since.isoformat()),
    ]
    if seat.suspended_since:
        shown.append((_t("暂停自"), seat.suspended_since.isoformat()))
    if seat.until:
        shown += [
            (_t("终止日期"), seat.until.isoformat()),
            (_t("情形"), str(Seat.ENDINGS.get(seat.ending, ""))),
        ]
    return shown
