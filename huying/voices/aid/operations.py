"""What is done with a question for a lawyer."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import delivery
from huying.kernel.given import clean, needed
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.words import recorded

from .. import words
from ..operations.answering import tell_citizen
from ..operations.shared import chosen, day_of
from .flow import FLOW, RUNNING
from .models import Aid

MODEL = Aid
__all__ = ["MODEL", "RUNNING", "advise", "book", "cancel", "end", "miss", "open", "open_for", "refer"]


@creates(FLOW["open"])
def open(*, by, at, voice):
    return Aid(voice=voice, case_id=voice.case_id, opened_on=day_of(at))


def open_for(voice, *, by, at, handler=None, unit=None):
    return open(by=house(), at=at, voice=voice)


@does(FLOW["book"])
def book(aid, *, by, at, adviser, meets_at, place, office=""):
    """A time in the future, one place, one adviser who has nothing else then."""
    if meets_at <= at:
        raise Refused(_("咨询时间应当晚于现在。"))
    adviser = needed(adviser, _("解答人"))[:80]
    taken = Aid.objects.filter(state="booked", adviser=adviser, meets_at=meets_at).exclude(pk=aid.pk)
    if taken.exists():
        raise Refused(_("%(name)s这个时间已有别的预约，请换一个时间。") % {"name": adviser})
    aid.adviser, aid.meets_at, aid.place = adviser, meets_at, needed(place, _("地点"))[:120]
    aid.office = clean(office)[:80]
    if aid.voice.phone:
        with recorded():
            line = _(
                "【%(name)s人大】法律咨询约在 %(when)s，%(place)s，解答人 %(adviser)s。编号 %(number)s。"
            )
        text = line % {
            "name": aid.congress.short or aid.congress.name, "when": f"{timezone.localtime(meets_at):%m-%d %H:%M}",
            "place": aid.place, "adviser": adviser, "number": aid.voice.number,
        }  # fmt: skip
        delivery.message(aid.voice.phone, text, at=at)
    return {"meets_at": meets_at.isoformat()}


@does(FLOW["miss"])
def miss(aid, *, by, at, text=""):
    if aid.meets_at > at:
        raise Refused(_("约定的时间还没有到。"))
    aid.missed += 1
    return {"missed": aid.missed, "note": clean(text)}


@does(FLOW["advise"])
def advise(aid, *, by, at, text, adviser=""):
    """The answer in plain words; it is the answer to the voice, too."""
    aid.answer, aid.ended_on = needed(text, _("解答")), day_of(at)
    aid.adviser = needed(clean(adviser)[:80] or aid.adviser, _("解答人"))
    tell_citizen(aid, at=at, outcome="explained", text=aid.answer)


@does(FLOW["refer"])
def refer(aid, *, by, at, way, text=""):
    """What needs a court, an arbitration or another organ is shown the way there, and counted."""
    guidance = str(words.WAYS[chosen(way, words.WAYS, _("途径"))])
    whole = "\n".join(filter(None, [guidance, clean(text)]))
    aid.way, aid.answer, aid.ended_on = way, whole, day_of(at)
    tell_citizen(aid, at=at, outcome="referred", text=whole, reason=str(words.WAY_NAMES[way]))
    return {"way": way}


@does(FLOW["cancel"])
def cancel(aid, *, by, at, text):
    note = needed(text, _("取消的理由"))
    aid.ended_on = day_of(at)
    tell_citizen(aid, at=at, outcome="explained", text=note)
    return {"note": note}


@does(FLOW["end"])
def end(aid, *, by, at):
    aid.ended_on = day_of(at)
