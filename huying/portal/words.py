"""Choices of the room in the reader's words."""

from django.utils.translation import gettext_lazy as _

LONGEST = 50_000  # characters of an article

# what a column is for; the portal knows where to put it, an office names it as it likes
KINDS = {
    "notices": _("通知公告"),
    "news": _("人大动态"),
    "echo": _("民有所呼、我有所应"),
    "stories": _("代表故事"),
    "law": _("法律法规和草案"),
    "lectures": _("宣讲"),
    "other": _("其他栏目"),
}
USUAL = (
    ("notices", _("通知公告"), _("会议公告、决议决定、任免、征求意见。")),
    ("echo", _("民有所呼、我有所应"), _("群众说了什么、办成了什么：一事一篇，附编号和进度。")),
    ("stories", _("代表故事"), _("代表怎样听、怎样提、怎样盯着办。")),
    ("news", _("人大动态"), _("常委会、代表小组和联络站正在做的事。")),
    ("law", _("法律法规和草案"), _("新施行的法律法规，将要审议和正在征求意见的草案。")),
)
CARRIERS = {
    "site": _("门户网站"),
    "wechat": _("微信公众号"),
    "paper": _("报纸"),
    "tv": _("电视台"),
    "radio": _("广播"),
}
OUTLETS = {"wechat": _("微信公众号"), "paper": _("报纸"), "tv": _("电视台")}
WITHDRAWALS = {
    "error": _("内容有误"),
    "privacy": _("涉及个人信息"),
    "rights": _("他人权利受到影响"),
    "superseded": _("已被新的内容取代"),
    "other": _("其他原因"),
}
LEVELS = {
    "national": _("全国"),
    "province": _("省级"),
    "city": _("市级"),
    "county": _("县级"),
    "other": _("其他"),
}
CORRESPONDENTS = {"correspondent": _("新闻宣传通讯员"), "volunteer": _("网络文明传播志愿者")}
FEEDBACK = {"question": _("提问"), "opinion": _("意见建议"), "praise": _("肯定"), "trouble": _("困难诉求")}
TOPICS = {
    "meeting": _("会议和公开"),
    "deputies": _("代表履职"),
    "stations": _("联络站服务"),
    "oversight": _("监督工作"),
    "service": _("机关作风"),
    "other": _("其他"),
}
DECLINES = {
    "personal": _("内容涉及他人隐私"),
    "elsewhere": _("具体诉求，已请本人走民情渠道"),
    "abuse": _("辱骂、广告或者与人大工作无关"),
    "twice": _("与已答复的意见重复"),
}
# the four rights of the people (S228): what each entry leads to
RIGHTS = {"know": _("知情"), "join": _("参与"), "speak": _("表达"), "supervise": _("监督")}
