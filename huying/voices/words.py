"""Fixed lists of the room, each once."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.words import kept

ERASED = _("内容已按要求删除")  # stands in place of a title

KINDS = {
    "opinion": _("反映情况"),
    "dispute": _("矛盾纠纷"),
    "legal": _("法律援助"),
    "petition": _("信访"),
}
FILES = {k: v for k, v in KINDS.items() if k != "opinion"}  # kinds with a road of their own
CHANNELS = {
    "station": _("联络站来访"),
    "visit": _("走访入户"),
    "phone": _("电话"),
    "web": _("网上反映"),
    "deputy": _("代表收集"),
    "talk": _("协商议事"),
    "import": _("外部导入"),
    "forward": _("其他人大移送"),
}
URGENCIES = {"none": _("一般"), "urgent": _("急难愁盼"), "danger": _("危及安全")}
TIERS = {
    "village": _("村（社区）"),
    "town": _("乡镇（街道）"),
    "county": _("县（区）"),
    "city": _("市及有关部门"),
}
OUTCOMES = {
    "explained": _("已解释说明"),
    "referred": _("已引导到法定途径"),
    "settled": _("当场解决"),
    "solved": _("已解决"),
    "planned": _("已列入计划"),
    "cannot": _("暂难办理"),
    "declined": _("不予受理"),
}
RESULTS = {code: OUTCOMES[code] for code in ("solved", "planned", "cannot")}
RATINGS = {"satisfied": _("满意"), "basically": _("基本满意"), "dissatisfied": _("不满意")}
# R-PET-07: what has its own legal channel is not handled here; the text is given to the citizen as it stands.
WAYS = {
    "petition": _(
        "信访：请向有权处理的机关或者同级信访工作机构提出，可以走访、写信、打电话，也可以登录国家信访局网站。"
    ),
    "litigation": _(
        "诉讼：属于人民法院管辖的，请向有管辖权的人民法院起诉或者申诉；经济困难的可以申请法律援助。"
    ),
    "arbitration": _(
        "仲裁：劳动人事争议请向当地劳动人事争议仲裁委员会申请；土地承包纠纷请向农村土地承包仲裁委员会申请。"
    ),
    "reconsideration": _("行政复议：对行政机关的行政行为不服的，请在法定期限内向行政复议机关申请。"),
    "discipline": _("检举控告：反映党员干部、公职人员违纪违法的，请向纪检监察机关提出，可以拨打 12388。"),
    "police": _("报警求助：人身、财产正在受到侵害的，请立即拨打 110。"),
}
WAY_NAMES = {
    "petition": _("信访"),
    "litigation": _("诉讼"),
    "arbitration": _("仲裁"),
    "reconsideration": _("行政复议"),
    "discipline": _("检举控告"),
    "police": _("报警求助"),
}
DECLINES = {
    "spam": _("广告或者无关内容"),
    "abuse": _("只有辱骂、威胁，没有反映具体事项"),
    "unclear": _("看不出反映什么事，又无法联系到本人；可以补充后重新反映"),
    "repeat": _("同一人就同一件事重复提交，原件正在办理"),
    "elsewhere": _("不属于本级人大受理的范围"),  # only of what another congress sent: it goes back
    "unconfirmed": _("提交后没有按时确认；需要时请重新反映"),
}


def reason_said(text: str) -> str:
    """A fixed reason that a row keeps, in the reader's language; what a person wrote stays."""
    return next((str(words) for words in DECLINES.values() if kept(words) == text), text)


# A published thing is taken down for one of these; the public list says which, and nothing of the text.
TAKEN_DOWN = {
    "privacy": _("涉及个人隐私"),
    "secret": _("法律法规规定不公开"),
    "rights": _("侵害他人合法权益"),
    "wrong": _("内容有误"),
    "asked": _("本人要求撤下"),
}
