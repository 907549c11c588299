"""What suggestions and voices let the portal say: public progress by number, and stories of what was published."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.portal import material
from huying.suggestions import queries as suggestions
from huying.voices.models import Voice
from huying.voices.publicly import public_words


def register() -> None:
    material.register(results=suggestion_results, story=suggestion_story, candidates=solved_suggestions)
    material.register(results=voice_results)


def suggestion_results(numbers: list[str]) -> list[dict]:
    """Published suggestions by number: title, the public's word, address."""
    return [
        {"number": row.number, "title": row.title, "word": suggestions.public_word(row), "on": row.closed_on or row.replied_on,
         "url": _page(row)}
        for row in suggestions.published().filter(number__in=numbers)
    ]  # fmt: skip


def voice_results(numbers: list[str]) -> list[dict]:
    """Voices by number: never their title, text or person; those under protection are not named at all."""
    rows = Voice.objects.filter(number__in=numbers, is_protected=False).exclude(state="said")
    made = []
    for voice in rows.select_related("field", "merged_into"):
        said = [w for w in public_words(voice) if w["done"]]
        about = voice.field.name if voice.field_id else _("民生")
        title = _("群众反映的一件事（%(about)s）") % {"about": about}
        last = said[-1] if said else {"word": _("已收到"), "on": voice.heard_on}
        made.append(
            {"number": voice.number, "title": title, "word": last["word"], "on": last["on"], "url": ""}
        )
    return made


def suggestion_story(number: str) -> dict | None:
    """A draft out of what everybody may read of a published suggestion: matter, days, replies that may be shown."""
    row = suggestions.published().filter(number=number).first()
    if row is None:
        return None
    parts = [
        f"## {_('群众和代表看到了什么')}",
        row.text,
        f"## {_('代表怎么提')}",
        row.advice or "",
        f"## {_('怎样办的')}",
    ]
    days = (
        (_("代表提出"), row.submitted_on),
        (_("交办"), row.assigned_on),
        (_("答复"), row.replied_on),
        (_("办结"), row.closed_on),
    )
    parts.append("\n".join(f"- {day.isoformat()} {label}" for label, day in days if day))
    replies = row.replies.filter(at__lte=row.published_at, may_publish=True, round=row.rounds).select_related(
        "handling__unit"
    )
    parts += [f"**{reply.handling.unit}**{_('：')}{reply.text}" for reply in replies.order_by("pk")]
    parts += [
        f"## {_('现在怎样')}",
        _("（请到现场看一看，补上群众和代表的话；他人的姓名要先征得本人同意。）"),
    ]
    text = "\n\n".join(part for part in parts if part)
    return {"number": row.number, "title": row.title[:120], "text": text, "origin": scope.current().name}


def solved_suggestions(most: int) -> list[dict]:
    """The newest published suggestions that were solved."""
    rows = suggestions.published().filter(is_solved=True, state="closed")[:most]
    return [
        {
            "number": r.number,
            "title": r.title,
            "on": timezone.localdate(r.published_at),
            "sub": str(r.lead_unit or ""),
        }
        for r in rows
    ]


def _page(row) -> str:
    return reverse("suggestions:public_item", kwargs={"code": scope.current().code, "pk": row.pk})
