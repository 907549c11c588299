"""`huying ballot verify` on forged files: every way of tampering that we could think of."""

import copy
import hashlib
import json

import pytest

from huying.ballots import counting, kinds
from huying.ballots.blind import checking, paper
from huying.rules import voting

from .press import SPEC, WAY, Press, printed, run


def changed_mark(d, press):
    d["ballots"][0]["marks"] = {"c2": "yes"}


def changed_mark_and_receipt(d, press):
    ballot = d["ballots"][0]
    ballot["marks"] = {"c2": "yes"}
    ballot["receipt"] = paper.receipt(bytes.fromhex(ballot["token"]), kinds.canonical({"c2": "yes"}))


def changed_receipt(d, press):
    d["ballots"][0]["receipt"] = d["ballots"][1]["receipt"]


def added_ballot(d, press):
    stranger = Press()
    d["ballots"] = sorted([*d["ballots"], stranger.ballot({"c2": "yes"})], key=lambda b: b["token"])


def doubled_token(d, press):
    d["ballots"].insert(0, d["ballots"][0])


def two_marks_for_one_token(d, press):
    first = d["ballots"][0]
    d["ballots"].insert(1, press.ballot({"c2": "yes"}, bytes.fromhex(first["token"])))


def wrong_signature(d, press):
    d["ballots"][0]["signature"] = d["ballots"][1]["signature"]


def another_order(d, press):
    d["ballots"].reverse()


def dropped_ballot(d, press):
    del d["ballots"][1]


def dropped_ballot_and_count_made_to_fit(d, press):
    del d["ballots"][1]
    sheets = [b["marks"] for b in d["ballots"]] + press.paper
    d["result"] = counting.count(SPEC, WAY, sheets, base=9, present=6, issued=6).as_dict()


def changed_count(d, press):
    d["result"]["objects"][0]["counts"]["yes"] += 1


def changed_turnout_in_the_result(d, press):
    next(x for x in d["result"]["lines"] if x["key"] == "present")["number"] += 1


def less_present(d, press):
    d["present"] = 5


def no_way(d, press):
    del d["way"]


def a_word_more_in_a_ballot(d, press):
    d["ballots"][0]["voter"] = "林知远"


def more_ballots_than_tokens(d, press):
    d["tokens"] = 3


def more_tokens_than_turnout(d, press):
    d["turnout"] = 5


def more_turnout_than_roll(d, press):
    d["turnout"] = 10


def more_paper_than_issued(d, press):
    d["paper"]["sheets"] = press.paper * 2


def numbers_that_are_none(d, press):
    d["eligible"] = "9"


def wrong_result(d, press):
    d["result"]["objects"][0]["outcome"], d["result"]["objects"][1]["outcome"] = "not_elected", "elected"


def another_rule(d, press):
    d["way"]["needed"] = [1, 100]


def another_base(d, press):
    d["base"] = 90


def unknown_mark(d, press):
    d["ballots"][0] = {**d["ballots"][0], "marks": {"c9": "yes"}}


def another_sheet(d, press):
    d["spec"]["objects"][0]["label"] = "丁"


def another_key(d, press):
    d["key"]["public"] = Press().signer.public.text


def another_fingerprint(d, press):
    d["key"]["fingerprint"] = "0" * 64


def no_ballots(d, press):
    del d["ballots"]


FORGERIES = {
    changed_receipt: {"ballot"},
    changed_mark: {"ballot", "result"}, changed_mark_and_receipt: {"ballot", "result"},
    added_ballot: {"ballot", "result"}, doubled_token: {"token", "result"}, two_marks_for_one_token: {"token", "result"},
    wrong_signature: {"ballot"}, another_order: {"token"}, more_ballots_than_tokens: {"numbers"},
    more_tokens_than_turnout: {"numbers"}, more_turnout_than_roll: {"numbers"}, more_paper_than_issued: {"numbers", "result"},
    numbers_that_are_none: {"numbers"}, wrong_result: {"result"}, another_rule: {"result", "way"}, another_base: {"result"},
    unknown_mark: {"ballot", "marks", "result"}, another_sheet: {"result"}, another_key: {"key"},
    dropped_ballot: {"result"}, dropped_ballot_and_count_made_to_fit: {"result"}, changed_count: {"result"},
    changed_turnout_in_the_result: {"result"}, less_present: {"result"}, no_way: {"result"}, a_word_more_in_a_ballot: {"ballot"},
    another_fingerprint: {"key"}, no_ballots: {"ballot", "result"},
}  # fmt: skip  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"needed": [1, 3]}, {"key": "of_our_own"}, {"label": "过半数当选"}], ids=str
)
def test_a_rule_that_is_not_the_laws_is_a_problem_even_where_the_count_fits_it(change, press):
    document = copy.deepcopy(press.whole)
    document["way"] |= change
    way = voting.from_dict(document["way"])
    sheets = [b["marks"] for b in document["ballots"]] + press.paper
    document["result"] = counting.count(SPEC, way, sheets, base=9, present=6, issued=6).as_dict()
    report = checking.check(printed(document))
    assert [p["kind"] for p in report.problems] == ["way"] and not report.way_known
    assert checking.check(printed(press.whole)).way_known


@pytest.mark.parametrize("change", [{"base": 8}, {"present": 10}], ids=str)
def test_more_on_the_roll_or_present_than_there_are_members_is_a_problem_even_where_the_count_fits_it(
    change, press
):
    document = copy.deepcopy(press.whole) | change
    sheets = [b["marks"] for b in document["ballots"]] + press.paper
    numbers = {"base": document["base"], "present": document["present"]}
    document["result"] = counting.count(SPEC, WAY, sheets, issued=6, **numbers).as_dict()
    assert [p["kind"] for p in checking.check(printed(document)).problems] == ["numbers"]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda f: f.__name__)
def test_a_forgery_is_found_though_the_congress_signed_it(forge, tmp_path, press, raw):
    document = copy.deepcopy(press.whole)
    forge(document, press)
    code, out, _ = run(tmp_path, printed(document), "--json", "--digest", hashlib.sha256(raw).hexdigest())
    told = json.loads(out)
    assert code == 1 and not told["ok"]
    assert {p["kind"] for p in told["problems"]} >= FORGERIES[forge] | {"digest"}
    unsigned = {**document, "signed": json.loads(raw)["signed"]}
    assert "signature" in {p["kind"] for p in checking.check(checking.spell(unsigned)).problems}


def test_a_removed_ballot_with_its_result_made_anew_is_shown_by_the_digest_alone(tmp_path, press, raw):
    document = press.document(press.whole["ballots"][1:])
    forged = printed(document)
    assert (
        run(tmp_path, forged, "--json")[0] == 0
    )  # so the page says: compare the digest, look for your receipt
    code, out, _ = run(tmp_path, forged, "--json", "--digest", hashlib.sha256(raw).hexdigest())
    assert code == 1 and [p["kind"] for p in json.loads(out)["problems"]] == ["digest"]
