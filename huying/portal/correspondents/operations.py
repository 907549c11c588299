"""Who is registered as correspondent or volunteer."""

from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does

from .. import words
from .flow import FLOW
from .models import Correspondent


@creates(FLOW["enrol"])
def enrol(*, by, at, member, since, kind="correspondent", beat=""):
    kind = given.choice(kind, words.CORRESPONDENTS, _("类别"))
    if Correspondent.objects.filter(member=member, kind=kind).exists():
        raise Refused(_("%(name)s已经登记过；退出的可以重新登记。") % {"name": member})
    beat = given.line(beat, _("联系的领域或者片区"), 100, required=False)
    row = Correspondent(
        member=member,
        kind=kind,
        beat=beat,
        since=since,
        case=dockets.one("TX", str(member), at, counter="portal-TX"),
    )
    return row, {"member": member.pk, "kind": kind}


@does(FLOW["revise"])
def revise(row, *, by, at, since, beat=""):
    row.since, row.beat = since, given.line(beat, _("联系的领域或者片区"), 100, required=False)


@does(FLOW["leave"])
def leave(row, *, by, at, reason=""):
    return {"note": given.text(reason, _("理由"), 300, required=False)}


@does(FLOW["rejoin"])
def rejoin(row, *, by, at):
    """Registered again."""
