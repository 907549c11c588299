"""Lives of suggestions: from the draft to the closed, published answer, with every turn the table of steps knows."""

from dataclasses import dataclass, field
from datetime import timedelta

from huying.suggestions import operations as act
from huying.suggestions.handlings import operations as part
from huying.suggestions.models import Suggestion

from . import days, places, writing
from .closing import Closing
from .ground import Ground
from .handling import Units


@dataclass
class Plan:
    """How one suggestion goes.

    `turns`: secret, paper, hidden, declined, sent_back, advised, letter, withdrawn, merged, returned, return_refused,
    separate, extended, extension_refused, extension_moot, late, opinion_again, unassigned, unchecked, key, unpublished …
    `ratings`: what the deputy says after each reply ("good", "basic", "no"); fewer than replies: no answer.
    `stop`: the act before which it rests today. `delays`: days by act, where they must be exact.
    """

    lot: int
    matter: dict
    author: object
    village: object
    session: object = None  # handed in during this session
    cosigners: list = field(default_factory=list)
    turns: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ("good",)
    stop: str = ""
    delays: dict = field(default_factory=dict)
    unit: str = ""  # key of the unit that does the work; the matter's first where empty
    co: int = 0
    pairs: dict = field(default_factory=dict)  # suggestions that others are merged into, by lot
    into: int = 0
    row: object = None  # drafted already: out of a voice


def live(ground: Ground, moment, plan: Plan):
    """The life of a suggestion; see stage.Stage."""
    return _Life(ground, moment, plan).run()


class _Life(Units, Closing):
    def __init__(self, ground, moment, plan):
        self.g, self.p, self.at = ground, plan, moment
        self.rng = days.lots(ground.root, "suggestion", plan.lot)
        town = plan.author.area.name if plan.author.area_id else places.TOWNS[0]
        names = writing.names_for(self.rng, town, plan.village.name, moment.month)
        self.w = writing.Writer(self.rng, plan.matter, {**names, "unit": "有关单位", "unit2": "有关单位"})
        keys = [k for k in self._keys() if k in ground.units]
        self.lead_key = plan.unit or (keys[0] if keys else "gov")
        rest = [
            k for k in ground.units if k not in ("gov", "fy", "jcy", self.lead_key) and k not in places.TOWNS
        ]
        self.rng.shuffle(rest)
        wanted = [k for k in keys if k != self.lead_key and k not in ("gov", "fy", "jcy")]
        self.co_keys = [*dict.fromkeys([*wanted, *rest])][: plan.co]

    def _keys(self):
        town = self.p.author.area.name if self.p.author.area_id else ""
        return [town if k == "town" else k for k in self.p.matter["units"]]

    def run(self):
        for act_ in (self.write, self.sign, self.hand_in, self.check, self.assign, self.work, self.rounds):
            going = yield from act_()
            if going is False:
                return

    # the deputy
    def write(self):
        p, (title, text, advice) = self.p, self.w.suggestion()
        author = p.author
        more = {
            "field": self.g.fields[p.matter["field"]], "wished_unit": self.g.units.get(self.lead_key),
            "contact_by": self.rng.choice(("", "phone", "visit", "forum")), "delegation": author.organ,
            "share_phone": author.pk % 3 != 0,
        }  # fmt: skip
        words = {"title": title, "text": text, "advice": advice}
        if p.row is not None:
            self.row = p.row
            if p.stop == "edit":
                return False
            self.at = yield self.wait("edit", 2, 9)
            act.edit(self.row, by=author, at=self.at, **words, **more)
        elif self.has("secret"):
            del more["contact_by"], more["delegation"], more["share_phone"]
            self.row = act.register_secret(
                by=self.g.clerk, at=self.at, author=author, paper_number=f"青人密〔{self.at.year}〕{self.rng.randint(1, 9)}号",
                paper_place="机要室三号柜", **more,
            )  # fmt: skip
        else:
            by = self.g.clerk if self.has("paper") else author
            self.row = act.draft(
                by=by, at=self.at, author=author, hide_name=self.has("hidden"), **words, **more
            )
        p.pairs[p.lot] = self.row
        return p.stop != "draft"

    def sign(self):
        signers = self.p.cosigners
        if not signers:
            return True
        self.at = yield self.wait("invite", 0, 1)
        by = self.g.clerk if self.has("paper") else self.p.author
        act.invite(self.row, by=by, at=self.at, deputies=signers)
        for n, deputy in enumerate(signers):
            if self.p.stop == "confirm" and n == len(signers) - 1:
                return False
            self.at = yield self.wait("confirm", 0, 1)
            if self.has("declined") and n == 0:
                act.decline(self.row, by=deputy, at=self.at)
            elif self.has("paper"):
                act.confirm(self.row, by=self.g.clerk, at=self.at, deputy=deputy)
            else:
                act.confirm(self.row, by=deputy, at=self.at)
        if self.has("uninvited"):
            act.uninvite(self.row, by=by, at=self.at, deputy=signers[0])
        return True

    def hand_in(self):
        if self.p.stop == "submit":
            return False
        if self.p.session is not None:
            first = days.at(self.p.session.opens_on + timedelta(days=self.rng.randint(0, 2)), self.rng)
            self.at = yield max(first, self.at)
        else:
            self.at = yield self.wait("submit", 0, 3)
        by = self.g.clerk if self.has("paper") else self.p.author
        act.submit(self.row, by=by, at=self.at)
        return self.p.stop != "accept"

    # the office
    def check(self):
        self.at = yield self.wait("accept", 1, 5)
        row, clerk = self.row, self.rng.choice(self.g.clerks)
        if self.has("letter"):
            why = "反映的是选民个人事项，已按来信转有关单位办理。"
            act.treat_as_letter(row, by=clerk, at=self.at, ground="forwarded_letters", reason=why)
            if not self.has("unchecked"):
                return False
            self.at = yield self.wait("uncheck", 1, 2)
            act.uncheck(row, by=clerk, at=self.at, reason="经与代表沟通，内容具有普遍性，应当作为建议办理。")
        if self.has("advised"):
            act.advise_withdrawal(
                row, by=clerk, at=self.at, reason="同一事项已列入本年度民生实事，正在实施。"
            )
            self.at = yield self.wait("withdraw", 1, 4)
            act.withdraw(row, by=self.p.author, at=self.at, reason="同意撤回，将继续跟踪实施情况。")
            return False
        if self.has("sent_back"):
            act.send_back(row, by=clerk, at=self.at, reason="涉及两件事，请一事一议，并补充具体地点。")
            if self.p.stop == "resubmit":
                return False
            self.at = yield self.wait("resubmit", 1, 3)
            advice = f"{row.advice}\n（补充）请先行解决{self.p.village.name}的突出问题。"
            act.edit(row, by=self.p.author, at=self.at, advice=advice)
            for deputy in self.p.cosigners:  # new words are signed anew
                if self.row.cosigns.filter(deputy=deputy, answer="invited").exists():
                    self.at = yield self.wait("sign_again", 0, 1)
                    act.confirm(row, by=deputy, at=self.at)
            self.at = yield self.wait("resubmit_after", 0, 0)
            act.submit(row, by=self.p.author, at=self.at)
            self.at = yield self.wait("accept_again", 1, 2)
        if self.has("merged") and (other := self.p.pairs.get(self.p.into)) is not None:
            other = Suggestion.objects.get(pk=other.pk)
            if other.state in ("submitted", "accepted", "assigned"):
                act.merge(row, by=clerk, at=self.at, into=other, reason="与另一件建议内容相同，并案办理。")
                return False
        act.accept(row, by=clerk, at=self.at)
        if self.has("withdrawn"):
            self.at = yield self.wait("withdraw", 1, 3)
            act.withdraw(row, by=self.p.author, at=self.at, reason="问题已经现场解决，不再需要办理。")
            return False
        if self.has("key"):
            why = "群众反映集中，列为主任会议成员重点督办建议"
            act.mark_key(row, by=self.g.cast.get("chenli", clerk), at=self.at, reason=why)
        return self.p.stop != "assign"

    def assign(self):
        g, p = self.g, self.p
        meeting = {}
        if p.session is not None:
            day = days.office_day(p.session.opens_on + timedelta(days=20))
            self.at = yield max(days.at(day, self.rng), self.at + timedelta(minutes=5))
            meeting = {"meeting": f"{p.session.name[len(g.congress.short) :]}代表建议交办会"}
        else:
            self.at = yield self.wait("assign", 1, 4)
        if self.lead_key in ("fy", "jcy", "gov"):
            act.assign(self.row, by=g.clerk, at=self.at, lead=g.units[self.lead_key], **meeting)
            self.direct = True
            return p.stop != "receive"
        self.direct = False
        act.assign(
            self.row,
            by=g.clerk,
            at=self.at,
            lead=g.units["gov"],
            note="请统筹分办，按期答复代表。",
            **meeting,
        )
        if self.has("unassigned"):
            self.at = yield self.wait("unassign", 0, 1)
            act.unassign(self.row, by=g.clerk, at=self.at, reason="承办单位有误，重新交办。")
            self.at = yield self.wait("reassign", 0, 1)
            act.assign(self.row, by=g.clerk, at=self.at, lead=g.units["gov"])
        if p.stop == "gov_receive":
            return False
        self.at = yield self.wait("gov_receive", 0, 2)
        gov = self._part("gov")
        part.receive(gov, by=g.handlers["gov"], at=self.at)
        if p.stop == "split":
            return False
        self.at = yield self.wait("split", 0, 3)
        units = [g.units[k] for k in (self.lead_key, *self.co_keys)]
        if self.has("separate") and len(units) > 1:
            part.split(gov, by=g.handlers["gov"], at=self.at, mode="separate", separate=units)
        else:
            part.split(
                gov, by=g.handlers["gov"], at=self.at, lead=units[0], co=units[1:], note="请主动与代表联系。"
            )
        if meeting and g.congress.level == "county":
            self.at = yield self.wait("progress", 22, 26)
            self.row.refresh_from_db()
            if self.row.state == "assigned":
                act.hear_progress(
                    self.row, by=g.clerk, at=self.at, summary="承办单位已与代表取得联系，正在制定办理方案。"
                )
        return p.stop != "receive"

    # answering, rating, and again
    def rounds(self):
        keys = [self.lead_key]
        if self.has("separate") and not self.direct:
            keys += self.co_keys
        for round_ in (1, 2, 3):
            asks = round_ == 1 and any(t.startswith("exten") for t in self.p.turns)
            if asks and (yield from self.extension(keys[0])) is False:
                return False
            for key in keys:
                if (yield from self.answer(key, round_, len(keys))) is False:
                    return False
            self.row.refresh_from_db()
            if self.row.state != "replied" or self.p.stop == "rate":
                return False
            if len(self.p.ratings) < round_:
                return (yield from self.lapse())
            self.at = yield self.wait("rate", 2, 18)
            self.judge(self.p.ratings[round_ - 1])
            self.row.refresh_from_db()
            if self.row.state == "meeting":
                if (yield from self.confer()) is False:
                    return False
            elif self.row.state != "assigned":
                return (yield from self.finish())
        return False
