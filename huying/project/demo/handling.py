"""The units' part in the life of a suggestion: receipt, return, opinion, extension, talk, reply."""

from datetime import timedelta

from huying.suggestions import operations as act
from huying.suggestions.extensions import operations as extensions
from huying.suggestions.handlings import operations as part
from huying.suggestions.models import Handling

from . import days, places, writing
from .lives import Road

GONE = ("returned", "cancelled")


class Units(Road):
    """What units do; mixed into the life of roads.py."""

    def work(self):
        self.at = yield self.wait("receive", 0, 5)
        lead = self._part(self.lead_key)
        part.receive(lead, by=self.g.handlers[self.lead_key], at=self.at)
        if self.has("returned") or self.has("return_refused"):
            going = yield from self.give_back(lead)
            if going is False:
                return False
        keys = self.co_keys if not self.direct else []
        for key in keys:
            going = yield from self.help(key)
            if going is False:
                return False
        return self.p.stop not in ("contact", "opinion")

    def give_back(self, lead):
        handler, gov = self.g.handlers[self.lead_key], self.g.handlers["gov"]
        self.at = yield self.wait("ask_return", 0, 2)
        rest = [
            k
            for k in self.g.units
            if k not in ("gov", "fy", "jcy", self.lead_key, *self.co_keys) and k not in places.TOWNS
        ]
        right = self.rng.choice(rest)
        proposed = self.g.units[right]
        part.ask_return(
            lead,
            by=handler,
            at=self.at,
            proposed=proposed,
            reason=self.w.pick("returns", unit=proposed.short),
        )
        if self.p.stop == "return":
            return False
        self.at = yield self.wait("return", 1, 4)
        if self.has("return_refused"):
            part.refuse_return(lead, by=gov, at=self.at, reason="按照职责清单，主要职责在你局，请继续办理。")
            return True
        part.grant_return(lead, by=gov, at=self.at, unit=proposed, reason="同意改交。")
        self.lead_key = right
        self.at = yield self.wait("receive_again", 1, 3)
        part.receive(self._part(right), by=self.g.handlers[right], at=self.at)
        return True

    def help(self, key):
        """A co-unit's opinion; a separate unit answers for itself later."""
        row, handler = self._part(key), self.g.handlers[key]
        self.at = yield self.wait("co_receive", 0, 3)
        part.receive(row, by=handler, at=self.at)
        if row.role != "co" or self.p.stop == "opinion":
            return True
        self.at = yield self.wait("opinion", 5, 16)
        again = self.has("opinion_again")
        first = writing.phrases()["empty_opinion"] if again else self._opinion()
        part.give_opinion(row, by=handler, at=self.at, **self._said(first, row))
        if again:
            self.at = yield self.wait("opinion_back", 1, 2)
            lead = self.g.handlers[self.lead_key]
            part.send_back_opinion(row, by=lead, at=self.at, reason="意见过于笼统，请写明具体措施和时间。")
            if self.p.stop == "opinion_again":
                return False
            self.at = yield self.wait("opinion_again", 2, 5)
            part.give_opinion(row, by=handler, at=self.at, **self._said(self._opinion(), row))
        return True

    def _said(self, text, row):
        """Of a secret only where the words are."""
        return (
            {"paper_number": f"青办密会〔{self.at.year}〕{row.pk}号"}
            if self.has("secret")
            else {"text": text}
        )

    def _opinion(self):
        return self.w.pick("opinions", a=self.w.fill(self.rng.choice(self.p.matter["a"])))

    def extension(self, key):
        row, handler = self._part(key), self.g.handlers[key]
        row.refresh_from_db()
        self.at = yield days.reach(
            self.at, self.p.delays.get("extension", self._before(row.counts_on)), self.rng
        )
        request = extensions.ask(
            by=handler, at=self.at, handling=row, broad_and_hard=True,
            reason="涉及多个部门和上级资金安排，方案论证和征求意见需要较长时间，预计延长后可以形成实质性成果。",
        )  # fmt: skip
        if self.p.stop == "extension":
            return False
        if self.has("extension_moot"):
            return True
        self.at = yield self.wait("extension_decided", 2, 5)
        if self.has("extension_refused"):
            extensions.refuse(
                request, by=self.g.clerk, at=self.at, reason="不属于涉及面广、处理难度大的情形，请按期答复。"
            )
        else:
            extensions.grant(request, by=self.g.clerk, at=self.at, note="同意延期，请做好与代表的沟通。")
        return True

    def _before(self, counted):
        """A working day of the third month, ahead of the deadline and of the reply."""
        return days.office_day(counted + timedelta(days=self.rng.randint(58, 74)))

    def answer(self, key, round_, units):
        row, handler = self._part(key), self.g.handlers[key]
        hidden = self.has("hidden")
        self.at = yield self.wait("contact", 6, 18) if round_ == 1 else self.wait("contact_again", 3, 9)
        summary = self.w.pick("contacts", v=self.p.village.name)
        who = f"{self.p.author}代表" if not hidden else "代表（由机关转达）"
        said = (
            {"paper_number": f"青办密记〔{self.at.year}〕{row.pk}号"}
            if self.has("secret")
            else {"who": who, "summary": summary}
        )
        self.met = self.at.astimezone(days.CHINA).date()
        part.log_contact(
            row, by=self.g.clerk if hidden else handler, at=self.at, way=self.rng.choice(("visit", "phone", "forum", "survey")),
            **said,
        )  # fmt: skip
        if self.p.stop == ("reply" if round_ == 1 else "reply_again"):
            return False
        if round_ == 1:
            if self.has("late"):
                self.at = yield self.wait("urge", 76, 84)
                act.urge(
                    self.row, by=self.g.clerk, at=self.at, note="已经超过法定期限，请立即答复代表并说明原因。"
                )
            self.at = (
                yield self.wait("reply", 12, 44) if not self.has("extended") else self.wait("reply", 50, 80)
            )
        else:
            self.at = yield self.wait("reply_again", 5, 14)
        self._reply(row, handler, key, round_)
        return True

    def _reply(self, row, handler, key, round_):
        day = self.at.astimezone(days.CHINA).date()
        kind = self.rng.choices("ABC", (54, 33, 13) if round_ == 1 else (60, 34, 6))[0]
        if self.has("secret"):
            paper = f"青办密复〔{day.year}〕{self.rng.randint(1, 9)}号"
            signer = self.g.units[key].head
            part.reply(row, by=handler, at=self.at, result_class=kind, signer=signer, paper_number=paper)
            return
        by = days.office_day(day + timedelta(days=self.rng.randint(40, 240)))
        signed = self.p.cosigners[1:] if {"declined", "uninvited"} & set(self.p.turns) else self.p.cosigners
        to = "" if self.has("hidden") else "、".join(map(str, [self.p.author, *signed]))
        text = self.w.reply(
            to=f"{to}代表", title=self.row.title, number=self.row.number, unit=self.g.units[key].name,
            contact=self.g.units[key].contact, telephone=self.g.units[key].telephone, met=self.met, day=day, by=by, kind=kind,
            round_=round_,
        )  # fmt: skip
        promised = [{"what": self.w.fill(self.p.matter["n"]), "by": by.isoformat()}] if kind == "B" else []
        part.reply(
            row, by=handler, at=self.at, result_class=kind, signer=self.g.units[key].head, text=text, promised=promised,
            may_publish=not self.has("unpublishable"),
        )  # fmt: skip

    def _part(self, key):
        rows = Handling.objects.filter(suggestion=self.row, unit=self.g.units[key]).exclude(state__in=GONE)
        return rows.order_by("-pk").select_related("unit", "suggestion").first()
