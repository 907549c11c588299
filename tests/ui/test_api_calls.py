"""What programs can do: page through lists, filter, read, act, follow the story, fetch files, look up the roster."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huying.kernel import scope
from huying.voices import operations as voices
from huying.voices.models import Voice
from tests.ui.calling import Caller, assert_problem

pytestmark = pytest.mark.django_db


def hear(world, n, at=None):
    given = {
        "by": world.zhou,
        "at": at or world.when("2026-03-05"),
        "channel": "station",
        "text": "晚上看不见。",
    }
    with scope.congress(world.congress):
        return [voices.hear(title=f"第 {i} 件：路口的灯", **given) for i in range(n)]


def walk(caller, where, **parameters):
    """All ids by following `next`."""
    ids, cursor = [], ""
    while cursor is not None:
        body = caller.get(where, **parameters, **({"cursor": cursor} if cursor else {})).json()
        ids += [item["id"] for item in body["items"]]
        cursor = body["next"]
    return ids


def test_a_list_is_paged_by_cursor_and_inserts_do_not_shift_it(world):
    hear(world, 9)
    caller = Caller(world.zhou)
    first = caller.get("voices", limit=4).json()
    assert len(first["items"]) == 4 and first["next"]
    hear(world, 3)
    second = caller.get("voices", limit=4, cursor=first["next"]).json()
    ids = [i["id"] for i in first["items"] + second["items"]]
    assert ids == sorted(set(ids), reverse=True) and len(ids) == 8
    with scope.congress(world.congress):
        assert sorted(walk(caller, "voices", limit=3)) == sorted(Voice.objects.values_list("pk", flat=True))


def test_lists_are_narrowed_by_state_tray_words_and_the_rooms_own_filters(walked):
    made = hear(walked, 5)
    caller = Caller(walked.zhou)
    assert {i["state"] for i in caller.get("voices", state="handed").json()["items"]} == {"handed"}
    assert {i["state"] for i in caller.get("voices", tray="heard").json()["items"]} == {"heard"}
    found = walk(caller, "voices", q="路口", limit=2)
    assert sorted(found) == sorted(v.pk for v in made) and len(found) == len(set(found))
    assert caller.get("voices", q="没有这样的话").json() == {"items": [], "next": None}
    unit = walked.transport.pk
    rows = caller.get("suggestions", unit=unit).json()["items"]
    assert rows and all(r["lead_unit"] == "青禾县交通运输局" for r in rows)


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"state": "nonsense"}, "state"), ({"tray": "adopted"}, "tray"), ({"limit": "0"}, "limit"), ({"limit": "many"}, "limit"),
        ({"limit": "9" * 5000}, "limit"), ({"cursor": "abc"}, "cursor"),
        ({"cursor": "-1"}, "cursor"), ({"cursor": "9" * 30}, "cursor"),
        ({"q": "长" * 200}, "q"), ({"q": "a\x00b"}, "q"), ({"typo": "1"}, "typo"), ({"urgency": "x"}, "urgency"),
        ({"station": "9" * 40}, "station"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_not_understood_is_named(world, parameters, named):
    body = assert_problem(Caller(world.zhou).get("voices", **parameters), 400)
    assert list(body["errors"]) == [named]


def test_a_row_says_what_may_be_done_and_its_story_what_was_done(world):
    voice = hear(world, 1)[0]
    caller = Caller(world.zhou)
    row = caller.get(f"voices/{voice.pk}").json()
    assert row["title"] == voice.title and row["version"] == 1 and "explain" in row["steps"]
    assert row["page"] == f"/c/qinghe/voices/{voice.pk}/" and row["files"] == []
    story = caller.get(f"voices/{voice.pk}/story").json()["items"]
    assert [s["who"] for s in story] == ["周文清"] and story[0]["label"] == "登记民情"


def test_what_a_step_asks_is_told_with_the_choices_of_this_person(world):
    voice = hear(world, 1)[0]
    caller = Caller(world.zhou)
    asked = caller.get(f"voices/{voice.pk}/hand_over").json()
    fields = {f["name"]: f for f in asked["fields"]}
    assert (
        asked["version"] == 1 and fields["unit"]["required"] and fields["unit"]["schema"]["x-list"] == "units"
    )
    assert str(world.transport.pk) in {c["value"] for c in fields["unit"]["choices"]}
    assert_problem(caller.get(f"voices/{voice.pk}/fulfil"), 404)  # not from this state


def test_a_birth_answers_201_with_its_place_and_a_step_with_the_row_as_it_is(world):
    caller = Caller(world.zhou)
    born = caller.post("voices/new/hear", text="桥头的护栏断了。", channel="phone", urgency="none")
    assert born.status_code == 201 and born["Location"] == f"/api/v1/c/qinghe/voices/{born.json()['id']}"
    assert born.json()["code"], "the code for following is told once"
    row = caller.client.get(born["Location"], headers=caller.headers).json()
    assert row["state"] == "heard" and row["title"] == "桥头的护栏断了" and "code" not in row
    done = caller.post(
        f"voices/{row['id']}/hand_over", tier="county", unit=world.transport.pk, _seen=row["version"]
    )
    assert (
        done.status_code == 200
        and done.json()["state"] == "handed"
        and done.json()["unit"] == "青禾县交通运输局"
    )


def test_rows_hold_no_name_and_no_telephone(world):
    caller = Caller(world.zhou)
    given = {
        "text": "桥头的护栏断了。",
        "channel": "phone",
        "urgency": "none",
        "author": "李秀英",
        "phone": "13900001234",
    }
    born = caller.post("voices/new/hear", **given)
    where = f"voices/{born.json()['id']}"
    for answer in (born, caller.get(where), caller.get("voices"), caller.get(f"{where}/story")):
        assert "13900001234" not in answer.content.decode() and "李秀英" not in answer.content.decode()


def test_a_file_goes_up_with_its_step_and_comes_down_whole(world):
    caller, data = Caller(world.zhou), b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    given = {
        "text": "见附件。",
        "channel": "phone",
        "urgency": "none",
        "files": [SimpleUploadedFile("诉求.pdf", data)],
    }
    born = caller.upload("voices/new/hear", **given)
    assert born.status_code == 201, born.content
    (file,) = caller.get(f"voices/{born.json()['id']}").json()["files"]
    assert file["name"] == "诉求.pdf" and file["sha256"] == hashlib.sha256(data).hexdigest()
    down = caller.client.get(file["url"], headers=caller.headers)
    assert b"".join(down.streaming_content) == data and down["Content-Security-Policy"].startswith("sandbox")
    other = Caller(world.health_handler)
    assert_problem(other.client.get(file["url"], headers=other.headers), 404)
    assert_problem(caller.get("files/999999"), 404)


def test_a_file_that_is_no_such_file_is_refused_and_nothing_is_born(world):
    caller = Caller(world.zhou)
    before = len(walk(caller, "voices"))
    given = {
        "text": "见附件。",
        "channel": "phone",
        "urgency": "none",
        "files": [SimpleUploadedFile("x.pdf", b"MZ\x90")],
    }
    assert_problem(caller.upload("voices/new/hear", **given), 400)
    assert len(walk(caller, "voices")) == before


def test_the_books_of_the_roster_give_ids_and_public_names_only(world):
    with scope.congress(world.congress):
        world.transport.telephone = "0532-1234567"
        world.transport.save()
    caller = Caller(world.lin)
    units = caller.get("units").json()["items"]
    assert {"id": world.transport.pk, "name": "青禾县交通运输局", "short": "交通运输局", "kind": "department",
            "parent": world.cabinet.pk} in units  # fmt: skip
    assert "1234567" not in caller.get("units").content.decode()
    assert [d["name"] for d in caller.get("deputies", q="林").json()["items"]] == ["林知远"]
    assert walk(caller, "units", limit=2) == sorted(u["id"] for u in units)
    assert caller.get("fields", code="transport-road").json()["items"][0]["id"] == world.field.pk
    for name in ("organs", "areas", "districts", "terms", "sessions", "stations"):
        assert caller.get(name).status_code == 200, name
    assert_problem(caller.get("units", typo=1), 400)


def test_me_tells_who_what_and_until_when(world):
    body = Caller(world.zhou, ["read", "voices"]).get("me").json()
    assert (body["name"], body["role"], body["congress"]["code"]) == ("周文清", "clerk", "qinghe")
    assert body["scopes"] == ["read", "voices"] and body["expires_at"]
    assert "hear" in body["rooms"]["voices"]["births"]
    assert "submitted" in {t["name"] for t in body["rooms"]["suggestions"]["trays"]}


def test_the_road_over_the_api(world):
    """Draft, submit, check, assign, receive, talk, reply, rate, close: each by whom it belongs to."""
    lin, zhou, unit = Caller(world.lin), Caller(world.zhou), Caller(world.transport_handler)
    born = lin.post(
        "suggestions/new/draft",
        title="关于修路的建议",
        text="路坏了。",
        advice="修好。",
        field=world.field.pk,
    )
    pk = born.json()["id"]
    assert lin.post(f"suggestions/{pk}/submit").json()["state"] == "submitted"
    assert zhou.post(f"suggestions/{pk}/accept").json()["state"] == "accepted"
    done = zhou.post(f"suggestions/{pk}/assign", mode="lead", lead=world.transport.pk)
    assert done.json()["state"] == "assigned", done.content
    part = next(h["id"] for h in unit.get("handlings").json()["items"] if h["suggestion"] == pk)
    assert unit.post(f"handlings/{part}/receive").status_code == 200
    assert (
        unit.post(
            f"handlings/{part}/log_contact", way="visit", who="林知远", summary="到现场看了。"
        ).status_code
        == 200
    )
    done = unit.post(
        f"handlings/{part}/reply", text="已经修好。", result_class="A", signer="许成", may_publish=True
    )
    assert done.status_code == 200, done.content
    assert lin.post(f"suggestions/{pk}/rate", attitude="good", result="good").json()["state"] == "replied"
    closed = zhou.post(f"suggestions/{pk}/close")
    assert closed.json()["state"] == "closed" and closed.json()["outcome"], closed.content
