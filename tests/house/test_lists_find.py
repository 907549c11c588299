"""Every list with a search box finds its own rows by what it shows of them."""

import pytest
from django.test import RequestFactory

from huying.kernel import finding, scope
from huying.kernel.subject import SUBJECTS
from huying.ui import doors
from huying.ui.listing import Listing

pytestmark = pytest.mark.django_db
WITHOUT = {"classifiers"}  # numbered versions of one model, a dozen in all: no search box


def shown(room, row) -> str:
    """The words by which a reader knows the row: its main cell, else its first."""
    cells = [column.shown(row) for column in room.columns]
    cells = [cell if isinstance(cell, dict) else {"text": str(cell)} for cell in cells]
    return str(next((cell for cell in cells if cell.get("main")), cells[0])["text"])


def found(room, member, text: str) -> list:
    request = RequestFactory().get("/", {"q": text})
    request.member = member
    return [row.pk for row in Listing(room, request).page()[0]]


def test_every_list_with_a_search_box_says_what_it_finds_by(walked):
    cannot = {name for name, room in doors.ROOMS.items() if not finding.can_find(room.model)}
    assert cannot == WITHOUT


def test_what_rows_are_found_by_is_text_a_choice_or_an_indexed_whole():
    for model in SUBJECTS.values():
        for path in model.FOUND_BY:
            field = finding.column(model, path)
            kind = field.get_internal_type()
            fits = (
                finding.is_indexed(field.related_model)
                if field.is_relation
                else kind in ("CharField", "TextField")
            )
            assert fits, f"{model.__name__}: {path}"


def test_a_row_is_found_by_what_its_list_shows_of_it(walked):
    lost = []
    with scope.congress(walked.congress):
        for name, room in doors.ROOMS.items():
            for member in walked.cast if finding.can_find(room.model) else ():
                if (row := room.queries.visible_to(member).order_by("pk").first()) is None:
                    continue
                if row.pk not in found(room, member, text := shown(room, row)):
                    lost.append((name, text))
                break
    assert not lost


def test_a_list_says_what_it_is_narrowed_to_in_the_words_of_its_page(walked):
    with scope.congress(walked.congress):
        room = doors.ROOMS["suggestions"]
        request = RequestFactory().get("/", {"q": "桥", "tray": "assigned", "page": "2"})
        request.member = walked.zhou
        assert Listing(room, request).asked() == {"收件筐": "办理中", "找什么": "桥"}
        request = RequestFactory().get("/", {"state": "closed"})
        request.member = walked.zhou
        assert Listing(room, request).asked() == {"状态": "办结"}
