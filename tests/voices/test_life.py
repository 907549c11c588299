"""Any order of steps by anybody: what must always be true of a voice (a state machine drawn by hypothesis)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from huying.kernel import scope
from huying.kernel.case import Trace
from huying.kernel.process import Refused, public
from huying.voices import operations
from huying.voices.codes import codes
from huying.voices.models import Paper, Voice
from huying.voices.publicly import public_story, public_words

from .conftest import build, make, said

SHORT = ("已收到", "已转交", "已答复")


class Lives(RuleBasedStateMachine):
    """Three voices of one town, walked at random."""

    @initialize()
    def begin(self):
        from datetime import datetime
        from zoneinfo import ZoneInfo

        cache.clear()
        self.n = getattr(type(self), "count", 0) + 1
        type(self).count = self.n
        self.town = build(f"t{self.n}", f"第{self.n}县")
        self.scope = scope.congress(self.town.congress)
        self.scope.__enter__()
        self.at = datetime(2026, 11, 21, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
        self.voices = [
            make(self.town, self.at),
            make(self.town, self.at),
            said(self.at, station=self.town.station),
        ]
        self.codes = {v.pk: v.fresh_code for v in self.voices}
        self.fulfilled: set[int] = set()
        self.answers: dict[int, int] = {}

    def take(self, name, voice, by, **data):
        """Take the step or be refused; a refusal changes nothing."""
        before = Voice.objects.get(pk=voice.pk)
        try:
            getattr(operations, name)(voice, by=by, at=self.at, **data)
        except Refused as reason:
            assert str(reason)
            after = Voice.objects.get(pk=voice.pk)
            assert (after.state, after.version) == (before.state, before.version)
        else:
            if name in ("fulfil", "settle"):
                self.fulfilled.add(voice.pk)
                self.fulfilled.update(Voice.objects.filter(merged_into=voice).values_list("pk", flat=True))
            if name == "reopen":
                self.fulfilled.discard(voice.pk)
            if name == "take_back":
                self.fulfilled.discard(voice.pk)
        for one in self.voices:
            one.refresh_from_db()

    which = st.integers(0, 2)

    @rule(n=which, m=which)
    def merge(self, n, m):
        self.take("merge", self.voices[n], self.town.keeper, into=self.voices[m])

    @rule(n=which)
    def unmerge(self, n):
        self.take("unmerge", self.voices[n], self.town.keeper)

    @rule(n=which, right=st.booleans())
    def confirm(self, n, right):
        voice = self.voices[n]
        self.take("confirm", voice, public(), code=self.codes[voice.pk] if right else "00000000x")

    @rule(n=which, name=st.sampled_from(["explain", "settle", "take_back", "close", "release", "ask_office"]))
    def say_something(self, n, name):
        by = {"release": self.town.deputy, "ask_office": self.town.handler}.get(name, self.town.keeper)
        self.take(name, self.voices[n], by, text="说明")

    @rule(n=which, reason=st.sampled_from(["spam", "unconfirmed", "nonsense"]))
    def decline(self, n, reason):
        self.take("decline", self.voices[n], self.town.clerk, reason=reason)

    @rule(n=which)
    def refer(self, n):
        self.take("refer", self.voices[n], self.town.keeper, way="petition")

    @rule(n=which)
    def hand_over(self, n):
        self.take("hand_over", self.voices[n], self.town.keeper, tier="county", unit=self.town.water)

    @rule(n=which)
    def consult(self, n):
        self.take("consult", self.voices[n], self.town.keeper, members="有关单位")

    @rule(n=which)
    def conclude(self, n):
        self.take(
            "conclude", self.voices[n], self.town.keeper, conclusion="由水务局牵头", unit=self.town.water
        )

    @rule(n=which)
    def adopt(self, n):
        self.take("adopt", self.voices[n], self.town.deputy)

    @rule(n=which, name=st.sampled_from(["receive", "urge"]))
    def bare(self, n, name):
        self.take(name, self.voices[n], self.town.clerk)

    @rule(n=which)
    def send_back(self, n):
        self.take("send_back", self.voices[n], self.town.handler, text="不归我们管")

    @rule(n=which)
    def direct(self, n):
        self.take("direct", self.voices[n], self.town.clerk, unit=self.town.water)

    @rule(
        n=which,
        name=st.sampled_from(["report", "answer"]),
        outcome=st.sampled_from(["solved", "planned", "cannot"]),
    )
    def answer(self, n, name, outcome):
        data = {"planned_on": self.at.date() + timedelta(days=90), "reason": "没有资金"}
        self.take(name, self.voices[n], self.town.handler, outcome=outcome, text="办理情况", **data)

    @rule(n=which)
    def answered_by_suggestion(self, n):
        operations.told(self.voices[n].case, "assigned", at=self.at)
        operations.answer_from_suggestion(
            self.voices[n].case, at=self.at, text="建议的答复", outcome="solved"
        )
        for one in self.voices:
            one.refresh_from_db()

    @rule(n=which)
    def fulfil(self, n):
        self.take("fulfil", self.voices[n], self.town.keeper, text="验收单")

    @rule(n=which)
    def rate(self, n):
        self.take("rate", self.voices[n], self.town.keeper, rating="dissatisfied", reason="没办好")

    @rule(n=which)
    def reopen(self, n):
        voice = self.voices[n]
        self.take("reopen", voice, public(), reason="没办好", code=self.codes[voice.pk])

    @rule(days=st.integers(1, 20))
    def wait(self, days):
        self.at += timedelta(days=days)

    @invariant()
    def the_fourth_word_is_true(self):
        for voice in getattr(self, "voices", ()):
            last = public_words(voice)[-1]
            if str(last["word"]) == "已落实" and last["done"]:
                assert voice.pk in self.fulfilled
            assert (voice.fulfilled_on is not None) <= (voice.pk in self.fulfilled)

    @invariant()
    def words_are_public_words_with_their_days(self):
        for voice in getattr(self, "voices", ()):
            words = public_words(voice)
            assert [str(w["word"]) for w in words[:-1]] == [
                w for w in SHORT if w in [str(x["word"]) for x in words[:-1]]
            ]
            assert all(w["done"] == (w["on"] is not None) for w in words)
            assert sum(w["current"] for w in words) == (
                voice.state != "said" and any(w["done"] for w in words)
            )
            assert not {str(s["label"]) for s in public_story(voice)} & set(
                map(str, Voice.FLOW.states.values())
            )

    @invariant()
    def whoever_is_merged_waits_with_the_leader_or_is_answered(self):
        for voice in getattr(self, "voices", ()):
            if voice.state == "merged":
                lead = voice.merged_into
                assert (
                    lead.state in ("heard", "consulting", "handed", "adopted")
                    and voice.case_id == lead.case_id
                )
            if voice.state not in ("merged", "answered", "settled"):
                assert voice.merged_into_id is None and voice.case_id == voice.home_case_id

    @invariant()
    def every_exit_told_the_citizen(self):
        for voice in getattr(self, "voices", ()):
            if voice.state in ("answered", "settled", "declined"):
                told = Paper.objects.filter(kind="answer", voice=voice).order_by("-pk").first()
                assert told is not None and told.outcome == voice.outcome and told.text

    @invariant()
    def reopened_at_most_once_and_codes_stay_secret(self):
        for voice in getattr(self, "voices", ()):
            assert voice.reopened <= 1
            assert codes.fits(voice, self.codes[voice.pk]) and self.codes[voice.pk] not in voice.code_digest
            traces = Trace.objects.filter(subject_kind="voices", subject_id=voice.pk)
            assert traces.count() == voice.version
            assert sum(t.step == "voices.reopen" for t in traces) == voice.reopened
            assert not any(self.codes[voice.pk] in f"{t.facts} {t.note}" for t in traces)

    def teardown(self):
        if hasattr(self, "scope"):
            self.scope.__exit__(None, None, None)


@pytest.mark.django_db
def test_lives():
    Lives.TestCase.settings = settings(
        max_examples=settings.default.max_examples // 8, stateful_step_count=30, deadline=None
    )
    case = Lives.TestCase()
    case.runTest()
    assert connection.in_atomic_block and Lives.count > 1
