"""States are reached by walking: each method takes the steps that lead there."""

from datetime import date, timedelta

from huying.suggestions import operations as suggestions
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import Suggestion
from tests.world import when

TEXT = "县道十二号线临水路段没有护栏，去年发生三起落水事故。"


class Walker:
    """Walks by days: each step a day later than the one before."""

    def __init__(self, world, day="2026-03-02"):
        self.world, self.day = world, date.fromisoformat(day)

    @property
    def at(self):
        return when(self.day)

    def later(self, days=1):
        self.day += timedelta(days=days)
        return self

    def on(self, day):
        self.day = date.fromisoformat(day) if isinstance(day, str) else day
        return self

    def fresh(self, row):
        return type(row).objects.get(pk=row.pk)

    def draft(self, title="关于在临水路段加装护栏的建议", author=None, **more):
        data = {
            "title": title,
            "text": TEXT,
            "advice": "加装护栏，设置警示牌。",
            "field": self.world.field,
            **more,
        }
        return suggestions.draft(by=author or self.world.lin, at=self.at, **data)

    def submitted(self, **more):
        row = self.draft(**more)
        suggestions.submit(row, by=row.author, at=self.at)
        return row

    def accepted(self, **more):
        row = self.submitted(**more)
        suggestions.accept(row, by=self.world.zhou, at=self.later().at)
        return row

    def assigned(self, lead=None, co=(), separate=(), **more):
        row = self.accepted(**more)
        mode = "separate" if separate else "lead"
        lead = None if separate else lead or self.world.transport
        suggestions.assign(
            row, by=self.world.zhou, at=self.later().at, mode=mode, lead=lead, co=co, separate=separate
        )
        return row

    def handler_of(self, unit):
        return next(m for m in self.world.cast if m.unit_id == unit.pk)

    def part(self, row, unit=None):
        """The open handling of a unit (the lead's where none is named)."""
        rows = row.handlings.exclude(state__in=("returned", "cancelled"))
        return rows.get(unit=unit) if unit else rows.get(role="lead", is_leaf=True)

    def received(self, **more):
        row = self.assigned(**more)
        for part in row.handlings.all():
            handlings.receive(part, by=self.handler_of(part.unit), at=self.later().at)
        return row

    def talk(self, part):
        handlings.log_contact(
            part,
            by=self.handler_of(part.unit),
            at=self.later().at,
            way="visit",
            who="林知远",
            summary="到现场看了路段。",
        )

    def answer(self, part, result_class="A", talk=True, **more):
        if talk:
            self.talk(part)
        handlings.reply(
            part, by=self.handler_of(part.unit), at=self.later().at, text="护栏已经装好。", result_class=result_class,
            signer="局长 许成", **more,
        )  # fmt: skip

    def replied(self, result_class="A", **more):
        row = self.received(**more)
        for part in row.handlings.exclude(role="co"):
            self.answer(part, result_class)
        return self.fresh(row)

    def rate(self, row, attitude="good", result="good", **more):
        if "no" in (attitude, result):
            more = {"reason": "护栏只装了一半。", **more}
        suggestions.rate(row, by=row.author, at=self.later().at, attitude=attitude, result=result, **more)
        return self.fresh(row)

    def closed(self, **more):
        row = self.rate(self.replied(**more))
        suggestions.close(row, by=self.world.zhou, at=self.later().at)
        return self.fresh(row)

    def redone(self, **more) -> Suggestion:
        """In the second round, handed back to the lead unit."""
        return self.rate(self.replied(**more), "basic", "no")
