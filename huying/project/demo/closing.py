"""The deputy's judgement of an answer, what follows a second no, and the end of a suggestion."""

from datetime import timedelta

from huying.kernel.process import house
from huying.project import unsealed
from huying.suggestions import operations as act
from huying.suggestions.models import Suggestion

from . import days, writing
from .lives import Road


class Closing(Road):
    """Mixed into the life of roads.py."""

    def judge(self, word):
        phrases = writing.phrases()
        attitude = {
            "good": "good",
            "basic": self.rng.choice(("good", "basic")),
            "no": self.rng.choice(("basic", "no")),
        }[word]
        reason = self.rng.choice(phrases["noes" if word == "no" else "goods"])
        by = self.g.clerk if self.has("paper") else self.p.author
        act.rate(self.row, by=by, at=self.at, attitude=attitude, result=word, reason=reason)

    def confer(self):
        if self.p.stop == "meet":
            return False
        self.at = yield self.wait("meet", 6, 18)
        act.meet(
            self.row, by=self.g.clerk, at=self.at,
            attendees=f"{self.p.author}代表、{self.g.units[self.lead_key].short}负责人、代表工作委员会",
            conclusion="三方到现场查看，明确分两步实施：先解决群众反映最急的部分，其余列入下一年度计划。",
        )  # fmt: skip
        if self.p.stop == "after_meeting":
            return False
        self.at = yield self.wait("after_meeting", 1, 4)
        if self.has("disagreed"):
            act.close_disagreed(
                self.row, by=self.g.clerk, at=self.at,
                statement="代表认为应当年内完成；承办单位认为受资金和用地条件限制，年内只能完成前期工作。双方意见如实记录。",
            )  # fmt: skip
            return False
        act.reply_again(self.row, by=self.g.clerk, at=self.at, note="请按照会商意见再次答复。")
        return True

    def lapse(self):
        self.at = yield self.wait("remind", 44, 50)
        self.row.refresh_from_db()
        act.remind(self.row, by=house(), at=self.at)
        self.at = yield self.wait("lapse", 18, 24)
        act.lapse(self.row, by=house(), at=self.at)
        return False

    def finish(self):
        if self.p.stop == "close":
            return False
        self.at = yield self.wait("close", 1, 6)
        act.close(self.row, by=self.g.clerk, at=self.at)
        if self.has("evaluated"):
            self.at = yield self.wait("evaluate", 4, 20)
            act.delegation_evaluate(
                self.row, by=self.g.clerk, at=self.at, delegation=self.p.author.organ, level=self.p.ratings[-1],
                text="代表团评议认为，办理过程认真，建议继续跟踪承诺事项。",
            )  # fmt: skip
        if not (self.has("secret") or self.has("unpublishable") or self.has("unpublished")):
            self.at = yield self.wait("publish", 3, 25)
            act.publish(self.row, by=self.g.clerk, at=self.at, secrecy_checked=True, privacy_checked=True)
        return (yield from self.unseal())

    def unseal(self):
        """The morning after the window to rate: who said it reads that it was carried out."""
        found = self.row.ratings.filter(round=self.row.rounds, result="good").first()
        among = unsealed.cases(self.row) if found is not None and found.sealed_until else ()
        if among:
            self.at = yield max(self.at, days.at(found.sealed_until + timedelta(days=1), self.rng))
            unsealed.confirm(Suggestion.objects.get(pk=self.row.pk), among, at=self.at)
        return False
