"""Random permitted and unpermitted steps by everybody, day after day; what must never be is checked after each."""

from datetime import date, timedelta

import pytest
from django.db.models import Count, Max, Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from huying.kernel import scope
from huying.kernel.case import Clock, Trace
from huying.kernel.process import Refused
from huying.rules import deadlines
from huying.suggestions import figures
from huying.suggestions import operations as suggestions
from huying.suggestions.extensions import operations as extensions
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import GONE, Contact, Extension, Handling, Reply, Suggestion
from huying.suggestions.queries import visible_rating
from tests.ground import STANDING
from tests.suggestions.walking import Walker
from tests.world import build

ANY = st.integers(0, 10_000)
LEVELS = st.sampled_from(["good", "basic", "no"])
UNITS = ("transport", "housing", "health", "cabinet", "court")


class Office(RuleBasedStateMachine):
    """A few suggestions at once; whoever presses anything gets it done or gets a reason."""

    @initialize()
    def open_office(self):
        self.world = STANDING.given(build)
        self.scope = scope.congress(self.world.congress)
        self.scope.__enter__()
        self.walk = Walker(self.world)
        self.seen = None

    def teardown(self):
        if hasattr(self, "scope"):
            self.scope.__exit__(None, None, None)

    def press(self, operation, row, by, **data):
        """True when done; a refusal is an answer too, and leaves the version where it was."""
        if row is None:
            return False
        version = row.version
        try:
            operation(row, by=by, at=self.walk.at, **data)
        except Refused:
            assert type(row).objects.get(pk=row.pk).version == version
            return False
        return True

    def one(self, n, model, **which):
        rows = list(model.objects.filter(**which).order_by("pk"))
        return rows[n % len(rows)] if rows else None

    def unit(self, n):
        return getattr(self.world, UNITS[n % len(UNITS)])

    @rule(days=st.integers(0, 25))
    def wait(self, days):
        self.walk.later(days)
        if self.walk.day > date(2026, 12, 20):
            self.walk.on("2026-12-20")

    @rule(
        stage=st.sampled_from(["submitted", "accepted", "assigned", "received", "replied"]),
        lead=ANY,
        other=ANY,
    )
    def write(self, stage, lead, other):
        """A new one, some way down the road already: states are reached by walking."""
        if Suggestion.objects.count() < 4 and self.walk.day < date(2026, 10, 1):
            deep = stage in ("assigned", "received", "replied")
            units = (
                {"lead": self.unit(lead), "co": [self.unit(lead + 1)] if other % 2 else []} if deep else {}
            )
            getattr(self.walk, stage)(**units)

    @rule(n=ANY, name=st.sampled_from(["accept", "accept", "submit", "uncheck", "send_back", "withdraw"]))
    def check(self, n, name):
        row = self.one(
            n,
            Suggestion,
            state__in=["submitted", "accepted", "returned", *(["assigned"] if n % 5 == 0 else [])],
        )
        by = self.world.lin if name in ("submit", "withdraw") else self.world.zhou
        self.press(
            getattr(suggestions, name),
            row,
            by,
            **({"reason": "理由"} if name in ("send_back", "uncheck") else {}),
        )

    @rule(n=ANY, lead=ANY, other=ANY, separate=st.booleans())
    def assign(self, n, lead, other, separate):
        units = [self.unit(lead), self.unit(other)]
        data = {"mode": "separate", "separate": units} if separate else {"lead": units[0], "co": units[1:]}
        self.press(suggestions.assign, self.one(n, Suggestion, state="accepted"), self.world.zhou, **data)

    @rule(
        n=ANY, name=st.sampled_from(["unassign", "urge", "redo", "remind", "lapse", "close", "reply_again"])
    )
    def press_the_office(self, n, name):
        data = {"reason": "理由"} if name in ("unassign", "redo") else {}
        row = self.one(n, Suggestion, assigned_on__isnull=False)
        self.press(getattr(suggestions, name), row, self.world.zhou, **data)

    @rule(n=ANY)
    def receive(self, n):
        if row := self.one(n, Handling, state="offered"):
            self.press(handlings.receive, row, self.walk.handler_of(row.unit))

    @rule(n=ANY, other=ANY, granted=st.booleans())
    def give_back(self, n, other, granted):
        row = self.one(n, Handling, state__in=["offered", "received"])
        if row and self.press(handlings.ask_return, row, self.walk.handler_of(row.unit), reason="不是我们"):
            by = self.walk.handler_of(row.parent.unit) if row.parent_id else self.world.zhou
            data = {"unit": self.unit(other)} if granted else {"reason": "职责清单"}
            self.press(handlings.grant_return if granted else handlings.refuse_return, row, by, **data)

    @rule(n=ANY, first=ANY, second=ANY, separate=st.booleans())
    def split(self, n, first, second, separate):
        row = self.one(n, Handling, state="received", unit=self.world.cabinet)
        units = [self.unit(first), self.unit(second)]
        data = {"mode": "separate", "separate": units} if separate else {"lead": units[0], "co": units[1:]}
        self.press(handlings.split, row, self.world.cabinet_handler, **data)

    @rule(n=ANY)
    def talk(self, n):
        if row := self.one(n, Handling, state="received"):
            data = {"way": "phone", "who": "代表", "summary": "说了情况"}
            self.press(handlings.log_contact, row, self.walk.handler_of(row.unit), **data)

    @rule(n=ANY, result=st.sampled_from("ABC"))
    def reply(self, n, result):
        if row := self.one(n, Handling, state="received"):
            by = self.walk.handler_of(row.unit)
            if row.role == "co":
                self.press(handlings.give_opinion, row, by, text="意见")
            else:
                self.press(handlings.reply, row, by, text="答复", signer="局长", result_class=result)

    @rule(n=ANY, granted=st.booleans())
    def extend(self, n, granted):
        row = self.one(n, Handling, state__in=["received", "split"])
        if row is None:
            return
        try:
            extensions.ask(
                by=self.walk.handler_of(row.unit),
                at=self.walk.at,
                handling=row,
                reason="难",
                broad_and_hard=True,
            )
        except Refused:
            return
        request = Extension.objects.get(handling=row, state="asked")
        self.press(extensions.grant if granted else extensions.refuse, request, self.world.zhou,
                   **({} if granted else {"reason": "不难"}))  # fmt: skip

    @rule(n=ANY, attitude=LEVELS, result=LEVELS)
    def rate(self, n, attitude, result):
        row = self.one(n, Suggestion, state="replied")
        self.press(suggestions.rate, row, self.world.lin, attitude=attitude, result=result, reason="理由")

    @rule(n=ANY)
    def meet(self, n):
        row = self.one(n, Suggestion, state="meeting")
        if self.press(suggestions.meet, row, self.world.zhou, attendees="三方", conclusion="说清楚了"):
            self.press(suggestions.close_disagreed, row, self.world.zhou, statement="仍有分歧")

    @rule()
    def night(self):
        suggestions.daily(at=self.walk.at)

    @invariant()
    def what_must_never_be(self):
        """Looked at again when a step was taken or a day passed: a refusal leaves everything as it was."""
        if not hasattr(self, "world"):
            return
        versions = [model.objects.aggregate(Count("pk"), Sum("version")) for model in (Suggestion, Handling)]
        now = (Trace.objects.aggregate(Max("seq")), versions, self.walk.day)
        if now == self.seen:
            return
        self.seen = now
        self.never_closed_without_reply()
        self.one_lead_unless_separate()
        self.numbers_have_no_gap()
        self.never_past_six_months()
        self.no_reply_without_a_talk()
        self.ratings_are_sealed()
        self.what_has_ended_has_no_open_clock()
        self.the_chain_is_whole_and_rates_add_up()

    def never_closed_without_reply(self):
        assert not Suggestion.objects.filter(state="closed", replies=None).exists()

    def one_lead_unless_separate(self):
        for row in Suggestion.objects.filter(state__in=["assigned", "replied", "meeting"]):
            duty = row.duty_bearers()
            assert duty.exists()
            first = row.handlings.filter(parent=None).exclude(state__in=GONE)
            assert first.filter(role="lead").count() == (1 if row.mode == "lead" else 0)

    def numbers_have_no_gap(self):
        serials = sorted(Suggestion.objects.exclude(serial=None).values_list("serial", flat=True))
        assert serials == list(range(1, len(serials) + 1))

    def never_past_six_months(self):
        for clock in Clock.objects.filter(kind__in=["suggestion.reply", "suggestion.reply_extended"]):
            model = Suggestion if clock.subject_kind == "suggestions" else Handling
            row = model.objects.get(pk=clock.subject_id)
            start = row.assigned_on if model is Suggestion else row.counts_on
            assert start is None or clock.dropped_at or clock.due_on <= deadlines.months(start, 6)

    def no_reply_without_a_talk(self):
        for reply in Reply.objects.all():
            assert Contact.objects.filter(
                handling=reply.handling, round=reply.round, at__lte=reply.at
            ).exists()

    def ratings_are_sealed(self):
        unit = self.world.transport_handler
        for row in Suggestion.objects.exclude(ratings=None):
            for rating in row.ratings.all():
                open_now = visible_rating(rating, unit, self.walk.day) is not None
                assert open_now is (
                    rating.is_no or (rating.sealed_until is not None and self.walk.day > rating.sealed_until)
                )

    def what_has_ended_has_no_open_clock(self):
        ended = Suggestion.objects.filter(state__in=["closed", "ended"]).values("case")
        assert not Clock.objects.filter(case__in=ended, met_at=None, dropped_at=None).exists()

    def the_chain_is_whole_and_rates_add_up(self):
        assert list(Trace.objects.order_by("seq").values_list("seq", flat=True)) == list(
            range(1, Trace.objects.count() + 1)
        )
        for row in figures.rates(2026, member=self.world.zhou, day=self.walk.day + timedelta(days=1)):
            assert row["replied"] <= row["assigned"]
            assert row["unrated"] >= 0


def test_random_walks(cast):
    from django.db import transaction

    class Rolled(Office):
        """Each walk in its own savepoint, rolled back at its end."""

        def __init__(self):
            super().__init__()
            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def teardown(self):
            super().teardown()
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    run_state_machine_as_test(
        Rolled, settings=settings(max_examples=settings.default.max_examples // 8, stateful_step_count=70)
    )


@pytest.mark.parametrize("rows", [3])
def test_rows_stay_as_they_were_when_a_step_is_refused(walk, world, rows):
    """A refusal in the middle leaves no half of a step: no unit, no trace, no number."""
    for _n in range(rows):
        row = walk.accepted()
        before = Trace.objects.count()
        with pytest.raises(Refused):
            suggestions.assign(row, by=world.zhou, at=walk.at, lead=world.housing, co=[world.housing])
        assert Trace.objects.count() == before
        assert not row.handlings.exists()
