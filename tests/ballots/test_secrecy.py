"""What the tables tell about a secret, separated vote: before the count, after it, and after a crash in between."""

import re
import uuid
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from huying.ballots import keys, kinds, laying, sealing, sweeping
from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_sealed
from huying.ballots.models import Poll, SealedSheet, Sheet, Voter
from huying.ballots.sweeping import sweep
from huying.kernel.process import Refused
from huying.project import checkup

YES, NO, ABSTAIN = {"m": "yes"}, {"m": "no"}, {"m": "abstain"}


@pytest.fixture
def voted(hall):
    poll = hall.poll(secrecy="separated")
    for member, marks in zip(hall.members, [YES, NO, ABSTAIN, YES, {}, YES], strict=False):
        assert cast_sealed(poll.pk, [Press(member.pk, marks)], at=hall.at)[0].stands
    return poll


def raw(table: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - one of two names written here
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_the_tables_hold_who_and_what_apart_without_time_and_of_one_length(voted):
    roll, sealed = raw("ballots_voter"), raw("ballots_sealedsheet")
    assert sum(bool(v["has_voted"]) for v in roll) == len(sealed) == 6
    assert set(roll[0]) == {
        "id",
        "congress_id",
        "poll_id",
        "member_id",
        "number",
        "is_present",
        "channel",
        "has_voted",
    }
    assert set(sealed[0]) == {"id", "congress_id", "poll_id", "sealed"}
    assert (
        len({len(bytes(s["sealed"])) for s in sealed}) == 1
    )  # "yes", "abstain" and nothing are as long as each other
    assert len({bytes(s["sealed"]) for s in sealed}) == 6  # nor do equal votes look equal
    everything = repr((roll, sealed)).encode()
    assert b"abstain" not in everything and b'"m"' not in everything


def test_who_holds_the_key_while_the_poll_runs_can_read_but_that_is_said(voted):
    """The honest limit: with database and key file together, each sheet opens, and one transaction paired it with a voter."""
    secret = keys.load(voted)
    read = sealing.unseal_all(secret, [s.sealed for s in SealedSheet.objects.filter(poll=voted)])
    assert Counter(read)[kinds.canonical(YES)] == 3
    (kept,) = keys.kept()
    assert kept.uid == voted.uid.hex and kept.path.stat().st_mode & 0o077 == 0


def test_after_the_count_neither_key_nor_sealed_sheet_is_left(
    voted, hall, django_capture_on_commit_callbacks
):
    before = [bytes(s.sealed) for s in SealedSheet.objects.filter(poll=voted)]
    with django_capture_on_commit_callbacks(execute=True):
        hall.finish(voted)
    assert not keys.kept() and not SealedSheet.objects.exists()
    with pytest.raises(keys.NoKey):
        keys.load(voted)
    sheets = [kinds.canonical(s.marks) for s in Sheet.objects.filter(poll=voted).order_by("pk")]
    assert sheets == sorted(sheets) and len(sheets) == 6  # in the order of content, not of arrival
    other, _public = sealing.pair()  # a kept copy of a sealed sheet opens with no other key
    assert sealing.unseal_all(other, before) == [None] * 6
    assert Voter.objects.filter(poll=voted, has_voted=True).count() == 6


def test_a_full_halls_sheets_are_opened_side_by_side_each_in_its_place():
    secret, public = sealing.pair()
    sheets = [b'{"m":"%d"}' % n for n in range(sealing.MANY + 7)]
    sealed = [sealing.seal(public, sheet, 32) for sheet in sheets]
    sealed[5] = sealed[5][:-1] + bytes([sealed[5][-1] ^ 1])
    assert sealing.unseal_all(secret, sealed) == [None if n == 5 else s for n, s in enumerate(sheets)]


def test_a_count_that_breaks_off_is_undone_and_one_that_was_committed_is_finished(voted, hall, monkeypatch):
    act.close(voted, by=hall.leader, at=hall.at)

    def torn(*args, **kwargs):
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(laying, "pour", torn)
        with pytest.raises(RuntimeError):
            act.count(voted, by=hall.clerk, at=hall.at)
    voted.refresh_from_db()
    assert (voted.state, SealedSheet.objects.count(), Sheet.objects.count()) == ("closed", 6, 0)
    assert sweep() == []  # the key of a closed poll is still wanted
    act.count(
        voted, by=hall.clerk, at=hall.at
    )  # on_commit does not run here: as if the machine had stopped after the commit
    assert len(keys.kept()) == 1
    assert sweep() == [voted.uid.hex]
    assert not keys.kept()


def test_a_key_whose_opening_was_rolled_back_goes_once_it_is_old(hall, monkeypatch):
    poll = hall.poll(secrecy="separated", until="prepared")
    keys.make(poll, sealing.pair)
    monkeypatch.setattr("time.time", lambda: 0)
    assert sweep() == []  # somebody may be opening it at this moment
    monkeypatch.undo()
    assert sweep(grace=-1) == [poll.uid.hex]


def test_a_second_database_on_the_same_home_leaves_the_first_one_s_keys_alone(voted, hall, monkeypatch):
    """Its worker does not know the poll, or knows a copy of it that closed and was counted: neither is a reason to destroy."""
    (kept,) = keys.kept()
    assert kept.database == keys.database() and sweeping.foreign() == []
    with monkeypatch.context() as there:
        there.setattr(keys, "database", lambda: "0" * 16)
        there.setattr("time.time", lambda: 2e9 * 2)
        for state in ("counted", "annulled"):
            Poll.objects.filter(pk=voted.pk).update(state=state)
            assert sweep() == [] and not keys.destroy(voted)
        Poll.objects.filter(pk=voted.pk).update(uid=uuid.uuid4())
        assert sweep() == [] and sweeping.foreign() == [kept]
        line = list(checkup._ballot_keys())[-1]
        assert not line.ok and kept.path.name in line.found and "另一个数据库" in line.remedy
    Poll.objects.filter(pk=voted.pk).update(state="open", uid=voted.uid)
    assert hall.finish(voted).result["returned"] == 6
    assert sweep() == [voted.uid.hex]  # its own worker does destroy it


def test_a_key_of_a_version_that_named_no_database_is_its_poll_s_all_the_same(voted, hall):
    (kept,) = keys.kept()
    old = kept.path.rename(keys.folder() / f"{voted.uid.hex}.box")
    stranger = old.with_name(f"{uuid.uuid4().hex}.box")
    stranger.write_bytes(b"of another database, for all we know")
    hall.finish(voted)
    assert sweep(grace=-1) == [voted.uid.hex]
    assert not old.exists() and stranger.exists() and [k.path for k in sweeping.foreign()] == [stranger]


def test_of_two_databases_keys_to_one_poll_each_takes_its_own(voted, hall, monkeypatch):
    """A copy of the database was opened on the same home: the alphabetically first file is not the right one."""
    (own,) = keys.kept()
    with monkeypatch.context() as there:
        there.setattr(keys, "database", lambda: "0" * 16)
        keys.make(voted, sealing.pair)
    assert len(keys.kept()) == 2
    own.path.rename(own.path.with_name(own.path.name.replace(own.database, "1" * 16)))
    act.close(voted, by=hall.leader, at=hall.at)
    with pytest.raises(Refused, match="钥匙不在这台"):  # which of the two others' would it be?
        act.count(voted, by=hall.clerk, at=hall.at)
    keys.keep(voted, sealing.pair()[0])  # a key of this database that opens nothing
    with pytest.raises(Refused, match="一张票也解不开"):
        act.count(voted, by=hall.clerk, at=hall.at)
    assert SealedSheet.objects.filter(poll=voted).count() == 6
    keys.destroy(voted)
    own.path.with_name(own.path.name.replace(own.database, "1" * 16)).rename(own.path)
    act.count(voted, by=hall.clerk, at=hall.at)
    assert Poll.objects.get(pk=voted.pk).result["valid"] == 6


def test_without_the_key_it_is_not_counted_but_can_be_annulled(voted, hall):
    keys.destroy(voted)
    act.close(voted, by=hall.leader, at=hall.at)
    with pytest.raises(Refused, match="钥匙"):
        act.count(voted, by=hall.clerk, at=hall.at)
    act.annul(voted, by=hall.leader, at=hall.at, reason="服务器损坏，钥匙丢失")


def test_a_sheet_changed_in_the_database_is_invalid_and_one_taken_away_is_missed(voted, hall):
    rows = SealedSheet.objects.filter(poll=voted)
    changed, removed = rows[0], rows[1]
    SealedSheet.objects.filter(pk=changed.pk).update(sealed=bytes(changed.sealed)[:-1] + b"?")
    removed.delete()
    hall.finish(voted)
    found = {line["key"]: line["number"] for line in voted.result["lines"]}
    assert (found["invalid"], found["lost"], found["returned"]) == (1, 1, 5)


def test_the_proxy_writes_down_nobody_who_votes():
    site = (Path(__file__).parents[2] / "deploy" / "nginx.conf").read_text()
    silent = [
        re.compile(where) for where, block in re.findall(r"location ~ (\S+) \{(.*?)\n    \}", site, re.DOTALL)
        if "access_log off;" in block and "error_log /dev/null crit;" in block and "proxy_pass http://127.0.0.1:8000;" in block
    ]  # fmt: skip
    for name in ("vote", "sign", "cast"):
        address = reverse(f"polls:{name}", kwargs={"code": "qinghe", "pk": 7})
        assert any(where.search(address) for where in silent), address
    assert not any(where.search(reverse("polls:list", kwargs={"code": "qinghe"})) for where in silent)
