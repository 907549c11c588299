"""`huying demo`: repeatable, whole or not at all, one document on standard output, passwords once."""

import json
from argparse import ArgumentParser
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction

from huying.kernel import scope
from huying.kernel.roster import Account, Congress, Membership
from huying.project.commands import demo as command
from huying.project.demo import seed
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


def test_from_a_seed_that_was_killed_to_the_same_county_again(db, capsys, monkeypatch):
    """One road, since a seed takes long: killed, made by the command, left as it is, emptied and made again."""
    other = _killed(monkeypatch, number=2)
    assert not Congress.objects.exists()
    told, passwords = _by_the_command(capsys, monkeypatch)
    assert "没有完成" in told  # the next says that one was killed
    first = content()
    assert set(other) - set(first)  # another number, another county
    hashes = list(Account.objects.order_by("pk").values_list("password", flat=True))
    again = seed.seed(
        day=date(2026, 12, 1), scale=SMALL
    )  # it is there: nothing changes, no password is known
    assert not again.fresh
    assert content() == first
    assert list(Account.objects.order_by("pk").values_list("password", flat=True)) == hashes
    assert set(passwords) == {row["username"] for row in again.accounts}
    assert all("password" not in row for row in again.accounts)
    _empty()
    again = seed.seed(day=DAY, scale=SMALL)
    assert again.fresh and content() == first
    assert [row["username"] for row in again.accounts] == list(passwords)
    assert not set(passwords.values()) & {row["password"] for row in again.accounts}


def _killed(monkeypatch, number):
    """A seed that is killed once the county is whole; what was written by then."""
    found = []

    def killed(*_args, **_more):
        found.extend(content())
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(seed.plan, "city", killed)
        with pytest.raises(KeyboardInterrupt):
            seed.seed(day=DAY, scale=SMALL, number=number)
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


def _empty():
    """As on the first day: all rows gone, keys of rows counted on."""
    apps_of_ours = {app.label for app in apps.get_app_configs() if app.name.startswith("huying.")}
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in apps_of_ours]
    names = [f'"{model._meta.db_table}"' for model in models]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for name in names:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - our own table names
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


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
