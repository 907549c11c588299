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


def test_the_same_seed_and_day_give_the_same_county(db):
    made = seed.seed(day=DAY, scale=SMALL)
    hashes = list(Account.objects.order_by("pk").values_list("password", flat=True))
    first = content()
    passwords = {r["password"] for r in made.accounts}
    again = seed.seed(
        day=date(2026, 12, 1), scale=SMALL
    )  # it is there: nothing changes, no password is known
    assert not again.fresh
    assert content() == first
    assert list(Account.objects.order_by("pk").values_list("password", flat=True)) == hashes
    assert [r["username"] for r in again.accounts] == [r["username"] for r in made.accounts]
    assert all("password" not in row for row in again.accounts)
    _empty()
    again = seed.seed(day=DAY, scale=SMALL)
    assert content() == first
    assert not passwords & {r["password"] for r in again.accounts}
    _empty()
    seed.seed(day=DAY, scale=SMALL, number=2)
    assert content() != first


def _empty():
    """As on the first day: all rows gone, keys of rows counted on."""
    apps_of_ours = ("kernel", "deputies", "stations", "voices", "suggestions", "portal")
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


def test_a_seed_that_was_killed_leaves_nothing_and_the_next_says_so(db, monkeypatch):
    def killed(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(seed.plan, "city", killed)
        with pytest.raises(KeyboardInterrupt):
            seed.seed(day=DAY, scale=SMALL)
    assert not Congress.objects.exists()
    said = []
    assert seed.seed(day=DAY, scale=SMALL, tell=said.append).fresh
    assert any("没有完成" in line for line in said)


def test_another_congress_is_left_alone(db):
    Congress.objects.create(code="real", name="某县人民代表大会", level="county")
    with pytest.raises(seed.NotEmpty):
        seed.seed(day=DAY, scale=SMALL)
    assert Congress.objects.count() == 1


def _run(*words):
    parser = ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_command_prints_one_document_and_passwords_once(db, capsys, monkeypatch):
    from huying.project import serve

    monkeypatch.setattr(serve, "prepare", lambda: None)  # the test database is made already
    words = ("--no-serve", "--scale", "0.02", "--day", DAY.isoformat())
    assert _run(*words, "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert first["seeded"]
    assert all(row["password"] for row in first["accounts"])
    assert _run(*words) == 0
    second = capsys.readouterr()
    assert "没有改动" in second.out
    assert command.RENEW in second.out
    assert not [r for r in first["accounts"] if r["password"] in second.out + second.err]
    assert _run(*words, "--new-passwords", "--json") == 0
    third = json.loads(capsys.readouterr().out)
    assert not {r["password"] for r in third["accounts"]} & {r["password"] for r in first["accounts"]}


@pytest.mark.parametrize("words", [("--scale", "0"), ("--scale", "7"), ("--day", "1999-01-01")])
def test_unusable_arguments_are_said(words):
    from huying.project.commands.console import Unusable

    with pytest.raises(Unusable):
        _run("--no-serve", *words)
