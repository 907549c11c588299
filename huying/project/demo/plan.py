"""How many, when, and how: the lots of two years are drawn here; what the named desks need today stands in desks.py."""

from datetime import date, timedelta
from random import Random

from . import citizens, days, desks, older, roads, writing
from .ground import Ground
from .stage import Stage

VOICES, SUGGESTIONS = 1500, 235
SPAN = 690  # days that the demo looks back
BUSY = {1: 1.25, 2: 0.7, 3: 1.0, 4: 1.0, 5: 0.9, 6: 1.0, 7: 1.3, 8: 1.25, 9: 1.05, 10: 0.85, 11: 1.2, 12: 1.3}
CHANNELS = {"station": 44, "visit": 14, "phone": 12, "web": 20, "deputy": 10}
WAYS = {
    "hand": 560,
    "explain": 175,
    "settle": 130,
    "refer": 75,
    "consult": 45,
    "decline": 22,
    "unconfirmed": 20,
    "direct": 20,
}
TURNS = {"returned": 0.06, "office": 0.03, "late": 0.05, "reopened": 0.035}

# Each kind of road as often as it happens in two years; drawn without putting back, so that every kind is there.
DECK = (
    [((), ("good",))] * 40 + [((), ("basic",))] * 14 + [((), ("no", "good"))] * 7 + [((), ("no", "basic"))] * 2
    + [((), ())] * 6 + [((), ("no", "no", "basic"))] * 2 + [(("disagreed",), ("no", "no"))]
    + [(("extended",), ("good",))] * 7 + [(("extension_refused",), ("basic",))] * 3 + [(("extension_moot",), ("good",))] * 2
    + [(("returned",), ("good",))] * 6 + [(("return_refused",), ("basic",))] * 2 + [(("separate",), ("good",))] * 7
    + [(("opinion_again",), ("good",))] * 4 + [(("late",), ("basic",))] * 5 + [(("hidden",), ("good",))] * 3
    + [(("paper",), ("good",))] * 5 + [(("secret",), ("good",))] * 1 + [(("letter",), ())] * 3
    + [(("letter", "unchecked"), ("good",))] * 1 + [(("advised",), ())] * 2 + [(("sent_back",), ("good",))] * 4
    + [(("withdrawn",), ())] * 2 + [(("merged",), ("good",))] * 3 + [(("unassigned",), ("good",))] * 2
    + [(("key",), ("good",))] * 8 + [(("unpublishable",), ("good",))] * 3 + [(("unpublished",), ("good",))] * 5
    + [(("evaluated",), ("good",))] * 6 + [(("declined",), ("good",))] * 2 + [(("uninvited",), ("good",))]
)  # fmt: skip


class Lots:
    """Draws lots for one congress and puts the lives on the stage."""

    def __init__(self, ground: Ground, stage: Stage, day: date, rng: Random):
        self.g, self.stage, self.day, self.rng = ground, stage, day, rng
        self.count, self.drafted = 0, 0
        self.by_month = {m: self._weights(m) for m in range(1, 13)}
        self.pairs: dict = {}
        self.months: dict = {}  # (year, month) → older voices

    def number(self) -> int:
        self.count += 1
        return self.count

    def _weights(self, month):
        return [
            4.0 if month in m.get("months", ()) else 0.5 if "months" in m else 1.0 for m in writing.matters()
        ]

    def matter(self, month: int, unit: str = "") -> dict:
        if unit:
            return self.rng.choice([m for m in writing.matters() if m["units"][0] == unit])
        return self.rng.choices(writing.matters(), self.by_month[month])[0]

    def place(self, town: str = ""):
        """(town, village); streets and nearby towns are busier than the far ones."""
        names = list(self.g.towns)
        town = town or self.rng.choices(names, [max(1.0, 4.0 - 0.25 * n) for n in range(len(names))])[0]
        return town, self.rng.choice(self.g.villages[town])

    def deputy_of(self, town: str):
        own = [d for d in self.g.deputies if d.area_id == self.g.towns[town].pk]
        named = [d for d in own if d in self.g.cast.values()]
        return self.rng.choice(own + named * 6)

    # voices
    def moments(self, count: int) -> list:
        """Days of two years: more each year, seasons and weekends to be seen; always in order."""
        span = range(1, SPAN)
        first = self.day - timedelta(days=SPAN)
        weights = []
        for n in span:
            d = first + timedelta(days=n)
            weights.append((0.75 + 0.5 * n / SPAN) * BUSY[d.month] * (0.3 if d.weekday() > 4 else 1.0))
        return [first + timedelta(days=n) for n in sorted(self.rng.choices(span, weights, k=count))]

    def voices(self, count: int, adopted: int) -> None:
        made = 0
        ways = list(WAYS)
        leads = self.moments(count)
        self.rng.shuffle(leads)  # so that those who follow others do not use up the latest days
        takes = set(
            self.rng.sample([n for n, d in enumerate(leads) if (self.day - d).days > 25], min(adopted, count))
        )
        for n, d in enumerate(leads):
            if made >= count:
                break
            way = "adopt" if n in takes else self.rng.choices(ways, list(WAYS.values()))[0]
            left = count - made - 1 - sum(t > n for t in takes)
            made += 1 + self._one(d, way, max(0, left))
        for month in sorted(self.months):
            self.stage.add(*older.take_over(self.g, self.months[month]))

    def _one(self, d: date, way: str, most: int) -> int:
        """One voice, and those who say the same some days later; how many these are."""
        rng, (town, village) = self.rng, self.place()
        matter = self.matter(d.month)
        if way == "refer":
            matter = rng.choice([m for m in writing.matters() if "way" in m])
        group: dict = {}
        channel = "web" if way == "unconfirmed" else self._channel(town)
        urgency = rng.choices(("none", "urgent", "danger"), (91, 8, 1))[0]
        turns = tuple(t for t, p in TURNS.items() if rng.random() < p)
        if followers_of := rng.random() < 0.07:
            turns = ()
        if way == "explain" and rng.random() < 0.05:
            turns += ("taken_back",)
        followers = rng.choice((0, 0, 0, 1, 1, 2, 3)) if way in ("adopt", "consult") else 0
        followers = rng.choice((1, 1, 2, 4)) if way == "hand" and followers_of else followers
        followers = min(followers, most)
        if followers:
            group["shared"] = True
        delays = {"report": rng.randint(24, 48), "triage": rng.randint(0, 3)} if followers else {}
        if way == "adopt":
            delays = {"triage": rng.randint(1, 4)}
        deputy = self.deputy_of(town)
        self.tell(
            d, matter=matter, town=town, village=village, channel=channel, way=way, urgency=urgency, group=group, turns=turns,
            delays=delays, deputy=deputy, suggestion=self.follow_up(matter, village, deputy) if way == "adopt" else None,
        )  # fmt: skip
        for _ in range(followers):
            born = min(d + timedelta(days=rng.randint(4, 14)), self.day - timedelta(days=1))
            turns = ("unmerged",) if rng.random() < 0.06 else ()
            self.tell(
                born,
                matter=matter,
                town=town,
                village=village,
                channel=self._channel(town),
                way="merge",
                group=group,
                turns=turns,
            )
        return followers

    def _channel(self, town):
        channel = self.rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        return "phone" if channel in ("station", "visit") and town not in self.g.stations else channel

    def tell(self, d: date, **more) -> None:
        """Put one voice on the stage."""
        lot = self.number()
        telling = citizens.Telling(lot=lot, **more)
        if telling.channel == "deputy" and telling.deputy is None:
            telling.deputy = self.deputy_of(telling.town)
        evening = telling.channel == "web"
        if (
            telling.way in older.PLAIN
            and not telling.stop
            and (self.day - d).days > older.OLD
            and not telling.group
        ):
            self.months.setdefault((d.year, d.month), []).append((telling, d))
            return
        moment = days.at(d, days.lots(self.g.root, "voice day", lot), evening=evening)
        self.stage.add(moment, citizens.live(self.g, moment, telling))

    # suggestions
    def follow_up(self, matter, village, deputy, **more):
        """What the deputy does with the draft that an adopted voice became."""
        lot, kind = self.number(), self.rng.choices((("good",), ("basic",), ("no", "good")), (7, 2, 1))[0]
        self.drafted += 1

        def go_on(voice, at):
            from huying.suggestions.models import Suggestion

            row = Suggestion.objects.get(case=voice.case_id, source="voice", state="draft", author=deputy)
            plan = roads.Plan(
                lot=lot, matter=matter, author=deputy, village=village, row=row, ratings=kind, pairs=self.pairs,
                **more,
            )  # fmt: skip
            self.stage.add(at, roads.live(self.g, at, plan))

        return go_on

    def suggestions(self, count: int) -> None:
        """`count` roads: most around the two sessions, the rest between them."""
        rng, first, second = self.rng, *self.g.sessions
        deck = DECK[:]
        rng.shuffle(deck)
        left, n = count, 0
        while left > 0:
            turns, ratings = deck[n % len(deck)]
            if "merged" in turns and left == 1:  # that takes two
                turns, ratings = (), ("good",)
            part = n / count
            n, left = n + 1, left - 1 - ("merged" in turns)
            session = first if part < 0.42 else second if part > 0.55 else None
            if session:
                born = session.opens_on - timedelta(days=rng.randint(3, 14))
            else:
                born = first.opens_on + timedelta(days=rng.randint(40, 300))
            self.propose(born, session=session, turns=turns, ratings=ratings)

    def propose(self, born: date, *, author=None, unit="", village=None, matter=None, co=None, **more) -> int:
        """Put one suggestion on the stage; its lot."""
        rng, lot = self.rng, self.number()
        turns = more.get("turns", ())
        town, place = self.place(author.area.name if author else "")
        author = author or self.deputy_of(town)
        matter = matter or self.matter(born.month, unit)
        if co is None:
            needs = {"separate": 1, "opinion_again": 1}
            co = max([needs.get(t, 0) for t in turns] + [rng.choices((0, 1, 2), (60, 30, 10))[0]])
        if "cosigners" not in more:
            signs = {"declined", "uninvited"} & set(turns) or (rng.random() < 0.36 and "secret" not in turns)
            others = [d for d in self.g.deputies if d.organ_id == author.organ_id and d.pk != author.pk]
            more["cosigners"] = rng.sample(others, min(len(others), rng.randint(2, 4))) if signs else []
        if "returned" in turns or "return_refused" in turns or "unassigned" in turns:
            matter = self._for_departments(matter, born.month)
        plan = roads.Plan(
            lot=lot,
            matter=matter,
            author=author,
            village=village or place,
            unit=unit,
            co=co,
            pairs=self.pairs,
            **more,
        )
        opened = days.office_day(born, before=self.day)  # a Monday to come would lose it
        moment = days.at(opened, days.lots(self.g.root, "suggestion day", lot))
        self.stage.add(moment, roads.live(self.g, moment, plan))
        if "merged" in turns:  # the other one: the same matter, handed in a little earlier
            plan.into = self.propose(
                born - timedelta(days=1),
                matter=matter,
                village=plan.village,
                session=plan.session,
                ratings=("good",),
                co=0,
            )
        return lot

    def _for_departments(self, matter, month):
        while matter["units"][0] in ("fy", "jcy", "gov", "town"):
            matter = self.matter(month)
        return matter


def county(ground: Ground, stage: Stage, day: date, rng: Random, scale: float) -> Lots:
    """Everything that happened in 青禾县."""
    lots = Lots(ground, stage, day, rng)
    voices, roads_ = max(12, round(VOICES * scale)), max(10, round(SUGGESTIONS * scale))
    told, proposed = desks.Desk(lots).set(most_voices=voices // 2, most_suggestions=roads_ // 2)
    lots.drafted = 0
    lots.voices(voices - told, min(round((roads_ - proposed) * 0.24), voices // 8))
    lots.suggestions(roads_ - proposed - lots.drafted)
    return lots


def city(ground: Ground, stage: Stage, day: date, rng: Random, scale: float) -> Lots:
    """A little of what the city's own deputies do."""
    lots = Lots(ground, stage, day, rng)
    lots.voices(max(4, round(24 * scale)), 0)
    for n in range(max(3, round(9 * scale))):
        author = ground.deputies[0] if n % 3 == 0 else rng.choice(ground.deputies)
        born = day - timedelta(days=(200, 90, 40, 12, 150, 75, 20, 5, 300)[n % 9])
        unit = rng.choice([k for k in ground.units if k != "gov"])
        lots.propose(
            born, author=author, unit=unit, co=0, cosigners=[], stop=("", "rate", "reply", "accept")[n % 4]
        )
    return lots
