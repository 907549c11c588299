"""The same matter told twice is found, with the sentences; what only sounds alike is not."""

from hypothesis import given
from hypothesis import strategies as st

from huying.voices.triage.engine.grams import print_of, sentences
from huying.voices.triage.engine.near import SAME, NearIndex, alike, elsewhere, matching, similar

LAMP = ("青禾县柳泉街道枫叶小区路灯全坏", "枫叶小区门口的路灯坏了两个月。晚上老人不敢出门。请派人修好。")
AGAIN = ("枫叶小区路灯坏了没人修", "我住柳泉街道枫叶小区，路灯坏了两个月，晚上老人不敢出门，请派人修好！")
OTHER = ("白石市南门社区公交改线", "公交改线以后站台远了一公里。请恢复原线。")
TWIN = ("云汀县竹溪花园路灯全坏", "竹溪花园门口的灯不亮，麻烦物业更换灯泡。")


def message(key, pair):
    return {"id": key, "title": pair[0], "detail": pair[1]}


def test_the_same_matter_is_found_with_its_sentences():
    found = similar([message("1", LAMP), message("2", AGAIN), message("3", OTHER)])
    assert [(pair.a, pair.b) for pair in found] == [("1", "2")]
    assert found[0].score >= SAME
    assert found[0].sentences
    for i, j, ours, theirs in found[0].sentences:
        assert ours == [LAMP[0], *sentences(LAMP[1])][i]
        assert theirs == [AGAIN[0], *sentences(AGAIN[1])][j]


def test_the_same_words_of_another_place_are_less_alike():
    one, again, twin = (print_of(*pair) for pair in (LAMP, AGAIN, TWIN))
    assert alike(one, again) > alike(one, twin)


def test_an_exact_copy_scores_one_and_order_does_not_matter():
    assert alike(print_of(*LAMP), print_of(*LAMP)) == 1.0
    assert alike(print_of(*LAMP), print_of(*AGAIN)) == alike(print_of(*AGAIN), print_of(*LAMP))


def test_areas_that_exclude_each_other():
    assert elsewhere(frozenset({"青禾县"}), frozenset({"云汀县"}))
    assert elsewhere(frozenset({"白石市"}), frozenset({"黑水市"}))
    assert not elsewhere(frozenset({"白石市"}), frozenset({"云汀县"}))
    assert not elsewhere(frozenset({"白石市", "云汀县"}), frozenset({"云汀县"}))
    assert not elsewhere(frozenset(), frozenset({"云汀县"}))


def test_the_index_adds_replaces_and_removes():
    index = NearIndex()
    index.add("1", *LAMP)
    index.add("1", *LAMP)
    index.add("2", *OTHER)
    assert len(index) == 2
    assert index.ask(*AGAIN)[0][0] == "1"
    assert index.ask(*AGAIN, but=["1"]) == []
    index.remove("1")
    index.remove("unknown")
    assert "1" not in index
    assert index.ask(*AGAIN) == []
    index.add("2", *LAMP)
    assert [key for key, _ in index.ask(*AGAIN)] == ["2"]


def test_empty_messages_resemble_nothing():
    assert similar([message(str(n), ("", "")) for n in range(3)]) == []
    assert matching("", "", "", "") == []


def test_without_titles_the_first_sentence_stands_for_it():
    found = similar([message("1", ("", LAMP[1])), message("2", ("", LAMP[1] + "谢谢。"))])
    assert [(pair.a, pair.b) for pair in found] == [("1", "2")]


@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=80), st.text(max_size=200))
def test_a_score_is_always_a_share(title, detail, title2, detail2):
    one, other = print_of(title, detail), print_of(title2, detail2)
    assert 0.0 <= alike(one, other) <= 1.0001
    assert alike(one, other) == alike(other, one)
