"""What other rooms put on a deputy's public page and on a letter's, and what contact and letters cause in turn."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.deputies.models import Seat
from huying.kernel import files, process
from huying.kernel.case import Link
from huying.sittings import polls
from huying.stations.receptions.models import Reception
from huying.suggestions import queries as suggestions
from huying.suggestions.models import Suggestion
from huying.ui import blocks, when
from huying.ui.small_numbers import nested
from huying.voices import operations as voices
from huying.voices.models import Voice
from huying.voices.publicly import public_words

from . import pressing

MOST = 10


def register() -> None:
    blocks.register("deputy", published_suggestions, 10)
    blocks.register("deputy", adopted_voices, 20)
    blocks.register("letter", voice_of_letter)
    for place in ("letter", "booking", "idea", "post"):
        blocks.register(f"{place}.pressing", pressing.banner)
    blocks.register("voice.taken_up", suggestion_of_voice)
    blocks.register("voice.citizen", suggestion_for_citizen)
    blocks.provide("deputy.next", next_receptions)
    blocks.provide("ballots.may_not", suspended)
    blocks.provide("ballots.standing", polls.standings)
    blocks.provide("ballots.roll", polls.rolls)


def published_suggestions(member) -> dict | None:
    """What the deputy took up and what came of it: published suggestions, none whose author wished to stay unnamed."""
    rows = list(suggestions.published().filter(author=member, hide_name=False)[: MOST + 1])
    if not rows:
        return None
    shown = [
        {"pk": s.pk, "title": s.title, "word": suggestions.public_word(s), "unit": str(s.lead_unit or "")}
        for s in rows[:MOST]
    ]
    return {
        "title": _("提出的建议和办理结果"), "template": "project/blocks/deputy_suggestions.html", "rows": shown,
        "more": len(rows) > MOST,
    }  # fmt: skip


def adopted_voices(member) -> dict | None:
    """How many matters of citizens the deputy took up, how many were answered and done; small numbers are not told."""
    rows = Voice.objects.filter(deputy=member)
    got = rows.count()
    if not got:
        return None
    answered, done = rows.exclude(answered_on=None).count(), rows.exclude(fulfilled_on=None).count()
    names = (_("认领"), _("已答复"), _("已落实"))
    return {
        "title": _("认领的群众意见"), "template": "project/blocks/deputy_voices.html",
        "figures": list(zip(names, nested((got, answered, done)), strict=True)),
    }  # fmt: skip


def suggestion_of_voice(seen) -> dict | None:
    """(voice, member): the suggestion that its deputy made of it, for those who may read that."""
    voice, member = seen
    row = suggestions.visible_to(member).filter(case=voice.case_id).first()
    if row is None:
        return None
    where = "project/blocks/voice_suggestion.html"
    return {"template": where, "row": row, "to_write": row.state == "draft"}


def suggestion_for_citizen(voice) -> dict | None:
    """To whoever said it: that a deputy handed in a suggestion about it, how far that is, where it can be read."""
    rows = Suggestion.objects.filter(case=voice.case_id, submitted_on__isnull=False, secret=False)
    row = rows.select_related("merged_into").order_by("pk").first() if voice.case_id else None
    if row is not None and row.merged_into is not None:
        row = row.merged_into
    if row is None or row.secret or row.outcome in ("withdrawn", "letter"):
        return None
    return {
        "template": "project/blocks/citizen_suggestion.html", "row": row, "word": suggestions.public_word(row),
        "is_public": row.published_at is not None,
    }  # fmt: skip


def voice_of_letter(letter) -> dict | None:
    """A letter that became a voice shows the writer how far that has come, under the old number and code."""
    link = Link.objects.filter(case=letter.case_id, kind="raised").first()
    voice = Voice.objects.filter(home_case=link.other_id).first() if link else None
    if voice is None:
        return None
    words = public_words(voice)
    reason = next((w["reason"] for w in words if w["done"] and w["reason"]), "")
    answers = [{"text": a.text, "at": a.at} for a in voice.written("answer")]
    return {
        "title": _("办理进展"), "template": "project/blocks/letter_voice.html", "words": words, "reason": reason,
        "answers": answers,
    }  # fmt: skip


def next_receptions(members: list) -> dict:
    """{member: {"when", "where"}}: the nearest announced reception from today on; one query."""
    today, found = timezone.localdate(), {}
    rows = Reception.objects.filter(host__in=members, is_public=True, day__gte=today, state="announced")
    for row in rows.select_related("station").order_by("-day", "-starts_at", "-pk"):
        where = row.station.name if row.station_id else ""
        found[row.host_id] = {
            "when": f"{when.day_words(row.day, today)} {row.starts_at:%H:%M}",
            "where": where,
        }
    return found


# consequences


def hear_contact(contact, *, by, at):
    """What was raised in a contact becomes a voice of its own; the two cases stay linked."""
    pair = contact.pair
    area = pair.area or (pair.lower.area if pair.lower_id else None)
    voice = voices.hear(
        by=process.house(), at=at, text=contact.issues, channel="deputy", area=area, station=pair.station
    )
    Link.objects.create(case=contact.case, other=voice.case, kind="raised", at=at)


def hear_letter(letter, *, by, at):
    """A letter that needs a unit goes the way of all voices; its writer follows it by the letter's number and code."""
    voice = voices.hear(
        by=process.house(), at=at, text=letter.text, channel="web", station=letter.station, author=letter.author,
        phone=letter.phone, files=files.again(letter), slip=False,
    )  # fmt: skip
    Link.objects.create(case=letter.case, other=voice.case, kind="raised", at=at)


REACTIONS = {"contacts.pass_on": (hear_contact,), "letters.hand_to_triage": (hear_letter,)}


def suspended(members: list) -> dict:
    """Deputies who may not vote for now, with the reason (代表法 第六十一条): no roll of a poll takes them."""
    rows = Seat.objects.filter(member__in=members, state="suspended")
    return dict.fromkeys(rows.values_list("member_id", flat=True), _("正在暂停执行代表职务。"))
