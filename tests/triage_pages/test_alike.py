"""Same matter: found by a bounded look into a table, seen only by who may see it, merged and unmerged by one press."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huying.voices import operations
from huying.voices.models import NearKey, NearMark, Voice
from huying.voices.triage.matching import keys
from huying.voices.triage.matching.alike import alike
from tests.triage_pages.conftest import AGAIN
from tests.voices.conftest import make, sign_in


def test_the_same_matter_is_found_with_the_sentences_that_match(three, town):
    bridge, again, other = three
    found = alike(bridge, town.clerk)
    assert [a.voice.pk for a in found] == [again.pk]
    assert found[0].same
    assert found[0].may_merge
    assert any("绕三里路" in here and "绕三里路" in there for here, there in found[0].sentences)
    assert alike(other, town.clerk) == []
    assert alike(bridge, town.far_keeper) == []


def test_ended_ones_of_other_years_are_found_but_not_merged_into(three, town, now):
    bridge, again, _other = three
    operations.explain(again, by=town.keeper, at=now, text="桥已列入明年修缮计划，依据是村道管护办法。")
    found = alike(bridge, town.clerk)
    assert [(a.voice.pk, a.may_merge) for a in found] == [(again.pk, False)]


def test_the_job_writes_each_voice_once_and_goes_on_where_it_was_killed(town, now, monkeypatch):
    for n in range(5):
        make(town, now, text=f"第{n}号路灯坏了，东街一片漆黑。")
    monkeypatch.setattr(keys, "BATCH", 2)
    calls = []

    def dies(rows, _write=keys.write):
        if len(calls) == 1:
            raise SystemExit
        calls.append(len(rows))
        _write(rows)

    with monkeypatch.context() as patched:
        patched.setattr(keys, "write", dies)
        with pytest.raises(SystemExit):
            keys.catch_up()
    assert NearMark.objects.get().upto == Voice.objects.order_by("pk")[1].pk
    assert keys.behind()
    assert keys.catch_up() == 3
    assert keys.catch_up() == 0
    assert not keys.behind()
    assert NearKey.objects.values("voice").distinct().count() == 5
    assert NearKey.objects.count() == sum(
        len(keys.telling(keys.read(v.title, v.text))) for v in Voice.objects.all()
    )


def test_a_voice_that_just_came_in_is_found_before_the_job_has_seen_it(three, town, now):
    fresh = make(town, now, title="石板桥的大洞", text=AGAIN + "下雨更危险。")
    assert fresh.pk in [a.voice.pk for a in alike(three[0], town.clerk)]


def test_a_voice_committed_after_a_later_number_was_read_is_not_left_out(three, town, now):
    NearKey.objects.filter(voice=three[1]).delete()  # as if it had not been there when the job passed
    assert NearMark.objects.get().upto >= three[2].pk
    assert keys.catch_up() == 1 and NearKey.objects.filter(voice=three[1]).exists()
    assert keys.catch_up() == 0


def test_amended_words_get_new_keys(three, town, now):
    bridge, again, _other = three
    operations.amend(
        again, by=town.keeper, at=now, title="别的事", text="幼儿园门口没有斑马线，接送时车很多。"
    )
    assert alike(bridge, town.clerk) == []


def test_the_look_is_bounded_whatever_the_rows(three, town, now, monkeypatch):
    monkeypatch.setattr(keys, "EACH", 3)
    with CaptureQueriesContext(connection) as few:
        alike(three[0], town.clerk)
    for _n in range(12):
        make(town, now, title="柳湾村石板桥有大洞", text=AGAIN)
    keys.catch_up()
    mine = keys.telling(keys.read(three[0].title, three[0].text))
    rows = keys.sharing(mine, three[0].pk)
    assert len(rows) <= 3 * keys.KEYS
    newest = sorted({pk for pk, _key in rows}, reverse=True)
    assert newest[0] == Voice.objects.order_by("-pk").first().pk
    with CaptureQueriesContext(connection) as many:
        alike(three[0], town.clerk)
    assert len(many) == len(few) <= 4


def test_another_congress_is_never_found(three, town, neighbour, now):
    from huying.kernel import scope

    with scope.congress(neighbour.congress):
        theirs = make(neighbour, now, text=AGAIN)
        keys.catch_up()
        assert alike(theirs, neighbour.clerk) == []


def test_merging_is_one_press_and_so_is_undoing(three, town, client):
    bridge, again, _other = three
    sign_in(client, town.keeper)
    page = client.get(
        f"/c/qh/voices/{bridge.pk}/triage/hints/", headers={"HX-Request": "true"}
    ).content.decode()
    assert f'value="{again.number}"' in page
    assert "<!doctype" not in page
    answer = client.post(f"/c/qh/voices/{bridge.pk}/merge/", {"into": again.number, "_seen": bridge.version})
    assert answer.status_code == 302
    bridge.refresh_from_db()
    assert (bridge.state, bridge.merged_into) == ("merged", again)
    detail = client.get(answer["Location"]).content.decode()
    assert f'action="/c/qh/voices/{bridge.pk}/unmerge/"' in detail
    assert client.post(f"/c/qh/voices/{bridge.pk}/unmerge/").status_code == 302
    bridge.refresh_from_db()
    assert (bridge.state, bridge.merged_into, bridge.case) == ("heard", None, bridge.home_case)
