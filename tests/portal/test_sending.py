"""One article in several channels: a folder, an official account that refuses, loses its answer, has taken half."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ImproperlyConfigured

from huying.portal import operations, queries, sending, wechat
from huying.portal.models import Sending

from .pictures import picture


def test_published_once_sent_to_several_channels_and_again_after_a_refusal(world, road, settings, tmp_path):
    settings.PORTAL_OUTLETS = {
        "paper": ("huying.portal.sending.ToFolder", {"path": str(tmp_path / "paper")}),
        "wechat": ("tests.portal.test_sending.Refuses", {}),
    }
    row = road.published(outlets=["paper", "wechat"], cover=picture(), cover_alt="桥", title="桥 <b>修好</b>")
    stale = sending.Sending.objects.first()
    assert sending.waiting(road.at) and sending.send_all(road.at) == {"sent": 1, "failed": 1}
    assert not sending._mine(stale)  # a second worker that read the same list
    folder = tmp_path / "paper" / row.case.number
    assert json.loads((folder / "article.json").read_text())["title"] == "桥 <b>修好</b>"
    assert (
        "&lt;b&gt;" in (folder / "article.html").read_text()
        and (folder / "cover.jpg").read_bytes()[:2] == b"\xff\xd8"
    )
    failed = Sending.objects.get(outlet="wechat")
    assert failed.tries == 1 and "not today" in failed.error
    assert list(queries.unsent(world.zhou)) == [row]
    assert not sending.waiting(road.at)
    settings.PORTAL_OUTLETS["wechat"] = settings.PORTAL_OUTLETS["paper"]
    assert sending.send_all(road.at + timedelta(minutes=3)) == {"sent": 1, "failed": 0}


def test_attachments_of_one_name_stand_beside_each_other_and_beside_the_cover(tmp_path):
    item = {"number": "QH-XC-00001", "title": "桥", "title_html": "桥", "html": "<p>桥</p>", "cover": b"cover",
            "files": [("cover.jpg", b"one"), ("cover.jpg", b"two"), ("article.json", b"three")]}  # fmt: skip
    folder = Path(sending.ToFolder(str(tmp_path)).send(item, {}))
    assert (folder / "cover.jpg").read_bytes() == b"cover"
    assert json.loads((folder / "article.json").read_text())["title"] == "桥"
    assert sorted(p.read_bytes() for p in folder.glob("0*")) == [b"one", b"three", b"two"]


class WeChat:
    """The other side: its answers by path, a status beside them where it breaks off; every call that it heard."""

    def __init__(self):
        self.asked = []
        self.answers = {
            "token": {"access_token": "T"},
            "material/add_material": {"media_id": "M"},
            "draft/add": {"media_id": "D"},
            "draft/update": {"errcode": 0},
            "freepublish/submit": {"publish_id": 77},
        }
        self.broken = set()

    @property
    def paths(self):
        return [path for path, _query, _body in self.asked]


@pytest.fixture
def account(settings, tmp_path):
    """An official account with publication, its key in a file; yields what it answers and heard."""
    side = WeChat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            path, _, query = self.path.removeprefix("/").partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            side.asked.append((path, parse_qs(query), body))
            self.send_response(502 if path in side.broken else 200)
            self.end_headers()
            self.wfile.write(json.dumps(side.answers[path]).encode())

        do_GET = do_POST
        log_message = lambda *_words: None  # noqa: E731

    (tmp_path / "key").write_text("very-secret\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        (tmp_path / "o.toml").write_text(
            f'[wechat]\nclass = "huying.portal.wechat.OfficialAccount"\nappid = "wx1"\nsecret_file = "{tmp_path}/key"\n'
            f'site = "https://rd.example.org"\npublish = true\nbase = "http://127.0.0.1:{server.server_port}/"\n'
        )
        settings.PORTAL_OUTLETS_FILE = str(tmp_path / "o.toml")
        yield side
        server.shutdown()


def test_an_official_account_gets_a_draft_with_its_cover_and_its_refusal_is_shown(
    world, road, account, settings, tmp_path
):
    row = road.published(outlets=["wechat"], cover=picture(), cover_alt="桥", title="桥修好了")
    account.answers["draft/add"] = {"errcode": 40007, "errmsg": "invalid media_id"}
    assert sending.send_all(road.at) == {"sent": 0, "failed": 1}
    sent = Sending.objects.get(outlet="wechat")
    assert "40007" in sent.error and "very-secret" not in sent.error
    account.answers["draft/add"] = {"media_id": "D"}
    assert sending.send_all(road.at + timedelta(minutes=3)) == {"sent": 1, "failed": 0}
    sent.refresh_from_db()
    assert sent.reference == "77" and account.paths.count("material/add_material") == 1
    asked = account.asked
    assert asked[0][1] == {"grant_type": ["client_credential"], "appid": ["wx1"], "secret": ["very-secret"]}
    assert b"\xff\xd8" in asked[1][2]  # the cover's bytes
    (draft,) = json.loads(asked[-2][2])["articles"]
    assert "桥修好了".encode() in asked[-2][2] and draft["thumb_media_id"] == "M"
    assert draft["content_source_url"] == f"https://rd.example.org/c/qinghe/portal/read/{row.pk}/"
    (tmp_path / "key").unlink()
    with pytest.raises(wechat.NotTaken, match="题图"):
        sending.outlet("wechat").send({**sending.item_of(row), "cover": None}, {})
    settings.PORTAL_OUTLETS_FILE = str(tmp_path / "none.toml")
    with pytest.raises(ImproperlyConfigured, match="HUYING_OUTLETS"):
        sending.outlet("wechat")


def test_a_further_try_goes_on_from_what_the_account_has_taken(world, road, account):
    row = road.published(outlets=["wechat"], cover=picture(), cover_alt="桥", title="桥修好了")
    account.answers["freepublish/submit"] = {"errcode": 53503, "errmsg": "not passed"}
    assert sending.send_all(road.at) == {"sent": 0, "failed": 1}
    operations.correct(row, by=world.second, at=road.at, title="桥真的修好了", text=row.text, note="标题")
    account.answers["freepublish/submit"] = {"publish_id": 77}
    assert sending.send_all(road.at + timedelta(minutes=3)) == {"sent": 1, "failed": 0}
    for path in ("material/add_material", "draft/add", "draft/update"):
        assert account.paths.count(path) == 1
    changed = json.loads(next(body for path, _query, body in account.asked if path == "draft/update"))
    assert changed["media_id"] == "D" and changed["articles"]["title"] == "桥真的修好了"
    Sending.objects.update(sent_at=None, tries=0)  # killed after the answer, before it was noted as sent
    heard = len(account.asked)
    assert sending.send_all(road.at) == {"sent": 1, "failed": 0} and len(account.asked) == heard


def test_an_answer_that_was_lost_makes_neither_a_second_draft_nor_a_second_publication(world, road, account):
    row = road.published(outlets=["wechat"], cover=picture(), cover_alt="桥", title="桥修好了")
    account.broken = {"draft/add"}
    assert sending.send_all(road.at) == {"sent": 0, "failed": 1}
    url = f"https://rd.example.org/c/qinghe/portal/read/{row.pk}/"
    seen = {"title": row.title, "content_source_url": url, "thumb_media_id": "M"}
    account.answers["draft/batchget"] = {"item": [{"media_id": "Z", "content": {"news_item": [{"title": "别的"}]}},
                                                  {"media_id": "D", "content": {"news_item": [seen]}}]}  # fmt: skip
    account.broken = {"freepublish/submit"}
    assert sending.send_all(road.at + timedelta(minutes=3)) == {"sent": 0, "failed": 1}
    account.broken = set()
    assert sending.send_all(road.at + timedelta(minutes=30)) == {"sent": 0, "failed": 1}
    assert account.paths.count("draft/add") == account.paths.count("freepublish/submit") == 1
    assert "可能已经发布" in Sending.objects.get().error


class Refuses:
    def send(self, item, reached):
        raise ConnectionError("not today")
