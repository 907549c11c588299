"""Rules, calendar, tokens and requests about personal data: refused with the article, recomputed, shown once, traced."""

import json
import re

import pytest

from huying.kernel import scope, tokens, verify
from huying.kernel.case import Trace
from huying.kernel.clocks import CalendarNotice, RuleChange, rules
from huying.kernel.roster import Congress, Membership
from huying.project.manage.calendar import read_days, spelled

from . import managing
from .managing import inside, messages, send, url

pytestmark = pytest.mark.django_db


county, town = managing.county, managing.town


def fresh(town):
    return Congress.objects.get(pk=town.congress.pk)


def test_every_rule_stands_with_value_article_and_status(town):
    page = town.as_clerk.get(url(town, "manage:rules")).content.decode()
    assert "3 个月" in page and "国家法律" in page and "第五十一条" in page
    assert "/edit" not in page and url(town, "manage:rule", key="suggestion.reply") not in page
    assert (
        url(town, "manage:rule", key="suggestion.reply")
        in town.as_admin.get(url(town, "manage:rules")).content.decode()
    )


def test_a_value_looser_than_the_law_is_refused_with_the_article_and_stays_typed(town):
    where = url(town, "manage:rule", key="suggestion.reply")
    answer = send(town.as_admin, where, number="4", unit="months", law="《青禾县办法》", article="第九条")
    page = answer.content.decode()
    assert answer.status_code == 409 and "不能采用" in page and "第五十一条" in page
    assert 'value="4"' in page and "《青禾县办法》" in page
    assert fresh(town).overrides == {}
    with inside(town):
        assert not RuleChange.objects.exists()


def test_a_stricter_value_counts_at_once_and_is_kept_with_its_source(town):
    where = url(town, "manage:rule", key="suggestion.reply")
    given = {
        "number": "2",
        "unit": "months",
        "law": "《青禾县办法》",
        "article": "第九条",
        "adopted_on": "2026-05-01",
    }
    assert send(town.as_admin, where, **given).status_code == 302
    congress = fresh(town)
    with scope.congress(congress):
        setting = rules()[0].term("suggestion.reply")
        assert (str(setting.value), setting.law, setting.article) == ("2 months", "《青禾县办法》", "第九条")
        kept = RuleChange.objects.get()
        assert (kept.key, kept.article, kept.by_id) == ("suggestion.reply", "第九条", town.admin.pk)
        assert Trace.objects.filter(step="roster.rule").exists()
    page = town.as_admin.get(url(town, "manage:rules")).content.decode()
    assert "2 个月" in page and "方案原值：3 个月" in page
    assert (
        send(
            town.as_admin, url(town, "manage:rule", key="suggestion.reply"), number="", unit="days"
        ).status_code
        == 422
    )
    stamps = managing.stamps(town.as_admin.get(where))
    assert (
        town.as_admin.post(url(town, "manage:rule_reset", key="suggestion.reply"), stamps).status_code == 302
    )
    assert fresh(town).overrides == {} and verify.verify(town.congress).ok


def test_looser_than_another_local_rule_only_warns(town):
    Congress.objects.filter(pk=town.congress.pk).update(profile="chongqing_township")
    where = url(town, "manage:rule", key="suggestion.reply")
    answer = town.as_admin.post(
        where, {**managing.stamps(town.as_admin.get(where)), "number": "3", "unit": "months"}, follow=True
    )
    assert any("宽于" in text for text in messages(answer))
    assert "suggestion.reply" in fresh(town).overrides


def test_another_preset_is_chosen_with_its_reason(town):
    answer = send(town.as_admin, url(town, "manage:preset"), profile="zhejiang", source="主任会议决定")
    assert answer.status_code == 302 and fresh(town).profile == "zhejiang"
    assert send(town.as_clerk, url(town, "manage:preset"), profile="national", source="x").status_code == 404


NOTICE = {
    "year": "2027", "off": "1月1日至3日、2月5日至11日、4月3日至5日、5月1日至5日、6月9日至11日、9月15日至17日、10月1日至7日",
    "work": "2月14日、9月18日", "source": "国办发明电〔2026〕9号",
}  # fmt: skip


def test_the_notice_of_a_year_is_entered_with_doubts_shown_first(town):
    where = url(town, "manage:calendar")
    assert "2027 年的放假通知还没有录入" in town.as_admin.get(where).content.decode()
    odd = send(town.as_admin, where, **{**NOTICE, "off": "1月1日至3日"})
    page = odd.content.decode()
    assert odd.status_code == 422 and "2027-10-01 是法定节假日" in page and "国办发明电" in page
    assert send(town.as_admin, where, **NOTICE).status_code == 302
    with scope.congress(fresh(town)):
        assert 2027 in rules()[1].years
        assert CalendarNotice.objects.get().congress_id == town.congress.pk
    assert 2027 not in rules(Congress.objects.get(code="linxi"))[1].years
    assert send(town.as_admin, where, **{**NOTICE, "source": "更正"}).status_code == 302
    with inside(town):
        assert CalendarNotice.objects.get().source == "更正"
    assert verify.verify(town.congress).ok


@pytest.mark.parametrize("text", ["2月30日", "明天", "2月3日至1日", "2月1日至2日至3日", "13月1日"])
def test_days_that_are_none_are_named(town, text):
    answer = send(town.as_admin, url(town, "manage:calendar"), **{**NOTICE, "off": text})
    assert answer.status_code == 422 and text.split("至")[0] in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["1月1日至3日，2月5日", "2027-01-01、2027/1/2、1月3日（周日）；2月5日", "1.1至1.3 2.5"]
)
def test_days_are_read_as_people_write_them(text):
    assert [d.isoformat() for d in read_days(text, 2027)] == [
        "2027-01-01",
        "2027-01-02",
        "2027-01-03",
        "2027-02-05",
    ]
    assert spelled(["2027-01-01", "2027-01-02", "2027-02-05"]) == "1月1日至2日、2月5日"


def test_a_token_is_shown_once_and_revoked(town):
    where = url(town, "manage:tokens")
    data = {"name": "政务数据平台", "member": str(town.zhou.pk), "scopes": ["read"], "days": "90"}
    given = {**managing.stamps(town.as_admin.get(where)), **data}
    made = town.as_admin.post(where, given).content.decode()
    secret = re.search(r"hy_[\w-]{20,}", made)[0]
    with inside(town):
        assert tokens.find(secret).member_id == town.zhou.pk
    assert secret not in town.as_admin.get(where).content.decode()
    again = town.as_admin.post(where, given)
    assert again.status_code == 409 and secret not in again.content.decode()
    with inside(town):
        token = tokens.Token.objects.get()
    assert send(town.as_admin, url(town, "manage:token_revoke", pk=token.pk)).status_code == 302
    with inside(town):
        assert tokens.find(secret) is None
    assert verify.verify(town.congress).ok
    assert town.as_clerk.get(url(town, "manage:token_revoke", pk=token.pk)).status_code == 404


def test_what_is_stored_about_a_number_is_found_copied_and_deleted(town):
    person = {
        "name": "白露",
        "role": "deputy",
        "phone": "13900001111",
        "id_card": "110101199003071233",
        "email": "b@example.cn",
    }
    assert (
        send(town.as_admin, url(town, "manage:new", book="people"), **{**person, "id_card": ""}).status_code
        == 302
    )
    with inside(town):
        row = Membership.objects.get(person__name="白露")
    where = url(town, "manage:requests")
    found = town.as_admin.post(where, {"term": "13900001111"}).content.decode()
    assert "白露" in found and "139****1111" in found
    assert "没有查到" in town.as_admin.post(where, {"term": "13900002222"}).content.decode()
    copy = town.as_admin.post(url(town, "manage:request_copy", subject="people", pk=row.pk))
    assert json.loads(copy.content)["person"]["phone"] == "13900001111"
    assert (
        town.as_clerk.post(url(town, "manage:request_copy", subject="people", pk=row.pk)).status_code == 404
    )
    assert (
        send(
            town.as_admin, url(town, "manage:request_erase", subject="people", pk=row.pk), reason="本人要求"
        ).status_code
        == 302
    )
    with inside(town):
        row.person.refresh_from_db()
        assert (row.person.phone, row.person.email, row.person.phone_index) == ("", "", "")
    assert verify.verify(town.congress).ok
