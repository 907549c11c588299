"""Satisfaction never stands without what was solved, here or in public, and each says what it is out of."""

import pytest

from huying.project import side_by_side
from huying.ui import charts


def unit(replied, solved, good, basic, no, assigned=None):
    counts = {
        "assigned": assigned or replied,
        "replied": replied,
        "solved": solved,
        "on_time": replied,
        "late": 0,
    }
    return {**counts, "redone": 0, "result_good": good, "result_basic": basic, "result_no": no}


def test_both_with_their_numbers():
    total = side_by_side.totals([unit(20, 10, 8, 2, 0), unit(10, 5, 5, 0, 5)])
    for pair in (side_by_side.inside(total), side_by_side.public(total)[0]):
        (solved, *first), (content, *second) = pair
        assert ("30" in solved, first) == (True, ["50.0", "%"]) and ("20" in content, second) == (
            True,
            ["75.0", "%"],
        )


@pytest.mark.parametrize(
    "row",
    [
        unit(
            11, 6, 9, 2, 0, assigned=14
        ),  # answered stands as "≥10": no rate beside it, and none in its place
        unit(30, 15, 2, 1, 0),  # three ratings speak of persons
        unit(30, 29, 9, 9, 9),  # one was not solved
    ],
)
def test_in_public_both_or_neither_and_why(row):
    pair, why = side_by_side.public(side_by_side.totals([row]))
    assert pair == [] and "都不显示" in why
    assert len(side_by_side.inside(side_by_side.totals([row]))) == 2


def test_what_nobody_rated_is_no_nought():
    assert side_by_side.inside(side_by_side.totals([unit(6, 3, 0, 0, 0)]))[1][1:] == ("—", "")
    assert (
        side_by_side.public(side_by_side.totals([]))[0] == side_by_side.inside(side_by_side.totals([])) == []
    )
    drawn = charts.paired_bars("率", [("住建局", None, 50.0)], "满意率", "办成率")
    assert "<div>—</div>" in drawn and ">0%<" not in drawn
