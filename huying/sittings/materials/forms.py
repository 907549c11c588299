"""What handing in a paper asks."""

from django.utils.translation import gettext_lazy as _

from huying.ui.forms import attachments

from ..asking import ITEMS, SITTINGS, Asks, One, Reason, line, pick, prose
from .models import Material


class Offer(Asks):
    sitting = One(SITTINGS, _("哪次会议"))
    item = One(ITEMS, _("属于哪个议题"), required=False, empty_label=_("整个会议"))
    title = line(_("材料名称"), 200)
    audience = pick(Material.AUDIENCES, _("阅读范围"), initial="attendees")
    text = prose(
        _("正文"),
        200_000,
        required=False,
        rows=8,
        help_text=_("可以只传文件，也可以直接贴正文，手机上读正文最方便。"),
    )
    files = attachments(label=_("文件"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        picked = str(self.data.get("sitting") or self.initial.get("sitting") or "")
        if picked.isascii() and picked.isdigit() and len(picked) < 18:
            self.fields["item"].queryset = self.fields["item"].queryset.filter(sitting=int(picked))


class Renew(Asks):
    note = line(_("改了什么"))
    text = prose(_("正文"), 200_000, required=False, rows=8)
    files = attachments(label=_("新文件"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Material):
            self.initial.setdefault("text", self.row.text)


class Regroup(Asks):
    audience = pick(Material.AUDIENCES, _("阅读范围"))


STEPS = {"offer": Offer, "renew": Renew, "regroup": Regroup, "withdraw": Reason}
