"""The scanner of attachments: a command, clamd's socket, and what is said where there is none."""

import io
import socket
import struct
import sys
import threading

import pytest

from huying.kernel import files, process, scanner, scope
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
