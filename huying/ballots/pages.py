"""How polls look."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

from . import words

COLUMNS = [
    Column(key="title", label=_("表决"), cell=lambda r: {"text": r.title, "sub": r.number, "main": True}, export=lambda r: r.title),
    Column(key="kind", label=_("种类"), cell=lambda r: _t(words.KINDS[r.kind]), sort="kind"),
    Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip
