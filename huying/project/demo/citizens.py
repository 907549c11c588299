"""Lives of voices: from the door of the station to the answer, in every way the table of steps allows."""

from dataclasses import dataclass, field
from datetime import timedelta

from huying.kernel import clocks
from huying.voices import operations as act
from huying.voices.models import Voice

from . import days, people, places, writing
from .ground import Ground
from .judgement import Ending


@dataclass
class Telling:
    """How one voice goes. `way`: explain, refer, settle, hand, consult, adopt, merge, decline, unconfirmed, wait, direct."""

    lot: int
    matter: dict
    town: str
    village: object
    channel: str = "station"
    way: str = "hand"
    urgency: str = "none"
    group: dict = field(default_factory=dict)  # shared by voices of one matter: {"lead": Voice, "names": …}
    turns: tuple[
        str, ...
    ] = ()  # what else befalls it: "returned", "office", "taken_back", "reopened", "released", …
    stop: str = ""  # the act before which it rests
    delays: dict = field(default_factory=dict)
    deputy: object = None
    suggestion: object = (
        None  # how the suggestion of an adopted voice goes on: called with (voice, suggestion, at)
    )


def live(ground: Ground, moment, telling: Telling):
    """The life of a voice; see stage.Stage."""
    return Life(ground, moment, telling).run()


class Life(Ending):
    """One voice on its way."""

    def __init__(self, ground, moment, telling):
        self.g, self.t, self.at = ground, telling, moment
        self.rng = days.lots(ground.root, "voice", telling.lot)
        names = telling.group.get("names") or writing.names_for(
            self.rng, telling.town, telling.village.name, moment.month
        )
        telling.group.setdefault("names", names)
        self.unit_key = telling.town if telling.matter["units"][0] == "town" else telling.matter["units"][0]
        if self.unit_key not in ground.units:
            self.unit_key = "gov"
        other = telling.matter["units"][-1]
        self.other_key = other if other in ground.units and other != self.unit_key else "gov"
        if self.other_key == self.unit_key:
            self.other_key = next(k for k in ground.units if k not in ("gov", self.unit_key))
        self.names = {
            **names,
            "unit": ground.units[self.unit_key].short,
            "unit2": ground.units[self.other_key].short,
        }
        self.w = writing.Writer(self.rng, telling.matter, self.names)
        self.keeper = ground.keepers.get(telling.town, ground.clerk)

    @property
    def unit(self):
        return self.g.units[self.unit_key]

    @property
    def station(self):
        return self.g.stations.get(self.t.town) if self.t.channel in ("station", "phone", "visit") else None

    def run(self):
        yield from self.arrive()
        if self.voice.state == "declined" or self.t.stop == "triage":
            return
        for turn in range(2):
            yield from getattr(self, self.t.way if turn == 0 else "hand")()
            if not self.again:
                return

    again = False

    # coming in
    def arrive(self):
        t, rng, g = self.t, self.rng, self.g
        title, text = self.w.voice()
        person = self.citizen()
        urgent = {}
        if t.urgency != "none":
            reasons = ("关系老人孩子安全", "生活难以为继，等不起", "随时可能出事")
            urgent = {"urgency": t.urgency, "urgency_reason": rng.choice(reasons)}
        common = {
            "title": title, "text": text, "area": t.village,
            "place": rng.choice((t.village.name, self.names["road"], self.names["estate"])),
            "code_seed": f"demo {g.congress.code} {t.lot}", **person,
        }  # fmt: skip
        fld = g.fields[t.matter["field"]]
        if t.channel == "web":
            from huying.kernel.process import house, public

            self.voice = act.say(by=public(), at=self.at, consent=True, **common)
            if t.way == "unconfirmed":
                self.at = yield self.at + timedelta(days=4)
                act.decline(self.voice, by=house(), at=self.at, reason="unconfirmed")
                return
            if t.stop == "confirm":
                self.t.stop = "triage"
                return
            self.at = yield self.at + timedelta(minutes=rng.randint(2, 30))
            act.confirm(self.voice, by=public(), at=self.at, code=self.voice.fresh_code)
            if t.stop != "triage":
                self.at = yield self.wait("classify", 0, 2)
                act.classify(self.voice, by=self.keeper, at=self.at, field=fld, **urgent)
            return
        by = t.deputy if t.channel == "deputy" and t.deputy else self.keeper
        if t.way == "direct":
            by = g.clerk
        self.voice = act.hear(
            by=by, at=self.at, channel=t.channel, field=fld, station=self.station, **urgent, **common
        )

    def citizen(self):
        rng = self.rng
        if rng.random() < 0.07:
            return {"is_anonymous": True}
        gender = rng.choice("fm")
        name = rng.choice(people.FAMILIES) + rng.choice(people.GIVEN[gender])
        phone = f"1380000{rng.randint(1000, 9999)}" if rng.random() < 0.9 else ""
        shared = self.t.way == "adopt" or "shared" in self.t.group  # others are answered with it
        return {"author": name, "phone": phone, "is_protected": rng.random() < 0.02 and not shared}

    # the exits of triage
    def explain(self):
        self.at = yield self.wait("triage", 0, 8)
        act.explain(
            self.voice,
            by=self.keeper,
            at=self.at,
            text=self.w.pick("explains", e=self.w.fill(self.t.matter["e"])),
        )
        if "taken_back" in self.t.turns:
            self.at = yield self.wait("take_back", 1, 2)
            act.take_back(
                self.voice, by=self.keeper, at=self.at, text="解释得过于简单，应当转交有关单位实地核查。"
            )
            yield from self.hand()
            return
        yield from self.judged("explained")

    def refer(self):
        self.at = yield self.wait("triage", 0, 6)
        way = self.t.matter.get("way", "petition")
        act.refer(self.voice, by=self.keeper, at=self.at, way=way, text=self.w.pick("guides"))
        yield from self.judged("referred")

    def settle(self):
        self.at = yield self.wait("triage", 0, 2)
        act.settle(self.voice, by=self.keeper, at=self.at, text=self.w.pick("settles"))
        yield from self.judged("settled")

    def decline(self):
        self.at = yield self.wait("triage", 0, 5)
        reason = self.rng.choice(("spam", "abuse", "unclear", "repeat"))
        act.decline(self.voice, by=self.keeper, at=self.at, reason=reason)

    def merge(self):
        self.at = yield self.wait("triage", 1, 3)
        lead = self.t.group.get("lead")
        if lead is None or Voice.objects.get(pk=lead.pk).state not in (
            "heard",
            "consulting",
            "handed",
            "adopted",
        ):
            yield from self.explain()
            return
        act.merge(self.voice, by=self.keeper, at=self.at, into=lead, text="同一地点、同一事项，合并办理。")
        if "unmerged" in self.t.turns:
            self.at = yield self.wait("unmerge", 1, 4)
            self.voice.refresh_from_db()
            if self.voice.state == "merged":
                act.unmerge(self.voice, by=self.keeper, at=self.at, text="地点不同，应当单独办理。")
                yield from self.hand()
            return
        for _ in range(3):
            self.at = yield self.wait("answered", 25, 50)
            self.voice.refresh_from_db()
            if self.voice.state in ("answered", "settled"):
                if self._may_rate():
                    self.rate(self.rng.random())
                if self.voice.outcome not in (
                    "solved",
                    "planned",
                ):  # what was promised is fulfilled with the leading voice
                    yield from self.ended(self.voice.outcome)
                return

    def _may_rate(self) -> bool:
        return not self.voice.rated_at and not clocks.shut_on(self.voice, "voice.rate", self.at.date())

    def consult(self):
        self.at = yield self.wait("triage", 1, 5)
        self.t.group["lead"] = self.voice
        units = [self.unit, self.g.units[self.other_key]]
        act.consult(
            self.voice, by=self.keeper, at=self.at, units=units, members="有关单位负责人、驻站代表",
            place=f"{self.t.town}便民服务中心会议室", meets_at=self.at + timedelta(days=3), text="职责交叉，需要共同会商。",
        )  # fmt: skip
        if self.t.stop == "conclude":
            return
        self.at = yield self.wait("conclude", 3, 8)
        due = days.office_day(self.at.date() + timedelta(days=50))
        act.conclude(
            self.voice, by=self.keeper, at=self.at, unit=self.unit, tier=self.tier(self.unit_key), due_on=due,
            conclusion=self.w.pick("consults", by=days.short(due)),
        )  # fmt: skip
        yield from self.handled()

    def adopt(self):
        self.at = yield self.wait("triage", 1, 6)
        self.t.group["lead"] = self.voice
        act.adopt(self.voice, by=self.t.deputy, at=self.at, text="这件事有代表性，我来提建议。")
        if "released" in self.t.turns:
            self.at = yield self.wait("release", 3, 8)
            self.voice.refresh_from_db()
            act.release(
                self.voice,
                by=self.t.deputy,
                at=self.at,
                text="已有代表就同一事项提出建议，转请有关单位先行办理。",
            )
            yield from self.hand()
            return
        if self.t.suggestion is not None:
            self.t.suggestion(self.voice, self.at)
        for _ in range(8):  # the answer comes with the suggestion
            self.at = yield self.wait("answered", 40, 50)
            self.voice.refresh_from_db()
            if self.voice.state in ("answered", "settled"):
                if self.rng.random() < 0.7 and self._may_rate():
                    self.rate(self.rng.random() * 0.9)
                yield from self.ended(self.voice.outcome, self.voice.planned_on)
                return
            if self.voice.state == "heard":  # the suggestion was withdrawn, or became a letter
                yield from self.hand()
                return

    def direct(self):
        self.at = yield self.wait("triage", 0, 4)
        self._directed("由你单位牵头办理。")
        yield from self.handled()

    def hand(self):
        self.again = False
        self.at = yield self.wait("triage", 0, 9)
        self.t.group["lead"] = self.voice
        self._hand_to(self.unit_key)
        if "returned" in self.t.turns:
            self.at = yield self.wait("send_back", 1, 3)
            right = self.g.units[self.other_key].short
            act.send_back(self.voice, by=self.handler, at=self.at, text=self.w.pick("returns", unit=right))
            self.unit_key, self.other_key = self.other_key, self.unit_key
            self.names |= {"unit": self.unit.short, "unit2": self.g.units[self.other_key].short}
            self.at = yield self.wait("triage_again", 1, 3)
            self._hand_to(self.unit_key)
        if "office" in self.t.turns:
            self.at = yield self.wait("ask_office", 1, 4)
            act.ask_office(
                self.voice, by=self.handler, at=self.at, text="涉及多个单位，请人大机关协调确定牵头单位。"
            )
            if self.t.stop == "direct":
                return
            self.at = yield self.wait("direct", 1, 4)
            self._directed("经协调，由你单位牵头。")
        yield from self.handled()

    def _directed(self, text):
        act.direct(
            self.voice, by=self.g.clerk, at=self.at, unit=self.unit, tier=self.tier(self.unit_key), text=text
        )

    def _hand_to(self, key):
        act.hand_over(self.voice, by=self.keeper, at=self.at, tier=self.tier(key), unit=self.g.units[key])

    def tier(self, key):
        if key in places.TOWNS:
            return self.rng.choice(("town", "town", "village"))
        return "city" if key == "sthj" else "county"
