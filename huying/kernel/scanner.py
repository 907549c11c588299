"""Virus scanners for attachments: a command that reads standard input, or clamd by its socket.

Setting FILE_SCANNER_TARGET (HUYING_SCANNER): "command:/usr/bin/clamdscan --no-summary -", "clamd:/run/clamav/clamd.ctl"
or "clamd:host:3310". `scan` is what FILE_SCANNER names; a scanner that does not answer lets nothing through.
"""

import shlex
import socket
import struct
import subprocess
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

PATIENCE = timedelta(seconds=20)  # the step waits for it
CHUNK = 2**16
SAFE = b"huying scanner check"


class NoAnswer(RuntimeError):
    """The scanner could not be asked, or said something that is neither clean nor found."""


def scan(name: str, data: bytes) -> str:
    """The reason why the file may not be kept, or "" for clean. NoAnswer where the scanner fails."""
    kind, _colon, target = settings.FILE_SCANNER_TARGET.partition(":")
    if kind == "command" and target:
        return _command(shlex.split(target), data)
    if kind == "clamd" and target:
        return _clamd(target, data)
    raise NoAnswer(f"HUYING_SCANNER: {settings.FILE_SCANNER_TARGET!r}")


def state() -> tuple[bool, str]:
    """(fine, words) for the doctor and the page of the administrator: files that nobody scanned are called so."""
    if not getattr(settings, "FILE_SCANNER", ""):
        return False, _("没有设置查毒程序，上传的附件没有查毒")
    if not getattr(settings, "FILE_SCANNER_TARGET", ""):
        return True, settings.FILE_SCANNER
    try:
        found = scan("check.txt", SAFE)
    except (NoAnswer, OSError, subprocess.SubprocessError) as error:
        return False, _("查毒程序没有回应，现在不能上传附件：%(why)s") % {"why": str(error)[:120]}
    return not found, found or settings.FILE_SCANNER_TARGET.partition(":")[0]


def _command(words: list[str], data: bytes) -> str:
    """Exit 0 is clean, 1 is found (as clamscan says it), anything else is no answer."""
    done = subprocess.run(  # noqa: S603 - the operator's own setting
        words, input=data, capture_output=True, timeout=PATIENCE.total_seconds(), check=False
    )
    if done.returncode == 0:
        return ""
    if done.returncode == 1:
        lines = done.stdout.decode(errors="replace").strip().splitlines()
        return (lines[0] if lines else _("查出病毒"))[:200]
    raise NoAnswer(f"exit {done.returncode}: {done.stderr.decode(errors='replace').strip()[:120]}")


def _clamd(target: str, data: bytes) -> str:
    """INSTREAM of clamd's protocol: chunks with their length, an empty one at the end, one line as the answer."""
    host, _colon, port = target.rpartition(":")
    with _connected(host, port, target) as line:
        line.settimeout(PATIENCE.total_seconds())
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    said = answer.rstrip(b"\0\n").decode(errors="replace").removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200]
    raise NoAnswer(said or "no answer")


def _connected(host: str, port: str, target: str) -> socket.socket:
    if host and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=10)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(10)
    line.connect(target)
    return line
