"""The town a bench measures in: one congress, its people, and any number of suggestions loaded past the gate."""

import json
import random
import sys
from datetime import date, timedelta

import django

DAY = date(2026, 11, 2)  # a Monday whose deadlines lie in a year with a published calendar


def people():
    """Make the congress with 40 deputies, 20 units and their staff; idempotent. Returns the congress."""
    from huying.kernel import fields, scope
    from huying.kernel.roster import Congress, Membership, Person, Session, Term, Unit

    congress, new = Congress.objects.get_or_create(
        code="bench", defaults={"name": "测速县人民代表大会", "level": "county", "switches": {"prefix": "CS"}}
    )
    if not new:
        return congress
    with scope.congress(congress):
        fields.plant()
        term = Term.objects.create(number=18, starts_on=date(2022, 1, 10))
        Session.objects.create(
            term=term,
            number=6,
            name="十八届六次会议",
            opens_on=date(2026, 1, 12),
            closes_on=date(2026, 1, 15),
        )
        units = [Unit.objects.create(name=f"测速{n}局") for n in range(20)]
        cast = [("clerk", None)] * 2 + [("leader", None), ("keeper", None)] + [("handler", u) for u in units]
        for n, (role, unit) in enumerate(cast + [("deputy", None)] * 40):
            person = Person.objects.create(name=f"测{role}{n}")
            Membership.objects.create(person=person, role=role, unit=unit)
    return congress


def members(role):
    from huying.kernel.roster import Membership

    return list(Membership.objects.filter(role=role).select_related("person", "unit").order_by("pk"))


def fill(wanted: int, texts: int) -> dict:
    """Bring the town to `wanted` suggestions (with cases) and their search documents up to `texts`."""
    from huying.kernel import scope, search
    from huying.suggestions.models import Suggestion

    congress = people()
    with scope.congress(congress):
        have = Suggestion.objects.count()
        while have < wanted:
            have += _lot(min(5000, wanted - have), have)
        if texts:
            done = search.SearchDoc.objects.count()
            rows = Suggestion.objects.order_by("pk")[done:texts]
            for lot in _lots(rows.iterator(chunk_size=2000), 2000):
                search.put_many((s.FLOW.subject, s.pk, *s.search_text(), s.born_at) for s in lot)
    settle()
    return {"suggestions": have, "cookies": {role: cookie(role) for role in ROLES}}


def settle() -> None:
    """What a database does by itself in time: statistics, and visibility of what is old."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


ROLES = ("clerk", "deputy", "leader", "handler")


STATES = (
    ("submitted", 2),
    ("accepted", 3),
    ("assigned", 30),
    ("replied", 5),
    ("closed", 58),
    ("returned", 1),
    ("ended", 1),
)


def _lot(n: int, first: int) -> int:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from huying.kernel.case import Case
    from huying.kernel.fields import Field
    from huying.kernel.scope import current
    from huying.suggestions.models import Handling, Suggestion

    from . import texts

    r, congress = random.Random(first), current()
    deputies, handlers = members("deputy"), members("handler")
    fields = list(Field.objects.order_by("pk").values_list("pk", flat=True))
    cases, rows = [], []
    names, weights = zip(*STATES, strict=True)
    for k in range(n):
        on = DAY - timedelta(days=r.randint(0, 900))
        cases.append(Case(congress=congress, number=f"L-{first + k}", title=texts.title(r), opened_on=on))
    Case.objects.bulk_create(cases, batch_size=1000)
    for k, case in enumerate(cases):
        state = r.choices(names, weights)[0]
        at = datetime.combine(case.opened_on, datetime.min.time(), ZoneInfo("Asia/Shanghai"))
        given = state in ("assigned", "replied", "closed")
        rows.append(
            Suggestion(
                congress=congress, case=case, state=state, born_at=at, title=case.title, text=texts.body(r),
                author=r.choice(deputies), number=f"{first + k + 1:07d}", lead_unit=r.choice(handlers).unit if given else None,
                due_on=case.opened_on + timedelta(days=92) if state == "assigned" else None, submitted_on=case.opened_on,
                assigned_on=case.opened_on if given else None, rounds=1 if given else 0, mode="lead" if given else "",
                published_at=at if state == "closed" and r.random() < 0.8 else None, field_id=r.choice(fields),
                result_class="A" if state in ("replied", "closed") else "", is_solved=state == "closed" or None,
                replied_on=case.opened_on + timedelta(days=60) if state in ("replied", "closed") else None,
            )
        )  # fmt: skip
    Suggestion.objects.bulk_create(rows, batch_size=1000)
    Handling.objects.bulk_create(map(_part, filter(lambda s: s.lead_unit_id, rows)), batch_size=1000)
    return n


def _part(suggestion):
    """The lead unit's part in it."""
    from huying.suggestions.models import Handling

    done = suggestion.state != "assigned"
    return Handling(
        congress_id=suggestion.congress_id, case_id=suggestion.case_id, suggestion=suggestion, unit=suggestion.lead_unit,
        role="lead", state="replied" if done else "received", born_at=suggestion.born_at, offered_on=suggestion.assigned_on,
        counts_on=suggestion.assigned_on, received_on=suggestion.assigned_on, due_on=suggestion.due_on, talked_round=1,
        first_replied_on=suggestion.replied_on, is_on_time=True if done else None, is_solved=done or None,
    )  # fmt: skip


def _lots(rows, size):
    lot = []
    for row in rows:
        lot.append(row)
        if len(lot) == size:
            yield lot
            lot = []
    if lot:
        yield lot


def cookie(role: str) -> str:
    """A session key of one signed-in person, made without a password."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from huying.kernel import scope
    from huying.kernel.roster import Account

    with scope.congress(people()):
        member = members(role)[0]
    account, _new = Account.objects.get_or_create(
        username=f"bench-{role}", defaults={"person": member.person}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["last_seen"] = timezone.now().timestamp()
    session.save()
    return str(session.session_key)


def main(words):
    """`town <suggestions> <texts>`: the database is made where there is none."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from huying.project import founding

    if not connection.introspection.table_names():
        founding.bring_up_to_date()
        call_command("collectstatic", interactive=False, verbosity=0)
    print(json.dumps(fill(int(words[0]), int(words[1]))))


if __name__ == "__main__":
    main(sys.argv[1:])
