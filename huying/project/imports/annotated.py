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
    return _joined(text, _renewed("", notes), reply)


def amended(text: str, *, body: str = "", notes: dict[str, str], reply: str = "") -> str:
    """The text with what a table changed of it: its body, the notes under these labels ("": no longer said), the reply.
    All other words stay as they are, whoever wrote them."""
    stands = text.replace("\r\n", "\n")
    head, _mark, answer = stands.partition(f"{reply_heading()}\n")
    own, _mark, noted = head.partition(f"{in_house_words(_NOTES)}\n")
    renewed = _renewed(noted, notes)
    if not body and not reply and renewed == noted.strip():
        return text
    return _joined(body or own.strip(), renewed, reply or answer.strip())


def _joined(body: str, noted: str, reply: str) -> str:
    parts = [
        body,
        noted and f"{in_house_words(_NOTES)}\n{noted}",
        reply and f"{reply_heading()}\n{reply}",
    ]
    return "\n\n".join(part for part in parts if part)


def _renewed(noted: str, notes: dict[str, str]) -> str:
    """Lines of notes; that of a label given here in its old place or before all others, and none where it says nothing."""
    line, left, lines = in_house_words(_LINE), dict(notes), []
    starts = {label: line % {"label": label, "words": ""} for label in notes}
    for stood in noted.strip().splitlines():
        label = next((n for n in left if stood.startswith(starts[n])), None)
        words = stood if label is None else _told(starts[label], left.pop(label))
        if words or label is None:
            lines.append(words)
    return "\n".join([*filter(None, (_told(starts[n], words) for n, words in left.items())), *lines]).strip()


def _told(start: str, words: str) -> str:
    return start + " ".join(words.split()) if words else ""
