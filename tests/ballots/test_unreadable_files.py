"""`huying ballot verify` on what is no file of ballots, on any bytes, on a true file with anything in place of anything."""

import contextlib
import gzip
import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huying.ballots.blind import checking

from .press import run


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
    assert re.search("ballots.txt：.*(不是|两次|不能有)", err)


def test_a_huge_file_is_not_even_read(tmp_path, monkeypatch, raw):
    monkeypatch.setattr(checking, "MOST_BYTES", 1000)
    assert run(tmp_path, raw)[0] == 2


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
