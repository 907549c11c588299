"""Search finds every row that holds the words and may be seen, newest first, page after page, on every database."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huying.kernel import scope, search, search_index, search_rows
from huying.kernel.case import Case
from huying.kernel.roster import Congress
from huying.kernel.search import SearchDoc, find, put
from huying.kernel.search_text import fold, highlight, keys, question_keys, words

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 2)


@pytest.fixture
def here():
    congress = Congress.objects.create(code="here", name="本县", level="county")
    with scope.congress(congress):
        yield congress


@pytest.fixture(params=["direct", "index"], autouse=True)
def way(request, monkeypatch):
    """Few visible rows are read directly, many go through the index: both must say the same."""
    if request.param == "index":
        monkeypatch.setattr(search_rows, "FEW", 0)
        monkeypatch.setattr(search_rows, "SPARSE", 0.5)
        monkeypatch.setattr(search_rows, "GATHERED", 2)
        monkeypatch.setattr(search_index, "MORE", 5)
        monkeypatch.setattr(search_index, "MOST", 7)
        monkeypatch.setattr(search_index, "GLANCE", 3)
        monkeypatch.setattr(search_index, "FREQUENT", 5)
        monkeypatch.setattr(search_index, "WINDOW", 5)
    return request.param


def matter(title, body="", on=DAY):
    case = Case.objects.create(number=f"H-{Case.objects.count()}-{on}", title=title[:200], opened_on=on)
    put("case", case.pk, title, body, on)
    return case.pk


def everything(question, rows=None, limit=3, kind="case"):
    """All pages, one after the other."""
    found, after = [], None
    while True:
        page = find(
            question, kind=kind, rows=Case.objects.all() if rows is None else rows, after=after, limit=limit
        )
        assert len(page.ids) <= limit
        found += page.ids
        if not (after := page.next_cursor):
            assert page.total == len(found)
            return found


def test_the_index_of_this_database_is_in_use(here):
    with connection.cursor() as c:
        assert search_index.kind_of_index(c) == ("gin" if connection.vendor == "postgresql" else "fts5")


@pytest.mark.parametrize(
    ("question", "hit"),
    [
        ("路灯", True), ("灯", True), ("路灯不亮", True), ("灯不", True), ("路亮", False), ("亮了", False),
        ("𠮷", True), ("𠮷家", True), ("㐂", True), ("🚧", True), ("🚧施", True), ("👨‍👩‍👧", True), ("ABC", True), ("bc", True),
        ("ac", False),
        ("２０２６", True), ("026-0", True), ("2026-00017", True), ("00018", False), ("c", True), ("路灯 𠮷家", True),
        ("路灯 没有", False), ("，", True), ("“", True), ("※", False), ("不亮，", True), ("亮，请", True), ("STRASSE", True),
        ("100%", True), ("100_", False), ("o'clock", True), ('"', True), ("OR", False), ("NEAR(路灯)", False), ("路灯*", False),
    ],
)  # fmt: skip
def test_words_of_every_sort(here, question, hit):
    pk = matter(
        "路灯不亮",
        "路灯不亮，请到𠮷家巷看看“㐂”字🚧施工牌👨‍👩‍👧，编号H-2026-00017，ＡＢＣ小区，Straße，100%，o'clock，5\"",
    )
    matter("别的事", "没有什么")
    assert everything(question) == ([pk] if hit else [])


def test_newest_first_whatever_the_order_of_arrival(here):
    days = [DAY + timedelta(days=n) for n in (3, 0, 9, 1, 9, -4000, 2)]
    made = {matter("路灯", on=day): day for day in days}
    assert everything("路灯", limit=2) == sorted(made, key=lambda pk: (made[pk], pk), reverse=True)


def test_at_may_be_a_moment(here):
    late = datetime(2026, 3, 1, 23, 0, tzinfo=ZoneInfo("UTC"))  # already 2 March in China
    assert search.number("case", 1, late) == search.number("case", 1, DAY)
    assert search.number("case", 1, date(1900, 1, 1)) < search.number("case", 1, date(1951, 1, 1))


def test_only_what_one_may_see(here):
    pks = [matter(f"路灯{n}") for n in range(30)]
    mine = Case.objects.filter(pk__in=pks[::7])
    assert everything("路灯", mine) == pks[::7][::-1]
    assert everything("路灯", Case.objects.none()) == []
    page = find("路灯", kind="case", rows=mine)
    assert page.total == len(pks[::7])


def test_rows_gathered_by_other_rows_are_asked_singly(here):
    """Rooms say "those that my unit has a part in": one look-up a row, whatever a NOT and a NULL among them make of it."""
    pks = [matter(f"路灯{n}") for n in range(9)]
    for pk in pks[:4]:
        put("voice", pk, "无", "", DAY)
    docs = SearchDoc.objects.filter(kind="voice").values("object_id")
    few = SearchDoc.objects.filter(kind="voice", object_id__in=pks[:2]).values("object_id")
    for rows, seen in (
        (Case.objects.filter(pk__in=docs), pks[:4]),
        (Case.objects.filter(Q(pk=pks[8]) | Q(pk__in=docs) & ~Q(pk__in=few)), [pks[2], pks[3], pks[8]]),
        (Case.objects.exclude(pk__in=docs), pks[4:]),
        (Case.objects.filter(pk__in=docs.order_by("-object_id")[:1]), pks[3:4]),
        (Case.objects.filter(pk__in=Case.objects.filter(pk__in=docs).values("pk")), pks[:4]),
    ):
        assert everything("路灯", rows) == seen[::-1]


def test_another_congress_is_not_there(here):
    matter("路灯")
    with scope.congress(Congress.objects.create(code="there", name="邻县", level="county")):
        assert everything("路灯") == []
        other = matter("路灯")
        assert everything("路灯", Case.everywhere.all()) == [other]


def test_another_kind_is_not_there(here):
    pk = matter("路灯")
    put("voice", pk, "下水道", "", DAY)
    assert everything("下水道") == []
    assert everything("下水道", kind="voice") == [pk]


def test_a_new_text_replaces_the_old_one(here):
    pk, other = matter("路灯不亮"), matter("路灯不亮")
    put("case", pk, "下水道", "堵塞", DAY)
    assert everything("路灯") == [other]
    assert everything("下水") == [pk]
    put("case", pk, "下水道", "堵塞", DAY + timedelta(days=5))
    assert everything("堵塞") == [pk]
    assert SearchDoc.objects.count() == 2
    search.drop("case", pk)
    search.drop("case", pk)
    assert everything("下水") == []
    assert everything("路灯") == [other]


def test_put_again_changes_nothing(here, django_assert_max_num_queries):
    pk = matter("路灯不亮")
    with django_assert_max_num_queries(1):
        put("case", pk, "路灯不亮", "", DAY)


def test_title_and_body_do_not_run_together(here):
    pk = matter("路灯", "不亮")
    assert everything("灯不") == []
    assert everything("路灯 不亮") == [pk]


@pytest.mark.parametrize("length", [100_000])
def test_long_texts_are_indexed_whole(here, length):
    filler = "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(length))
    pk = matter("长文", filler[:-3] + "𠮷灯𠮷")
    matter("别的")
    assert everything("𠮷灯𠮷") == [pk]
    assert everything(filler[50_000:50_020]) == [pk]
    assert everything(filler[:2] + " " + filler[-10:-5]) == [pk]


def test_strange_texts_and_questions_do_no_harm(here):
    pk = matter("路灯")
    put("case", pk, "路\0灯\x07", "<script>alert(1)</script>\ud800 = 1 OR 1=1;--", DAY)
    assert everything("script") == [pk]
    for question in (
        "",
        "   ",
        "\0",
        "\ud800",
        "'; DROP TABLE",
        "%",
        "_",
        "\\",
        "路" * 5000,
        " ".join("路灯亮" * 300),
        "\u200d",
    ):
        find(question, kind="case", rows=Case.objects.all(), after="x' OR 1", limit=5)
    assert everything("路" * 5000) == []


@pytest.mark.parametrize("after", ["x", "", None, "-5", "9" * 40, "0"])
def test_a_cursor_that_is_none_is_harmless(here, after):
    matter("路灯")
    assert len(find("路灯", kind="case", rows=Case.objects.all(), after=after).ids) in (0, 1)


def test_every_kind_of_the_house_has_numbers_of_its_own(here):
    spans = {search.number(kind, 0, DAY) for kind in search.SUBJECTS}
    assert len(spans) == len(search.SUBJECTS) > 0
    codes = {}
    for n in range(2049):
        codes.setdefault(search.crc32(f"k{n}".encode()) & 0x7FF, []).append(f"k{n}")
    first, second = next(kinds for kinds in codes.values() if len(kinds) > 1)[:2]
    search.number(first, 1, DAY)
    with pytest.raises(ValueError, match="rename one"):
        search.number(second, 1, DAY)
    search._codes.clear()


def test_objects_whose_numbers_would_meet(here):
    put("voice", 5, "路灯甲", "", DAY)
    search.put_many(
        [
            ("voice", 5 + 2**22, "路灯乙", "", DAY),
            ("voice", 5 + 2**23, "路灯丙", "", DAY),
            ("voice", 6, "丁", "", DAY),
        ]
    )
    assert SearchDoc.objects.count() == 4
    assert set(SearchDoc.objects.values_list("object_id", flat=True)) == {5, 6, 5 + 2**22, 5 + 2**23}


def test_totals_stop_counting(here, monkeypatch):
    monkeypatch.setattr(search, "COUNTED", 5)
    for n in range(9):
        matter(f"路灯{n}")
    assert find("路灯", kind="case", rows=Case.objects.all()).total == 6
    assert find("灯3", kind="case", rows=Case.objects.all()).total == 1


def test_subjects_say_what_is_searched(here, monkeypatch):
    class Voice:
        class FLOW:
            subject = "case"

        def __init__(self, case):
            self.pk, self.born_at, self.title = case.pk, datetime(2026, 3, 2, 9, tzinfo=CHINA), case.title

        def search_text(self):
            return self.title, "正文"

    case = Case.objects.create(number="1", title="路灯", opened_on=DAY)
    search.index_subject(Voice(case))
    assert everything("正文") == [case.pk]
    search.index_subject(object())  # nothing to search, nothing to do

    class Rows:
        def all(self, *_):
            return self

        order_by = all

        def iterator(self, _size):
            return map(Voice, Case.objects.all())

    monkeypatch.setitem(search.SUBJECTS, "case", type("V", (), {"objects": Rows()}))
    put("case", 999, "没有了", "", DAY)
    assert search.rebuild("case") == 1
    assert everything("路灯") == [case.pk]
    assert not SearchDoc.objects.filter(object_id=999).exists()


def test_without_an_index_the_answers_are_the_same(here, monkeypatch):
    pks = [matter("路灯" if n % 3 else "下水", on=DAY + timedelta(days=n)) for n in range(20)]
    before = everything("路灯"), everything("下")
    monkeypatch.setattr(search_index, "kind_of_index", lambda c: "walk")
    assert (everything("路灯"), everything("下")) == before
    assert len(before[0]) + len(before[1]) == len(pks)


def test_a_lost_index_is_made_anew(here):
    pk = matter("路灯")
    with connection.cursor() as c:
        c.execute(f"DROP TABLE {search_index.INDEX}")
    search.prepare()
    assert everything("路灯") == [pk]
    search.prepare()
    assert everything("路灯") == [pk]


HAN = st.text(st.sampled_from("路灯不亮水𠮷🚧a1，。 \nＡé"), max_size=12)


@settings(suppress_health_check=[*HealthCheck], max_examples=40)
@given(
    texts=st.lists(st.tuples(HAN, HAN, st.integers(0, 3)), max_size=12),
    question=HAN,
    hidden=st.integers(0, 4),
)
def test_recall_and_precision_are_those_of_plain_substring(here, texts, question, hidden):
    for emptied in (SearchDoc, Case):
        emptied.objects.all()._raw_delete("default")  # nothing hangs on these
    made = {matter(t, b, DAY + timedelta(days=n)): (t, b, n) for t, b, n in texts}
    rows = Case.objects.exclude(pk__in=list(made)[:hidden])
    asked = fold(question).split()
    truth = [
        pk
        for pk in sorted(made, key=lambda pk: (made[pk][2], pk), reverse=True)[: len(made)]
        if asked and all(w in fold(made[pk][0]).strip() + "\n" + fold(made[pk][1]).strip() for w in asked)
    ]
    assert everything(question, rows, limit=2) == [pk for pk in truth if pk not in list(made)[:hidden]]


@given(text=st.text(max_size=60), start=st.integers(0, 60), length=st.integers(1, 6))
def test_whatever_is_part_of_a_text_shares_its_keys(text, start, length):
    folded = fold(text)
    asked = words(folded[start : start + length])
    if all(word in folded for word in asked):
        assert set(question_keys(asked, "s")) <= set(keys(folded, "s"))


@given(text=st.text(max_size=80), question=st.text(max_size=5))
def test_highlighting_never_lets_markup_through(text, question):
    shown = highlight(text, question)
    assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")
    assert shown.count("<mark>") == shown.count("</mark>")


def test_highlighting():
    assert highlight("路灯<b>不亮", "灯") == "路<mark>灯</mark>&lt;b&gt;不亮"
    assert highlight("ＡＢＣ小区", "abc") == "<mark>ＡＢＣ</mark>小区"
    assert (
        highlight("天" * 50 + "路灯" + "地" * 50, "路灯", around=10) == "…天天天天天<mark>路灯</mark>地地地…"
    )
    assert highlight("路灯", "") == "路灯"
