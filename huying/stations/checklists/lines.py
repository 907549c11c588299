"""Items of a checklist as lines of text: "场所达标 | 25 | 附材料" (points and proof may be left out). Pure: no Django."""

import re

BAR = re.compile(r"\s*[|｜]\s*")
PROOF = ("附材料", "要材料", "附照片", "proof")
MOST, LONGEST, TOP = 60, 200, 1000


class BadLine(ValueError):
    """`kind`: "points", "long", "many", "twice" or "proof"; `line` counts from 1."""

    def __init__(self, kind: str, line: int):
        self.kind, self.line = kind, line
        super().__init__(f"{kind}: {line}")


def parse(text: str) -> list[dict]:
    """[{"key", "text", "points"}], keys "1", "2", …; a line without points counts 1. An empty line is no item.

    "proof" is true where the line ends with 附材料 (or "proof"): without a photo or paper such an item is not met."""
    items: list[dict] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip(" |｜\t"):
            continue
        words, *rest = BAR.split(line.strip())
        proof = bool(rest) and rest[-1] in PROOF
        rest = rest[:-1] if proof else rest
        if len(rest) > 1 or (rest and not re.fullmatch(r"[0-9]{1,4}", rest[0] or "1")):
            raise BadLine("points", number)
        points = int(rest[0]) if rest and rest[0] else 1
        if not words or not 1 <= points <= TOP:
            raise BadLine("points", number)
        if len(words) > LONGEST:
            raise BadLine("long", number)
        if words in seen:
            raise BadLine("twice", number)
        seen.add(words)
        item = {"key": str(len(items) + 1), "text": words, "points": points}
        items.append({**item, "proof": True} if proof else item)
        if len(items) > MOST:
            raise BadLine("many", number)
    return items


def spoken(items: list[dict]) -> str:
    """What a form shows and takes again; an empty item is an empty line to fill."""
    proof = {True: f" | {PROOF[0]}", False: ""}
    return "\n".join(
        f"{i['text']} | {i['points']}{proof[i.get('proof', False)]}" if i["text"] else "" for i in items
    )


def score(items: list[dict], answers: dict[str, dict]) -> tuple[int, int]:
    """(points of what is met, points of what applies). An item without an answer counts as not met."""
    counted = [i for i in items if answers.get(i["key"], {}).get("met") != "na"]
    met = [i for i in counted if answers.get(i["key"], {}).get("met") == "yes"]
    return sum(i["points"] for i in met), sum(i["points"] for i in counted)


def percent(got: int, full: int) -> int:
    """A whole percent, rounded down, so that 95 is not reached by 94.9; nothing that applies: 0."""
    return 100 * got // full if full else 0


def stars(share: int, thresholds: dict[str, int]) -> int:
    """The most stars that a percent reaches; 0 where no threshold is set or reached."""
    return max((int(star) for star, least in thresholds.items() if share >= least), default=0)
