"""Every page of what a sitting does opens for who may, holds its words, and stays shut for others."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

import huying.project.urls  # noqa: F401 - opens the doors of all rooms
from huying.kernel import scope
from huying.kernel.accounts import operations as accounts
from huying.sittings.amendments import operations as amendments
from huying.sittings.deliberations import operations as deliberations
from huying.sittings.models import Amendment, Minutes, Speech
from huying.sittings.resolutions import operations as resolutions
from huying.sittings.speeches import operations as speeches
from tests.ground import ground
from tests.sittings import doing
from tests.world import build

HOME = "/c/qinghe/sittings/"
MOST = 12 + 4  # a first look also asks for what is then remembered


@ground
def halfway():
    world = build()
    with scope.congress(world.congress):
        world.at_work = doing.walk(world)
        world.decided = doing.decided(world)
        for member in world.cast:
            accounts.of(member, at=world.when("2026-03-01"))
    return world


@pytest.fixture
def entered(halfway):
    """entered(member) → a client signed in as that member."""
    return doing.client


def addresses(world) -> list[str]:
    a, d = world.at_work, world.decided
    return [
        f"speeches/{a.speech.pk}/", f"speeches/floor/{a.sitting.pk}/", f"motions/{a.motion.pk}/", f"motions/{d.motion.pk}/",
        f"amendments/{a.amendment.pk}/", f"hearings/{a.hearing.pk}/", f"deliberations/{a.opinion.pk}/", f"matters/{a.matter.pk}/",
        f"resolutions/{d.resolution.pk}/", f"duties/{d.duty.pk}/", f"minutes/{d.minutes.pk}/",
        *(f"{part}/" for part in ("speeches", "motions", "amendments", "hearings", "deliberations", "matters", "resolutions",
                                  "duties", "minutes")),
    ]  # fmt: skip


def test_the_office_opens_every_page_and_its_papers(halfway, entered):
    clerk = entered(halfway.zhou)
    for address in addresses(halfway):
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(HOME + address).status_code == 200, address
        found = [q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
        assert len(found) <= MOST, (address, len(found))
    shown = clerk.get(f"{HOME}motions/{halfway.at_work.motion.pk}/").content.decode()
    assert "<del>" in shown or "<ins>【" in shown
    assert "按提出的先后" in shown
    whole = clerk.get(f"{HOME}{halfway.decided.sitting.pk}/").content.decode()
    assert f"speeches/?sitting={halfway.decided.sitting.pk}" in whole and "results.docx" in whole
    d = halfway.decided
    for address, words in (
        (f"motions/{d.motion.pk}/paper.docx", "县人民政府应当整治。"),
        (f"resolutions/{d.resolution.pk}/paper.docx", d.resolution.number),
        (f"minutes/{d.minutes.pk}/paper.docx", "应到3人，到会3人"),
        (f"papers/{d.sitting.pk}/sign-in.docx", "林知远"),
        (f"papers/{d.sitting.pk}/results.docx", "赞成3"),
        (f"papers/{d.sitting.pk}/agenda.docx", "常委会第5次会议议程"),
        (f"deliberations/{halfway.at_work.opinion.pk}/paper.docx", "青禾县交通运输局："),
    ):
        answer = clerk.get(HOME + address)
        assert answer.status_code == 200, address
        made = Document(BytesIO(answer.content))
        cells = [c.text for t in made.tables for r in t.rows for c in r.cells]
        assert words in "\n".join([*(p.text for p in made.paragraphs), *cells]), address
    assert clerk.get(f"{HOME}papers/{d.sitting.pk}/results.exe").status_code == 404
    assert clerk.get(f"{HOME}papers/{d.sitting.pk}/nothing.docx").status_code == 404


def test_no_page_asks_more_where_there_is_more(halfway, entered):
    a, clerk = halfway.at_work, entered(halfway.zhou)
    pages = [f"motions/{a.motion.pk}/", f"speeches/floor/{a.sitting.pk}/", "speeches/", "amendments/", "deliberations/",
             f"papers/{a.sitting.pk}/results.docx"]  # fmt: skip
    few = {page: asked(clerk, page) for page in pages}
    with scope.congress(halfway.congress):
        at = halfway.when(date(2026, 3, 12), "09:20")
        for n in range(4):
            speeches.ask(item=a.items["decision"], by=halfway.zhou, at=at, name=f"来宾{n}", topic=f"第{n}次")
            amendments.table(
                motion=a.motion, op="insert", paragraph=n % 3, text=f"增加{n}。", by=halfway.gao, at=at
            )
            deliberations.draft(
                item=a.items["decision"], unit=halfway.health, text="加快。", by=halfway.zhou, at=at
            )
    assert {page: asked(clerk, page) for page in pages} == few


def asked(client, page) -> int:
    """Questions of the second look: the first one also asks for what is then remembered."""
    client.get(HOME + page)
    with CaptureQueriesContext(connection) as found:
        assert client.get(HOME + page).status_code == 200, page
    return len(found)


def test_a_member_speaks_moves_and_reads_on_the_phone(halfway, entered):
    a, gao = halfway.at_work, entered(halfway.gao)
    asked = gao.post(
        f"{HOME}speeches/new/ask/", {"item": a.items["hearing"].pk, "way": "question", "topic": "路灯"}
    )
    assert asked.status_code == 302, asked.content.decode()[-3000:]
    with scope.congress(halfway.congress):
        assert Speech.objects.get(topic="路灯").speaker == halfway.gao
    page = gao.get(f"{HOME}amendments/new/table/?motion={a.motion.pk}&paragraph=1").content.decode()
    assert "第一段。" in page and "代录时选择" not in page
    moved = gao.post(
        f"{HOME}amendments/new/table/",
        {"motion": a.motion.pk, "paragraph": 1, "op": "replace", "text": "第一段改。"},
    )
    assert moved.status_code == 302
    wrong = gao.post(f"{HOME}amendments/new/table/", {"motion": a.motion.pk, "paragraph": 9, "op": "delete"})
    assert wrong.status_code == 409 and "没有这一段" in wrong.content.decode()
    with scope.congress(halfway.congress):
        assert Amendment.objects.count() == 2
    floor = gao.get(f"{HOME}speeches/floor/{a.sitting.pk}/").content.decode()
    assert "孙广财" in floor and "请发言" not in floor and "要求发言" in floor
    assert "请发言" in entered(halfway.chen).get(f"{HOME}speeches/floor/{a.sitting.pk}/").content.decode()
    assert gao.get(f"{HOME}minutes/{halfway.decided.minutes.pk}/").status_code == 404  # not sent round yet


def test_strangers_read_only_what_is_published(halfway, entered):
    d, a = halfway.decided, halfway.at_work
    nobody, keeper, other = Client(), entered(halfway.he), entered(halfway.court_handler)
    public = f"{HOME}resolutions/{d.resolution.pk}/"
    assert nobody.get(public).status_code == 404
    with scope.congress(halfway.congress):
        resolutions.sign(d.resolution, by=halfway.chen, at=halfway.when(date(2026, 3, 12)))
        resolutions.publish(d.resolution, by=halfway.zhou, at=halfway.when(date(2026, 3, 12)))
    for address in (f"{HOME}resolutions/", public):
        shown = nobody.get(address)
        assert shown.status_code == 200 and d.resolution.title in shown.content.decode()
    assert nobody.get(f"{public}paper.docx").status_code == 200
    shut = [f"speeches/{a.speech.pk}/", f"speeches/floor/{a.sitting.pk}/", f"motions/{a.motion.pk}/", f"duties/{d.duty.pk}/",
            f"deliberations/{a.opinion.pk}/", f"minutes/{d.minutes.pk}/", f"minutes/{d.minutes.pk}/paper.docx",
            f"hearings/{a.hearing.pk}/", f"matters/{a.matter.pk}/", f"papers/{d.sitting.pk}/sign-in.docx"]  # fmt: skip
    for client in (nobody, keeper, other):
        assert {address: client.get(HOME + address).status_code for address in shut} == dict.fromkeys(
            shut, 404
        )
    unit = entered(halfway.transport_handler)
    for address in (
        f"deliberations/{a.opinion.pk}/",
        f"duties/{d.duty.pk}/",
        f"hearings/{a.hearing.pk}/",
        f"matters/{a.matter.pk}/",
    ):
        assert unit.get(HOME + address).status_code == 200, address
    told = unit.post(
        f"{HOME}deliberations/{a.opinion.pk}/report/",
        {"text": "已研究处理。", "signer": "局长某", "is_public": "on"},
    )
    assert told.status_code == 302
    with scope.congress(halfway.congress):
        assert Minutes.objects.get().text.startswith("会议时间：2026年3月11日（星期三）09:00至11:00")
