"""Drafts, progress, health, figures and preferences through their doors."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from huying.kernel import delivery, drafts, jobs, scope, worker
from huying.kernel.delivery import Delivery, Preference
from huying.kernel.drafts import Draft
from huying.kernel.notices import Notice
from huying.kernel.progress import Progress
from huying.kernel.roster import Person
from huying.project import digest, schedule
from tests.kernel.lost import work

from .conftest import opened, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(town):
    opened(town.lin, "lin")
    return sign_in("lin")[0]


@pytest.fixture
def admin(town):
    opened(town.admin, "admin")
    return sign_in("admin")[0]


def test_typing_is_saved_and_found_again(town, lin):
    answer = lin.post("/c/here/drafts/suggestions.draft:new/", {"text": "修桥", "_key": "k"})
    assert set(answer.json()) == {"saved_at"}
    with scope.congress(town.here):
        assert Draft.objects.get().data == {"text": "修桥"} and Draft.objects.get().member == town.lin
    too_long = lin.post("/c/here/drafts/suggestions.draft:new/", {"text": "长" * 400_001})
    assert too_long.status_code == 413 and "太长" in too_long.json()["error"]
    assert lin.post("/c/nowhere/drafts/x/", {"text": "a"}).status_code == 404


def test_a_visitors_typing_stays_in_their_session(town):
    client = Client()
    assert client.post("/c/here/drafts/voices.hear:new/", {"text": "路灯"}).status_code == 200
    assert drafts.load_public(client.session, "voices.hear:new") == {"text": "路灯"}
    assert not Draft.everywhere.exists()


def test_one_address_makes_only_so_many_sessions_by_typing(town, settings):
    settings.THROTTLE = {"visitor_draft": (2, timedelta(hours=1))}
    known = Client()
    answers = [
        c.post("/c/here/drafts/x/", {"text": "a"}).status_code for c in (known, Client(), Client(), known)
    ]
    assert answers == [200, 200, 429, 200] and Session.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_its_starter_and_the_admin_only(town, lin, admin):
    opened(town.clerk, "clerk")
    clerk, other = sign_in("clerk")[0], Client()
    with scope.congress(town.here):
        shown = jobs.start("导入名册", work.import_rows, by=town.clerk, at=timezone.now(), rows=6)
    url = f"/c/here/jobs/{shown.pk}/"
    assert 'hx-trigger="every 2s"' in clerk.get(url).content.decode()
    worker.run_worker(once=True)
    page = clerk.get(url).content.decode()
    assert "日期看不懂" in page and "hx-trigger" not in page and "看名单" in page
    part = clerk.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "已办完" in part
    assert "日期看不懂" in clerk.get(url + "?failures=csv").content.decode("utf-8-sig")
    assert admin.get(url).status_code == 200
    assert lin.get(url).status_code == other.get(url).status_code == 404
    opened(town.neighbour, "neighbour")
    assert sign_in("neighbour")[0].get(f"/c/there/jobs/{shown.pk}/").status_code == 404


def test_the_health_page_is_for_admins_and_names_the_remedy(town, lin, admin, django_assert_max_num_queries):
    assert Client().get("/health/").content == b"ok"
    assert lin.get("/c/here/admin/health/").status_code == 404
    page = admin.get("/c/here/admin/health/").content.decode()
    assert "运行 huying work" in page and "运行 huying backup" in page and "电子邮件" in page
    jobs.beat("w1", timezone.now())
    with django_assert_max_num_queries(12):
        assert "运行 huying work" not in admin.get("/c/here/admin/health/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_shown_and_tried_again(town, lin, admin):
    with scope.congress(town.here):
        shown = jobs.start("导入", work.broken, by=town.clerk, at=timezone.now())
    worker.run_worker(once=True)
    page = admin.get("/c/here/admin/health/").content.decode()
    again = f"/c/here/admin/health/again/{shown.task}/"
    assert "RuntimeError" in page and "inner detail" not in page and again in page
    assert lin.post(again).status_code == 404
    assert admin.post(again).status_code == 302
    assert DBTaskResult.objects.get(pk=shown.task).status == "READY"
    assert Progress.everywhere.get().state == "waiting"


def test_figures_are_for_this_machine_or_the_token(town, settings):
    assert b"huying_queue_age_seconds" in Client().get("/metrics").content
    far = Client(REMOTE_ADDR="10.0.0.4")
    assert far.get("/metrics").status_code == 404
    assert Client(HTTP_X_FORWARDED_FOR="10.0.0.4").get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "word"
    assert far.get("/metrics", headers={"Authorization": "Bearer nope"}).status_code == 404
    assert (
        b'huying_messages_waiting{channel="mail"}'
        in far.get("/metrics", headers={"Authorization": "Bearer word"}).content
    )


def test_how_to_be_told_is_chosen_per_office(town, lin):
    page = lin.get("/c/here/me/").content.decode()
    assert 'value="sms"' in page and 'value="mail"' not in page  # a phone is known, no address is
    assert lin.post("/c/here/me/", {"channels": ["wechat"]}).status_code == 422
    assert lin.post("/c/here/me/", {"channels": ["sms"], "daily": "1"}).status_code == 302
    kept = Preference.everywhere.get()
    assert (kept.member, kept.channels, kept.daily) == (town.lin, ["sms"], True)
    assert Client().get("/c/here/me/").status_code == 404


def test_the_daily_list_comes_once_and_only_where_something_waits(town):
    Person.objects.filter(pk__in=(town.lin.person_id, town.clerk.person_id)).update(email="a@example.org")
    with scope.congress(town.here):
        for member in (town.lin, town.clerk):
            Preference.objects.create(member=member, channels=["mail"], daily=True)
        Notice.objects.create(to=town.lin, step="x", text="您的建议已经交办", at=timezone.now())
    now = timezone.now()
    assert digest.write_all(now) == 1 and digest.write_all(now) == 0
    delivery.send_due(now)
    assert len(mail.outbox) == 1 and "您的建议已经交办" in mail.outbox[0].body
    assert "本县人大 今日待办" in mail.outbox[0].subject and Delivery.everywhere.get().text == ""
    assert digest.write_all(now + timedelta(days=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_whole_timetable_runs(town):
    worker.run_worker(once=True, timetable=schedule.TIMETABLE)
    rows = DBTaskResult.objects.values_list("task_path", "status", "traceback")
    assert {path.rpartition(".")[2] for path, _s, _t in rows} >= {
        "checkpoint",
        "purge",
        "turn_lamps",
        "write_digests",
    }
    assert {status for _p, status, _t in rows} == {"SUCCESSFUL"}, list(rows)
