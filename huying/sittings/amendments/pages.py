"""An amendment as it is read: the paragraph with what goes and what comes, and what it conflicts with."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import storytelling
from huying.ui.columns import Column

TONES = {"tabled": "wait", "put": "warn", "carried": "ok", "lost": "late"}
COLUMNS = [
    Column(key="title", label=_("修正案"), cell=lambda r: {"text": str(r), "main": True, "sub": str(r.sitting)}, export=str),
    Column(key="op", label=_("怎么改"), cell=lambda r: r.get_op_display(), sort="op"),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES.get(r.state, "wait"), "word": _t(r.state_label)}}),
]  # fmt: skip


def facts(row, member):
    rows = [(_("文本"), row.motion.title), (_("第几段"), row.paragraph), (_("怎么改"), row.get_op_display()),
        (_("提出人"), row.mover),
            (_("表决"), row.poll.number if row.poll_id else ""), (_("理由"), row.reason)]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    made = [{"title": _("改动"), "template": "motions/_compare.html", "paragraphs": [row.pieces]}]
    if row.grounds:
        made.append({"title": _("理由"), "text": row.grounds})
    if row.state in ("tabled", "put") and (found := row.conflicts()):
        words = {
            "clash": _t("与%(who)s改同一段，两件不能都采纳。"),
            "order": _t("与%(who)s加在同一处，先后由采纳的次序定。"),
        }
        made.append(
            {"title": _("冲突"), "text": "\n".join(words[how] % {"who": other.mover} for other, how in found)}
        )
    return made


def links(row, member):
    code = scope.current().code
    made = [
        {
            "label": row.motion.title,
            "url": reverse("motions:detail", kwargs={"code": code, "pk": row.motion_id}),
        }
    ]
    if row.poll_id:
        made.append(
            {
                "label": _("这次表决"),
                "url": reverse("polls:detail", kwargs={"code": code, "pk": row.poll_id}),
                "sub": row.poll.number,
            }
        )
    return made


def story(row, member):
    """Its own steps: the docket is the whole sitting's."""
    return storytelling.since(row, 0)


def api_row(row, member):
    return {
        "motion": row.motion_id, "mover": row.mover_id, "op": row.op, "paragraph": row.paragraph, "text": row.text,
        "grounds": row.grounds, "poll": row.poll_id,
    }  # fmt: skip
