"""What must not leak and what must not be lost on the road: papers, withheld answers, merged matters, honest rounds."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huying.kernel import files
from huying.kernel.clocks import rules
from huying.kernel.files import File
from huying.kernel.process import Refused
from huying.suggestions import operations as suggestions
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import Suggestion
from huying.voices import operations as voices


def scan(name="评价表.txt"):
    return SimpleUploadedFile(name, "满意".encode())


def browser(member):
    client = Client()
    client.force_login(member.person.account)
    return client


def test_a_scanned_rating_is_sealed_from_the_unit_like_the_rating(walk, world):
    row = walk.replied()
    suggestions.rate(row, by=world.zhou, at=walk.at, attitude="good", result="good", files=[scan()])
    kept = File.objects.get(name="评价表.txt")
    where = reverse("file", kwargs={"code": "qinghe", "pk": kept.pk})
    for member, sees in ((world.transport_handler, False), (world.zhou, True), (world.lin, True)):
        assert files.may_see(member, kept) is sees
        assert (kept in files.seen(row, member)) is sees
        client = browser(member)
        assert (client.get(where).status_code == 200) is sees
        page = client.get(reverse("suggestions:detail", kwargs={"code": "qinghe", "pk": row.pk}))
        assert ("评价表" in page.content.decode()) is sees
        told = client.get(f"/api/v1/c/qinghe/suggestions/{row.pk}").json()
        assert bool(told["files"]) is sees


def test_a_draft_on_a_shared_case_shows_its_files_to_its_own_deputy_only(walk, world):
    first = walk.draft(files=[scan("现场.txt")])
    second = walk.draft(author=world.gao, case=first.case, title="另一件")
    kept = File.objects.get()
    assert (kept.subject_kind, kept.subject_id) == ("suggestions", first.pk)
    assert files.may_see(world.lin, kept) and not files.may_see(world.gao, kept)
    assert files.seen(second, world.gao) == []


def test_an_answer_after_publication_is_not_public_before_it_was_checked(walk, world):
    row = walk.replied()
    suggestions.publish(row, by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)
    suggestions.redo(row, by=world.zhou, at=walk.later().at, reason="答非所问")
    walk.later()
    part = walk.part(row)
    handlings.log_contact(
        part, by=world.transport_handler, at=walk.at, way="phone", who="代表", summary="再谈"
    )
    handlings.reply(
        part, by=world.transport_handler, at=walk.at, text="内部数字三千万", result_class="A", signer="局长", may_publish=False,
    )  # fmt: skip
    where = reverse("suggestions:public_item", kwargs={"code": "qinghe", "pk": row.pk})
    assert "内部数字三千万" not in Client().get(where).content.decode()
    row = walk.fresh(row)
    with pytest.raises(Refused, match="不宜公开"):
        suggestions.publish(row, by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)


def test_a_checked_second_answer_may_be_published_again(walk, world):
    row = walk.replied()
    suggestions.publish(row, by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)
    with pytest.raises(Refused, match="已经公开"):
        suggestions.publish(row, by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)
    suggestions.redo(row, by=world.zhou, at=walk.later().at, reason="答非所问")
    walk.later()
    walk.answer(walk.part(row))
    row = walk.fresh(row)
    suggestions.publish(row, by=world.zhou, at=walk.later().at, secrecy_checked=True, privacy_checked=True)
    page = Client().get(reverse("suggestions:public_item", kwargs={"code": "qinghe", "pk": row.pk}))
    assert page.status_code == 200 and len(page.context["replies"]) == 1
    assert page.context["replies"][0].round == 2


def test_what_was_merged_goes_on_when_the_leading_one_is_withdrawn(walk, world):
    lead, other = walk.accepted(), walk.accepted(author=world.gao, title="也说护栏")
    suggestions.merge(other, by=world.zhou, at=walk.at, into=lead)
    suggestions.withdraw(lead, by=world.lin, at=walk.at, reason="另行了解")
    other = walk.fresh(other)
    assert (other.state, other.outcome, other.merged_into) == ("submitted", "", None)


def test_what_was_merged_goes_on_when_the_leading_one_becomes_a_letter(walk, world):
    lead, other = walk.accepted(), walk.accepted(author=world.gao, title="也说护栏")
    suggestions.merge(other, by=world.zhou, at=walk.at, into=lead)
    ground = rules()[0].value("suggestion.inadmissible")[0]["code"]
    suggestions.treat_as_letter(lead, by=world.zhou, at=walk.at, ground=ground)
    assert walk.fresh(other).state == "submitted"


def test_a_first_no_is_handled_again_even_after_a_round_that_the_office_ordered(walk, world):
    row = walk.replied()
    suggestions.redo(row, by=world.zhou, at=walk.at, reason="答非所问")
    walk.later()
    walk.answer(walk.part(row))
    row = walk.rate(walk.fresh(row), "good", "no")
    assert (row.state, row.rounds) == ("assigned", 3)
    walk.later()
    walk.answer(walk.part(row))
    row = walk.rate(walk.fresh(row), "good", "no")
    assert row.state == "meeting"
    suggestions.meet(row, by=world.zhou, at=walk.at, attendees="三方", conclusion="再答一次")
    suggestions.reply_again(row, by=world.zhou, at=walk.at)
    assert row.state == "assigned"


def test_a_withheld_answer_is_not_sent_to_the_citizen(walk, world):
    voice = voices.hear(by=world.he, at=walk.at, text="临水路没有护栏。", area=world.town)
    voices.adopt(voice, by=world.zhou, at=walk.at, deputy=world.lin)
    row = Suggestion.objects.get(case=voice.case)
    suggestions.submit(row, by=world.lin, at=walk.at)
    suggestions.accept(row, by=world.zhou, at=walk.later().at)
    suggestions.assign(row, by=world.zhou, at=walk.at, lead=world.transport)
    part = walk.part(row)
    by = world.transport_handler
    handlings.receive(part, by=by, at=walk.at)
    handlings.log_contact(part, by=by, at=walk.at, way="phone", who="代表", summary="谈过")
    handlings.reply(
        part, by=by, at=walk.at, text="内部数字三千万", result_class="A", signer="局长", may_publish=False
    )
    row = walk.rate(walk.fresh(row))
    suggestions.close(row, by=world.zhou, at=walk.at)
    voice.refresh_from_db()
    said = "".join(p.text for p in voice.papers.all())
    assert voice.answered_on and "三千万" not in said and "不对外公开" in said
