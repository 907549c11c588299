"""Who sees what; trays; every list as a stranger."""

import pytest

from huying.kernel import scope
from huying.kernel.process import public
from huying.suggestions import operations as suggestions
from huying.suggestions import queries
from huying.suggestions.extensions import queries as extensions
from huying.suggestions.handlings import operations
from huying.suggestions.handlings import queries as handlings


def names(world, row):
    return {
        k
        for k, m in vars(world).items()
        if getattr(m, "role", "") and queries.visible_to(m).filter(pk=row.pk).exists()
    }


def test_a_draft_is_its_author_s_and_of_who_is_asked_to_sign(walk, world):
    row = walk.draft()
    assert names(world, row) == {"lin"}
    suggestions.invite(row, by=world.lin, at=walk.at, deputies=[world.gao])
    assert names(world, row) == {"lin", "gao"}
    suggestions.decline(row, by=world.gao, at=walk.at)
    assert names(world, row) == {"lin"}


def test_a_paper_draft_is_also_the_office_s(walk, world):
    row = suggestions.draft(by=world.zhou, at=walk.at, author=world.lin, title="纸质", text="事实")
    assert names(world, row) == {"lin", "zhou", "chen"}


def test_units_see_what_they_handle_and_no_more(walk, world):
    row = walk.received(lead=world.cabinet, co=[world.court])
    assert names(world, row) == {"lin", "zhou", "chen", "cabinet_handler", "court_handler"}
    operations.split(walk.part(row), by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.housing)
    assert "housing_handler" in names(world, row)
    operations.ask_return(
        walk.part(row, world.housing), by=world.housing_handler, at=walk.at, reason="不是我们"
    )
    operations.grant_return(
        walk.part(row, world.housing), by=world.cabinet_handler, at=walk.at, unit=world.health
    )
    assert "housing_handler" not in names(world, row)


def test_neighbours_and_the_public_see_nothing(walk, world):
    walk.closed()
    for rows in (queries.visible_to, handlings.visible_to, extensions.visible_to):
        assert not rows(public()).exists()
        for member in world.neighbour.cast:
            with scope.congress(world.neighbour.congress):
                assert not rows(member).exists()


def test_a_stand_in_sees_and_does_what_the_absent_may(walk, world):
    row = walk.assigned()
    world.housing_handler.standing_in_for = (world.transport_handler,)
    assert queries.visible_to(world.housing_handler).filter(pk=row.pk).exists()
    operations.receive(walk.part(row), by=world.housing_handler, at=walk.at)


def tray(module, name):
    return next(t for t in module.TRAYS if t.name == name)


def test_the_clerk_s_trays_follow_the_road(walk, world):
    def full():
        return {t.name for t in queries.TRAYS if "clerk" in t.roles and t.rows(world.zhou).exists()} - {
            "overdue"
        }

    row = walk.submitted()
    assert full() == {"submitted"}
    suggestions.accept(row, by=world.zhou, at=walk.at)
    assert full() == {"accepted"}
    suggestions.assign(row, by=world.zhou, at=walk.at, lead=world.transport)
    assert full() == {"assigned"}
    operations.receive(walk.part(row), by=world.transport_handler, at=walk.at)
    walk.answer(walk.part(row))
    assert full() == {"replied"}
    row = walk.rate(walk.fresh(row), "good", "no")
    assert full() == {"assigned", "redone"}
    walk.answer(walk.part(row))
    row = walk.rate(walk.fresh(row))
    assert full() == {"rated"}
    suggestions.close(row, by=world.zhou, at=walk.at)
    assert full() == {"closed", "unpublished"}


def test_the_deputy_s_and_the_unit_s_trays(walk, world):
    row = walk.assigned(co=[world.health])
    assert tray(handlings, "offered").rows(world.transport_handler).count() == 1
    assert tray(handlings, "offered").rows(world.housing_handler).count() == 0
    for part in row.handlings.all():
        operations.receive(part, by=walk.handler_of(part.unit), at=walk.at)
    assert tray(handlings, "opinions").rows(world.health_handler).count() == 1
    assert tray(handlings, "opinions").rows(world.transport_handler).count() == 0
    walk.answer(walk.part(row, world.transport))
    assert tray(queries, "to_rate").rows(world.lin).get() == row
    assert not tray(queries, "to_rate").rows(world.gao).exists()
    assert tray(handlings, "replied").rows(world.transport_handler).count() == 1


@pytest.mark.parametrize(("day", "late"), [("2026-06-04", False), ("2026-06-05", True)])
def test_overdue_and_due_soon(walk, world, day, late):
    row = walk.received()
    walk.talk(walk.part(row))
    at = walk.on(day).day
    assert handlings.overdue(world.transport_handler, at).exists() is late
    assert handlings.due_soon(world.transport_handler, at).exists() is not late
    assert queries.overdue(world.chen, at).exists() is late
