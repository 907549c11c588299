"""The leader's board: every number says of what it is and opens its list."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_numbers_say_of_what_and_open_their_lists(walked, sign_in):
    page = sign_in(walked.chen).get("/c/qinghe/board/").content.decode()
    for words in ("现在超期的建议", "没有按期答复", "群众反映已落实"):
        assert words in page
    assert (
        "?tray=overdue" in page and "/suggestions/rates/?year=" in page and "/voices/figures/?since=" in page
    )
    assert 'id="missed"' in page and ">满意率<" not in page and ">办成率<" not in page
