"""A WeChat official account as an outlet: the article becomes a draft there, and is published at once only if so asked.

Interface of mp.weixin.qq.com: cgi-bin/token, material/add_material, draft/add (update, batchget), freepublish/submit. The
account, its key and the list of addresses that may call are the office's own; without them use `sending.ToFolder`.
"""

import hashlib
import json
import secrets
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.utils.translation import gettext as _

BASE = "https://api.weixin.qq.com/cgi-bin/"
PATIENCE = 20  # seconds
TITLE, AUTHOR, DIGEST = 64, 8, 120  # characters that the other side takes


class NotTaken(RuntimeError):
    """WeChat said no, or nothing: with its number and its words, never with the key."""


class Refused(NotTaken):
    """It answered, and said no: nothing came of the call."""


class OfficialAccount:
    """`secret_file`: a file that holds the account's key. `site`: address of the portal, for 阅读原文.

    `publish`: hand the draft to publication too; otherwise an editor presses the last button there.
    """

    def __init__(
        self, appid: str, secret_file: str, site: str = "", *, publish: bool = False, base: str = BASE
    ):
        self.appid, self.secret_file, self.site = appid, Path(secret_file), site.rstrip("/")
        self.publish, self.base = publish, base

    def send(self, item: dict[str, Any], reached: MutableMapping[str, str]) -> str:
        """The draft's media_id, or the publication's publish_id. NotTaken where any call fails.

        `reached` holds cover, draft (with the digest of what each was made of) and publication; a word with "asking" before a
        call whose answer may be lost. So a further try adds neither a second draft nor a second publication.
        """
        if not item["cover"]:
            raise NotTaken(_("公众号的文章要有题图，请先加题图。"))
        if reached.get("publication"):
            return reached["publication"]
        token = self._token()
        article = {
            "title": item["title"][:TITLE], "author": item["byline"][:AUTHOR], "digest": item["summary"][:DIGEST],
            "content": item["html"], "thumb_media_id": self._cover(token, item["cover"], reached),
            "content_source_url": f"{self.site}{item['url']}" if self.site else "",
        }  # fmt: skip
        draft = self._draft(token, article, reached)
        return self._publication(token, draft, reached) if self.publish else draft

    def _cover(self, token: str, data: bytes, reached) -> str:
        of = _digest(data)
        if reached.get("cover_of") != of:
            words = {"access_token": token, "type": "image"}
            reached["cover"] = self._call("material/add_material", words, *_picture(data))["media_id"]
            reached["cover_of"] = of
        return reached["cover"]

    def _draft(self, token: str, article: dict, reached) -> str:
        of = _digest(json.dumps(article, sort_keys=True).encode())
        if not reached.get("draft") and reached.get("asking_draft"):
            reached["draft"] = self._lost(token, article)
        if not reached.get("draft"):
            said = self._asked("draft", "draft/add", token, {"articles": [article]}, reached)
            reached["draft"], reached["draft_of"] = said["media_id"], of
        elif reached.get("draft_of") != of:  # corrected since, or found again
            self._post("draft/update", token, {"media_id": reached["draft"], "index": 0, "articles": article})
            reached["draft_of"] = of
        return reached["draft"]

    def _lost(self, token: str, article: dict) -> str:
        """The media_id of a draft that was taken though its answer never came; "" where there is none."""
        said = self._post("draft/batchget", token, {"offset": 0, "count": 20, "no_content": 1})
        same = ("title", "content_source_url", "thumb_media_id")
        for item in said.get("item", ()):
            first = next(iter(item.get("content", {}).get("news_item", ())), {})
            if all(first.get(name, "") == article[name] for name in same):
                return item["media_id"]
        return ""

    def _publication(self, token: str, draft: str, reached) -> str:
        if reached.get("asking_publication"):
            raise NotTaken(_("请求发布以后没有收到答复，可能已经发布，请到公众平台查看；不会再次发布。"))
        said = self._asked("publication", "freepublish/submit", token, {"media_id": draft}, reached)
        reached["publication"] = str(said["publish_id"])
        return reached["publication"]

    def _asked(self, what: str, path: str, token: str, body: dict, reached) -> dict:
        """A call that must not be made twice: noted before it, and only a plain no takes the note back."""
        reached[f"asking_{what}"] = "yes"
        try:
            return self._post(path, token, body)
        except Refused:
            reached[f"asking_{what}"] = ""
            raise

    def _token(self) -> str:
        secret = self.secret_file.read_text(encoding="utf-8").strip()
        words = {"grant_type": "client_credential", "appid": self.appid, "secret": secret}
        return self._call("token", words)["access_token"]

    def _post(self, path: str, token: str, body: dict) -> dict:
        data = json.dumps(body, ensure_ascii=False).encode()  # \uXXXX would be shown as such to readers
        return self._call(path, {"access_token": token}, data, "application/json; charset=utf-8")

    def _call(self, path: str, query: dict[str, str], data: bytes | None = None, kind: str = "") -> dict:
        request = Request(f"{self.base}{path}?{urlencode(query)}", data=data)  # noqa: S310 - the operator's own setting
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                said = json.loads(answer.read())
        except HTTPError as error:
            raise NotTaken(f"{path}: HTTP {error.code}") from None
        except (URLError, TimeoutError, ValueError) as error:
            raise NotTaken(
                f"{path}: {type(error).__name__}"
            ) from None  # no words of it: they could hold the key
        if said.get("errcode"):
            raise Refused(f"{path}: {said['errcode']} {said.get('errmsg', '')}"[:160])
        return said


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _picture(data: bytes) -> tuple[bytes, str]:
    """(body, content type) of a form that sends one picture under the name `media`."""
    border = secrets.token_hex(12)
    head = f'--{border}\r\nContent-Disposition: form-data; name="media"; filename="cover.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return head.encode() + data + f"\r\n--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"
