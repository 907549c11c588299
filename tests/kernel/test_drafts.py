"""Drafts: kept, found again, never a neighbour's, bounded."""

import json
from datetime import timedelta

import pytest
from django.http import QueryDict

from huying.kernel import drafts, scope
from huying.kernel.drafts import Draft
from tests.kernel.toy.town import AT, houses, town, toy, toy_tables  # noqa: F401


@pytest.fixture(autouse=True)
def _here(town):  # noqa: F811
    with scope.congress(town.here):
        yield


def test_a_draft_is_found_by_its_writer_and_by_nobody_else(town):  # noqa: F811
    drafts.save(town.lin, "toy.ask:new", {"text": "修桥𠮷"}, at=AT)
    drafts.save(town.lin, "toy.ask:new", {"text": "修桥𠮷，再修路"}, at=AT)
    assert drafts.load(town.lin, "toy.ask:new").data == {"text": "修桥𠮷，再修路"}
    assert drafts.load(town.zhao, "toy.ask:new") is None and drafts.load(town.lin, "toy.ask:7") is None
    with scope.congress(town.there):
        assert drafts.load(town.lin, "toy.ask:new") is None
    drafts.drop(town.lin, "toy.ask:new")
    assert drafts.load(town.lin, "toy.ask:new") is None


def test_the_size_and_the_number_of_drafts_are_bounded(town):  # noqa: F811
    drafts.save(town.lin, "long", {"text": "长" * 100_000}, at=AT)
    with pytest.raises(drafts.TooLong, match="太长"):
        drafts.save(town.lin, "long", {"text": "长" * 400_001}, at=AT)
    assert len(drafts.load(town.lin, "long").data["text"]) == 100_000
    for n in range(drafts.MOST + 5):
        drafts.save(town.lin, f"k{n}", {"text": "x"}, at=AT + timedelta(seconds=n))
    assert Draft.objects.filter(member=town.lin).count() == drafts.MOST
    assert drafts.load(town.lin, "long") is None and drafts.load(town.lin, f"k{drafts.MOST + 4}")


def test_a_visitors_draft_lives_in_the_session():
    session: dict = {}
    drafts.save_public(session, "voices.hear:new", {"text": "路灯"}, at=AT)
    assert drafts.load_public(session, "voices.hear:new") == {"text": "路灯"}
    assert drafts.load_public(session, "other") == {}
    assert "路灯" not in json.dumps(session, ensure_ascii=False)
    with pytest.raises(drafts.TooLong):
        drafts.save_public(session, "voices.hear:new", {"text": "x" * 20_001}, at=AT)
    drafts.drop_public(session)
    assert drafts.load_public(session, "voices.hear:new") == {}


def test_marks_and_secrets_are_not_kept():
    post = QueryDict("text=a&tags=1&tags=2&_key=k&_seen=3&csrfmiddlewaretoken=t&password=p&empty=")
    assert drafts.texts(post) == {"text": "a", "tags": ["1", "2"]}


def test_old_drafts_go(town):  # noqa: F811
    drafts.save(town.lin, "old", {"text": "a"}, at=AT - timedelta(days=91))
    drafts.save(town.lin, "new", {"text": "a"}, at=AT)
    assert drafts.purge(AT) == 1 and drafts.load(town.lin, "new")
