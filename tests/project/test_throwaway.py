"""Waiting for a PostgreSQL of one's own."""

import socket

from huying.project import throwaway


class Starting:
    """A server that makes its pid file, writes it, and then says in it that it is ready."""

    def __init__(self, file):
        self.file, self.says = file, ["", "4711\nstarting\n", "4711\nready   \n"]

    def poll(self):
        self.file.write_text(self.says.pop(0))


def test_a_pid_file_that_is_still_empty_is_waited_for(tmp_path):
    (tmp_path / "data").mkdir()
    server = Starting(tmp_path / "data" / "postmaster.pid")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        throwaway._wait_until_it_answers(server, tmp_path, listening.getsockname()[1])
    assert not server.says
