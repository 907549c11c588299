"""The web server that is started before all is ready: it serves at the command's word, and not without it."""

import os
import subprocess
import sys

import pytest

from huying.project import beginning

SERVER = """
import django
django.setup = lambda: {setting_up}
from huying.project import beginning
beginning.set_up()
print("serves", flush=True)
"""


def server(tmp_path, setting_up="None"):
    """(the command of a server, its environment) that writes where it came to."""
    script = tmp_path / "server.py"
    script.write_text(SERVER.format(setting_up=setting_up))
    with (tmp_path / "said").open("w") as said:
        whole = f"exec {sys.executable} {script} > {said.name} 2>&1"
    return ["sh", "-c", whole], {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_it_serves_at_the_word_and_passes_nothing_on(tmp_path):
    with beginning.Waiting(*server(tmp_path)) as web:
        with pytest.raises(subprocess.TimeoutExpired):
            web.process.wait(0.3)
        assert web.go() is web.process
    assert web.process.wait(20) == 0
    assert (tmp_path / "said").read_text() == "serves\n"


@pytest.mark.parametrize("setting_up", ["None", "1 / 0"])
def test_where_the_command_fails_it_ends_without_a_word(tmp_path, setting_up):
    with (
        pytest.raises(RuntimeError, match="not ready"),
        beginning.Waiting(*server(tmp_path, setting_up)) as web,
    ):
        raise RuntimeError("not ready")
    assert web.process.returncode == 2
    assert (tmp_path / "said").read_text() == ""


def test_a_server_that_ended_before_is_told(tmp_path):
    with (
        pytest.raises(beginning.NotStarted, match="3"),
        beginning.Waiting(["sh", "-c", "exit 3"], os.environ) as web,
    ):
        web.process.wait(20)
        web.go()


def test_started_by_no_command_it_waits_for_none(monkeypatch):
    monkeypatch.delenv(beginning.WORD, raising=False)
    monkeypatch.setattr("django.setup", lambda: None)
    beginning.set_up()
