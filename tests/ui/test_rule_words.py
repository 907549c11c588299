"""The rule book on a page: in Chinese exactly what the rules say, in English without a Chinese word."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from huying.rules import deadlines, profiles
from huying.ui import rule_words

HAN = re.compile("[\u4e00-\u9fff]")
STARTS = (date(2026, 9, 28), date(2026, 12, 31), date(2026, 1, 30), date(2030, 5, 6))


def explanations():
    for name in profiles.names():
        profile = profiles.load(name)
        for key, setting in profile.settings.items():
            if setting.kind == "term" and setting.value:
                for start in STARTS:
                    yield profile.due(key, start)
                    yield deadlines.due(start, setting.value, roll=True, law="代表法", article="第五十一条")


def test_the_sentence_in_chinese_is_the_sentence_of_the_rules():
    with override("zh-hans"):
        for told in explanations():
            assert rule_words.sentence(told) == told.sentence()


def test_the_sentence_in_english_has_no_chinese_left():
    with override("en"):
        for told in explanations():
            assert not HAN.search(rule_words.sentence(told)), told.sentence()


@pytest.mark.parametrize("name", profiles.names())
def test_settings_read_the_same_in_chinese_and_have_their_english(name):
    for setting in profiles.load(name).settings.values():
        with override("zh-hans"):
            assert rule_words.value(setting) == setting.value_label
            assert rule_words.source(setting) == setting.source
        with override("en"):
            shown = [
                rule_words.said(setting.label), rule_words.value(setting), rule_words.source(setting),
                rule_words.said(setting.note), rule_words.event(setting.starts),
            ]  # fmt: skip
            assert not [words for words in shown if HAN.search(words)]


def test_a_sentence_reads_as_english():
    told = profiles.load("national").due("suggestion.reply", date(2026, 9, 28))
    with override("en"):
        assert rule_words.sentence(told) == (
            "28 Sep (assigned) + 3 months = 28 Dec; Deputies Law, art. 51 para. 2 (2025); does not move past holidays"
        )


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("第五十一条第二款", "art. 51 para. 2"),
        ("第十六条、第十四条", "art. 16, art. 14"),
        ("第十二条第一款第一项", "art. 12 para. 1 item 1"),
        ("第一百零九条", "art. 109"),
        ("第十九条至第二十一条", "art. 19 – art. 21"),
        ("第四十四条第一款第（三）项", "art. 44 para. 1 item 3"),
        ("", ""),
    ],
)
def test_articles_in_figures(chinese, english):
    with override("en"):
        assert rule_words.articles(chinese) == english


def test_a_regulation_of_the_place_stays_as_it_was_written():
    with override("en"):
        assert (
            rule_words.cited("某县代表建议办理规定", "第三条", "2026-01-01")
            == "《某县代表建议办理规定》第三条（2026）"
        )


def test_a_refusal_names_the_article_in_both_languages():
    with pytest.raises(profiles.LooserThanLaw) as caught:
        profiles.load("national", overrides={"suggestion.reply": "4 months"})
    with override("zh-hans"):
        assert rule_words.looser(caught.value) == str(caught.value)
    with override("en"):
        said = rule_words.looser(caught.value)
    assert not HAN.search(said)
    assert "4 months" in said and "art. 51 para. 2" in said
