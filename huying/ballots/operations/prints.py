"""Printed ballots against what the devices' ballots were counted as: drawn so that anybody can draw again, then compared.

The draw's seed is sealed at the closing, its commitment stands in that trace. It is opened only together with a number
said in the room, when the prints are counted and numbered: neither who runs the server nor who speaks chooses alone.
"""

from collections import Counter

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, does
from huying.rules import drawing

from .. import entering, kinds, queries
from ..flow import FLOW
from .paper import read_sheet, write

MOST = 100_000


def seal(poll) -> dict:
    """At the closing of a poll that samples prints: the seed, unseen, and its commitment for the trace."""
    if not poll.prints_sample:
        return {}
    poll.prints_sealed = drawing.fresh_seed()
    poll.prints_draw = {"commitment": drawing.commitment(poll.prints_sealed)}
    return {"prints_commitment": poll.prints_draw["commitment"]}


@does(FLOW["draw_prints"])
def draw_prints(poll, *, by, at, box, word):
    """Open the seed and draw as many numbers as were set from 1 to `box`, the prints in the box; `word`: said in the room.

    A poll that was closed before draws were sealed has no commitment: its seed is made now, and the page says so.
    """
    box = given.number(box, _("打印票箱里的张数"), 0, MOST)
    word = given.line(word, _("现场说出的数"), 40).replace("|", "")
    seed, poll.prints_sealed = poll.prints_sealed or drawing.fresh_seed(), ""
    numbers = drawing.order(seed, word, box_numbers(box))[: poll.prints_sample]
    drawn = {
        "seed": seed, "word": word, "box": box, "counted": queries.by_device(poll),
        "numbers": [int(n) for n in numbers],
    }  # fmt: skip
    poll.prints_draw = poll.prints_draw | drawn
    return {"commitment": poll.prints_draw.get("commitment", ""), **drawn}


def box_numbers(box: int) -> list[str]:
    """The prints as they are numbered by hand."""
    return [str(n) for n in range(1, box + 1)]


@does(FLOW["check_prints"])
def check_prints(poll, *, by, at, sheets):
    """What stands on the prints that were drawn, the smallest number first: each must be among the counted sheets, as often
    as it was drawn. The trace names the numbers of those that are not, and what stands on them."""
    numbers = sorted(poll.prints_draw["numbers"])
    if len(sheets) != len(numbers):
        said = _("抽出的是 %(n)s 张，录入了 %(typed)s 张：按编号从小到大，一张一行。")
        raise Refused(said % {"n": len(numbers), "typed": len(sheets)})
    read = [(n, read_sheet(poll, marks, n)) for n, marks in zip(numbers, sheets, strict=True)]
    left = Counter(kinds.canonical(marks) for marks in queries.device_marks(poll))
    missing = []
    for n, marks in read:
        left[kinds.canonical(marks)] -= 1
        if left[kinds.canonical(marks)] < 0:
            missing.append({"number": n, "print": entering.spell(poll.spec, marks)})
    write(poll, by, "draw", 1, read, is_print=True)
    poll.prints_checked, poll.prints_amiss = len(numbers), len(missing)
    poll.prints_draw = poll.prints_draw | {"missing": [one["number"] for one in missing]}
    return {"drawn": len(numbers), "missing": len(missing), "differing": missing}
