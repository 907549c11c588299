"""`huying ballot verify` and `carry`: true files, who signed, what may be said on the command line, the check carried away."""

import contextlib
import copy
import hashlib
import io
import json
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from huying.ballots import counting, kinds
from huying.ballots.blind import carried, checking
from huying.project.commands import main
from huying.rules import voting

from .press import SIGNER, WAY, Press, printed, run


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
    assert "不一致：结论" in run(tmp_path, printed(wrong))[1]


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


def test_a_file_laid_out_for_reading_is_the_same_file(tmp_path, raw):
    pretty = json.dumps(json.loads(raw), indent=2).encode()
    assert run(tmp_path, pretty, "--digest", hashlib.sha256(raw).hexdigest())[0] == 0


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


def test_the_check_is_one_file_that_runs_without_the_house(tmp_path, raw):
    """Its own sources only: nothing else of the house is found beside them."""
    program, file = tmp_path / carried.NAME, tmp_path / "ballots.txt"
    with contextlib.redirect_stdout(io.StringIO()) as told:
        assert main(["ballot", "carry", str(program)]) == 0
    assert (
        hashlib.sha256(program.read_bytes()).hexdigest() == carried.digest()
        and carried.digest() in told.getvalue()
    )
    file.write_bytes(raw)
    ran = {"capture_output": True, "text": True, "cwd": tmp_path}
    done = subprocess.run([sys.executable, "-I", program, file, "--signer", SIGNER], **ran)
    assert (done.returncode, done.stdout) == (0, run(tmp_path, raw, "--signer", SIGNER)[1])
    file.write_bytes(raw[:-1])
    done = subprocess.run([sys.executable, "-I", program, file], **ran)
    assert done.returncode == 2 and "不是完整的 JSON" in done.stderr and "Traceback" not in done.stderr
    with contextlib.redirect_stderr(io.StringIO()) as wrong:
        assert main(["ballot", "carry", str(tmp_path)]) == 2
    assert "写不了" in wrong.getvalue()
