"""A WeChat official account as an outlet: the article becomes a draft there, and is published at once only if so asked.

Interface of mp.weixin.qq.com: cgi-bin/token, material/add_material, draft/add, freepublish/submit. The account, its key and
the list of addresses that may call are the office's own; without them use `sending.ToFolder`.
"""

import json
import secrets
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


class OfficialAccount:
    """`secret_file`: a file that holds the account's key. `site`: address of the portal, for 阅读原文.

    `publish`: hand the draft to publication too; otherwise an editor presses the last button there.
    """

    def __init__(
        self, appid: str, secret_file: str, site: str = "", *, publish: bool = False, base: str = BASE
    ):
        self.appid, self.secret_file, self.site = appid, Path(secret_file), site.rstrip("/")
        self.publish, self.base = publish, base

    def send(self, item: dict[str, Any]) -> str:
        """The draft's media_id, or the publication's publish_id. NotTaken where any call fails."""
        if not item["cover"]:
            raise NotTaken(_("公众号的文章要有题图，请先加题图。"))
        token = self._token()
        cover = self._call(
            "material/add_material", {"access_token": token, "type": "image"}, *_picture(item["cover"])
        )
        article = {
            "title": item["title"][:TITLE], "author": item["byline"][:AUTHOR], "digest": item["summary"][:DIGEST],
            "content": item["html"], "thumb_media_id": cover["media_id"],
            "content_source_url": f"{self.site}{item['url']}" if self.site else "",
        }  # fmt: skip
        draft = self._post("draft/add", token, {"articles": [article]})
        if not self.publish:
            return draft["media_id"]
        return str(self._post("freepublish/submit", token, {"media_id": draft["media_id"]})["publish_id"])

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
            raise NotTaken(f"{path}: {said['errcode']} {said.get('errmsg', '')}"[:160])
        return said


def _picture(data: bytes) -> tuple[bytes, str]:
    """(body, content type) of a form that sends one picture under the name `media`."""
    border = secrets.token_hex(12)
    head = f'--{border}\r\nContent-Disposition: form-data; name="media"; filename="cover.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return head.encode() + data + f"\r\n--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"
