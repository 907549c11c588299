# ruff: noqa: S105, T201
"""python peer_seed.py N: bring the database of DATABASE_URL to N suggestions with 20 people who sign in by password."""

import sys

PASSWORD = "staff-pw-1-long"  # of a throw-away database on loopback
CAST = (("clerk", 2), ("deputy", 10), ("handler", 8))


def main():
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password

    from huying.kernel import scope
    from huying.kernel.roster import Account, Membership, Person
    from huying.project.bench import town

    congress, wanted, secret = town.people(), int(sys.argv[1]), make_password(PASSWORD)
    with scope.congress(congress):
        for n in range(500 - Membership.objects.count()):  # as many people as the peers have
            Membership.objects.create(person=Person.objects.create(name=f"测代表{n}"), role="deputy")
    made = town.fill(wanted, wanted)["suggestions"]
    with scope.congress(congress):
        for role, count in CAST:
            for n, member in enumerate(town.members(role)[:count]):
                given = {"username": f"{role}{n:02d}", "password": secret}
                Account.objects.update_or_create(person=member.person, defaults=given)
    print(made)


if __name__ == "__main__":
    main()
