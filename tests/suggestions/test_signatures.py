"""A co-signer's answer changed by direct SQL is found and named."""

import pytest
from django.db import connection

from huying.kernel.verify import verify
from huying.suggestions import operations as suggestions
from huying.suggestions.models import Cosign


@pytest.fixture
def signed(walk, world):
    row = walk.draft()
    suggestions.invite(row, by=world.lin, at=walk.at, deputies=[world.gao, world.sun])
    suggestions.confirm(row, by=world.gao, at=walk.at)
    suggestions.decline(row, by=world.sun, at=walk.at)
    suggestions.invite(row, by=world.lin, at=walk.at, deputies=[world.gao, world.sun])
    suggestions.edit(row, by=world.lin, at=walk.at, title="改过的标题")
    suggestions.confirm(row, by=world.gao, at=walk.at)
    suggestions.uninvite(row, by=world.lin, at=walk.at, deputy=world.sun)
    suggestions.submit(row, by=world.lin, at=walk.at)
    suggestions.agree_withdrawal(row, by=world.gao, at=walk.at)
    return row


def problems(world):
    return {p.kind for p in verify(world.congress).problems}


def test_what_the_steps_did_is_what_stands(signed, world, walk):
    walk.accepted(title="另一件")
    assert problems(world) == set()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE suggestions_cosign SET answer='confirmed' WHERE answer='removed'",
        "UPDATE suggestions_cosign SET agrees_to_withdraw=NOT agrees_to_withdraw",
        "DELETE FROM suggestions_cosign WHERE answer='confirmed'",
    ],
)
def test_a_changed_answer_is_found(signed, world, sql):
    with connection.cursor() as c:
        c.execute(sql)
    assert problems(world) == {"signature"}


def test_a_signature_put_in_or_moved_is_found(signed, world, walk):
    other = walk.draft(author=world.sun, title="无人联名")
    row = Cosign.objects.get(answer="confirmed")
    with connection.cursor() as c:
        c.execute("UPDATE suggestions_cosign SET suggestion_id=%s WHERE id=%s", [other.pk, row.pk])
    assert problems(world) == {"signature"}
