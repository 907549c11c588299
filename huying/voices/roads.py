"""Kinds of voices with a road of their own: which sub-flow opens a file for which kind, and how it ends with the voice."""

from importlib import import_module

from django.urls import reverse
from django.utils.translation import gettext as _

from huying.kernel import clocks, scope
from huying.kernel.process import house

PACKAGES = {
    "dispute": "disputes",
    "legal": "aid",
    "petition": "petitions",
}  # kind → sub-package, which is its subject


def _part(kind: str, name: str):
    return import_module(f"{__package__}.{PACKAGES[kind]}.{name}")


def open_file(voice, *, by, at, handler=None, unit=None):
    """The file of a voice that `file` puts on the road of its kind (Voice.kind)."""
    return _part(voice.kind, "operations").open_for(voice, by=by, at=at, handler=handler, unit=unit)


def end_files(voice, *, at) -> int:
    """The citizen asked for another round: what still runs for the earlier one ends; how many."""
    ended = 0
    for kind in PACKAGES:
        operations = _part(kind, "operations")
        rows = operations.MODEL.objects.filter(voice=voice, state__in=operations.RUNNING).order_by("pk")
        for row in rows:
            operations.end(row, by=house(), at=at)
            ended += 1
    return ended


def links(voice, member) -> list[dict]:
    """The files of a voice that the member may see: {"label", "url", "sub"}."""
    found = []
    kind = voice.file_kind or voice.kind
    if kind in PACKAGES:
        subject = PACKAGES[kind]
        for row in _part(kind, "queries").visible_to(member).filter(voice=voice):
            where = reverse(f"{subject}:detail", kwargs={"code": scope.current().code, "pk": row.pk})
            found.append({"label": _(row.FLOW.title), "url": where, "sub": row.state_label})
    return found


def shown_to_citizen(voice) -> dict:
    """What the citizen reads of the file beside the four words: {"aid": Aid or None, "petition": Petition or None,
    "review_until": last day to ask for a review}."""
    shown = {
        name: _part(kind, "operations").MODEL.objects.filter(voice=voice).order_by("-pk").first()
        if voice.file_kind == kind
        else None
        for name, kind in (("aid", "legal"), ("petition", "petition"))
    }
    windows = clocks.open_now(shown["petition"]) if shown["petition"] else ()
    until = next((c.due_on for c in windows if c.kind == "voice.review"), None)
    return shown | {"review_until": until}
