"""Of which congresses somebody is a deputy: public knowledge, asked across congresses for names of levels only."""

from collections.abc import Iterable

from .roster import Membership

ORDER = ("national", "province", "city", "prefecture", "county", "township")


def levels_of(people: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """{person id: [(level, short name of the congress)]}, the highest first; one query. Nobody's other data is read."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Membership.everywhere.filter(
        person__in=list(people), role="deputy", is_active=True, congress__is_active=True
    ).values_list("person_id", "congress__level", "congress__short", "congress__name")
    for person, level, short, name in rows.order_by("pk"):
        one = (level, short or name)
        if one not in found.setdefault(person, []):
            found[person].append(one)
    for offices in found.values():
        offices.sort(key=lambda one: ORDER.index(one[0]))
    return found
