"""RFC 9474, Appendix A: all four vectors, each value of them; then whatever must be refused."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from huying.ballots.blind import openssl, paper, scheme, signing
from huying.ballots.blind.encoding import emsa_pss
from huying.ballots.blind.publickey import PublicKey, read

VECTORS = json.loads((Path(__file__).parent / "rfc9474.json").read_text())


def number(text: str) -> int:
    return int(text, 16)


def private(v) -> bytes:
    p, q, d, n, e = (number(v[k]) for k in "pqdne")
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), rsa.rsa_crt_iqmp(p, q), rsa.RSAPublicNumbers(e, n)
    )
    return numbers.private_key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def key_of_the_rfc() -> bytes:
    assert len({v["n"] for v in VECTORS}) == 1
    return private(VECTORS[0])


@pytest.mark.parametrize("native", [True, False], ids=["openssl", "python"])
@pytest.mark.parametrize("v", VECTORS, ids=[v["name"] for v in VECTORS])
def test_every_value_of_the_vector(v, native, key_of_the_rfc):
    signer = signing.Signer(key_of_the_rfc, native=native)
    key, salt, prepared = signer.public, bytes.fromhex(v["salt"]), bytes.fromhex(v["input_msg"])
    assert len(salt) == number(v["sLen"])
    assert prepared.hex() == v["msg_prefix"] + v["msg"]
    assert bool(number(v["is_randomized"])) == (len(prepared) == 32 + len(bytes.fromhex(v["msg"])))
    if "encoded_msg" in v:
        assert emsa_pss(prepared, key.n.bit_length() - 1, salt).hex() == v["encoded_msg"]
    blinded, unblind = scheme.blind(key, prepared, salt=salt, unblind=number(v["inv"]))
    assert blinded.hex() == v["blinded_msg"]
    answer = signer.sign(blinded)
    assert answer.hex() == v["blind_sig"]
    signature = scheme.finalize(key, prepared, answer, unblind, salt_bytes=len(salt))
    assert signature.hex() == v["sig"]
    assert scheme.verify(key, prepared, signature, salt_bytes=len(salt))
    assert not scheme.verify(key, prepared + b"x", signature, salt_bytes=len(salt))
    assert not scheme.verify(key, prepared, signature, salt_bytes=48 - len(salt))


@pytest.fixture(scope="module")
def signer():
    with signing.Signer(signing.generate(2048)) as made:
        yield made


def signed(signer, marks=b'{"m":"yes"}'):
    token = scheme.prepare(b"")
    blinded, unblind = scheme.blind(signer.public, paper.prepared(token, marks))
    return token, scheme.finalize(signer.public, paper.prepared(token, marks), signer.sign(blinded), unblind)


def test_a_ballot_is_bound_to_its_token_its_marks_and_its_key(signer):
    token, signature = signed(signer)
    assert paper.holds(signer.public, token, b'{"m":"yes"}', signature)
    assert not paper.holds(signer.public, token, b'{"m":"no"}', signature)
    assert not paper.holds(signer.public, bytes(32), b'{"m":"yes"}', signature)
    assert not paper.holds(signer.public, token + b"\0", b'{"m":"yes"}', signature)
    other = signing.Signer(signing.generate(2048)).public
    assert not paper.holds(other, token, b'{"m":"yes"}', signature)
    assert len(paper.receipt(token, b'{"m":"yes"}')) == 16


def test_two_blindings_of_one_message_have_nothing_in_common_and_no_salt_is_used_twice(signer):
    prepared = scheme.prepare(b"same")
    first, second = (scheme.blind(signer.public, prepared)[0] for _ in range(2))
    assert first != second and scheme.prepare(b"same") != prepared


@pytest.mark.parametrize(
    "bad",
    [b"", b"\1", bytes(256), bytes(255), bytes(257), b"\xff" * 256, "n", "n+1"],
    ids=["empty", "short", "zero", "one less", "one more", "all ones", "n", "n+1"],
)
def test_a_blinded_message_out_of_range_or_of_wrong_length_is_refused(bad, signer):
    if isinstance(bad, str):
        bad = (signer.public.n + (bad == "n+1")).to_bytes(256, "big")
    with pytest.raises(scheme.Unfit):
        signer.sign(bad)


def test_a_signature_of_wrong_length_or_not_below_the_modulus_does_not_hold(signer):
    key = signer.public
    token, signature = signed(signer)
    prepared = paper.prepared(token, b'{"m":"yes"}')
    above = int.from_bytes(signature, "big") + key.n
    wrong = [
        b"",
        signature[:-1],
        signature + b"\0",
        b"\0" + signature,
        bytes(256),
        key.n.to_bytes(256, "big"),
    ]
    if above < 1 << 2048:
        wrong.append(above.to_bytes(256, "big"))
    assert not any(scheme.verify(key, prepared, w) for w in wrong)
    with pytest.raises(scheme.Unfit):
        scheme.finalize(key, prepared, signature[:-1], 1)
    with pytest.raises(scheme.Unfit):
        scheme.finalize(key, prepared, b"\1" * 256, 1)


def test_a_faulty_private_operation_is_never_handed_out(signer, monkeypatch):
    """One wrong bit in half of the Chinese remainders would give away a factor of the modulus."""
    blinded, _ = scheme.blind(signer.public, b"x")
    right = signer.sign(blinded)
    with signer._raw.hand() as hand:
        kind = type(hand)
    monkeypatch.setattr(kind, "sign", lambda hand, message: right[:-1] + bytes([right[-1] ^ 1]))
    with pytest.raises(signing.Fault):
        signer.sign(blinded)
    monkeypatch.undo()
    assert signer.sign(blinded) == right


def test_without_openssl_python_signs_the_same(signer, monkeypatch):
    private_key = signing.generate(2048)
    blinded, _ = scheme.blind(signing.Signer(private_key).public, b"x")
    native = signing.Signer(private_key, native=True)
    monkeypatch.setattr(openssl, "load", lambda: None)
    plain = signing.Signer(private_key)
    assert plain.sign(blinded) == native.sign(blinded)
    with pytest.raises(OSError):
        signing.Signer(private_key, native=True)


def test_a_closed_key_signs_no_more():
    signer = signing.Signer(signing.generate(2048))
    blinded, _ = scheme.blind(signer.public, b"x")
    signer.close()
    signer.close()
    with pytest.raises(ValueError):
        signer.sign(blinded)


def test_a_published_key_is_read_back_and_nothing_else_is(signer):
    key = signer.public
    assert read(key.text).n == key.n and read(key.text).fingerprint == key.fingerprint
    small = PublicKey(rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key())  # noqa: S505 - refused is what it is made for
    odd = PublicKey(rsa.generate_private_key(public_exponent=3, key_size=2048).public_key())
    for text in ("", "AA==", "你好", key.text[:-8], small.text, odd.text):
        with pytest.raises(ValueError):
            read(text)
