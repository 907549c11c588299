"""Where words of a citizen were carried on to: what stays when their voice is emptied, so that whoever asks is told."""

from django.urls import reverse
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.suggestions.models import Suggestion
from huying.voices.models import Voice


def on(row) -> list[dict]:
    """[{"title", "number", "url"}]: suggestions that deputies made of this voice; their words are not emptied with it."""
    if not isinstance(row, Voice):
        return []
    rows = Suggestion.objects.filter(case=row.home_case_id).order_by("pk")
    code = scope.current().code
    return [
        {
            "title": str(s),
            "number": s.number,
            "url": reverse("suggestions:detail", kwargs={"code": code, "pk": s.pk}),
        }
        for s in rows
    ]


def warned(row) -> str:
    """The sentence beside the deletion; "" where nothing was carried on."""
    names = _("、").join(f"“{one['title']}”{one['number']}" for one in on(row))
    said = _(
        "代表据此提出的建议%(names)s里的文字不会一起删除，里面有姓名、电话的，请另请代表修改或者由机关处理。"
    )
    return said % {"names": names} if names else ""
