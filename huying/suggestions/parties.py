"""Who stands in which relation to a suggestion: what the steps of flow.py name after the slash."""

from typing import Any

from huying.kernel.clocks import rules

from .handlings.models import OPEN, handlers_of


class Parties:
    """Of a Suggestion: those invited and signed, those answered, the units at work and those that owe the answer."""

    cosigns: Any
    handlings: Any
    merged: Any
    author: Any
    author_id: int | None
    cosign_count: Any
    duty_bearers: Any

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
        return found + [
            s.author for s in self.merged.filter(state="ended").select_related("author") if s.author_id
        ]

    def working(self, member) -> bool:
        return bool(member.unit_id) and self.handlings.filter(unit=member.unit_id, state__in=OPEN).exists()

    def working_members(self):
        return handlers_of(self.handlings.filter(state__in=OPEN))

    def responsible(self, member) -> bool:
        return bool(member.unit_id) and self.duty_bearers().filter(unit=member.unit_id).exists()

    def responsible_members(self):
        return handlers_of(self.duty_bearers())
