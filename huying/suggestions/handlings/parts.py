"""What several steps of a unit's part share: who may get one, what lapses with it, and that it is cancelled."""

from django.utils.translation import gettext as _

from huying.kernel.prepared import Rows
from huying.kernel.process import Refused, does, house
from huying.kernel.roster import Unit

from ..models import GONE, Extension
from ..operations import given
from .flow import FLOW


def below(organ):
    """The units below an organ; those of a closed one whose duties it took over are, whatever the register says yet."""
    organs, found = set(), {organ.pk}
    while found - organs:
        organs |= found
        found = set(Unit.objects.filter(is_active=False, successor__in=organs).values_list("pk", flat=True))
    return Unit.objects.filter(parent__in=organs)


def fresh(suggestion, unit, parent, held=()):
    """A unit that may get a part: still there, none of those that have one (but `held`), below the organ that splits."""
    given.unit(unit, _("承办单位"))
    if parent is not None and not below(parent.unit).filter(pk=unit.pk).exists():
        raise Refused(_("%(unit)s不是%(organ)s的下属单位。") % {"unit": unit, "organ": parent.unit})
    if suggestion.handlings.filter(unit=unit).exclude(state__in=GONE).exclude(pk__in=held).exists():
        raise Refused(_("%(unit)s已经是承办单位。") % {"unit": unit})


def void_requests(handling, at):
    from ..extensions.operations import lapse

    for request in _asked(handling.congress_id, handling.pk):
        lapse(request, by=house(), at=at)


_asked = Rows(
    lambda congress, handling: Extension.everywhere.filter(
        congress_id=congress, handling_id=handling, state="asked"
    ),
    int,
    int,
)


@does(FLOW["cancel"])
def cancel(handling, *, by, at):
    void_requests(handling, at)
