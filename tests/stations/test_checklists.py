"""Checklists and what places are measured by: templates, editions, answers, gaps, scores, stars."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from huying.kernel import files, verify
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.stations import operations as stations
from huying.stations.assessments import operations as assessments
from huying.stations.assessments import queries
from huying.stations.checklists import lines, operations
from huying.stations.checklists.presets import PRESETS
from huying.stations.models import Assessment, Checklist

ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.text("甲乙丙丁 abc", min_size=1, max_size=12).map(str.strip).filter(bool),
            "points": st.integers(1, 1000),
        }
    ),
    max_size=12,
    unique_by=lambda i: i["text"],
).map(lambda rows: [{"key": str(n), **row} for n, row in enumerate(rows, 1)])


@given(ITEMS)
def test_items_are_shown_and_understood_again(items):
    assert lines.parse(lines.spoken(items)) == items


@given(st.text(max_size=60))
def test_any_text_is_items_or_a_line_that_is_wrong(text):
    try:
        items = lines.parse(text)
    except lines.BadLine as wrong:
        assert 1 <= wrong.line <= len(text.splitlines())
    else:
        assert all(i["text"] and i["points"] >= 1 for i in items)


@pytest.mark.parametrize(
    "text, kind, line",
    [("甲|x", "points", 1), ("甲\n乙|0", "points", 2), ("甲|1|2", "points", 1), ("|5", "points", 1), ("甲\n甲", "twice", 2),
     ("甲" * 201, "long", 1), ("\n".join(str(n) for n in range(61)), "many", 61)],
)  # fmt: skip
def test_lines_that_are_wrong_name_their_number(text, kind, line):
    with pytest.raises(lines.BadLine) as wrong:
        lines.parse(text)
    assert (wrong.value.kind, wrong.value.line) == (kind, line)


@given(ITEMS, st.data())
def test_the_score_counts_what_applies(items, data):
    answers = {
        i["key"]: {"met": data.draw(st.sampled_from(["yes", "no", "na"]))}
        for i in items
        if data.draw(st.booleans())
    }
    got, full = lines.score(items, answers)
    share = lines.percent(got, full)
    assert 0 <= got <= full <= sum(i["points"] for i in items) and 0 <= share <= 100
    assert (share == 100) == (got == full > 0)
    assert lines.stars(share, {}) == 0
    assert lines.stars(share, {"1": 1, "5": 100}) == (5 if share == 100 else 1 if share else 0)


def took(world, by=None, day="2026-11-21"):
    return {"by": by or world.zhou, "at": world.when(day)}


def in_force(world, preset="four", **more):
    row = operations.draft(preset=preset, **took(world))
    if more:
        operations.edit(row, **more, **took(world))
    operations.put_in_force(row, **took(world))
    return row


def test_no_template_invents_what_a_standard_says(county):
    assert [str(i) for i in PRESETS["four"][2]] == ["场所达标", "设备配套", "制度完善", "台账齐全"]
    assert PRESETS["six"][2] == ("",) * 6 and not any(PRESETS["star"][2]) and not any(PRESETS["room"][2])
    row = operations.draft(preset="six", **took(county))
    assert row.name == "“六有”标准" and len(row.items) == 6
    with pytest.raises(Refused, match="没填的项"):
        operations.put_in_force(row, **took(county))
    with pytest.raises(Forbidden):
        operations.draft(preset="four", **took(county, by=county.he))


def test_an_assessment_goes_from_ticks_to_gaps(county):
    checklist = in_force(county)
    row = assessments.start(checklist=checklist, station=county.station, **took(county, by=county.he))
    keeper = took(county, by=county.he)
    paper = SimpleUploadedFile("台账.txt", "记录。".encode())
    assessments.tick(row, item="1", met="yes", files=[paper], **keeper)
    assert [f.name for f in files.of(row)] == ["台账.txt"]
    with pytest.raises(Refused, match="差在哪里"):
        assessments.tick(row, item="2", met="no", **keeper)
    assessments.tick(row, item="2", met="no", note="没有显示屏", **keeper)
    with pytest.raises(Refused, match="没有填"):
        assessments.finish(row, **keeper)
    assessments.tick_rest(row, **keeper)
    assessments.finish(row, **keeper)
    assert (row.got, row.full, row.percent) == (3, 4, 75)
    assert Notice.objects.filter(to=county.zhou, step="assessments.finish").exists()
    with pytest.raises(Forbidden):
        assessments.confirm(row, **keeper)
    assessments.send_back(row, remark="补照片", **took(county))
    assert row.percent is None
    assessments.finish(row, **keeper)
    assessments.confirm(row, **took(county))
    assert [(g["item"], g["note"]) for g in queries.gaps()] == [("设备配套", "没有显示屏")]
    assert list(queries.with_gaps(county.he)) == [row]
    assert verify.verify(county.congress).ok


def test_only_who_keeps_the_place_and_one_at_a_time(county):
    checklist = in_force(county)
    with pytest.raises(Forbidden):
        assessments.start(checklist=checklist, station=county.house, **took(county, by=county.he))
    assessments.start(checklist=checklist, station=county.station, **took(county))
    with pytest.raises(Refused, match="正在按这份清单检查"):
        assessments.start(checklist=checklist, station=county.station, **took(county))
    with pytest.raises(Refused, match="没有启用"):
        assessments.start(checklist=operations.draft(**took(county)), station=county.house, **took(county))
    narrow = in_force(county, kinds=["room"])
    with pytest.raises(Refused, match="不适用"):
        assessments.start(checklist=narrow, station=county.station, **took(county))


def test_a_revision_keeps_what_was_measured_and_the_last_word_is_one(county):
    first = in_force(county)
    old = assessments.start(checklist=first, station=county.station, **took(county))
    operations.revise(first, **took(county))
    with pytest.raises(Refused, match="已经有一份新版草稿"):
        operations.revise(first, **took(county))
    second = Checklist.objects.get(replaces=first)
    operations.edit(second, items=lines.parse("场所达标|60\n台账齐全|40"), **took(county))
    operations.put_in_force(second, **took(county))
    first.refresh_from_db()
    assert first.state == "retired" and second.edition == 2 and str(second) == "家站点“四达标”（第 2 版）"
    assert len(old.items) == 4
    for row in (old, None):
        row = row or assessments.start(checklist=second, station=county.station, **took(county))
        assessments.tick_rest(row, **took(county))
        assessments.finish(row, **took(county))
        assessments.confirm(row, **took(county))
    assert [a.checklist_id for a in Assessment.objects.filter(is_latest=True)] == [second.pk]


def test_a_star_rests_on_the_score(county):
    stars = in_force(county, "star", items=lines.parse("甲|50\n乙|50"), thresholds={"3": 50, "5": 100})
    row = assessments.start(checklist=stars, station=county.station, **took(county))
    assessments.tick(row, item="1", met="yes", **took(county))
    assessments.tick(row, item="2", met="no", note="缺", **took(county))
    with pytest.raises(Refused, match="已经确认"):
        stations.award_star(county.station, star=3, basis="评定", assessment=row, **took(county))
    assessments.finish(row, **took(county))
    assessments.confirm(row, **took(county))
    assert row.stars == 3
    with pytest.raises(Refused, match="最多 3 星"):
        stations.award_star(county.station, star=5, basis="评定", assessment=row, **took(county))
    stations.award_star(county.station, star=3, basis="评定", assessment=row, **took(county))
    assert county.station.honours.get().assessment == row


def test_an_item_that_asks_for_proof_is_not_met_without(county):
    items = lines.parse("场所达标 | 60 | 附材料\n台账齐全 | 40")
    assert items == lines.parse("场所达标 | 60 | proof\n台账齐全 | 40")
    assert lines.parse(lines.spoken(items)) == items and items[0]["proof"] and "proof" not in items[1]
    row = assessments.start(checklist=in_force(county, items=items), station=county.station, **took(county))
    with pytest.raises(Refused, match="附照片或者材料"):
        assessments.tick(row, item="1", met="yes", **took(county))
    assessments.tick_rest(row, **took(county))
    assert list(row.answers) == ["2"]
    with pytest.raises(Refused, match="逐项"):
        assessments.tick_rest(row, **took(county))
    paper = SimpleUploadedFile("照片.txt", "一张。".encode())
    assessments.tick(row, item="1", met="yes", files=[paper], **took(county))
    assessments.tick(
        row, item="1", met="yes", note="东边一间", **took(county)
    )  # what was proved stays proved
    assessments.finish(row, **took(county))
    assert row.percent == 100
