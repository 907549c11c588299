"""What people met who used the road for the first time: nothing needed stands on another page than theirs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huying.kernel.roster import Account
from huying.suggestions import operations as suggestions
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.handlings import queries
from huying.suggestions.models import Suggestion
from huying.voices import operations as voices
from tests.world import when


@pytest.fixture
def enter(world):
    """enter(member): this member's browser, signed in."""

    def signed_in(member):
        client = Client()
        account = Account.objects.get(person=member.person)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def sees(enter):
    """sees(member, "suggestions:detail", row): the page as this member's browser gets it."""

    def look(member, name, row):
        page = enter(member).get(reverse(name, args=["qinghe", row.pk]))
        assert page.status_code == 200
        return page

    return look


def paper(name):
    return SimpleUploadedFile(name, "护栏已经装好。".encode())


def names(page):
    return {f["name"] for f in page.context["files"]}


def test_what_came_with_suggestion_opinion_and_reply_stands_on_the_page_of_whoever_reads_them(
    walk, world, sees
):
    row = walk.received(co=[world.housing], files=[paper("现场.txt")])
    part, co = walk.part(row), walk.part(row, world.housing)
    handlings.give_opinion(
        co,
        by=walk.handler_of(world.housing),
        at=walk.later().at,
        text="配合疏导。",
        files=[paper("会办.txt")],
    )
    walk.answer(part, files=[paper("签发件.txt")])
    assert names(sees(world.lin, "suggestions:detail", row)) == {"现场.txt", "签发件.txt"}
    lead = walk.handler_of(part.unit)
    assert names(sees(lead, "handlings:detail", part)) == {"现场.txt", "会办.txt", "签发件.txt"}


def test_a_unit_s_desk_opens_what_is_late_before_what_is_soon():
    order = [tray.name for tray in queries.TRAYS]
    assert order.index("overdue") < order.index("due_soon")


def test_after_receipt_the_talk_comes_before_sending_back(walk, world, sees, monkeypatch):
    part = walk.part(walk.received())
    monkeypatch.setattr("django.utils.timezone.now", lambda: walk.at)  # inside the window of a return
    steps = [s["name"] for s in sees(walk.handler_of(part.unit), "handlings:detail", part).context["steps"]]
    assert steps.index("log_contact") < steps.index("ask_return")


def test_before_submitting_the_deputy_reads_the_whole_and_is_told_that_the_advice_is_missing(
    walk, world, sees
):
    bare, full = walk.draft(advice=""), walk.draft()
    page = sees(world.lin, "suggestions:submit", bare).content.decode()
    assert "具体建议还没有写" in page and bare.text in page
    page = sees(world.lin, "suggestions:submit", full).content.decode()
    assert "具体建议还没有写" not in page and full.advice in page


def test_who_is_asked_to_sign_reads_what_on_the_same_page(walk, world, sees):
    row = walk.draft()
    suggestions.invite(row, by=world.lin, at=walk.at, deputies=[world.gao])
    assert row.text in sees(world.gao, "suggestions:confirm", row).content.decode()


def test_the_reply_is_written_and_rated_with_the_words_in_sight(walk, world, sees):
    row = walk.received()
    part = walk.part(row)
    walk.talk(part)
    assert row.advice in sees(walk.handler_of(part.unit), "handlings:reply", part).content.decode()
    walk.answer(part, talk=False)
    assert "护栏已经装好。" in sees(world.lin, "suggestions:rate", row).content.decode()


def test_a_draft_with_nobody_invited_offers_no_cancelling(walk, world, sees):
    row = walk.draft()
    assert "uninvite" not in [s["name"] for s in sees(world.lin, "suggestions:detail", row).context["steps"]]


def test_the_reason_for_a_return_stands_at_the_top(walk, world, sees):
    row = walk.submitted()
    suggestions.send_back(row, by=world.zhou, at=walk.later().at, reason="请写明由谁来修。")
    banners = sees(world.lin, "suggestions:detail", row).context["banners"]
    assert [b["text"] for b in banners] == ["请写明由谁来修。"]


def test_what_was_rated_no_longer_waits_for_a_rating(walk, world, sees):
    row = walk.rate(walk.replied())
    assert sees(world.lin, "suggestions:detail", row).context["state_label"] == "待办结"


def test_a_request_for_more_time_and_its_part_lead_to_each_other(walk, world, sees):
    from huying.suggestions.extensions import operations as extensions

    part = walk.part(walk.received())
    unit = walk.handler_of(part.unit)
    asked = extensions.ask(
        by=unit, at=walk.later().at, handling=part, reason="要和供电公司一起改造。", broad_and_hard=True
    )
    links = {link["label"]: link["url"] for link in sees(unit, "handlings:detail", part).context["links"]}
    assert (
        reverse("extensions:detail", args=["qinghe", asked.pk]) in links.values() and "申请延期" not in links
    )
    back = [link["url"] for link in sees(unit, "extensions:detail", asked).context["links"]]
    assert reverse("handlings:detail", args=["qinghe", part.pk]) in back


def test_who_took_up_a_voice_is_led_from_it_to_the_draft(world, sees):
    voice = voices.hear(
        by=world.he, at=when("2026-11-02"), text="路灯坏了十一天。", title="路灯坏了", channel="visit"
    )
    voices.adopt(voice, by=world.lin, at=when("2026-11-03"))
    draft = Suggestion.objects.get(case=voice.case_id)
    door = reverse("suggestions:detail", args=["qinghe", draft.pk])
    assert f'href="{door}"' in sees(world.lin, "voices:detail", voice).content.decode()
    assert door not in sees(world.he, "voices:detail", voice).content.decode()


def test_an_error_says_that_the_files_have_to_be_chosen_again(walk, world, enter):
    part = walk.part(walk.received())
    walk.talk(part)
    page = enter(walk.handler_of(part.unit)).post(
        reverse("handlings:reply", args=["qinghe", part.pk]),
        {"text": "已经装好。", "files": [paper("签发件.txt")]},
    )
    assert page.status_code == 422 and "附件没有保留，请重新选择" in page.content.decode()
