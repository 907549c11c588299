"""The demo county: complete, the same for the same seed and day, sound in the ledger, silent about passwords."""

import tomllib
from collections import Counter
from datetime import date, datetime, time

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings

from huying.kernel import fields, scope, search, verify
from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.roster import Account, Congress, Membership, Organ, Unit
from huying.kernel.subject import SUBJECTS, Record
from huying.project.demo import accounts, days, people, seed, sittings, writing
from huying.stations.models import Station
from huying.suggestions.models import Suggestion
from huying.voices.models import Voice

DAY = date(2026, 11, 21)
SMALL = 0.05


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Seeded once for this file, gone after it."""
    with (
        django_db_blocker.unblock(),
        override_settings(HOME=tmp_path_factory.mktemp("home")),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patched,
    ):
        if connection.vendor == "postgresql":  # of what the committee did before, the last is enough there
            patched.setattr(sittings, "PAST", sittings.PAST[-1:])
        made = seed.seed(day=DAY, scale=SMALL)
        connection.check_constraints()  # once for all rows, not again at the end of every test
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def made(seeded, db):
    return seeded


def county():
    return scope.congress(Congress.objects.get(code="qinghe"))


def test_county_and_city_are_complete(made):
    assert made.fresh
    assert made.refused == []
    with county():
        assert Membership.objects.filter(role="deputy").count() == 224
        assert Unit.objects.count() == 42
        assert Counter(Station.objects.filter(is_active=True).values_list("kind", flat=True)) == {
            "station": 14, "point": 4, "base": 1, "house": 1, "industry": 1, "outside": 1, "room": 1,
        }  # fmt: skip
        assert Organ.objects.filter(kind="delegation").count() == 18
        groups = Organ.objects.filter(kind="professional_group")
        assert [groups.count(), sum(groups.values_list("size", flat=True))] == [6, 95]
        # beside the lives: what letters, talks, visits and contacts brought
        assert 0 <= Voice.objects.count() - round(1500 * SMALL) <= 40
        assert Suggestion.objects.count() == round(235 * SMALL)
        assert {"heard", "handed", "answered", "settled"} <= set(
            Voice.objects.values_list("state", flat=True)
        )
        assert {"assigned", "closed"} <= set(Suggestion.objects.values_list("state", flat=True))
        assert Voice.objects.values("field__parent").distinct().count() >= 10
    assert made.counts["cangyuan"]["suggestions"] > 0


def test_nothing_lies_ahead_of_whoever_opens_it_in_the_morning(made):
    """The day itself has only begun: no step, no news, no account is of an hour to come (W30)."""
    begun = datetime.combine(DAY, time(0, 5), days.CHINA)
    written = [m for m in apps.get_models() if issubclass(m, Record)]
    assert len(written) > 20
    for model in (Trace, Notice, *written):
        assert not list(model.everywhere.filter(at__gt=begun).values_list("at", flat=True)[:3]), model
    for kind, model in SUBJECTS.items():
        late = model.everywhere.filter(born_at__gt=begun).values_list("born_at", flat=True)
        assert not list(late[:3]), kind


def test_rolls_know_who_came_and_went(made):
    states = Counter()
    for rows in made.counts.values():
        for kind in ("admissions", "seats", "roster"):
            states.update((kind, state) for state in rows["states"][kind])
    for kind in ("admissions", "seats", "roster"):
        assert {state for k, state in states if k == kind} == set(SUBJECTS[kind].FLOW.states)


def test_every_word_is_its_own(made):
    with county():
        texts = list(Voice.objects.values_list("text", flat=True))
        told = list(
            Suggestion.objects.exclude(text="").exclude(source="voice").values_list("text", flat=True)
        )
    assert len(set(texts)) == len(texts)
    assert len(set(told)) == len(told)
    assert not [t for t in (*texts, *told) if "{" in t or "。。" in t]
    tree = tomllib.loads(fields.TREE.read_text(encoding="utf-8"))
    assert len(writing.matters()) >= 80
    assert {m["field"] for m in writing.matters()} == {
        leaf for top in tree.values() for leaf in top["children"]
    }


def test_ledger_is_sound_and_search_finds(made):
    for code in ("qinghe", "cangyuan"):
        congress = Congress.objects.get(code=code)
        assert verify.verify(congress).problems == []
    with county():
        row = Suggestion.objects.exclude(number="").exclude(title="").first()
        assert row.pk in search.find(row.title, kind="suggestions", rows=Suggestion.objects.all()).ids


def test_desks_show_something_today(made):
    from huying.suggestions import queries as suggestions
    from huying.voices import queries as voices

    with county():
        for name in ("linzhiyuan", "zhouwenqing", "hexiaomei", "liuchang"):
            member = Membership.objects.get(person__account__username=name)
            trays = [t for t in (*voices.TRAYS, *suggestions.TRAYS) if member.role in t.roles]
            assert any(t.rows(member).exists() for t in trays), name
        assert Suggestion.objects.filter(due_on__lt=DAY).exists()
        assert Notice.objects.filter(read_at=None).exists()
        assert not Notice.objects.filter(sent_at=None, at__date__lt=DAY).exists()


def test_accounts_sign_in_and_stand_nowhere_in_clear(made):
    offices = {r["username"]: r["offices"] for r in made.accounts}
    assert set(offices) == set(people.KEYS)
    assert len(offices["linzhiyuan"]) == 2  # deputy of county and city
    passwords = [r["password"] for r in made.accounts]
    assert len(set(passwords)) == len(passwords)
    for row in made.accounts:
        answer = Client().post("/sign-in/", {"username": row["username"], "password": row["password"]})
        assert answer.status_code == 302, row["username"]
    stored = " ".join(Account.objects.values_list("password", flat=True))
    assert not [p for p in passwords if p in stored]
    renewed = accounts.renew()
    assert not {r["password"] for r in renewed} & set(passwords)
    old = made.accounts[0]
    assert (
        Client().post("/sign-in/", {"username": old["username"], "password": old["password"]}).status_code
        != 302
    )
