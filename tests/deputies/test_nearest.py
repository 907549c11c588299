"""Nearest station: properties that hold for whatever tree and whatever stations."""

from hypothesis import given
from hypothesis import strategies as st

from huying.deputies.postings.nearest import STRENGTH, Home, Place, nearest, reasons

ids = st.integers(1, 6)
paths = st.lists(ids, max_size=3, unique=True).map(tuple)
words = st.frozensets(st.sampled_from(["茶", "教育", "法律"]), max_size=2)
homes = st.builds(Home, areas=paths, district=paths, trades=words)
places = st.builds(
    Place, key=st.integers(1, 10**6), name=st.sampled_from("甲乙丙丁"), areas=paths, trades=words,
    rank=st.integers(0, 2), load=st.integers(0, 5),
)  # fmt: skip
lists = st.lists(places, max_size=8, unique_by=lambda p: p.key)


@given(homes, lists, st.randoms())
def test_the_order_in_which_stations_come_does_not_matter(home, found, lots):
    mixed = list(found)
    lots.shuffle(mixed)
    assert nearest(home, found) == nearest(home, mixed)


@given(homes, lists)
def test_only_stations_with_a_reason_are_proposed_best_first(home, found):
    chosen = nearest(home, found, most=99)
    assert [c.place.key for c in chosen] == [*dict.fromkeys(c.place.key for c in chosen)]
    assert {c.place.key for c in chosen} == {p.key for p in found if reasons(home, p)}
    best = [min(STRENGTH.index(r) for r in c.reasons) for c in chosen]
    assert best == sorted(best)


@given(homes, lists, places)
def test_a_station_without_a_reason_changes_nothing(home, found, other):
    if not reasons(home, other) and other.key not in {p.key for p in found}:
        assert nearest(home, [*found, other]) == nearest(home, found)


@given(homes, places)
def test_a_station_of_a_trade_takes_that_trade_only(home, place):
    if place.trades:
        assert bool(reasons(home, place)) == bool(place.trades & home.trades)


def test_own_village_before_town_before_the_other_end_of_it():
    home = Home(areas=(11, 1), district=(12, 1))
    own, district, town = Place(1, areas=(11, 1)), Place(2, areas=(12, 1)), Place(3, areas=(1,))
    assert [c.place.key for c in nearest(home, [town, district, own])] == [1, 2, 3]
    assert nearest(home, [Place(4, areas=(2,))]) == []


def test_of_two_alike_the_emptier_one():
    home = Home(areas=(1,))
    assert nearest(home, [Place(1, load=4, areas=(1,)), Place(2, load=1, areas=(1,))])[0].place.key == 2
