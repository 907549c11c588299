"""What a table says and no column can hold, kept readable under fixed headings at the end of the text."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from huying.kernel.words import Words

_REPLY = _("【原系统的答复】")
_NOTES = _("【原表另载】")
_LINE = _("%(label)s：%(words)s")


def in_house_words(text: Words) -> str:
    """In the language of the house, whoever imports: it is found again by its words."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(text)


def reply_heading() -> str:
    return in_house_words(_REPLY)


def annotate(text: str, notes: dict[str, str], reply: str = "") -> str:
    """The text, what else the table says (label → words), and the reply that the other system gave."""
    line = in_house_words(_LINE)
    lines = [
        line % {"label": label, "words": " ".join(words.split())} for label, words in notes.items() if words
    ]
    parts = [
        text,
        lines and "\n".join([in_house_words(_NOTES), *lines]),
        reply and f"{reply_heading()}\n{reply}",
    ]
    return "\n\n".join(part for part in parts if part)


def taken_apart(text: str) -> tuple[str, dict[str, str], str]:
    """What `annotate` put together."""
    head, _mark, reply = text.partition(f"{reply_heading()}\n")
    body, _mark, lines = head.partition(f"{in_house_words(_NOTES)}\n")
    between = in_house_words(_LINE) % {"label": "", "words": ""}
    notes = dict(line.split(between, 1) for line in lines.splitlines() if between in line)
    return body.strip(), notes, reply
