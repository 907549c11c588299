"""Is a published file of ballots whole? Plain Python, no database, no network: `huying ballot verify` and the sceptic's own.

Whatever the bytes are, check() answers; only what is no file of ballots at all raises Unusable. What is compared:
the digest and the fingerprints published elsewhere, the congress's signature, every ballot's signature under the poll's
key, every mark with the poll's sheet, no token twice, ballots ≤ tokens ≤ turnout ≤ roll ≤ base, present ≤ base, the rule
with this program's own table, and the result counted again.
"""

import base64
import binascii
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from huying.rules import voting

from .. import counting, kinds
from . import paper, publickey

FORMAT = "huying ballots 1"
MOST_BYTES = 256 * 1024 * 1024
MOST_TOLD = 50  # problems of one kind that are told one by one
DIGITS = frozenset("0123456789abcdef")
PARTS = {"token", "marks", "signature", "receipt"}
PARTS_OF_RESULT = {
    "kind": "种类", "way": "计票规则", "outcome": "结论", "valid": "有效票", "invalid": "无效票", "returned": "收回票数",
    "lines": "计票的各个数字", "objects": "各对象的票数和结果", "next": "下一轮",
}  # fmt: skip


class Unusable(ValueError):
    """Not a file of ballots: unreadable, cut off, of another kind."""


@dataclass
class Report:
    """What was found. `problems` are {"kind", "detail"}.

    Kinds: digest, signature, signer, key, token, ballot, marks, numbers, way, result.
    """

    ballots: int = 0
    tokens: int = 0
    eligible: int = 0
    result: dict[str, Any] = field(default_factory=dict)
    options: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # words of a survey's answers, by question and choice
    way: str = ""  # the rule by which the file counts, in words
    way_known: bool = True  # it is one of this program's own table, unchanged
    digest: str = ""
    key: str = ""
    signer: str = ""
    signer_pinned: bool = False  # somebody said who must have signed
    key_pinned: bool = False
    problems: list[dict[str, str]] = field(default_factory=list)
    untold: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems

    def wrong(self, kind: str, detail: str) -> None:
        if sum(p["kind"] == kind for p in self.problems) < MOST_TOLD:
            self.problems.append({"kind": kind, "detail": detail})
        else:
            self.untold += 1

    def as_dict(self) -> dict[str, Any]:
        return {
            "ok": self.ok, "ballots": self.ballots, "tokens": self.tokens, "eligible": self.eligible, "result": self.result,
            "problems": self.problems, "untold": self.untold, "digest": self.digest, "key": self.key, "signer": self.signer,
            "way": self.way, "way_known": self.way_known, "signer_pinned": self.signer_pinned, "key_pinned": self.key_pinned,
        }  # fmt: skip


def spell(document: dict[str, Any]) -> bytes:
    """The one spelling of a file of ballots; its SHA-256 is the digest. ValueError for what UTF-8 cannot hold."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def read(raw: bytes) -> dict[str, Any]:
    """The document in the bytes; Unusable for anything that is none."""
    if len(raw) > MOST_BYTES:
        raise Unusable(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，不是选票文件")
    try:
        document = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_none)
        spell(document)
    except Unusable:
        raise
    except (ValueError, RecursionError):
        raise Unusable("不是完整的 JSON 文件：内容被截断，或者不是 UTF-8") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unusable("不是公布的选票文件：没有格式标记，或者是别的版本")
    return document


def check(raw: bytes, *, digest: str = "", signer: str = "", key: str = "") -> Report:
    """Everything that can be checked of the file. Published elsewhere, and compared where they are given:

    `digest` of the file; `signer`, the fingerprint of the congress's key; `key`, that of the poll's key, told at its
    opening. Each 64 hex digits. Without `signer` a file is only known to be signed, not by whom.
    """
    document = read(raw)
    report = Report(
        digest=hashlib.sha256(spell(document)).hexdigest(), signer_pinned=bool(signer), key_pinned=bool(key)
    )
    if digest and digest.strip().lower() != report.digest:
        report.wrong("digest", f"摘要与公布的不一致：文件是 {report.digest}")
    _signature(document, report)
    sheets = _ballots(document, report)
    if signer and signer != report.signer:
        own = f"是 {report.signer} 签的" if report.signer else "没有成立的签名"
        report.wrong("signer", f"签名的不是给定的公钥：文件{own}，给定的指纹是 {signer}")
    if key and key != report.key:
        report.wrong(
            "key", f"表决公钥不是给定的：文件里是 {report.key or '不成立的公钥'}，给定的指纹是 {key}"
        )
    on_paper = _paper(document, report)
    _numbers(document, report, len(on_paper))
    _result(document, report, sheets + on_paper)
    return report


def _once(pairs):
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unusable("同一个名称在 JSON 里写了两次")
    return made


def _none(text):
    raise Unusable(f"JSON 里不能有 {text}")


def _bytes(text: Any) -> bytes:
    if not isinstance(text, str):
        raise ValueError("not text")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None


def _signature(document, report) -> None:
    try:
        signed = document["signed"]
        public = _bytes(signed["key"])
        rest = {k: v for k, v in document.items() if k != "signed"}
        Ed25519PublicKey.from_public_bytes(public).verify(_bytes(signed["signature"]), spell(rest))
        report.signer = hashlib.sha256(public).hexdigest()
    except (ValueError, KeyError, TypeError, InvalidSignature):
        report.wrong("signature", "人大的签名不成立：文件签名以后被改动，或者签名缺失")


def _spec(document) -> kinds.Spec:
    spec = document["spec"]
    labels = [{**o, "options": [x["label"] for x in o.get("options", ())]} for o in spec["objects"]]
    surplus = spec.get("surplus")
    made = kinds.make_spec(
        spec["kind"], labels, seats=spec.get("seats", 1), as_list=spec.get("as_list", False),
        write_ins=spec.get("write_ins", False), pick=spec.get("pick", 0), ranked=spec.get("ranked", False),
        surplus=tuple(surplus) if surplus else None,
    )  # fmt: skip
    if made != spec:
        raise ValueError("not as a poll's sheet is written")
    return made


def _ballots(document, report) -> list[kinds.Marks]:
    """Marks of every ballot, each tried; what is wrong is told and still counted, so that the result is compared with it."""
    found: list[kinds.Marks] = []
    ballots = document.get("ballots")
    if not isinstance(ballots, list):
        report.wrong("ballot", "没有选票清单")
        return found
    report.ballots = len(ballots)
    key = _key(document, report)
    try:
        spec = _spec(document)
    except (ValueError, KeyError, TypeError, AttributeError):
        report.wrong("marks", "票样不对")
        spec = None
    tokens: list[str] = []
    for place, ballot in enumerate(ballots, 1):
        token = ballot.get("token") if isinstance(ballot, dict) else None
        marks = ballot.get("marks") if isinstance(ballot, dict) else None
        if not isinstance(marks, dict) or not isinstance(token, str) or set(ballot) != PARTS:
            report.wrong("ballot", f"第 {place} 张票的格式不对")
            continue
        tokens.append(token)
        found.append(marks)
        if len(token) != 2 * paper.TOKEN_BYTES or not DIGITS.issuperset(token):
            report.wrong("token", f"第 {place} 张票的凭证不对")
        elif key and not _holds(key, token, marks, ballot):
            report.wrong(
                "ballot", f"第 {place} 张票（凭证 {token[:16]}…）的签名不成立：票被改动，或者不是领了凭证的票"
            )
        if spec and not _fits(spec, marks):
            report.wrong("marks", f"第 {place} 张票（凭证 {token[:16]}…）的内容与票样不合")
    if len(set(tokens)) != len(tokens):
        for token in sorted(t for t, n in Counter(tokens).items() if n > 1):
            report.wrong("token", f"凭证 {token[:16]}… 用了两次")
    if tokens != sorted(tokens):
        report.wrong("token", "选票没有按凭证排列，可能泄露了先后")
    return found


def _key(document, report):
    try:
        key = publickey.read(document["key"]["public"])
        report.key = key.fingerprint
        if document["key"]["fingerprint"] != key.fingerprint:
            raise ValueError("another fingerprint")
        return key
    except (ValueError, KeyError, TypeError):
        report.wrong("key", "表决公钥不对，或者与所写的指纹不一致")
        return None


def _holds(key, token: str, marks, ballot) -> bool:
    try:
        raw, spelt = bytes.fromhex(token), kinds.canonical(marks)
        own = ballot["receipt"] == paper.receipt(raw, spelt)
        return own and paper.holds(key, raw, spelt, _bytes(ballot["signature"]))
    except ValueError:
        return False


def _fits(spec, marks, **how) -> bool:
    try:
        return kinds.validate(spec, marks, **how) == marks
    except (ValueError, TypeError):
        return False


def _paper(document, report) -> list[kinds.Marks]:
    sheets = document.get("paper", {}).get("sheets") if isinstance(document.get("paper"), dict) else None
    if not isinstance(sheets, list) or not all(isinstance(s, dict) for s in sheets):
        report.wrong("numbers", "纸质票的格式不对")
        return []
    try:
        spec = _spec(document)
    except (ValueError, KeyError, TypeError, AttributeError):
        return sheets
    for place, marks in enumerate(sheets, 1):
        if not _fits(spec, marks, paper=True):
            report.wrong("marks", f"第 {place} 张纸质票的内容与票样不合")
    return sheets


def _numbers(document, report, on_paper: int) -> None:
    names = {
        "eligible": "名单人数",
        "tokens": "签发凭证数",
        "turnout": "领票人数",
        "base": "应到人数",
        "present": "出席人数",
    }
    numbers = {name: document.get(name) for name in names}
    issued = document["paper"].get("issued", -1) if isinstance(document.get("paper"), dict) else -1
    for name, value in [*numbers.items(), ("paper.issued", issued)]:
        if type(value) is not int or value < 0:
            report.wrong("numbers", f"{names.get(name, '发出的纸质票数')}不对")
            return
    eligible, tokens, turnout = numbers["eligible"], numbers["tokens"], numbers["turnout"]
    report.eligible, report.tokens = eligible, tokens
    if report.ballots > tokens:
        report.wrong("numbers", f"票数 {report.ballots} 多于签发的凭证 {tokens}")
    if tokens + issued > turnout:
        report.wrong("numbers", f"签发的凭证和发出的纸质票 {tokens + issued} 多于领票人数 {turnout}")
    if turnout > eligible:
        report.wrong("numbers", f"领票人数 {turnout} 多于名单 {eligible}")
    base, present = numbers["base"], numbers["present"]
    if eligible > base:
        report.wrong("numbers", f"名单 {eligible} 人多于应到人数 {base}")
    if present > base:
        report.wrong("numbers", f"出席人数 {present} 多于应到人数 {base}")
    if on_paper > issued:
        report.wrong("numbers", f"收回的纸质票 {on_paper} 多于发出的 {issued}")


def _result(document, report, sheets) -> None:
    """Count again and compare figure by figure."""
    published = document.get("result")
    try:
        way = voting.from_dict(document["way"])
        report.way, report.way_known = str(way.label), voting.ways().get(way.key) == way
        if not report.way_known:
            report.wrong("way", f"计票规则“{way.label}”与本程序规则表里的不同，请对照法律和程序版本")
        issued = document["tokens"] + document["paper"]["issued"]  # as the count does it
        spec = _spec(document)
        report.options = {
            o["key"]: {x["key"]: x["label"] for x in o["options"]}
            for o in spec["objects"]
            if o.get("options")
        }
        tally = counting.count(
            spec, way, sheets, base=document["base"], present=document["present"], issued=issued
        )
        report.result = tally.as_dict()
        again = json.loads(spell(report.result))
    except Exception:  # a forged sheet, rule or figure may break the count anywhere: it is then no result
        report.wrong("result", "按文件里的票和规则无法计票")
        return
    if again != published:
        parts = sorted(k for k in again if not isinstance(published, dict) or again[k] != published.get(k))
        said = "、".join(PARTS_OF_RESULT[k] for k in parts) or "多出内容"
        report.wrong("result", f"重新计票的结果与公布的不一致：{said}")
    if document.get("sheets_digest") != counting.digest(sheets):
        report.wrong("result", "计票时写下的全部票面摘要与选票不一致")
