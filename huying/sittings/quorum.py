"""How many are in the room, how many must be: the law's answer at any moment, with base, rule and article."""

from dataclasses import asdict, dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from huying.kernel.clocks import rules
from huying.rules import meetings, registry
from huying.ui import rule_words

from . import rolls
from .presence import Presence


@dataclass(frozen=True)
class Standing:
    """`needed` None: no rule asks for a number. `fraction` is a key of rules.meetings; `source` the article or what else."""

    base: int
    present: int
    needed: int | None
    fraction: str
    rule: str
    status: str
    source: str

    @property
    def met(self) -> bool:
        return self.needed is None or (self.base > 0 and self.present >= self.needed)

    @property
    def missing(self) -> int:
        return 0 if self.met else max(1, (self.needed or 0) - self.present)

    def sentence(self) -> str:
        """全体 31 人，过半数为 16 人；在场 18 人，达到法定人数。《地方组织法》第五十一条"""
        if self.needed is None:
            return _("在场 %(present)s 人；这类会议没有规定法定人数。") % {"present": self.present}
        words = {
            "base": self.base, "fraction": _(meetings.FRACTIONS[self.fraction]), "needed": self.needed,
            "present": self.present, "source": self.source,
        }  # fmt: skip
        if self.met:
            return (
                _(
                    "全体 %(base)s 人，%(fraction)s为 %(needed)s 人；在场 %(present)s 人，达到法定人数。%(source)s"
                )
                % words
            )
        return (
            _("全体 %(base)s 人，%(fraction)s为 %(needed)s 人；在场 %(present)s 人，未达法定人数。%(source)s")
            % words
        )

    def as_dict(self) -> dict:
        return {**asdict(self), "met": self.met}


def at(sitting, moment) -> Standing:
    """Who with a vote was in the room at that moment, against the base (frozen at opening)."""
    return standing(sitting, present=present(sitting, moment).filter(votes=True).count())


def standing(sitting, *, present: int, base: int | None = None) -> Standing:
    """The same for a number that the caller has counted."""
    base = base_of(sitting) if base is None else base
    fraction, source, status = fraction_of(sitting)
    needed = meetings.needed(fraction, base) if fraction and base else (1 if fraction else None)
    return Standing(base, present, needed, fraction, sitting.rules.quorum_rule, status, source)


def present(sitting, moment):
    """The stays that hold this moment."""
    return Presence.objects.filter(sitting=sitting, since__lte=moment).filter(
        Q(until=None) | Q(until__gt=moment)
    )


def base_of(sitting) -> int:
    """All members of the body in office (R-GEN-03): as frozen at opening, before that as the register has them now.

    Who is on leave, was taken off the list of notices or has none counts all the same; only a body that is invited, to
    which nobody belongs by right, is as large as its list.
    """
    if sitting.base is not None:
        return int(sitting.base)
    counted = rolls.in_office(sitting)
    if counted is None:
        counted = sitting.summons.filter(right="member").exclude(state="released").count()
    return counted


def fraction_of(sitting) -> tuple[str, str, str]:
    """(fraction, where it stands, status): fixed by national law for plenary and standing committee, else a setting."""
    kind = sitting.rules
    if kind.quorum:
        rule = registry.rule(kind.quorum_rule)
        return kind.quorum, rule_words.cited(rule.law, rule.article), rule.status
    if kind.quorum_key:
        setting = rules()[0].setting(kind.quorum_key)
        return setting.value, rule_words.cited(setting.law, setting.article), setting.status
    return "", "", ""
