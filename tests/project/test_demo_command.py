"""`huying demo`: repeatable, whole or not at all, one document on standard output, passwords once."""

import json
from argparse import ArgumentParser
from datetime import date

import pytest

from huying.kernel import scope
from huying.kernel.roster import Account, Congress, Membership
from huying.project.commands import demo as command
from huying.project.demo import seed, sittings
from huying.suggestions.models import Suggestion
from huying.voices.models import Voice

DAY = date(2026, 11, 21)
SMALL = 0.02


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def content():
    """What everybody reads of the seed, without keys, salts and codes."""
    rows = []
    for congress in Congress.objects.order_by("code"):
        with scope.congress(congress):
            rows += Voice.objects.order_by("pk").values_list(
                "number",
                "title",
                "text",
                "state",
                "outcome",
                "heard_on",
                "due_on",
                "unit__name",
                "deputy__person__name",
            )
            rows += Suggestion.objects.order_by("pk").values_list(
                "number",
                "title",
                "text",
                "advice",
                "state",
                "outcome",
                "author__person__name",
                "due_on",
                "submitted_on",
            )
            rows += Membership.objects.order_by("pk").values_list(
                "person__name", "role", "title", "unit__name"
            )
    return rows


@pytest.mark.once("what a seed writes on PostgreSQL is read in test_demo.py")
def test_from_a_seed_that_was_killed_to_the_same_county_again(db, capsys, monkeypatch):
    """One road, since a seed takes long: killed near its end, made again by the command, and left as it is."""
    monkeypatch.setattr(
        sittings, "PAST", sittings.PAST[-1:]
    )  # a fifth of a seed is what the committee did before
    killed = _seen(monkeypatch, "afterlife", lambda: seed.seed(day=DAY, scale=SMALL))
    assert not Congress.objects.exists()
    made: list = []
    again = _seen(monkeypatch, "", lambda: made.extend(_by_the_command(capsys, monkeypatch)))
    told, passwords = made
    assert "没有完成" in told  # the next says that one was killed
    assert again == killed
    hashes = list(Account.objects.order_by("pk").values_list("password", flat=True))
    known = seed.seed(
        day=date(2026, 12, 1), scale=SMALL
    )  # it is there: nothing changes, no password is known
    assert not known.fresh
    assert list(Account.objects.order_by("pk").values_list("password", flat=True)) == hashes
    assert set(passwords) == {row["username"] for row in known.accounts}
    assert all("password" not in row for row in known.accounts)


class Killed(BaseException):
    """The process is gone."""


def _seen(monkeypatch, dies, seeding):
    """What a seed had written before the first lives ("play") and before its last part ("afterlife"); it dies at `dies`."""
    found = {}

    def watched(where, whole):
        def go_on(*args, **more):
            found.setdefault(where, content())
            if where == dies:
                raise Killed
            return whole(*args, **more)

        return go_on

    with monkeypatch.context() as m:
        m.setattr(seed.Stage, "play", watched("play", seed.Stage.play))
        m.setattr(seed.afterlife, "add", watched("afterlife", seed.afterlife.add))
        if dies:
            with pytest.raises(Killed):
                seeding()
        else:
            seeding()
    return found


def _by_the_command(capsys, monkeypatch):
    """Prints one document and passwords once; (what was told meanwhile, {username: password})."""
    from huying.project import serve

    monkeypatch.setattr(serve, "prepare", lambda: None)  # the test database is made already
    words = ("--no-serve", "--scale", str(SMALL), "--day", DAY.isoformat())
    capsys.readouterr()
    assert _run(*words, "--json") == 0
    said = capsys.readouterr()
    first = json.loads(said.out)
    assert first["seeded"]
    passwords = {row["username"]: row["password"] for row in first["accounts"]}
    assert all(passwords.values())
    assert _run(*words) == 0
    second = capsys.readouterr()
    assert "没有改动" in second.out
    assert command.RENEW in second.out
    assert not [one for one in passwords.values() if one in second.out + second.err]
    assert _run(*words, "--new-passwords", "--json") == 0
    third = json.loads(capsys.readouterr().out)
    assert not {row["password"] for row in third["accounts"]} & set(passwords.values())
    return said.err, passwords


def test_another_congress_is_left_alone(db):
    Congress.objects.create(code="real", name="某县人民代表大会", level="county")
    with pytest.raises(seed.NotEmpty):
        seed.seed(day=DAY, scale=SMALL)
    assert Congress.objects.count() == 1


def _run(*words):
    parser = ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


@pytest.mark.parametrize("words", [("--scale", "0"), ("--scale", "7"), ("--day", "1999-01-01")])
def test_unusable_arguments_are_said(words):
    from huying.project.commands.console import Unusable

    with pytest.raises(Unusable):
        _run("--no-serve", *words)
