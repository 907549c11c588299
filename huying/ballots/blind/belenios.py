"""A poll as files for Belenios, for those who want threshold trustees: questions and roll; keys are made by its own tools.

Written after the specification 3.1 (Belenios 3.3.0): `template`, homomorphic and non-homomorphic questions. We hold no key
of a trustee and no credential of a voter, so election.json, trustees.json and public_creds.json come out of belenios-tool,
as the paper in the archive says step by step; which version was tried, docs/decisions/0007 says.
"""

import io
import json
import zipfile
from typing import Any

from django.utils.translation import gettext as _

from huying.kernel.process import Refused

from .. import kinds, words
from ..models import Poll, Voter

STEPS = """\
# {title}

用 Belenios 组织这次投票，由若干名受托人共同掌握解票的钥匙：任何一名都打不开票箱，达到门限的人数合起来才打得开。
本压缩包只有题目 template.json 和投票人编号 voters.txt（{voters} 名，不含姓名）。格式依据 Belenios 规范 3.1（软件 3.3.0）；
下面的步骤用 belenios-tool 2.0（Debian 的软件包）从设立到验票走通过。3.3.0 的第 1、3 步要改写为
--threshold-context 序号/门限/人数。呼应不保存受托人的钥匙和投票人的凭证，结果也不会自动转回呼应。

3 名受托人、任意 2 名可以解票；--step 1、3、5 和解票由各受托人在自己的机器上做，*.key、*.dkey 不离开他们：

    UUID=$(belenios-tool setup generate-token); U="--uuid $UUID"; G="--group BELENIOS-2048"
    belenios-tool setup generate-credentials $U $G --file voters.txt
    mv *.pubcreds public_creds.json; mv *.privcreds private_creds.txt   # 私密凭证逐人密封分发，随后销毁
    T="belenios-tool setup generate-trustee-key-threshold $G"
    for i in 1 2 3; do $T --step 1; done; cat *.cert > certs.jsons
    $T --certs certs.jsons --step 2
    for k in *.key; do $T --certs certs.jsons --key $k --step 3 --threshold 2; done > polynomials.jsons
    $T --certs certs.jsons --step 4 --polynomials polynomials.jsons
    for k in *.key; do b=${{k%.key}}; $T --certs certs.jsons --key $k --step 5 < $b.vinput > $b.voutput; done
    cat *.voutput | $T --certs certs.jsons --step 6 --polynomials polynomials.jsons > threshold.json
    belenios-tool setup generate-trustee-key $G; cat *.pubkey > public_keys.jsons   # 服务器的一把
    belenios-tool setup make-trustees; rm threshold.json
    belenios-tool setup make-election $U $G --template template.json
    belenios-tool archive init

{lost}"""
LOST = {
    "election": "选举在这里是“最多选 {n} 人”：Belenios 不区分反对和弃权，不能另选他人，是否当选请按法律规定的票数另行计算。",
    "choosing": "排序的题目公布的是每张票的名次（打乱次序），请另行计分。",
}  # fmt: skip


def archive(poll: Poll) -> bytes:
    """The ZIP. Refused where the poll cannot be put so, or has no roll yet."""
    if not poll.roll_size:
        raise Refused(_("还没有表决人名单。"))
    made = template(poll.spec, title=poll.title, description=poll.question or poll.title)
    numbers = Voter.objects.filter(poll=poll).order_by("pk").values_list("number", flat=True)
    paper = STEPS.format(title=poll.title, voters=poll.roll_size, lost=_lost(poll.spec))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in (
            ("template.json", json.dumps(made, ensure_ascii=False)),
            ("voters.txt", voters(numbers, poll.congress.code)),
            ("README.md", paper),
        ):
            box.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def template(spec: kinds.Spec, *, title: str, description: str) -> dict[str, Any]:
    """Belenios' `template`. Refused for names written in and answers in words: its ciphertexts cannot hold them."""
    if spec.get("write_ins") or any(o.get("text") for o in spec["objects"]):
        raise Refused(_("Belenios 的票上不能写字：有另选他人或者填写意见的表决不能导出。"))
    return {"name": title, "description": description, "questions": _questions(spec, title)}


def _questions(spec, title) -> list[dict[str, Any]]:
    labels = [o["label"] for o in spec["objects"]]
    if spec["kind"] == "choosing" and spec["ranked"]:
        return [{"type": "NonHomomorphic", "value": {"answers": labels, "question": title}}]
    if spec["kind"] in ("election", "choosing"):
        return [_one(title, labels, spec.get("seats") or spec["pick"])]
    by_key = {o["key"]: o for o in spec["objects"]}
    found = []
    for key in kinds.keys(spec):
        options = {o["key"]: o["label"] for o in by_key.get(key, {}).get("options", ())}
        answers = [options.get(c) or str(_(words.CHOICES[c])) for c in kinds.allowed(spec, key)]
        found.append(_one(by_key[key]["label"] if key in by_key else "、".join(labels), answers, 1))
    return found


def _one(question, answers, most) -> dict[str, Any]:
    """One to `most` answers, or a blank sheet."""
    return {"answers": answers, "blank": True, "min": 1, "max": min(most, len(answers)), "question": question}


def voters(numbers, code: str) -> str:
    """One line a voter: address,login. The numbers of the roll, no names; the addresses lead nowhere (RFC 2606)."""
    return "".join(f"{n}@{code}.invalid,{n}\n" for n in numbers)


def _lost(spec) -> str:
    if spec["kind"] == "election":
        return LOST["election"].format(n=spec["seats"]) + "\n"
    return LOST["choosing"] + "\n" if spec.get("ranked") else ""
