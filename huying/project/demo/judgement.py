"""How a voice goes on once it was handed over: the unit's work, the answer, the citizen's judgement, the end."""

from datetime import timedelta

from huying.kernel.process import public
from huying.voices import operations as act

from . import days, writing
from .lives import Tale


class Ending(Tale):
    """Mixed into the life of citizens.py."""

    # the unit
    def handled(self):
        if self.t.stop == "receive":
            return
        self.at = yield self.wait("receive", 0, 4)
        self.voice.refresh_from_db()
        act.receive(self.voice, by=self.handler, at=self.at)
        if self.t.stop == "report":
            if "urged" in self.t.turns:
                self.at = yield self.wait("urge", 30, 50)
                act.urge(self.voice, by=self.keeper, at=self.at, text="请按期反馈办理结果。")
            return
        if "late" in self.t.turns:
            self.at = yield self.wait("urge", 62, 66)
            act.urge(self.voice, by=self.keeper, at=self.at, text="已经超过办理期限，请抓紧办理并说明原因。")
        self.at = yield self.wait("report", 6, 48)
        outcome = self.rng.choices(("solved", "planned", "cannot"), (60, 26, 14))[0]
        done = "，".join(self.w.fill(d) for d in self.rng.sample(self.t.matter["d"], self.rng.choice((1, 2))))
        by_day = self.at.date() + timedelta(days=self.rng.randint(25, 150)) if outcome == "planned" else None
        reason = self.w.fill(self.t.matter["x"]) if outcome == "cannot" else ""
        act.report(
            self.voice, by=self.handler, at=self.at, outcome=outcome, reason=reason, planned_on=by_day,
            text=self.w.pick("reports", d=done, day=days.short(self.at.date())),
        )  # fmt: skip
        if self.t.stop == "answer":
            return
        self.at = yield self.wait("answer", 0, 5)
        text = self._answer(outcome, done, by_day, reason)
        act.answer(
            self.voice,
            by=self.keeper,
            at=self.at,
            outcome=outcome,
            reason=reason,
            text=text,
            planned_on=by_day,
        )
        yield from self.judged(outcome, by_day)

    def _answer(self, outcome, done, by_day, reason):
        if outcome == "cannot":
            return self.w.pick("cannot", x=reason)
        text = self.w.pick("answers", d=done)
        if outcome == "planned":
            text += self.w.pick("planned", n=self.w.fill(self.t.matter["n"]), by=days.short(by_day))
        return text

    # the citizen's judgement and the end
    def judged(self, outcome, by_day=None):
        luck = self.rng.random()
        if outcome == "cannot":
            luck = luck * 0.5 + 0.5
        if "reopened" in self.t.turns and not self.voice.reopened:
            luck = 0.99
        if self.rng.random() < 0.72 or luck > 0.98:
            self.at = yield self.wait("rate", 1, 9)
            self.voice.refresh_from_db()
            self.rate(luck)
        if "reopened" in self.t.turns and not self.voice.reopened:
            self.at = yield self.wait("reopen", 0, 4)
            self._reopen()
            self.again = self.t.stop != "triage_again"
            return
        yield from self.ended(outcome, by_day)

    def ended(self, outcome, by_day=None):
        """Carried out, or put away when the citizen has no more to say."""
        self.voice.refresh_from_db()
        if self.voice.state == "settled":
            return
        if outcome in ("solved", "planned"):
            if self.rng.random() < 0.03:
                return  # promised, and still open: the tray 待落实
            late = 1 if by_day is None else max(1, (by_day - self.at.date()).days)
            self.at = yield self.wait("fulfil", late, late + 14)
            self.voice.refresh_from_db()
            if self.voice.fulfilled_on:
                return
            proof = self.w.pick("proofs", day=days.short(self.at.date()))
            act.fulfil(self.voice, by=self.keeper, at=self.at, text=proof)
        else:
            self.at = yield self.wait("close", 36, 60)
            act.close(self.voice, by=self.keeper, at=self.at, text="群众没有新的意见，归档。")

    def rate(self, luck):
        rating = "satisfied" if luck < 0.64 else "basically" if luck < 0.9 else "dissatisfied"
        reason = self.rng.choice(writing.phrases()["bad" if rating == "dissatisfied" else "fine"])
        if self.rng.random() < 0.6:
            act.rate(
                self.voice, by=public(), at=self.at, rating=rating, reason=reason, code=self.voice.fresh_code
            )
        else:
            act.rate(self.voice, by=self.keeper, at=self.at, rating=rating, reason=reason)

    def _reopen(self):
        reason = self.rng.choice(writing.phrases()["bad"])
        act.reopen(self.voice, by=public(), at=self.at, reason=reason, code=self.voice.fresh_code)
