"""`huying ballot verify`: a true file, every way of tampering that we could think of, and any bytes at all."""

import base64
import contextlib
import copy
import gzip
import hashlib
import io
import json
import random
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from huying.ballots import counting, kinds
from huying.ballots.blind import checking, paper, scheme, signing
from huying.project.commands import main
from huying.rules import voting

SPEC = kinds.make_spec("election", ["甲", "乙"], seats=1, write_ins=True)
SHEETS = [{"c1": "yes", "c2": "no"}, {"c1": "yes"}, {"c1": "no", "w1": "丙"}, {}]
WAY = voting.way("congress_elects_vice")
CONGRESS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNER = hashlib.sha256(CONGRESS.public_key().public_bytes_raw()).hexdigest()


class Press:
    """A printing press of true files, and of forged ones for whoever holds which key."""

    def __init__(self):
        self.signer = signing.Signer(signing.generate(2048))
        self.paper = [{"c1": "yes", "c2": "yes"}]  # too many persons: taken, invalid
        ballots = sorted((self.ballot(m) for m in SHEETS), key=lambda b: b["token"])
        self.whole = self.document(ballots)

    def ballot(self, marks, token=None):
        token, spelt = token or scheme.prepare(b""), kinds.canonical(marks)
        message = paper.prepared(token, spelt)
        blinded, unblind = scheme.blind(self.signer.public, message)
        signature = scheme.finalize(self.signer.public, message, self.signer.sign(blinded), unblind)
        return {
            "token": token.hex(), "marks": marks, "receipt": paper.receipt(token, spelt),
            "signature": base64.b64encode(signature).decode(),
        }  # fmt: skip

    def document(self, ballots):
        sheets = [b["marks"] for b in ballots] + self.paper
        tally = counting.count(SPEC, WAY, sheets, base=9, present=6, issued=6)
        key = self.signer.public
        return {
            "format": checking.FORMAT, "congress": {"code": "qinghe", "name": "青禾县人民代表大会"},
            "poll": {"number": "BJ-2026-00001", "title": "选举", "question": "", "opened": "", "closed": ""},
            "spec": SPEC, "way": WAY.as_dict(), "base": 9, "eligible": 9, "present": 6, "turnout": 6, "tokens": 5,
            "paper": {"issued": 1, "sheets": self.paper}, "key": {"public": key.text, "fingerprint": key.fingerprint},
            "ballots": ballots, "result": tally.as_dict(), "sheets_digest": counting.digest(sheets),
        }  # fmt: skip


def printed(document, key=CONGRESS) -> bytes:
    """Signed with the congress's key, as whoever holds it could; or with another one."""
    rest = {k: v for k, v in document.items() if k != "signed"}
    signed = {
        "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "signature": base64.b64encode(key.sign(checking.spell(rest))).decode(),
    }
    return checking.spell(rest | {"signed": signed})


@pytest.fixture(scope="module")
def press():
    return Press()


@pytest.fixture(scope="module")
def raw(press):
    return printed(press.whole)


def run(tmp_path, raw, *more):
    """(exit code, what was printed as JSON, what was said on standard error) of the command."""
    file = tmp_path / "ballots.json"
    file.write_bytes(raw)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["ballot", "verify", str(file), *more])
    return code, out.getvalue(), err.getvalue()


def test_answers_of_a_survey_are_told_in_its_own_words(tmp_path, press):
    spec = kinds.make_spec("survey", [{"label": "满意吗", "options": ["是", "否"], "text": True}])
    way, sheets = voting.way("survey_report"), [{"q1": "a1"}, {"q1": "a1"}, {"q1": "=再便宜些"}]
    ballots = sorted((press.ballot(marks) for marks in sheets), key=lambda b: b["token"])
    tally = counting.count(spec, way, sheets, base=9, present=5, issued=5)
    document = press.whole | {
        "spec": spec, "way": way.as_dict(), "ballots": ballots, "paper": {"issued": 0, "sheets": []}, "present": 5,
        "turnout": 5, "result": tally.as_dict(), "sheets_digest": counting.digest([b["marks"] for b in ballots]),
    }  # fmt: skip
    code, out, _ = run(tmp_path, printed(document))
    assert code == 0 and "满意吗：是 2，否 0，填写意见 1" in out


def test_a_true_file_is_counted_again_and_believed(tmp_path, raw):
    digest = hashlib.sha256(raw).hexdigest()
    code, out, _ = run(tmp_path, raw, "--json", "--digest", digest.upper())
    told = json.loads(out)
    assert code == 0 and told["ok"] and told["problems"] == []
    assert (told["ballots"], told["tokens"], told["eligible"]) == (4, 5, 9)
    assert told["result"]["invalid"] == 1 and told["result"]["valid"] == 4 and told["digest"] == digest
    code, out, err = run(tmp_path, raw)
    assert code == 0 and "✓" in out and "--digest" in err and WAY.label in out
    assert "甲：赞成 2，反对 1" in out
    wrong = copy.deepcopy(json.loads(raw))
    wrong["result"]["outcome"] = "complete"
    assert "结论（outcome）" in run(tmp_path, printed(wrong))[1]


def test_who_signed_is_pinned_or_said_not_to_be(tmp_path, press, raw):
    as_on_paper = " ".join(SIGNER[i : i + 4].upper() for i in range(0, 64, 4))
    code, out, _ = run(tmp_path, raw, "--json", "--signer", as_on_paper)
    assert code == 0 and json.loads(out)["signer_pinned"] and json.loads(out)["signer"] == SIGNER
    code, out, _ = run(tmp_path, raw)
    assert code == 0 and "没有固定签名人" in out
    assert "没有固定签名人" not in run(tmp_path, raw, "--signer", SIGNER)[1]
    stranger = printed(press.whole, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert run(tmp_path, stranger)[0] == 0  # whole in itself: only the pin tells
    code, out, _ = run(tmp_path, stranger, "--signer", SIGNER)
    assert (
        code == 1
        and f"✗ 签名的不是给定的公钥：文件是 {checking.check(stranger).signer} 签的，给定的指纹是 {SIGNER}"
        in out
    )
    unsigned = checking.spell({k: v for k, v in press.whole.items() if k != "signed"})
    code, out, _ = run(tmp_path, unsigned, "--json", "--signer", SIGNER)
    told = json.loads(out)
    assert code == 1 and [p["kind"] for p in told["problems"]] == ["signature", "signer"]
    assert "没有成立的签名" in told["problems"][1]["detail"]


def test_a_poll_held_anew_under_another_key_is_shown_by_the_key_told_at_its_opening(tmp_path, press):
    """Whoever holds the congress's key may make a poll of their own; not under the key that was read aloud."""
    forged = printed(Press().whole)
    told = press.signer.public.fingerprint
    assert run(tmp_path, forged, "--signer", SIGNER)[0] == 0
    code, out, _ = run(tmp_path, forged, "--signer", SIGNER, "--key", told)
    assert code == 1 and f"给定的指纹是 {told}" in out
    code, out, _ = run(tmp_path, printed(press.whole), "--json", "--key", told)
    assert code == 0 and json.loads(out)["key_pinned"]


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


def test_a_file_laid_out_for_reading_is_the_same_file(tmp_path, raw):
    pretty = json.dumps(json.loads(raw), indent=2).encode()
    assert run(tmp_path, pretty, "--digest", hashlib.sha256(raw).hexdigest())[0] == 0


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
}  # fmt: skip


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


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[: len(raw) // 2], lambda raw: b"", lambda raw: b"[]", lambda raw: b"{}", lambda raw: b"\xff" + raw,
        lambda raw: b"[" * 100_000, lambda raw: raw.replace(b'"base":9', b'"base":9,"base":8'),
        lambda raw: raw.replace(b'"base":9', b'"base":NaN'), lambda raw: raw.replace(b'"base":9', b'"base":' + b"9" * 9000),
        lambda raw: raw.replace("青禾".encode(), b"\\ud800"), lambda raw: raw + raw, lambda raw: raw[:-1],
        lambda raw: raw.decode().encode("utf-16"), lambda raw: raw.decode().encode("gb18030"),
        lambda raw: b"\xef\xbb\xbf" + raw, gzip.compress, lambda raw: b"\x00" * 10_000_000,
        lambda raw: random.Random(4).randbytes(10_000_000), lambda raw: b"9" * 10_000_000, lambda raw: b'"' + b"a" * 10_000_000,
    ],
    ids=["cut", "empty", "list", "object", "not utf-8", "deep", "name twice", "nan", "endless number", "surrogate", "twice",
         "last brace", "utf-16", "gb18030", "bom", "gzip", "zeros", "noise", "digits", "text"],
)  # fmt: skip
def test_what_is_no_file_of_ballots_is_unusable_and_says_so(spoil, tmp_path, raw):
    code, out, err = run(tmp_path, spoil(raw), "--json")
    assert code == 2 and out == "" and "Traceback" not in err
    assert re.search("ballots.json：.*(不是|两次|不能有)", err)


def test_a_huge_file_is_not_even_read(tmp_path, monkeypatch, raw):
    monkeypatch.setattr(checking, "MOST_BYTES", 1000)
    assert run(tmp_path, raw)[0] == 2


@pytest.mark.parametrize(
    "more",
    [["--digest", "abc"], ["--digest"], ["--what"], ["--signer", "a" * 63], ["--key", "甲" * 64]],
    ids=str,
)
def test_a_wrong_argument_is_unusable(more, tmp_path, raw):
    assert run(tmp_path, raw, *more)[0] == 2


def test_a_missing_file_or_a_folder_is_unusable(tmp_path):
    for place in (tmp_path, tmp_path / "none"):
        with contextlib.redirect_stderr(io.StringIO()):
            assert main(["ballot", "verify", str(place)]) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**30) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value, path=()):
    yield path
    for key, below in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from places(below, (*path, key))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_anything_in_place_of_anything_is_answered_and_never_believed(press, raw, data):
    """One value of the true file replaced by any other: always a report or Unusable, and never a clean one."""
    document = json.loads(raw)
    path = data.draw(st.sampled_from(sorted(places(document), key=repr)[1:]))
    at = document
    for key in path[:-1]:
        at = at[key]
    old, at[path[-1]] = at[path[-1]], data.draw(JSON)
    try:
        spelt = checking.spell(document)
    except ValueError:
        return
    same = type(old) is type(at[path[-1]]) and old == at[path[-1]]
    try:
        assert checking.check(spelt).ok == same or same
    except checking.Unusable:
        assert path == ("format",)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_at_all_are_answered(raw):
    with contextlib.suppress(checking.Unusable):
        assert not checking.check(raw).ok
