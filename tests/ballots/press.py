"""A printing press of published files of ballots, true and forged, and the command that reads them."""

import base64
import contextlib
import hashlib
import io

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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


def run(tmp_path, raw, *more):
    """(exit code, what was printed as JSON, what was said on standard error) of the command."""
    file = tmp_path / "ballots.txt"
    file.write_bytes(raw)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["ballot", "verify", str(file), *more])
    return code, out.getvalue(), err.getvalue()
