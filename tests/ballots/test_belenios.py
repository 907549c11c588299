"""Files for Belenios: the questions of each kind of poll, the roll without names; what its ballots cannot hold is refused."""

import io
import json
import zipfile

import pytest
from django.test import Client

from huying.ballots import kinds
from huying.ballots.blind import belenios
from huying.kernel.process import Refused

from .test_blind_pages import signed_in


@pytest.mark.parametrize(
    ("spec", "questions"),
    [
        (kinds.make_spec("motion", ["决议"]), [(["赞成", "反对", "弃权"], 1, "决议")]),
        (kinds.make_spec("election", ["甲", "乙", "丙"], seats=2), [(["甲", "乙", "丙"], 2, "表决")]),
        (kinds.make_spec("choosing", ["甲", "乙", "丙"], pick=2), [(["甲", "乙", "丙"], 2, "表决")]),
        (
            kinds.make_spec("appointment", ["甲", "乙"], as_list=True),
            [(["赞成", "反对", "弃权"], 1, "甲、乙")],
        ),
        (
            kinds.make_spec("satisfaction", ["民政局", "水利局"]),
            [
                (["满意", "基本满意", "不满意", "弃权"], 1, "民政局"),
                (["满意", "基本满意", "不满意", "弃权"], 1, "水利局"),
            ],
        ),
        (kinds.make_spec("survey", [{"label": "问", "options": ["好", "坏"]}]), [(["好", "坏"], 1, "问")]),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_a_sheet_becomes_questions(spec, questions):
    made = belenios.template(spec, title="表决", description="说明")
    assert made["questions"] == [
        {"answers": answers, "blank": True, "min": 1, "max": most, "question": question}
        for answers, most, question in questions
    ]
    assert (made["name"], made["description"]) == ("表决", "说明")
    assert set(made) == {
        "name",
        "description",
        "questions",
    }  # its `template`; administrator and authority are optional


def test_ranks_need_the_other_kind_of_question():
    spec = kinds.make_spec("choosing", ["甲", "乙", "丙"], pick=2, ranked=True)
    (question,) = belenios.template(spec, title="表决", description="")["questions"]
    assert question == {
        "type": "NonHomomorphic",
        "value": {"answers": ["甲", "乙", "丙"], "question": "表决"},
    }


@pytest.mark.parametrize(
    "spec",
    [
        kinds.make_spec("election", ["甲"], write_ins=True),
        kinds.make_spec("survey", [{"label": "问", "options": ["好", "坏"], "text": True}]),
    ],
    ids=["write-ins", "words"],
)
def test_words_on_a_ballot_are_refused(spec):
    with pytest.raises(Refused):
        belenios.template(spec, title="表决", description="")


def test_the_archive_holds_questions_roll_and_the_way(hall):
    poll = hall.poll("election", "verifiable", objects=["甲", "乙"], seats=1, until="prepared")
    answer = signed_in(hall.clerk).get(f"/c/qinghe/ballots/{poll.pk}/belenios.zip")
    box = zipfile.ZipFile(io.BytesIO(answer.content))
    assert sorted(box.namelist()) == ["README.md", "template.json", "voters.txt"]
    assert json.loads(box.read("template.json"))["questions"][0]["max"] == 1
    voters = box.read("voters.txt").decode()
    assert voters.splitlines()[0] == "1@qinghe.invalid,1" and len(voters.splitlines()) == 7
    assert "委员" not in voters
    paper = box.read("README.md").decode()
    assert "7 名" in paper and "不能另选他人" in paper and "b=${k%.key}" in paper
    assert Client().get(f"/c/qinghe/ballots/{poll.pk}/belenios.zip").status_code == 404
    words = hall.poll("election", "verifiable", objects=["甲", "乙"], write_ins=True, until="prepared")
    told = signed_in(hall.clerk).get(f"/c/qinghe/ballots/{words.pk}/belenios.zip", follow=True)
    assert "不能导出" in told.content.decode()
