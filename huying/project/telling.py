"""What citizens without an account are told by message: that there is news, never what it says."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.ballots.models import Voter
from huying.kernel import delivery, notices
from huying.kernel.case import Link

WORDS = {
    "handed": _l("已转交有关单位办理"),
    "answered": _l("已答复"),
    "settled": _l("已办结"),
    "declined": _l("未予受理，理由请凭码查看"),
}


def citizen(voice, *, by, at):
    """A line to the phone that the citizen left, if any; number and code stay with the citizen."""
    word = WORDS.get(voice.state)
    if not voice.phone or word is None:
        return
    name = voice.congress.short or voice.congress.name
    letter = Link.objects.filter(other=voice.home_case_id, kind="raised").select_related("case").first()
    number = letter.case.number if letter else voice.number  # of a letter its writer knows the old one
    text = _("【%(name)s人大】您反映的 %(number)s：%(word)s。请凭编号和查询码查看。")
    delivery.message(voice.phone, text % {"name": name, "number": number, "word": word}, at=at)


def voters(poll, *, by, at):
    """A notice for everybody who may vote in the poll that was just opened; whoever opened it knows."""
    rows = Voter.objects.filter(poll=poll, is_present=True, member__is_active=True)
    notices.tell_people("polls.open", poll, set(rows.values_list("member_id", flat=True)) - {by.pk}, at=at)
