"""Hot matters: reckoned by a job, kept, shown with their formula, handed out as a table, joined by one press."""

from datetime import date, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from huying.kernel.progress import Progress
from huying.kernel.roster import Area
from huying.voices.models import HotMatter, HotRun, HotVoice
from huying.voices.triage.board import periods
from huying.voices.triage.board.jobs import work_out
from huying.voices.triage.board.reckon import reckon
from tests.triage_pages.conftest import AGAIN, BRIDGE, OTHER
from tests.voices.conftest import make, sign_in

NOISE = ["图书馆周末几点开门，能不能晚一点关门。", "养老金认证的手机软件老人不会用。", OTHER]


@pytest.fixture
def bridges(town, now):
    rows = []
    for n in range(4):
        at = now - timedelta(days=8 - n)
        phone = "13800000000" if n < 2 else f"1380000111{n}"
        rows.append(make(town, at, title="柳湾村石板桥有大洞", text=(BRIDGE, AGAIN)[n % 2], phone=phone))
    for text in NOISE:
        make(town, now, text=text)
    return rows


def test_a_matter_has_its_people_span_place_and_a_heat_that_adds_up(bridges, town, now):
    run = reckon("month", date(2026, 10, 23), date(2026, 11, 21), at=now)
    matter = run.matters.get()
    assert run.voices == 7
    assert (matter.messages, matter.people) == (4, 3)  # two said by the same telephone
    assert (matter.first_on, matter.last_on) == (date(2026, 11, 13), date(2026, 11, 16))
    assert matter.area == town.town
    assert matter.heat == pytest.approx(sum(matter.parts.values()), abs=0.02)
    assert sum(matter.trend) == 4
    assert set(HotVoice.objects.values_list("voice", flat=True)) == {v.pk for v in bridges}


def test_a_matter_of_several_places_is_headed_by_none_of_them(town, now):
    for name in ("柳湾村", "白沙镇", "东岭村"):
        Area.objects.get_or_create(name=name, defaults={"kind": "village"})
    for name in ("白沙镇", "东岭村", "柳湾村"):
        make(town, now, title=f"{name}：电镀厂又开了，夜里气味刺鼻", text="电镀厂夜里偷偷开工，气味刺鼻。")
    matter = reckon("month", date(2026, 10, 23), date(2026, 11, 21), at=now).matters.get()
    assert matter.title == "电镀厂又开了，夜里气味刺鼻"


def test_what_was_never_confirmed_or_was_declined_is_not_counted(bridges, town, now):
    from huying.voices import operations

    operations.decline(bridges[0], by=town.keeper, at=now, reason="repeat")
    assert reckon("month", date(2026, 10, 23), date(2026, 11, 21), at=now).matters.get().messages == 3


def test_old_runs_are_thrown_away_and_a_killed_one_leaves_nothing(bridges, town, now, monkeypatch):
    from huying.voices.triage.board import reckon as module

    for _n in range(module.RUNS + 2):
        reckon("week", date(2026, 11, 15), date(2026, 11, 21), at=now)
    assert HotRun.objects.filter(span="week").count() == module.RUNS

    def dies(*args):
        raise SystemExit

    monkeypatch.setattr(module, "_keep", dies)
    with pytest.raises(SystemExit):
        reckon("month", date(2026, 10, 23), date(2026, 11, 21), at=now)
    assert not HotRun.objects.filter(span="month").exists()


def test_the_board_shows_formula_chart_and_voices_to_the_office_and_to_a_keeper_those_of_the_own_area(
    bridges, town, now, client
):
    reckon("month", date(2026, 10, 23), date(2026, 11, 21), at=now)
    for member in (town.clerk, town.leader):
        page = sign_in(client, member).get("/c/qh/voices/hot/?span=month").content.decode()
        assert "柳湾村石板桥有大洞" in page
        assert "ln(1+人数)" in page
        assert "<svg" in page
    matter = HotMatter.objects.get()
    page = client.get(f"/c/qh/voices/hot/{matter.pk}/").content.decode()
    assert bridges[0].number in page
    assert "并案" not in page  # a leader looks
    own = sign_in(client, town.keeper).get("/c/qh/voices/hot/?span=month").content.decode()
    assert "柳湾村石板桥有大洞" in own and "只列您的片区" in own and "重新计算" not in own
    assert bridges[0].number in client.get(f"/c/qh/voices/hot/{matter.pk}/").content.decode()
    assert client.post("/c/qh/voices/hot/work/", {"span": "month"}).status_code == 404
    far = sign_in(client, town.far_keeper)
    assert "柳湾村石板桥" not in far.get("/c/qh/voices/hot/?span=month").content.decode()
    assert far.get(f"/c/qh/voices/hot/{matter.pk}/").status_code == 404
    for member in (town.deputy, town.handler):
        assert sign_in(client, member).get("/c/qh/voices/hot/").status_code == 404
    assert sign_in(client, town.clerk).get("/c/qh/voices/hot/?run=999").status_code == 404


def test_the_office_joins_a_matter_press_by_press(bridges, town, now, client):
    reckon("month", date(2026, 10, 23), date(2026, 11, 21), at=now)
    sign_in(client, town.clerk)
    page = client.get(f"/c/qh/voices/hot/{HotMatter.objects.get().pk}/").content.decode()
    for voice in bridges[1:]:
        where = f"/c/qh/voices/{voice.pk}/merge/"
        assert f'action="{where}"' in page
        assert client.post(where, {"into": bridges[0].number}).status_code == 302
    assert bridges[0].followers.count() == 3
    assert f'href="/c/qh/voices/{bridges[0].pk}/adopt/"' in page


def test_it_is_handed_out_as_a_table(bridges, town, now, client):
    reckon("month", date(2026, 10, 23), date(2026, 11, 21), at=now)
    answer = sign_in(client, town.leader).get("/c/qh/voices/hot/?span=month&export=csv")
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
    assert "柳湾村石板桥有大洞" in text
    assert ",4," in text
    assert client.get("/c/qh/voices/hot/?span=month&export=xlsx").status_code == 200


def test_a_period_of_ones_own_is_worked_out_by_a_job_with_progress(bridges, town, client):
    sign_in(client, town.clerk)
    bad = client.post("/c/qh/voices/hot/work/", {"since": "2026-11-20", "until": "2026-11-01"})
    assert bad.status_code == 422
    assert "最长两年" in bad.content.decode()
    answer = client.post("/c/qh/voices/hot/work/", {"since": "2026-11-01", "until": "2026-11-21"})
    assert answer.status_code == 302
    shown = Progress.objects.get()
    assert answer["Location"] == f"/c/qh/jobs/{shown.pk}/"
    task = DBTaskResult.objects.get()
    assert task.task_path == work_out.module_path
    days = {"span": "custom", "since": "2026-11-01", "until": "2026-11-21"}
    work_out.func(congress=town.congress.pk, progress=shown.pk, **days)
    shown.refresh_from_db()
    assert shown.state == "done"
    assert shown.url.endswith(f"/voices/hot/?run={HotRun.objects.get().pk}")


@pytest.mark.parametrize("days", [1, 7, 14, 15, 30, 91, 365, 731])
def test_a_trend_counts_every_day_once(days):
    since = date(2026, 1, 1)
    until = since + timedelta(days=days - 1)
    parts = periods.buckets(since, until)
    assert 1 <= len(parts) <= 13 or len(parts) == min(days, 13)
    assert parts[-1][1] == until
    assert sum(periods.trend([since + timedelta(days=n) for n in range(days)], since, until)) == days
