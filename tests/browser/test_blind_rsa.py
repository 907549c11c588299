"""RFC 9474's vectors on the very file that voters' browsers get, in Chromium; then a signature between it and the server."""

import base64
import json
from pathlib import Path

import pytest

import huying.ballots
from huying.ballots.blind import paper, publickey, scheme, signing

STATIC = Path(huying.ballots.__file__).parent / "static" / "ballots"
(BUNDLE,) = STATIC.glob("vendor/blindrsa-ts-*/blindrsa.js")
VECTORS = json.loads((Path(__file__).parents[1] / "ballots" / "rfc9474.json").read_text())

STEPS = (Path(__file__).parent / "blind_rsa.js").read_text(encoding="utf-8")


@pytest.fixture
def page(new_context):
    """A secure context without any server."""
    page = new_context(base_url="https://hall.test").new_page()
    page.route(
        "https://hall.test/", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html")
    )
    page.goto("https://hall.test/")
    page.evaluate(BUNDLE.read_text(encoding="utf-8") + "; window.BlindRSABundle = BlindRSABundle;")
    page.evaluate(STEPS + "; window.B = B;")
    return page


def test_all_vectors_of_the_rfc_in_chromium(page):
    for v in VECTORS:
        got = page.evaluate("B.vector", v)
        assert got["prepared"] == v["input_msg"]
        assert got["blinded"] == v["blinded_msg"]
        assert int(got["inv"], 16) == int(v["inv"], 16)
        assert got["signature"] == v["sig"] and got["holds"] and got["refused"] == 3


def test_what_the_browser_blinds_the_server_signs_and_both_accept(page):
    def text(raw: bytes) -> str:
        return base64.b64encode(raw).decode()

    with signing.Signer(signing.generate(2048)) as signer:
        token, marks = scheme.prepare(b""), '{"m":"yes","w1":"王𠮷"}'.encode()
        message = paper.prepared(token, marks)
        blinded = page.evaluate("B.blind", [signer.public.text, text(message)])
        answer = signer.sign(base64.b64decode(blinded))
        signature = base64.b64decode(page.evaluate("B.finalize", text(answer)))
        key = publickey.read(signer.public.text)
        assert paper.holds(key, token, marks, signature)
        assert not paper.holds(key, token, marks.replace(b"yes", b"no!"), signature)
