"""An article's road: four eyes, a day, taken down with a reason, drawn from a case."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huying.kernel import process, scope
from huying.kernel.case import Trace
from huying.kernel.files import BadFile, File
from huying.kernel.process import Forbidden, Refused
from huying.portal import counting, formatting, operations, queries
from huying.portal.correspondents import operations as correspondents
from huying.portal.models import Article, Tally
from huying.suggestions import operations as suggestions
from huying.voices import operations as voices
from tests.suggestions.walking import Walker

from .pictures import picture


def test_who_wrote_or_changed_it_does_not_pass_it(world, road):
    row = road.submitted()
    with pytest.raises(Forbidden):
        operations.approve(row, by=world.zhou, at=road.at)
    operations.amend(row, by=world.second, at=road.at, title="东街桥修好了", text="改过的正文")
    with pytest.raises(Forbidden):
        operations.approve(row, by=world.second, at=road.at)
    operations.approve(row, by=world.chen, at=road.at)
    assert row.state == "approved" and row.publish_on == date(2026, 11, 20)


def test_nothing_is_public_before_publication_and_everything_after(world, road):
    row = road.approved()
    assert Client().get(f"/c/qinghe/portal/read/{row.pk}/").status_code == 404
    operations.publish(row, by=world.zhou, at=road.at)
    page = Client().get(f"/c/qinghe/portal/read/{row.pk}/").content.decode()
    assert "东街的桥修好了" in page and "<h3>办理经过</h3>" in page and world.zhou.person.name not in page


def test_the_timetable_publishes_on_the_day_and_not_before(world, road):
    row = road.approved(publish_on=date(2026, 11, 22))
    assert operations.publish_due(at=road.at) == 0
    with pytest.raises(Refused):
        operations.publish(row, by=process.house(), at=road.at)
    assert operations.publish_due(at=road.at + timedelta(days=2)) == 1
    row.refresh_from_db()
    assert row.state == "published"


def test_taken_down_the_address_says_when_and_why_and_the_files_are_gone(world, road):
    row = road.published(
        files=[SimpleUploadedFile("名单.txt", "一份名单".encode())], cover=picture(), cover_alt="修好的桥"
    )
    files = list(File.objects.filter(subject_kind="articles", subject_id=row.pk))
    stranger = Client()
    assert len(files) == 2 and all(stranger.get(f"/c/qinghe/files/{f.pk}/").status_code == 200 for f in files)
    operations.withdraw(row, by=world.zhou, at=road.at, kind="privacy", reason="附件里有群众的电话")
    answer = stranger.get(f"/c/qinghe/portal/read/{row.pk}/")
    assert answer.status_code == 410 and "附件里有群众的电话" in answer.content.decode()
    assert "办理经过" not in answer.content.decode() and row.title not in answer.content.decode()
    assert all(stranger.get(f"/c/qinghe/files/{f.pk}/").status_code == 404 for f in files)
    log = stranger.get("/c/qinghe/portal/withdrawn/").content.decode()
    assert "附件里有群众的电话" in log and row.case.number in log and row.title not in log
    operations.restore(row, by=world.chen, at=road.at, reason="电话已经删去")
    assert stranger.get(f"/c/qinghe/portal/read/{row.pk}/").status_code == 200


def test_a_correction_is_told_to_the_reader(world, road):
    row = road.published()
    with pytest.raises(Forbidden):
        operations.correct(row, by=world.zhou, at=road.at, title=row.title, text="新", note="改")
    with pytest.raises(Refused):
        operations.correct(row, by=world.second, at=road.at, title=row.title, text=row.text, note="没有改")
    operations.correct(
        row,
        by=world.second,
        at=road.at,
        title=row.title,
        text="五月十一日完工",
        note="完工日期应为五月十一日",
    )
    page = Client().get(f"/c/qinghe/portal/read/{row.pk}/").content.decode()
    assert "完工日期应为五月十一日" in page
    assert Trace.objects.get(step="articles.correct").facts["records"][0][0] == "portal.correction"


def test_a_cover_is_made_small_and_needs_words(world, road):
    with pytest.raises(Refused):
        road.draft(cover=picture())
    with pytest.raises(BadFile):
        road.draft(cover=SimpleUploadedFile("a.jpg", b"no picture"), cover_alt="x")
    row = road.draft(cover=picture(), cover_alt="修好的桥")
    row.cover.refresh_from_db()
    assert row.cover.size < 60_000 and row.cover.subject_id == row.pk


def test_a_story_is_drafted_from_a_published_suggestion_with_one_press(world, road, enter):
    suggestion = published_suggestion(world)
    client = enter(world.zhou)
    page = client.get("/c/qinghe/portal/stories/").content.decode()
    assert suggestion.number in page
    answer = client.post("/c/qinghe/portal/new/tell_story/", {"number": suggestion.number})
    row = Article.objects.get()
    assert answer.status_code == 302 and row.cases == [suggestion.number] and suggestion.title in row.title
    assert world.lin.person.name not in row.author.person.name
    with pytest.raises(Refused):
        operations.tell_story(by=world.zhou, at=road.at, number="没有这个号")


def test_what_a_case_became_stands_below_the_article(world, road):
    suggestion = published_suggestion(world)
    row = road.published(cases=[suggestion.number.lower()])
    page = Client().get(f"/c/qinghe/portal/read/{row.pk}/").content.decode()
    assert suggestion.number in page and suggestion.title in page
    with pytest.raises(Refused):
        road.draft(cases=["QH-1999-00001"])


def test_a_voice_is_named_by_number_and_public_words_only(world, road):
    voice = voices.hear(title="王大妈家门口的路灯", text="东街的路灯一直不亮。", by=world.zhou, at=road.at, channel="station",
                        author="王桂香", phone="13800001111")  # fmt: skip
    row = road.published(cases=[voice.number])
    page = Client().get(f"/c/qinghe/portal/read/{row.pk}/").content.decode()
    assert voice.number in page and "已收到" in page
    assert "王大妈" not in page and "王桂香" not in page and "13800001111" not in page


def test_contributions_are_told_their_fate_and_counted(world, road):
    correspondents.enrol(
        by=world.zhou, at=road.at, member=world.he, kind="correspondent", since=date(2026, 1, 5)
    )
    row = operations.contribute(by=world.he, at=road.at, title="站里的一天", text="早上八点开门。")
    assert row.state == "submitted" and list(queries.visible_to(world.he)) == [row]
    assert list(queries.visible_to(world.lin)) == []
    operations.approve(row, by=world.zhou, at=road.at)
    operations.publish(row, by=world.zhou, at=road.at)
    operations.log_elsewhere(
        row, by=world.zhou, at=road.at, medium="青禾报", level="county", on=date(2026, 11, 19)
    )
    with pytest.raises(Refused):
        operations.log_elsewhere(
            row, by=world.zhou, at=road.at, medium="青禾报", level="county", on=date(2026, 12, 1)
        )
    (found,) = queries.ranking(date(2026, 1, 1), date(2026, 12, 31))
    assert (found["name"], found["portal"], found["levels"], found["total"]) == (
        "何小梅",
        1,
        {"county": 1},
        2,
    )


def test_reading_is_counted_without_readers(world, road):
    row = road.published()
    for n in range(3):
        Client(REMOTE_ADDR=f"10.0.0.{n}").get(f"/c/qinghe/portal/read/{row.pk}/")
    counting.flush(date(2026, 11, 20))
    counting.note("qinghe", "article", str(row.pk))
    counting.flush(date(2026, 11, 21))
    assert queries.reads([row.pk]) == {row.pk: 4}
    assert {f.name for f in Tally._meta.fields} == {"id", "congress", "day", "kind", "key", "count"}
    with scope.congress(world.neighbour.congress):
        assert queries.reads([row.pk]) == {}


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://a/b.png)", "<img src=x onerror=alert(1)>",
     "[x](data:text/html,<script>)", "<a href='//evil'>", "```\n<script>\n```"],
)  # fmt: skip
def test_no_html_of_a_writer_reaches_the_page(evil):
    shown = str(formatting.html(evil))
    assert (
        "<script" not in shown
        and "<img" not in shown
        and 'href="javascript' not in shown
        and 'href="data' not in shown
    )


def test_summaries_are_words():
    assert formatting.plain("## 题\n\n**好** <b> & c") == "题 好 <b> & c"


def published_suggestion(world):
    walk = Walker(world)
    row = walk.closed(title="关于整治东街桥的建议")
    if row.published_at is None:
        suggestions.publish(
            row, by=world.zhou, at=walk.later().at, secrecy_checked=True, privacy_checked=True
        )
    return walk.fresh(row)
