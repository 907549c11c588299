"""Before a poll is opened: what the chair wants to know is in order."""

import os
from collections.abc import Sequence

from django.utils.translation import gettext as _

from .. import keys, queries, words
from ..devices.models import Device
from ..standing import standing


def before_opening(poll, at, *, secure: bool, running: Sequence[str] = ()) -> list[dict]:
    """[{"label", "text", "ok"}]; ok None: only to look at. What a browser has to see (clock, connection) its script adds.

    secure: is the page served by https? Browsers make tokens of a verifiable ballot on such pages only.
    running: titles of the polls that are open now.
    """
    voters = queries.voters(poll).values_list("member_id", flat=True)
    ready = Device.objects.filter(member__in=voters, ended_at=None).count()
    secret, folder = poll.secrecy != "open", keys.folder()
    writable = os.access(folder if folder.is_dir() else folder.parent, os.W_OK)
    found = [
        {"label": _("名单"), "text": _("%(n)s 人，已固定") % {"n": poll.roll_size}, "ok": poll.roll_size > 0},
        {"label": _("设备"), "text": _("%(n)s 人的设备已准备好，其余的人可用普通页面或者纸质票") % {"n": ready}, "ok": None},
        {"label": _("投票方式"), "text": _(words.SECRECY_SAYS[poll.secrecy]), "ok": None},
    ]  # fmt: skip
    if now := standing(poll, at):
        met = now["met"] and not now["refused"]
        found.insert(1, {"label": _("法定人数"), "text": now["refused"] or now["sentence"], "ok": met})
    if secret:
        said = (
            _("可以写入；开始时生成，计票后销毁") if writable else _("钥匙文件夹不能写入，不能开始无记名表决")
        )
        found.append({"label": _("钥匙"), "text": said, "ok": writable})
    if poll.secrecy == "verifiable":
        said = (
            _("加密（https），手机可以生成投票凭证")
            if secure
            else _("没有加密（不是 https）：手机不能生成投票凭证，请改用 https 地址，或者发纸质票")
        )
        found.append({"label": _("凭证通道"), "text": said, "ok": secure})
    if running:
        said = _("还有没截止的：%(titles)s。先截止它们，会场不会看错。") % {"titles": _("、").join(running)}
        found.append({"label": _("别的表决"), "text": said, "ok": None})
    return found
