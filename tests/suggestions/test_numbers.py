"""A suggestion made of a voice stands under its own number, never under the voice's."""

import pytest

from huying.project import urls  # noqa: F401 - opens the doors
from huying.suggestions import numbers, pages
from huying.suggestions import operations as suggestions
from huying.suggestions.handlings import pages as parts
from huying.suggestions.models import Suggestion
from huying.ui import detailing
from huying.ui.doors import ROOMS
from huying.voices import operations as voices


def facts(found) -> dict:
    return {str(label): str(value) for label, value in found}


@pytest.fixture
def taken_up(walk, world):
    """(voice, the draft that its deputy's adoption made)."""
    voice = voices.hear(
        by=world.zhou, at=walk.at, channel="station", title="校车太少", text="孩子要走五里路。"
    )
    voices.adopt(voice, by=world.zhou, at=walk.later().at, deputy=world.lin)
    return voice, Suggestion.objects.get(case=voice.case_id)


def test_a_draft_made_of_a_voice_has_no_number_yet_and_says_where_it_came_from(walk, world, taken_up):
    voice, draft = taken_up
    above = detailing.context(ROOMS["suggestions"], draft, world.lin)["number"]
    assert (above, numbers.shown(draft)) == ("尚无编号", "")
    assert facts(pages.facts(draft, world.lin))["来自"] == f"民情 {voice.number}"
    cell = next(c for c in pages.COLUMNS if c.key == "number").cell
    assert voice.number not in cell(draft)


def test_once_accepted_its_official_number_stands_on_its_own_page_and_on_the_units(walk, world, taken_up):
    voice, row = taken_up
    suggestions.edit(row, by=world.lin, at=walk.at, text="孩子上学要走五里路。", advice="加开校车。")
    suggestions.submit(row, by=world.lin, at=walk.at)
    suggestions.accept(row, by=world.zhou, at=walk.later().at)
    suggestions.assign(row, by=world.zhou, at=walk.later().at, mode="lead", lead=world.transport)
    row, part = walk.fresh(row), walk.part(row)
    assert row.number and row.number != voice.number
    assert detailing.context(ROOMS["suggestions"], row, world.lin)["number"] == row.number
    assert detailing.context(ROOMS["handlings"], part, world.transport_handler)["number"] == row.number
    assert facts(parts.facts(part, world.transport_handler))["来自"] == f"民情 {voice.number}"


def test_a_deputy_s_own_draft_stands_under_its_docket_and_came_from_nowhere(walk, world):
    row = walk.draft()
    assert numbers.heading(row) == numbers.shown(row) == row.case.number
    assert "来自" not in facts(pages.facts(row, world.lin))
