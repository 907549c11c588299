"""What a poll's pages show of its paper: sheets read so far, prints drawn and compared."""

from huying.rules import drawing

from . import entering, looks, queries, results
from .operations.prints import box_numbers


def paper(row) -> dict:
    found = looks.compare(row.paper_looks())
    disputed = [
        {"batch": batch, "place": place, "first": entering.spell(row.spec, a), "second": entering.spell(row.spec, b)}
        for (batch, place), (a, b) in found.disputed.items()
    ]  # fmt: skip
    settled, neither = len(found.settled), len(found.neither)
    return {"issued": row.paper_issued, "settled": settled, "neither": neither, "disputed": disputed}


def prints(row, *, office: bool) -> dict:
    """The draw of prints, made anew whenever it is looked at, and what was found. What stands on a print only the office
    reads: whoever knows a rare sheet would know it again."""
    drawn = row.prints_draw
    if "numbers" not in drawn:
        return {"commitment": drawn["commitment"]}
    listed = box_numbers(drawn["box"])
    again = drawing.order(drawn["seed"], drawn["word"], listed)[: row.prints_sample]
    published = drawn.get("commitment", "")
    missing = set(drawn.get("missing", ()))
    found = [
        {"number": n, "marks": results.marks(row, marks) if office else "", "missing": n in missing}
        for n, marks in queries.prints(row)
    ]
    return {
        **drawn, "commitment": published, "sealed": published == drawing.commitment(drawn["seed"]),
        "fits": [int(n) for n in again] == drawn["numbers"], "digest": drawing.list_digest(listed), "found": found,
        "amiss": row.prints_amiss, "sorted": sorted(drawn["numbers"]),
    }  # fmt: skip
