"""The scanner of attachments: a command, clamd's socket, and what is said where there is none."""

import io
import re
import socket
import struct
import sys
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

import huying
from huying.deputies.cards import operations as cards
from huying.kernel import files, held, process, scanner, scope, shelf
from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.roster import Membership
from huying.kernel.switch_kinds import BadValue
from huying.kernel.tables import importing
from huying.kernel.tables.sheet import Column, Sheet
from huying.kernel.verify import verify
from huying.kernel.wording import label
from huying.portal.operations import writing
from huying.ui import switching
from huying.ui.forms import FileField, FilesField
from tests.suggestions.walking import Walker
from tests.world import build

FOUND = "import sys; d = sys.stdin.buffer.read(); print('stdin: Eicar FOUND') if b'EICAR' in d else None; sys.exit(b'EICAR' in d)"


@pytest.fixture
def command(settings):
    settings.FILE_SCANNER = "huying.kernel.scanner.scan"
    settings.FILE_SCANNER_TARGET = f'command:{sys.executable} -c "{FOUND}"'


def test_a_command_says_clean_or_found(command):
    assert scanner.scan("a.txt", b"all is well") == ""
    assert "Eicar" in scanner.scan("a.txt", b"xx EICAR xx")
    assert scanner.state() == (True, "command")


def test_a_scanner_that_fails_lets_nothing_through(settings):
    settings.FILE_SCANNER = "huying.kernel.scanner.scan"
    for target in (
        f'command:{sys.executable} -c "import sys; sys.exit(2)"',
        "nothing",
        "clamd:/nowhere/clamd.ctl",
        "command:",
    ):
        settings.FILE_SCANNER_TARGET = target
        with pytest.raises((scanner.NoAnswer, OSError)):
            scanner.scan("a.txt", b"x")
        fine, words = scanner.state()
        assert not fine and "没有回应" in words


def test_without_a_scanner_it_is_said_honestly(settings):
    settings.FILE_SCANNER = settings.FILE_SCANNER_TARGET = ""
    fine, words = scanner.state()
    assert not fine and "没有查毒" in words


def clamd(server, answers):
    """As much of clamd as INSTREAM needs."""
    for answer in answers:
        line, _peer = server.accept()
        with line:
            assert take(line, 10) == b"zINSTREAM\0"
            data = b""
            while size := struct.unpack("!I", take(line, 4))[0]:
                data += take(line, size)
            line.sendall(answer(data))


def take(line, n):
    data = b""
    while len(data) < n:
        data += line.recv(n - len(data))
    return data


def test_clamd_is_asked_over_its_socket(settings):
    said = [
        lambda d: b"stream: OK\0", lambda d: b"stream: Eicar-Test FOUND\0" if len(d) == 200_000 else b"?\0",
        lambda d: b"INSTREAM size limit exceeded. ERROR\0",
    ]  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.FILE_SCANNER_TARGET = f"clamd:127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=clamd, args=(server, said), daemon=True)
        thread.start()
        assert scanner.scan("a", b"x") == ""
        assert scanner.scan("a", b"y" * 200_000) == "Eicar-Test"
        with pytest.raises(scanner.NoAnswer, match="size limit"):
            scanner.scan("a", b"z")
        thread.join(5)


@pytest.mark.django_db
def test_the_result_stands_on_the_file_and_a_virus_is_refused(command, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = build()

    class Upload(io.BytesIO):
        def __init__(self, name, data):
            super().__init__(data)
            self.name, self.size = name, len(data)

    with scope.congress(world.congress):
        at = world.when("2026-03-02")
        case = process.new_case("附件", at.date())
        kept = files.store(Upload("a.txt", "清单".encode()), case=case, by=world.zhou, at=at)
        assert kept.scan == "clean"
        with pytest.raises(files.BadFile, match="没有通过病毒检查"):
            files.store(Upload("b.txt", b"EICAR"), case=case, by=world.zhou, at=at)
        settings.FILE_SCANNER = ""
        assert files.store(Upload("c.txt", "另一份".encode()), case=case, by=world.zhou, at=at).scan == "off"


class Sent(io.BytesIO):
    def __init__(self, name, data):
        super().__init__(data)
        self.name, self.size = name, len(data)


def down(name, data):
    raise scanner.NoAnswer("stopped")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def house(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    world = build()
    with scope.congress(world.congress):
        yield world


def test_while_the_scanner_is_down_nothing_is_taken_or_what_comes_is_held(house, settings):
    at = house.when("2026-03-02")
    case = process.new_case("附件", at.date())
    settings.FILE_SCANNER = f"{__name__}.down"
    with pytest.raises(files.BadFile, match="暂时无法"):
        files.store(Sent("a.txt", b"one"), case=case, by=house.zhou, at=at)
    settings.FILE_SCANNER_DOWN = "hold"
    good, bad = (
        files.store(Sent(n, n.encode()), case=case, by=house.zhou, at=at) for n in ("good.txt", "EICAR.txt")
    )
    files.File.objects.update(is_public=True)
    good.refresh_from_db(), bad.refresh_from_db()
    assert {good.scan, bad.scan} == {"held"} and files.any_held(at)
    with pytest.raises(files.BadFile, match="等待查毒"):
        files.open_for(house.zhou, good)
    request = RequestFactory().get("/")
    request.member = house.zhou
    assert files.serve(request, good.pk).status_code == 409
    assert held.scan(at) == {"clean": 0, "found": 0, "held": 2}  # still down
    settings.FILE_SCANNER = "huying.kernel.scanner.scan"
    settings.FILE_SCANNER_TARGET = f'command:{sys.executable} -c "{FOUND}"'
    assert held.scan(at) == {"clean": 1, "found": 1, "held": 0}
    good.refresh_from_db(), bad.refresh_from_db()
    assert files.open_for(house.zhou, good).read() == b"good.txt" and not files.any_held(at)
    with pytest.raises(files.BadFile, match="查出病毒"):
        files.open_for(house.zhou, bad)
    assert shelf.open_(bad.place).read() == b"EICAR.txt"  # shut, not lost: the ledger vouches for it


def test_what_is_found_later_stands_in_the_trace_and_sender_and_office_are_told(house, settings):
    settings.FILE_SCANNER, settings.FILE_SCANNER_DOWN = f"{__name__}.down", "hold"
    walk = Walker(house)
    row = walk.draft(files=[Sent("EICAR.txt", b"EICAR"), Sent("good.txt", b"good")])
    settings.FILE_SCANNER = "huying.kernel.scanner.scan"
    settings.FILE_SCANNER_TARGET = f'command:{sys.executable} -c "{FOUND}"'
    Notice.objects.all().delete()
    assert held.scan(walk.at) == {"clean": 1, "found": 1, "held": 0}
    bad, good = files.of(row)
    trace = Trace.objects.get(step="suggestions.shut_file")
    assert bad.scan == "found" and trace.facts["shut"] == [bad.pk] and trace.by.role == "house"
    told = {n.to_id: label(n) for n in Notice.objects.all()}
    assert set(told) == {
        row.author_id,
        *Membership.objects.filter(role="clerk", is_active=True).values_list("pk", flat=True),
    }
    assert set(told.values()) == {"附件查出病毒，已经封存"}
    assert held.scan(walk.at)["found"] == 0
    assert not verify(house.congress, read_files=True).problems
    shelf.drop(bad.place)  # by the machine's own guard
    assert not verify(house.congress, read_files=True).problems
    files.File.objects.filter(scan="clean").update(scan="found")  # by hand, to hide that the bytes went
    shelf.drop(good.place)
    assert {p.kind for p in verify(house.congress, read_files=True).problems} == {"file_bytes"}


def test_tables_to_import_are_scanned_before_anything_reads_them(house, settings, command):
    sheet = Sheet(name="probe", title="试", columns=(Column(name="name", label="名称"),))
    at = house.when("2026-03-02")
    with pytest.raises(files.BadFile, match="没有通过病毒检查"):
        importing.receive(Sent("a.csv", "名称\nEICAR\n".encode()), sheet, by=house.zhou, at=at)
    settings.FILE_SCANNER, settings.FILE_SCANNER_DOWN = f"{__name__}.down", "hold"
    with pytest.raises(files.BadFile, match="暂时无法"):  # what is read at once cannot wait
        importing.receive(Sent("a.csv", "名称\n好\n".encode()), sheet, by=house.zhou, at=at)


def test_every_field_that_takes_a_file_asks_the_scanner_before_the_step_and_once(settings):
    asked = []
    settings.FILE_SCANNER = f"{__name__}.noted"
    globals()["noted"] = lambda name, data: asked.append(name) or ""
    photo = FileField().clean(SimpleUploadedFile("me.png", picture()))
    (paper,) = FilesField().clean([SimpleUploadedFile("a.txt", b"x")])
    assert asked == ["me.png", "a.txt"]
    assert files.inspect(cards.small(photo)).scan == files.inspect(writing._small(photo)).scan == "clean"
    assert (
        files.inspect(paper).scan == "clean" and len(asked) == 2
    )  # what we draw from it is not asked about again
    assert files.inspect(files.made("own.txt", b"x")).scan == "own" and len(asked) == 2
    settings.FILE_SCANNER = f"{__name__}.down"
    with pytest.raises(ValidationError, match="暂时无法"):
        FileField().clean(SimpleUploadedFile("me.png", picture()))
    plain = [
        path for path in Path(huying.__file__).parent.rglob("*.py")
        if re.search(r"\bforms\.(File|Image)Field\(", path.read_text("utf-8").replace("(forms.FileField)", ""))
    ]  # fmt: skip
    plain = [path for path in plain if "class FileField" not in path.read_text("utf-8")]
    assert sorted(path.name for path in plain) == ["imports.py", "switching.py"]  # which ask by themselves
    sent = {"file": SimpleUploadedFile("a.geojson", b"{}"), "value": ""}
    with pytest.raises(BadValue, match="暂时无法"):
        switching._sent_outline(sent)
