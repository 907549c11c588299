"""What a notice says outside the house, and whether it is still so. A short message carries no name and no title."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .acts import act
from .case import Clock
from .clocks import rules
from .notices import Notice
from .subject import SUBJECTS

LAMP = "lamp."  # steps of notices that a clock caused: "lamp.late.suggestion.reply"


def label(notice: Notice) -> str:
    """The notice in a few words."""
    if notice.step.startswith(LAMP):
        return _lamp(notice)
    if notice.text:
        return notice.text
    kind, _dot, name = notice.step.partition(".")
    model = SUBJECTS.get(kind)
    step = (model.FLOW.steps.get(name) or act(model, name)) if model else None
    return _(step.label) if step else _("有新情况")


def _plain(notice: Notice) -> str:
    """The same without the titles that its text quotes: they do not leave by a short message."""
    said = label(notice)
    if not notice.text or notice.step.startswith(LAMP) or "“" not in said:
        return said
    return said.partition("“")[0].rpartition(_("："))[0] or _("有新情况")


def _lamp(notice: Notice) -> str:
    """What a clock says; `text` holds the days left on the day it was told."""
    setting = rules()[0].settings.get(notice.step.split(".", 2)[2])
    days = int(notice.text or 0)
    facts = {"clock": _(setting.label) if setting else _("期限"), "n": abs(days)}
    if days < 0:
        return ngettext("“%(clock)s”已超期 %(n)s 天", "“%(clock)s”已超期 %(n)s 天", -days) % facts
    return ngettext("“%(clock)s”还有 %(n)s 天", "“%(clock)s”还有 %(n)s 天", days) % facts


def of(notice: Notice, channel: str) -> tuple[str, str]:
    """(subject, text). Mail goes to one person's own box and may name the matter; the others say the number only."""
    house, what = notice.congress.name, label(notice) if channel == "mail" else _plain(notice)
    number = notice.case.number if notice.case_id else ""
    if channel != "mail":
        return "", _("【%(house)s】%(what)s，编号 %(number)s，请登录查看。") % {
            "house": house,
            "what": what,
            "number": number,
        }
    title = titles([notice])[notice.pk]
    link = f"{settings.SITE_URL}/sign-in/?next=/c/{notice.congress.code}/news/{notice.pk}/"
    lines = [what, f"{number} {title}".strip(), "", _("查看："), link, "", house]
    return f"[{house}] {what}", "\n".join(lines)


def titles(news: list[Notice]) -> dict[int, str]:
    """What each is about, as it is called now: a suggestion made of a voice has words of its own, its docket the voice's."""
    found = {n.pk: n.case.title if n.case_id else "" for n in news}
    for kind in {n.subject_kind for n in news}:
        if (column := getattr(SUBJECTS.get(kind), "NAMED", "")) == "":
            continue
        own = [n for n in news if n.subject_kind == kind]
        names = dict(
            SUBJECTS[kind].objects.filter(pk__in=[n.subject_id for n in own]).values_list("pk", column)
        )
        found |= {n.pk: names[n.subject_id] for n in own if names.get(n.subject_id)}
    return found


def still_true(notice: Notice) -> bool:
    """Ask again just before it leaves: is the person still in office, and the matter where the notice says it is?"""
    if not notice.to.is_active:
        return False
    model = SUBJECTS.get(notice.subject_kind)
    if model is None or notice.subject_id is None:
        return True
    row = model.objects.filter(pk=notice.subject_id).first()
    if row is None:
        return False
    if notice.step.startswith(LAMP):
        kind = notice.step.removeprefix(LAMP).partition(".")[2]
        rows = Clock.objects.filter(subject_kind=notice.subject_kind, subject_id=notice.subject_id, kind=kind)
        return rows.filter(met_at=None, dropped_at=None).exists()
    step = model.FLOW.steps.get(notice.step.partition(".")[2])
    if step is None or not step.target:
        return row.state not in model.FLOW.ends() or bool(step and row.state in step.source)
    return row.state == step.target
