"""A voice that is another congress's matter: registered there, answered here; nothing of the person goes along."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huying.kernel import files, process, scope
from huying.kernel.process import Refused
from huying.kernel.verify import verify
from huying.voices import operations as voices
from huying.voices.models import Voice
from tests.ground import ground
from tests.world import build, when

AT, LATER = when("2026-03-02"), when("2026-03-05")


cast = ground(build)


@pytest.fixture
def world(cast):
    with scope.congress(cast.congress):
        yield cast


@pytest.fixture
def png():
    kept = BytesIO()
    Image.new("RGB", (8, 8), "red").save(kept, "PNG")
    return SimpleUploadedFile("桥.png", kept.getvalue(), "image/png")


@pytest.fixture
def voice(world):
    said = voices.hear(
        by=world.zhou, at=AT, title="跨县公交停运", text="到市里的公交停了半个月。", author="周桂香", phone="13900000000",
        urgency="urgent", urgency_reason="学生上学",
    )  # fmt: skip
    voices.forward(said, by=world.zhou, at=AT, to=world.city.congress, text="线路由市里审批。")
    return said


def there(world) -> Voice:
    with scope.congress(world.city.congress):
        return Voice.objects.select_related("came_from").get(came_number__gt="")


def here(voice) -> Voice:
    return Voice.objects.get(pk=voice.pk)


def test_the_other_congress_has_the_words_and_the_urgency_but_not_the_person(world, voice):
    row = there(world)
    assert (row.title, row.text, row.urgency, row.state) == (
        "跨县公交停运",
        "到市里的公交停了半个月。",
        "urgent",
        "heard",
    )
    assert (row.author, row.phone, row.channel) == ("", "", "forward")
    assert (row.came_from, row.came_number) == (world.congress, voice.number)
    assert here(voice).state == "handed" and here(voice).sent_to == world.city.congress


def test_pictures_go_along(world, png):
    said = voices.hear(by=world.zhou, at=AT, text="桥断了，见照片。", files=[png])
    voices.forward(said, by=world.zhou, at=AT, to=world.city.congress)
    row = there(world)
    with scope.congress(world.city.congress):
        copy = files.of(row).get()
        assert copy.congress == world.city.congress
    assert copy.pk != files.of(said).get().pk


def test_papers_of_this_house_stay_here_when_a_reopened_voice_is_sent_on(world, png):
    said = voices.hear(by=world.zhou, at=AT, text="桥断了，见照片。", files=[png])
    paper = SimpleUploadedFile("内部核查.txt", "只供本级人大".encode(), "text/plain")
    voices.settle(said, by=world.zhou, at=AT, text="已经设立路障。", files=[paper])
    voices.reopen(said, by=process.public(), at=LATER, code=said.fresh_code, reason="路障又倒了。")
    voices.forward(said, by=world.zhou, at=LATER, to=world.city.congress)
    assert files.of(said).count() == 2
    with scope.congress(world.city.congress):
        assert files.of(Voice.objects.get(came_number=said.number)).count() == 1


def test_an_answer_there_is_an_answer_here_and_so_is_the_proof(world, voice):
    row = there(world)
    with scope.congress(world.city.congress):
        voices.explain(row, by=world.city.clerk, at=LATER, text="线路经营期满，四月起由新公司运营。")
    told = here(voice)
    assert (told.state, told.outcome) == ("answered", "explained")
    assert "四月起由新公司运营" in told.written("answer").last().text
    assert "沧源市" in told.written("answer").last().text


def test_solved_there_becomes_fulfilled_here_only_with_the_proof(world, voice):
    row = there(world)
    with scope.congress(world.city.congress):
        house = process.house()
        row.refresh_from_db()
        from huying.kernel.roster import Unit

        unit = Unit.objects.create(name="沧源市交通运输局")
        voices.hand_over(row, by=world.city.clerk, at=LATER, tier="city", unit=unit)
        voices.answer(row, by=house, at=LATER, outcome="solved", text="公交已经恢复。")
    assert (here(voice).outcome, here(voice).fulfilled_on) == ("solved", None)
    with scope.congress(world.city.congress):
        voices.fulfil(row, by=process.house(), at=LATER, text="三月五日首班车已经发出。")
    assert here(voice).fulfilled_on is not None
    assert "首班车" in here(voice).written("proof").last().text


def test_not_taken_there_stands_before_triage_here_with_the_reason(world, voice):
    row = there(world)
    with scope.congress(world.city.congress):
        voices.decline(row, by=world.city.clerk, at=LATER, reason="elsewhere")
    back = here(voice)
    assert (back.state, back.sent_to, back.handed_on) == ("heard", None, None)
    assert back.due_on is not None


def test_it_never_circles_and_goes_only_to_neighbours(world, voice):
    row = there(world)
    with scope.congress(world.city.congress), pytest.raises(Refused, match="移送来的"):
        voices.forward(row, by=world.city.clerk, at=LATER, to=world.congress)
    other = voices.hear(by=world.zhou, at=AT, text="另一件。")
    with pytest.raises(Refused, match="只能移送"):
        voices.forward(other, by=world.zhou, at=AT, to=world.congress)


@pytest.mark.parametrize("name", ["take_back", "answer", "direct", "report"])
def test_while_it_is_there_nobody_here_acts_on_it(world, voice, name):
    ways = {
        "take_back": {"text": "弄错了"}, "answer": {"outcome": "solved", "text": "好了"},
        "direct": {"unit": world.transport, "tier": "county"}, "report": {"outcome": "solved", "text": "好了"},
    }  # fmt: skip
    with pytest.raises(Refused):
        getattr(voices, name)(here(voice), by=world.zhou, at=LATER, **ways[name])


def test_both_chains_are_whole_and_neither_holds_the_other_s_rows(world, voice):
    row = there(world)
    with scope.congress(world.city.congress):
        voices.explain(row, by=world.city.clerk, at=LATER, text="已经答复。")
    assert verify(world.congress).problems == []
    assert verify(world.city.congress).problems == []
    with scope.congress(world.city.congress):
        assert not Voice.objects.filter(pk=voice.pk).exists()


def test_the_form_offers_the_city_and_the_sister_county_but_not_oneself(world, voice):
    from huying.voices import forms

    form = forms.STEPS["forward"](row=voice, member=world.zhou)
    names = {c.name for c in form.fields["to"].queryset}
    assert names == {"沧源市人民代表大会", "临溪县人民代表大会"}


def test_who_gave_it_back_answers_no_longer_for_another(world, voice):
    """Given back by the city and sent to the sister county: what the city says of its old row is not that county's answer."""
    row = there(world)
    with scope.congress(world.city.congress):
        voices.decline(row, by=world.city.clerk, at=LATER, reason="elsewhere")
    sister = world.neighbour.congress
    voices.forward(here(voice), by=world.zhou, at=LATER, to=sister)
    with scope.congress(world.city.congress), pytest.raises(Refused, match="已经退回移送的人大"):
        voices.take_back(row, by=world.city.clerk, at=LATER, text="再看一遍。")
    home = here(voice)
    assert (home.state, home.sent_to) == ("handed", sister) and not home.written("answer").exists()


def test_a_protected_person_s_matter_stays_closed_to_deputies_there(world):
    said = voices.hear(by=world.zhou, at=AT, text="举报河边偷排。", is_protected=True)
    voices.forward(said, by=world.zhou, at=AT, to=world.city.congress)
    assert there(world).is_protected


def test_nothing_is_sent_where_the_room_is_switched_off(world):
    there = world.city.congress
    there.switches = {**there.switches, "rooms_off": ["voices"]}
    there.save()
    said = voices.hear(by=world.zhou, at=AT, text="跨县公交停运。")
    with pytest.raises(Refused, match="只能移送"):
        voices.forward(said, by=world.zhou, at=AT, to=there)
