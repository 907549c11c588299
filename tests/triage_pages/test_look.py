"""The second look on the pages: it says why, saves nothing and never stands in the way."""

from huying.kernel.case import Trace
from huying.voices.models import Paper
from tests.voices.conftest import make, sign_in

EMPTY = "您好！您反映的问题已收悉，我们高度重视，已转有关部门调查处理。感谢您的支持！"


def test_it_says_what_is_weak_and_changes_nothing(town, now, client):
    voice = make(town, now)
    sign_in(client, town.keeper)
    where = f"/c/qh/voices/{voice.pk}/look/"
    traces = Trace.objects.count()
    part = client.post(where, {"text": EMPTY}, headers={"HX-Request": "true"}).content.decode()
    assert "不是套话" in part
    assert "客套话" in part
    assert "<!doctype" not in part
    whole = client.post(where, {"text": EMPTY}).content.decode()
    assert "<!doctype" in whole
    assert "后退" in whole
    assert "还没有写内容" in client.post(where, {"text": " "}).content.decode()
    assert Trace.objects.count() == traces
    assert not Paper.objects.exists()
    answer = client.post(f"/c/qh/voices/{voice.pk}/explain/", {"text": EMPTY})
    assert answer.status_code == 302  # a weak reply may be sent


def test_it_stands_on_the_pages_where_replies_are_written(town, now, client):
    voice = make(town, now)
    sign_in(client, town.keeper)
    for page in ("explain/", "triage/"):
        assert (
            f"/c/qh/voices/{voice.pk}/look/" in client.get(f"/c/qh/voices/{voice.pk}/{page}").content.decode()
        )


def test_only_for_who_sees_the_voice_and_may_answer(town, now, client):
    voice = make(town, now)
    where = f"/c/qh/voices/{voice.pk}/look/"
    assert client.post(where, {"text": "x"}).status_code in (302, 404)
    for member in (town.far_keeper, town.handler, town.leader, town.deputy):
        assert sign_in(client, member).post(where, {"text": "x"}).status_code == 404
    assert sign_in(client, town.clerk).get(where).status_code == 405


def test_hostile_words_come_back_as_text(town, now, client):
    voice = make(
        town,
        now,
        title="<img src=x onerror=alert(1)>坏了的桥",
        text="<script>alert(1)</script>桥坏了，希望修好。",
    )
    sign_in(client, town.clerk)
    part = client.post(
        f"/c/qh/voices/{voice.pk}/look/", {"text": "<script>alert(2)</script>" * 20}
    ).content.decode()
    assert "<script>alert" not in part
    assert "<img src=x" not in part


def test_a_unit_looks_at_its_reply_to_a_suggestion(db, client):
    from huying.kernel import scope
    from tests.suggestions.walking import Walker
    from tests.world import build

    world = build()
    with scope.congress(world.congress):
        walker = Walker(world)
        handling = walker.received().handlings.get()
        walker.talk(handling)
        where = f"/c/qinghe/look/handling/{handling.pk}/"
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(world.transport_handler.person.account, backend=backend)
        page = client.get(f"/c/qinghe/suggestions/handlings/{handling.pk}/reply/").content.decode()
        assert where in page
        part = client.post(where, {"text": EMPTY}, headers={"HX-Request": "true"}).content.decode()
        assert "不是套话" in part
        good = "临水路段护栏已经列入计划，依据《公路安全保护条例》第十一条，12 月底前完成安装并设置警示牌，此前安排专人巡查。"
        assert (
            "公路安全保护条例"
            in client.post(where, {"text": good}, headers={"HX-Request": "true"}).content.decode()
        )
        client.force_login(world.housing_handler.person.account, backend=backend)
        assert client.post(where, {"text": "x"}).status_code == 404
