"""The roster's pages: who may enter, what is refused with which article, that nothing is written silently."""

from datetime import date

import pytest

from huying.deputies.models import Seat
from huying.kernel import verify
from huying.kernel.accounts.models import Admission
from huying.kernel.case import Trace
from huying.kernel.register import operations
from huying.kernel.register.models import Entry
from huying.kernel.roster import Congress, Membership, Organ, Person, Term, Unit
from huying.project.manage.books import BOOKS

from . import managing
from .managing import inside, send, url

pytestmark = pytest.mark.django_db
UNIT = {
    "name": "青禾县水利局",
    "kind": "department",
    "head": "罗平",
    "telephone": "0571-87654321",
    "duties": "河道、水库",
}


county, town = managing.county, managing.town


def pages(town):
    yield url(town, "manage:home")
    yield url(town, "manage:congress")
    for name in ("rules", "calendar", "requests"):
        yield url(town, f"manage:{name}")
    for name, book in BOOKS.items():
        yield url(town, "manage:list", book=name)
        if not book.admin_only:
            yield url(town, "manage:new", book=name)
        with inside(town):
            row = book.rows().first()
        if row is not None:
            yield url(town, "manage:row", book=name, pk=row.pk)


def test_only_the_office_enters(town):
    for where in pages(town):
        assert town.as_admin.get(where).status_code == 200, where
        assert town.as_clerk.get(where).status_code == 200, where
        assert town.as_neighbour.get(where).status_code == 404, where
        assert town.stranger.get(where).status_code == 404, where
        expected = 404
        assert town.as_deputy.get(where).status_code == expected, where


@pytest.mark.parametrize("name", ["tokens", "preset"])
def test_some_pages_are_the_administrators_alone(town, name):
    where = url(town, f"manage:{name}")
    assert town.as_admin.get(where).status_code == 200
    assert town.as_clerk.get(where).status_code == 404


def test_lists_search_filter_sort_and_export(town):
    where = url(town, "manage:list", book="people")
    page = town.as_clerk.get(where, {"q": "lin"}).content.decode()
    assert "林知远" in page and "高秀兰" not in page
    assert "高秀兰" in town.as_clerk.get(where, {"q": "高秀"}).content.decode()
    handlers = town.as_clerk.get(where, {"role": "handler"}).content.decode()
    assert "王建国" in handlers and "林知远" not in handlers
    file = town.as_clerk.get(where, {"export": "csv", "role": "deputy"})
    body = b"".join(file.streaming_content) if file.streaming else file.content
    assert "孙广财".encode() in body and "王建国".encode() not in body
    nothing = town.as_clerk.get(where, {"q": "没有这个人"}).content.decode()
    assert "登记人员" in nothing


def test_a_unit_is_entered_corrected_dissolved_and_restored_each_with_a_trace(town):
    answer = send(town.as_clerk, url(town, "manage:new", book="units"), **UNIT)
    assert answer.status_code == 302
    with inside(town):
        unit = Unit.objects.get(name=UNIT["name"])
        entry = Entry.objects.get(kind="kernel.unit", row_id=unit.pk)
    row = url(town, "manage:row", book="units", pk=unit.pk)
    assert send(town.as_clerk, row, **{**UNIT, "head": "罗平安"}).status_code == 302
    page = town.as_clerk.get(row).content.decode()
    assert "罗平 → 罗平安" in page and "周文清" in page
    end = url(town, "manage:end", book="units", pk=unit.pk)
    assert send(town.as_clerk, end, reason="机构改革").status_code == 302
    with inside(town):
        unit.refresh_from_db()
        entry.refresh_from_db()
        assert not unit.is_active and entry.state == "ended"
    send(town.as_clerk, end, reason="机构改革", successor=str(town.housing.pk))
    restore = url(town, "manage:restore", book="units", pk=unit.pk)
    assert send(town.as_clerk, restore, reason="误办").status_code == 302
    with inside(town):
        steps = list(
            Trace.objects.filter(subject_kind="roster", subject_id=entry.pk).values_list("step", flat=True)
        )
    assert steps == ["roster.enter", "roster.change", "roster.end", "roster.restore"]
    assert verify.verify(town.congress).ok


def test_what_was_typed_stays_when_something_is_wrong(town):
    answer = send(
        town.as_clerk, url(town, "manage:new", book="units"), **{**UNIT, "name": "青禾县交通运输局"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不要重复登记" in page and "河道、水库" in page and "罗平" in page


def test_a_doubled_press_enters_once(town):
    where = url(town, "manage:new", book="units")
    given = {**managing.stamps(town.as_clerk.get(where)), **UNIT}
    assert town.as_clerk.post(where, given).status_code == 302
    assert town.as_clerk.post(where, {**given, "name": "青禾县水利二局"}).status_code == 302
    with inside(town):
        assert Unit.objects.filter(name__startswith="青禾县水利").count() == 1


def test_of_two_clerks_at_once_one_wins_and_the_other_sees_what_changed(town):
    row = url(town, "manage:row", book="units", pk=town.housing.pk)
    data = {
        "name": town.housing.name,
        "short": "住建局",
        "kind": "department",
        "parent": str(town.cabinet.pk),
    }
    first, second = (managing.stamps(town.as_clerk.get(row)) for _ in range(2))
    assert town.as_clerk.post(row, {**first, **data, "head": "甲"}).status_code == 302
    late = town.as_admin.post(row, {**second, **data, "head": "乙某"})
    assert late.status_code == 409
    assert "别人刚刚办过" in late.content.decode() and "乙某" in late.content.decode()
    with inside(town):
        assert Unit.objects.get(pk=town.housing.pk).head == "甲"


def test_direct_sql_on_a_row_of_the_roster_is_found(town):
    with inside(town):
        operations.enter_all(Unit.objects.all(), by=town.admin, at=town.at)
        operations.enter_all(Membership.objects.exclude(person=None), by=town.admin, at=town.at)
        assert verify.verify(town.congress).ok
        Membership.objects.filter(pk=town.lin.pk).update(role="admin")
        Unit.objects.filter(pk=town.court.pk).update(head="某人")
    problems = verify.verify(town.congress).problems
    assert [p.kind for p in problems] == ["subject", "subject"]


def test_a_unit_of_the_neighbour_is_no_choice_and_no_row(town):
    foreign = town.neighbour.unit
    assert town.as_clerk.get(url(town, "manage:row", book="units", pk=foreign.pk)).status_code == 404
    answer = send(town.as_clerk, url(town, "manage:new", book="units"), **UNIT, parent=str(foreign.pk))
    assert answer.status_code == 422


def test_a_tree_without_circles(town):
    row = url(town, "manage:row", book="units", pk=town.cabinet.pk)
    answer = send(town.as_clerk, row, name=town.cabinet.name, kind="government", parent=str(town.housing.pk))
    assert answer.status_code == 422 and "下级" in answer.content.decode()


PERSON = {
    "name": "白露",
    "role": "deputy",
    "phone": "13900001111",
    "gender": "f",
    "expertise": "水利、法律",
    "is_expert": "on",
}


def test_one_person_holds_several_offices_and_numbers_are_masked(town):
    new = url(town, "manage:new", book="people")
    assert send(town.as_clerk, new, **PERSON).status_code == 302
    assert (
        send(town.as_clerk, new, **{**PERSON, "role": "keeper", "area": str(town.town.pk)}).status_code == 302
    )
    again = send(town.as_clerk, new, **PERSON)
    assert again.status_code == 409 and "已经有这一身份" in again.content.decode()
    with inside(town):
        person = Person.objects.get(name="白露")
        rows = list(person.memberships.filter(congress=town.congress).order_by("pk"))
        assert [m.role for m in rows] == ["deputy", "keeper"] and person.expertise == ["水利", "法律"]
        assert Admission.objects.filter(member__in=rows).count() == 2
    for where in (
        url(town, "manage:list", book="people"),
        url(town, "manage:row", book="people", pk=rows[0].pk),
    ):
        page = town.as_clerk.get(where).content.decode()
        assert "13900001111" not in page and "139****1111" in page
    with inside(town):
        notes = "".join(Trace.objects.filter(subject_kind="roster").values_list("note", flat=True))
    assert "13900001111" not in notes


def test_an_empty_number_means_unchanged(town):
    send(town.as_clerk, url(town, "manage:new", book="people"), **PERSON)
    with inside(town):
        row = Membership.objects.get(person__name="白露")
    where = url(town, "manage:row", book="people", pk=row.pk)
    assert send(town.as_clerk, where, **{**PERSON, "phone": "", "title": "村支书"}).status_code == 302
    with inside(town):
        row.refresh_from_db()
        assert (row.title, row.person.phone) == ("村支书", "13900001111")


@pytest.mark.parametrize(("field", "value", "word"), [
    ("phone", "一三九", "电话只能是数字"), ("id_card", "110101199003071235", "校验位不对"), ("id_card", "123", "18 位"),
    ("name", "<b>", "不像一个姓名"), ("email", "x", "邮"),
])  # fmt: skip
def test_impossible_numbers_are_refused_in_chinese(town, field, value, word):
    answer = send(town.as_clerk, url(town, "manage:new", book="people"), **{**PERSON, field: value})
    assert answer.status_code == 422 and word in answer.content.decode()


def test_rare_characters_stay(town):
    assert (
        send(
            town.as_clerk, url(town, "manage:new", book="people"), **{**PERSON, "name": "𠮷㐂·木"}
        ).status_code
        == 302
    )
    with inside(town):
        assert Membership.objects.filter(person__name="𠮷㐂·木").exists()


def test_a_clerk_makes_no_administrators(town):
    answer = send(town.as_clerk, url(town, "manage:new", book="people"), **{**PERSON, "role": "admin"})
    assert answer.status_code == 422
    where = url(town, "manage:row", book="people", pk=town.admin.pk)
    assert town.as_clerk.get(where).context["form"] is None
    assert town.as_clerk.post(where, {"name": "方舟", "role": "deputy"}).status_code == 404
    end = url(town, "manage:end", book="people", pk=town.admin.pk)
    assert send(town.as_clerk, end, reason="x").status_code == 404
    with inside(town):
        assert Membership.objects.get(pk=town.admin.pk).is_active


def test_leaving_closes_access_too(town):
    send(town.as_clerk, url(town, "manage:new", book="people"), **PERSON)
    with inside(town):
        row = Membership.objects.get(person__name="白露")
    assert (
        send(town.as_clerk, url(town, "manage:end", book="people", pk=row.pk), reason="调离").status_code
        == 302
    )
    with inside(town):
        row.refresh_from_db()
        assert not row.is_active and Admission.objects.get(member=row).state == "left"
        assert Entry.objects.get(kind="kernel.membership", row_id=row.pk).state == "ended"
    assert verify.verify(town.congress).ok


def test_numbers_against_the_law_are_named_with_their_article(town):
    with inside(town):
        Congress.objects.filter(pk=town.congress.pk).update(population=423_700, kind="county")
    where = url(town, "manage:decide", book="terms", pk=town.term.pk)
    data = {"seats": "240", "committee_size": "40", "document": "省人大常委会决定〔2026〕3号"}
    answer = send(town.as_admin, where, **data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "《选举法》第十二条" in page and "《地方组织法》第四十七条" in page
    assert send(town.as_admin, where, **{**data, "seats": "224", "committee_size": "35"}).status_code == 302
    with inside(town):
        term = Term.objects.get(pk=town.term.pk)
        trace = Trace.objects.filter(step="roster.decide").get()
    assert (term.seats, term.committee_size) == (224, 35) or term.committee_size == 35
    assert trace.facts["numbers"]["committee_size"] == 35 and "〔2026〕3号" in trace.note
    assert send(town.as_clerk, where, **data).status_code == 404


def test_a_number_beyond_the_law_is_taken_when_confirmed_and_stays_marked(town):
    with inside(town):
        Congress.objects.filter(pk=town.congress.pk).update(population=423_700, kind="county")
    where = url(town, "manage:decide", book="terms", pk=town.term.pk)
    data = {"seats": "240", "document": "旧决定", "confirmed": "on"}
    assert send(town.as_admin, where, **data).status_code == 302
    page = town.as_admin.get(url(town, "manage:home")).content.decode()
    assert "代表名额 240 名多于" in page


def test_the_card_refuses_a_kind_of_another_level(town):
    where = url(town, "manage:congress")
    data = {
        "name": town.congress.name,
        "short": "青禾县",
        "level": "county",
        "kind": "town",
        "division": "000121000",
        "population": "423700",
    }
    answer = send(town.as_admin, where, **data)
    assert answer.status_code == 422 and "《地方组织法》第七条" in answer.content.decode()
    answer = send(town.as_admin, where, **{**data, "kind": "county"})
    assert answer.status_code == 302
    assert "224 名" in town.as_admin.get(where).content.decode()
    assert town.as_clerk.post(where, data).status_code == 404


def test_the_card_names_each_table_that_was_taken_in_and_says_what_came_of_it(town):
    counts = {"created": 3, "updated": 1, "unchanged": 0, "errors": 2}
    with inside(town):
        entry = operations.entry_of(town.congress, by=town.zhou, at=town.at)
        operations.import_table(entry, by=town.zhou, at=town.at, table="units", counts=counts, digest="d")
    page = town.as_admin.get(url(town, "manage:congress")).content.decode()
    assert "单位：新增 3，更新 1，没有变化 0，有错误 2" in page and str(town.zhou.person.name) in page
    assert "---------" not in page and "请选择" in page  # of the level, which has to be chosen


def test_a_town_has_no_standing_committee(town):
    Congress.objects.filter(pk=town.congress.pk).update(level="township", kind="town")
    answer = send(
        town.as_admin, url(town, "manage:new", book="organs"), name="常务委员会", kind="standing_committee"
    )
    assert answer.status_code == 422 and "第四十六条" in answer.content.decode()
    with inside(town):
        assert not Organ.objects.filter(kind="standing_committee").exists()


def test_a_seat_is_taken_suspended_resumed_and_ended(town):
    with inside(town):
        seat = Seat.objects.get(member=town.lin)
    steps = [
        ("suspend", {"ground": "custody", "since": "2026-03-01", "basis": "代表资格审查委员会报告"}),
        ("resume", {"basis": "撤销案件"}),
        ("end", {"ending": "moved", "until": "2026-10-01", "basis": "公告第3号"}),
    ]
    for step, data in steps:
        assert send(town.as_clerk, url(town, f"seats:{step}", pk=seat.pk), **data).status_code == 302, step
    with inside(town):
        seat.refresh_from_db()
    assert (seat.state, seat.ending, seat.until) == ("ended", "moved", date(2026, 10, 1))
    assert town.as_deputy.get(url(town, "seats:suspend", pk=seat.pk)).status_code == 404
    assert verify.verify(town.congress).ok


def test_the_decided_number_of_seats_is_the_limit(town):
    with inside(town):
        Term.objects.filter(pk=town.term.pk).update(seats=3)
    send(town.as_clerk, url(town, "manage:new", book="people"), **PERSON)
    with inside(town):
        member = Membership.objects.get(person__name="白露")
    data = {"member": str(member.pk), "term": str(town.term.pk), "since": "2026-01-10"}
    answer = send(town.as_clerk, url(town, "seats:take"), **data)
    assert answer.status_code == 409 and "《选举法》第十四条" in answer.content.decode()
    with inside(town):
        Term.objects.filter(pk=town.term.pk).update(seats=4)
    full = send(town.as_clerk, url(town, "seats:take"), **data, district=str(town.district.pk))
    assert full.status_code == 409 and "已经满额" in full.content.decode()
    assert send(town.as_clerk, url(town, "seats:take"), **data).status_code == 302


def test_the_subject_tree_is_kept_by_the_office(town):
    new = url(town, "manage:new", book="fields")
    with inside(town):
        top = town.field.parent
    assert (
        send(
            town.as_clerk, new, name="桥梁加固", parent=str(top.pk), aliases="危桥、桥梁", order="9"
        ).status_code
        == 302
    )
    page = town.as_clerk.get(url(town, "manage:list", book="fields")).content.decode()
    drawn = [page.index(f">{name}<") for name in (top.name, town.field.name, "桥梁加固")]
    assert drawn == sorted(drawn) and '<span class="leaf">桥梁加固</span>' in page
    clash = send(town.as_clerk, new, name="别的", parent=str(top.pk), aliases="危桥")
    assert clash.status_code == 422 and "别名" in clash.content.decode()
    deep = send(town.as_clerk, new, name="第三级", parent=str(town.field.pk))
    assert deep.status_code == 422
    end = url(town, "manage:end", book="fields", pk=town.field.pk)
    assert send(town.as_clerk, end, reason="并入桥梁").status_code == 302
    with inside(town):
        town.field.refresh_from_db()
    assert not town.field.is_active
