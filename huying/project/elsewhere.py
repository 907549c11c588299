"""A person of several offices: what waits for them in the others, by number only; each office's rows stay on its own desk."""

from collections.abc import Iterator

from huying.kernel import scope, trays
from huying.kernel.middleware import memberships
from huying.kernel.roster import Congress, Membership
from huying.ui import doors, listing

# what stands on a desk, in this order
DESK = ("polls", "sittings", "summons", "speeches", "hearings", "minutes", "voices", "suggestions", "handlings", "remedies",
        "appraisals", "deliberations", "resolutions", "resolution_duties", "motions", "matters", "extensions", "assessments",
        "tours", "letters", "postings", "receptions", "bookings", "visits")  # fmt: skip


def rooms() -> list:
    """The rooms of a desk that this house has."""
    return [doors.ROOMS[name] for name in DESK if name in doors.ROOMS]


def counted(mine, member) -> tuple[list, Iterator[int]]:
    """[(room, its trays on this desk)] and the numbers of all these trays in order: one question."""
    waiting = [(room, listing.on_shelf(room, member, waiting_only=True)) for room in mine]
    waiting = [(room, shelf) for room, shelf in waiting if shelf]
    asked = [t for _room, shelf in waiting for t in shelf]
    return waiting, iter(trays.counts(asked, member, "desk") if asked else ())


def waiting(member) -> list[dict]:
    """[{"office", "number"}] of the person's other offices in which something waits. Somebody of one office costs no
    question: whether there is another came with the membership."""
    if member.person_id is None or not getattr(member, "has_others", True):
        return []
    others = [one for one in offices(member.person_id) if one.pk != member.pk]
    found = [{"office": one, "number": number(one)} for one in others]
    return [one for one in found if one["number"]]


def number(member) -> int:
    """How many matters wait on this member's desk, asked in the member's own congress."""
    with scope.congress(member.congress):
        waiting, numbers = counted(rooms(), member)
        asked = [t for _room, shelf in waiting for t in shelf]
        return trays.asked_for(asked, list(numbers))


def offices(person_id) -> list[Membership]:
    """The person's memberships of today in every congress that is open, each with its congress at hand."""
    pks = Membership.everywhere.filter(person_id=person_id, is_active=True).values("congress")
    found = []
    for congress in Congress.objects.filter(pk__in=pks, is_active=True).order_by("pk"):
        with scope.congress(congress):
            for member in memberships(person_id):
                member.congress = congress
                found.append(member)
    return found
