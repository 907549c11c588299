"""Publishing, hiding the name, key items."""

import pytest
from django.test import Client

from huying.kernel.process import Forbidden, Refused
from huying.suggestions import operations as suggestions
from huying.suggestions.queries import author_name, published

BOTH = {"secrecy_checked": True, "privacy_checked": True}


def test_published_after_both_checks(walk, world):
    row = walk.closed()
    for checks in ({}, {"secrecy_checked": True}, {"privacy_checked": True}):
        with pytest.raises(Refused, match="审查"):
            suggestions.publish(row, by=world.zhou, at=walk.at, **checks)
    assert not published().exists()
    suggestions.publish(row, by=world.zhou, at=walk.at, **BOTH)
    assert published().get() == row
    with pytest.raises(Refused, match="原因"):
        suggestions.unpublish(row, by=world.zhou, at=walk.at, kind="", reason="含有电话号码")
    suggestions.unpublish(row, by=world.zhou, at=walk.at, kind="privacy", reason="含有电话号码")
    assert not published().exists()
    with pytest.raises(Forbidden):
        suggestions.publish(row, by=world.lin, at=walk.at, **BOTH)


def test_what_was_taken_down_says_so_at_its_address_and_in_the_log(walk, world):
    row, code = walk.closed(title="关于老宅的建议"), world.congress.code
    address, anyone = f"/c/{code}/suggestions/public/{row.pk}/", Client()
    assert anyone.get(address).status_code == 404  # it never was public
    suggestions.publish(row, by=world.zhou, at=walk.at, **BOTH)
    suggestions.unpublish(row, by=world.zhou, at=walk.at, kind="privacy", reason="含有电话号码")
    gone, log = anyone.get(address), anyone.get(f"/c/{code}/voices/taken-down/").content.decode()
    page = gone.content.decode()
    assert gone.status_code == 410 and "涉及个人隐私" in page and row.number in page
    assert "代表建议" in log and "涉及个人隐私" in log and row.case.number in log
    assert "老宅" not in page + log and "电话号码" not in page + log


def test_what_the_unit_holds_back_is_not_published(walk, world):
    row = walk.received()
    walk.answer(walk.part(row), may_publish=False)
    with pytest.raises(Refused, match="不宜公开"):
        suggestions.publish(walk.fresh(row), by=world.zhou, at=walk.at, **BOTH)


def test_a_hidden_name_is_hidden_from_units_and_public(walk, world):
    row = walk.closed(hide_name=True)
    assert author_name(row) == "林知远"
    assert "林知远" not in author_name(row, public=True) + author_name(row, for_unit=True)
    assert "林知远" not in "".join(row.search_text())


def test_key_items(walk, world):
    row = walk.assigned()
    suggestions.mark_key(row, by=world.chen, at=walk.at, reason="群众切身利益")
    with pytest.raises(Refused, match="已经是重点"):
        suggestions.mark_key(row, by=world.zhou, at=walk.at, reason="再来")
    suggestions.unmark_key(row, by=world.zhou, at=walk.at, reason="主任会议调整")
    assert row.is_key is False
    with pytest.raises(Forbidden):
        suggestions.mark_key(row, by=world.lin, at=walk.at, reason="我的最重要")
