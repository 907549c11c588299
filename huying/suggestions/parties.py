"""Who stands in which relation to a suggestion: what the steps of flow.py name after the slash."""

from functools import cache
from typing import Any

from django.apps import apps

from huying.kernel.clocks import rules
from huying.kernel.prepared import Rows

from .handlings.models import OPEN, handlers_of


class Parties:
    """Of a Suggestion: those invited and signed, those answered, the units at work and those that owe the answer."""

    congress_id: Any
    pk: Any
    cosigns: Any
    handlings: Any
    merged: Any
    author: Any
    author_id: int | None
    cosign_count: Any
    duty_bearers: Any

    delegation: Any

    def own_delegation(self) -> int | None:
        """The lead deputy's delegation, as it was named with the suggestion or is now; None where none is known."""
        organ = self.delegation or (self.author.organ if self.author_id else None)
        return organ.pk if organ is not None and organ.kind == "delegation" else None

    def invited(self, member) -> bool:
        return self.cosigns.filter(deputy=member, answer="invited").exists()

    def invited_members(self):
        return [c.deputy for c in self.cosigns.filter(answer="invited").select_related("deputy")]

    def cosigner(self, member) -> bool:
        return bool(self.cosign_count) and self.cosigns.filter(deputy=member, answer="confirmed").exists()

    def cosigner_members(self):
        return [c.deputy for c in self.cosigns.filter(answer="confirmed").select_related("deputy")]

    def addressee(self, member) -> bool:
        return member in self.addressee_members()

    def addressee_members(self):
        """Who gets the reply: the lead, every co-signer where the profile says so, the authors of merged items."""
        found = [self.author] if self.author_id else []
        if self.cosign_count and rules()[0].value("suggestion.reply_to") == "each":
            found += self.cosigner_members()
        return found + [s.author for s in _merged_into()(self.congress_id, self.pk) if s.author_id]

    def working(self, member) -> bool:
        return bool(member.unit_id) and self.handlings.filter(unit=member.unit_id, state__in=OPEN).exists()

    def working_members(self):
        return handlers_of(self.handlings.filter(state__in=OPEN))

    def responsible(self, member) -> bool:
        return bool(member.unit_id) and self.duty_bearers().filter(unit=member.unit_id).exists()

    def responsible_members(self):
        return handlers_of(self.duty_bearers())


@cache
def _merged_into() -> Rows:
    """(congress, key) → the suggestions that were merged into it, with their authors."""
    rows = apps.get_model("suggestions", "Suggestion").everywhere
    return Rows(
        lambda congress, pk: rows.filter(congress_id=congress, merged_into_id=pk, state="ended"),
        int,
        int,
        along=("author", "author__person"),
    )
