"""Fixed lists of the letters, each once."""

from django.utils.translation import gettext_lazy as _

RATINGS = {"satisfied": _("满意"), "basically": _("基本满意"), "dissatisfied": _("不满意")}
DECLINES = {
    "spam": _("广告或者无关内容"),
    "abuse": _("只有辱骂、威胁，没有反映具体事项"),
    "unclear": _("看不出要说什么事，又无法联系到本人；可以补充后再写"),
    "repeat": _("同一人就同一件事重复来信，前一封正在办理"),
    "other_deputy": _("应当写给另一位代表，请在“找代表”里查找后再写"),
    "unconfirmed": _("写信后没有按时确认；需要时请再写一次"),
}
BY_HAND = {code: word for code, word in DECLINES.items() if code != "unconfirmed"}
