"""The web server is started before the command knows whether all is ready: both set Django up side by side.

The command (`Waiting`) says go once the database and the static files are there; the server (`set_up`) waits for that word
before it makes anything of them, and ends without a word where none comes.
"""

import os
import subprocess
from collections.abc import Mapping

WORD = "HUYING_BEGIN_FD"  # the server's end of the pipe


class NotStarted(Exception):
    """The server ended before it could serve; with its exit code."""


class Waiting:
    """A server that was started and waits. Leaving the block without `go()` ends it: its pipe is closed."""

    def __init__(self, command: list[str], env: Mapping[str, str]):
        theirs, self._ours = os.pipe()
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                command, env={**env, WORD: str(theirs)}, pass_fds=(theirs,), start_new_session=True
            )
        except BaseException:
            os.close(self._ours)
            raise
        finally:
            os.close(theirs)

    def go(self) -> subprocess.Popen:
        """Let it serve; its process. NotStarted where it has ended already."""
        try:
            os.write(self._ours, b"!")
        except BrokenPipeError:
            raise NotStarted(self.process.wait()) from None
        return self.process

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(self, kind, *_rest) -> None:
        os.close(self._ours)
        if kind is not None:
            self.process.wait()


def set_up() -> None:
    """In a process that serves: Django, and the word of the command that started it, if one did."""
    import django

    fd = os.environ.pop(WORD, None)
    try:
        django.setup()
    except Exception:
        _wait(fd)  # the command fails for the same reason, and says so
        raise
    _wait(fd)


def _wait(fd: str | None) -> None:
    if fd is None:
        return
    with os.fdopen(int(fd), "rb", buffering=0) as word:
        if not word.read(1):
            raise SystemExit(2)
