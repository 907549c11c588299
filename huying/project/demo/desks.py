"""What lies on the named people's desks on the day of the seed: something green, something amber, something late."""

from datetime import date, timedelta

LIN, GAO, WANG = "linzhiyuan", "gaoxiulan", "wangjianguo"
# (author, unit, stop, {act: days ago}, more). Acts before the first dated one follow each other by a day.
ROADS = (
    ("", "zjj", "reply", {"assign": 95}, {"turns": ("key",)}),
    ("", "zjj", "receive", {"split": 1}, {}),
    (LIN, "jtj", "rate", {"reply": 3}, {}),
    (LIN, "edu", "submit", {"draft": 2}, {"stop": "draft"}),
    (WANG, "wjj", "accept", {"submit": 9}, {}),
    (GAO, "nyj", "resubmit", {"accept": 3}, {"turns": ("sent_back",)}),
    ("", "zjj", "extension", {"assign": 62, "extension": 4}, {"turns": ("extended",)}),
    ("", "jtj", "meet", {"assign": 92, "reply": 50, "rate": 40, "contact_again": 35, "reply_again": 26},
     {"ratings": ("no", "no"), "turns": ("key",)}),
    ("", "jtj", "return", {"split": 4, "receive": 3, "ask_return": 2}, {"turns": ("returned",)}),
    (LIN, "zjj", "assign", {"accept": 2}, {}),
    (GAO, "rsj", "confirm", {"draft": 3}, {"sign": LIN}),
    ("", "zjj", "reply_again", {"assign": 80, "reply": 36, "rate": 27}, {"ratings": ("no",)}),
    ("", "zjj", "gov_receive", {"assign": 2}, {}),
    ("", "jtj", "close", {"reply": 12, "rate": 3}, {}),
    (GAO, "nyj", "rate", {"reply": 30}, {}),
    (WANG, "jtj", "reply", {"assign": 80}, {}),
    (LIN, "wjj", "accept", {"submit": 1}, {}),
    ("", "jtj", "receive", {"split": 6}, {}),
    (WANG, "jtj", "assign", {"submit": 4, "accept": 3}, {}),
    ("", "zjj", "split", {"gov_receive": 3}, {}),
    ("", "zjj", "contact", {"receive": 24}, {}),
    ("", "zjj", "receive", {"split": 6}, {}),
    ("", "zjj", "receive", {"split": 10}, {}),
    ("", "jtj", "reply", {"assign": 98}, {}),
    ("", "jtj", "reply", {"assign": 45}, {}),
    ("", "zjj", "reply", {"assign": 82}, {}),
    ("", "zjj", "opinion", {"split": 20, "co_receive": 18}, {"co": 1}),
    ("", "nyj", "opinion_again", {"opinion": 9, "opinion_back": 5}, {"co": 1, "turns": ("opinion_again",)}),
    ("", "wjj", "accept", {"submit": 5}, {}),
    (GAO, "mzj", "accept", {"submit": 3}, {}),
    ("", "scj", "assign", {"submit": 8, "accept": 6}, {}),
    ("", "slj", "return", {"split": 6, "receive": 5, "ask_return": 4}, {"turns": ("returned",)}),
    ("", "jtj", "extension", {"assign": 70, "extension": 2}, {"turns": ("extended",)}),
    (WANG, "jtj", "rate", {"reply": 24}, {}),
    ("", "edu", "close", {"reply": 20, "rate": 5}, {}),
    (WANG, "rsj", "confirm", {"draft": 2}, {"sign": GAO}),
    (LIN, "zjj", "confirm", {"draft": 2}, {"sign": WANG}),
    (GAO, "nyj", "submit", {"draft": 1}, {"stop": "draft"}),
    ("", "jtj", "reply_again", {"assign": 100, "reply": 20, "rate": 8}, {"ratings": ("no",)}),
    ("", "zjj", "after_meeting", {"assign": 110, "reply": 80, "rate": 60, "contact_again": 52, "reply_again": 40, "meet": 6},
     {"ratings": ("no", "no")}),
    ("", "rsj", "gov_receive", {"assign": 6}, {}),
    ("", "jtj", "contact", {"receive": 8}, {}),
    ("", "gaj", "reply", {"assign": 20}, {}),
    ("", "sthj", "reply", {"assign": 33}, {}),
)  # fmt: skip
BEFORE = (
    "invite",
    "confirm",
    "submit",
    "accept",
    "assign",
    "gov_receive",
    "split",
    "receive",
    "co_receive",
    "contact",
    "reply",
)

HERE = "青石街道"
# (town, unit, way, stop, {act: days ago}, more); "heard" is the day on which it was said.
VOICES = (
    (HERE, "", "hand", "triage", {"heard": 1}, {}),
    (HERE, "zjj", "hand", "answer", {"heard": 40, "report": 2}, {}),
    (HERE, "zjj", "hand", "receive", {"heard": 5, "triage": 2}, {}),
    (HERE, "", "hand", "triage", {"heard": 12}, {"urgency": "urgent"}),
    (HERE, "", "hand", "confirm", {"heard": 1}, {"channel": "web"}),
    (HERE, "", "consult", "conclude", {"heard": 9, "triage": 4}, {}),
    (HERE, "", "hand", "triage", {"heard": 18}, {}),
    (HERE, "jtj", "hand", "receive", {"heard": 8, "triage": 6}, {}),
    (HERE, "jtj", "hand", "report", {"heard": 60, "triage": 52}, {}),
    (HERE, "zjj", "hand", "report", {"heard": 75, "triage": 66}, {"turns": ("urged",)}),
    (HERE, "zjj", "hand", "direct", {"heard": 12, "triage": 6, "ask_office": 2}, {"turns": ("office",)}),
    (HERE, "edu", "adopt", "", {"heard": 14, "triage": 4}, {"deputy": LIN}),
    (HERE, "", "hand", "triage", {"heard": 3}, {"urgency": "danger"}),
    (HERE, "jtj", "hand", "answer", {"heard": 45, "report": 5}, {}),
    (HERE, "zjj", "hand", "report", {"heard": 26, "triage": 20}, {}),
    (HERE, "zjj", "hand", "report", {"heard": 24, "triage": 19}, {"group": "street"}),
    (HERE, "zjj", "merge", "", {"heard": 15, "triage": 12}, {"group": "street"}),
    (HERE, "", "hand", "triage", {"heard": 5}, {}),
    (HERE, "", "hand", "triage", {"heard": 14}, {}),
    (HERE, "", "hand", "confirm", {"heard": 2}, {"channel": "web"}),
    ("云桥街道", "", "hand", "triage", {"heard": 4}, {}),
    ("柳林镇", "", "hand", "triage", {"heard": 6}, {"urgency": "urgent"}),
    ("柳林镇", "nyj", "adopt", "", {"heard": 12, "triage": 3}, {"deputy": GAO}),
    ("云桥街道", "jtj", "hand", "receive", {"heard": 4, "triage": 1}, {}),
    (HERE, "jtj", "hand", "direct", {"heard": 16, "triage": 9, "ask_office": 3}, {"turns": ("office",)}),
    (HERE, "zjj", "hand", "triage_again", {"heard": 60, "triage": 55, "report": 14, "answer": 11, "rate": 4, "reopen": 3},
     {"turns": ("reopened",)}),
    ("云桥街道", "jtj", "hand", "report", {"heard": 30, "triage": 24}, {}),
)  # fmt: skip


class Desk:
    """Sets the desks with the lots' own tools."""

    def __init__(self, lots):
        self.lots, self.g, self.day = lots, lots.g, lots.day
        self.groups: dict = {}

    def set(self, *, most_voices: int, most_suggestions: int) -> tuple[int, int]:
        """(voices, suggestions) put on the stage; the first of each list where there is not room for all."""
        told = proposed = 0
        for row in VOICES[:most_voices]:
            proposed += self._voice(*row)
            told += 1
        for road in ROADS[: max(0, most_suggestions - proposed)]:
            self._road(*road)
            proposed += 1
        return told, proposed

    def _ago(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def _dated(self, ago: dict) -> dict:
        """Exact days where they are given, a day apart before them."""
        named = [BEFORE.index(k) for k in ago if k in BEFORE]
        first = min(named, default=0)
        delays: dict = {
            key: 1 if key in ("submit", "accept", "assign", "split", "receive") else 0
            for key in BEFORE[:first]
        }
        delays["confirm"] = delays["invite"] = 0
        return delays | {key: self._ago(n) for key, n in ago.items()}

    def _road(self, author, unit, stop, ago, more):
        more = {"turns": (), "ratings": ("good",), "co": 0, **more}
        stop = more.pop("stop", stop)
        signer = more.pop("sign", "")
        known = min((BEFORE.index(k) for k in ago if k in BEFORE), default=0)
        delays = self._dated(ago)
        lead = 50 if "reply" in ago and known > 6 else known + 2
        born = self._ago(ago.get("draft") or max(ago.values()) + lead)
        who = self.g.cast[author] if author else None
        matter = self.lots.matter(born.month, unit)
        cosigners = [self.g.cast[signer]] if signer else []
        if "reply" in ago and "assign" not in ago:
            delays |= {"contact": 8, "reply": self._ago(ago["reply"])}
        self.lots.propose(
            born, author=who, unit=unit, matter=matter, cosigners=cosigners, stop=stop, delays=delays, **more
        )

    def _voice(self, town, unit, way, stop, ago, more) -> int:
        """1 where a suggestion comes of it."""
        lots = self.lots
        born = self._ago(ago["heard"])
        row_more, more = more, {"channel": "station", **more}
        if key := more.pop("deputy", None):
            more["deputy"] = self.g.cast[key]
        shared = self.groups.setdefault(more.pop("group", ""), {})
        village = shared.get("village") or lots.rng.choice(self.g.villages[town])
        matter = shared.get("matter") or lots.matter(born.month, unit)
        if not unit:
            matter = lots._for_departments(matter, born.month)
        if way == "adopt":
            more["suggestion"] = lots.follow_up(matter, village, more["deputy"], stop="edit")
        if "group" in row_more:
            shared |= {"village": village, "matter": matter, "shared": True}
            more["group"] = shared
        delays = {key: self._ago(n) for key, n in ago.items() if key != "heard"}
        lots.tell(born, matter=matter, town=town, village=village, way=way, stop=stop, delays=delays, **more)
        return int(way == "adopt")
