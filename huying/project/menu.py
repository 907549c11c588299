"""THE MENU: who sees which entry, and what stands around every page."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from huying.kernel.notices import Notice
from huying.kernel.roles import ROLES
from huying.rules.flow import N_

STAFF = ("admin", "clerk", "leader", "keeper", "deputy", "handler")
# (roles, label, url name, icon, group)
ENTRIES = (
    (STAFF, N_("我的工作台"), "desk", "desk", ""),
    (("admin", "clerk", "leader"), N_("驾驶舱"), "board", "chart", ""),
    (("clerk", "leader", "keeper", "deputy", "handler"), N_("民情"), "voices:list", "voice", N_("办理")),
    (("clerk", "keeper"), N_("接待登记"), "offline:desk", "plus", N_("办理")),
    (("clerk", "leader", "deputy", "handler"), N_("代表建议"), "suggestions:list", "paper", N_("办理")),
    (("handler",), N_("承办建议"), "handlings:list", "inbox", N_("办理")),
    (("clerk", "leader"), N_("办理统计"), "suggestions:rates", "chart", N_("办理")),
    (("clerk", "leader"), N_("热点"), "voices:hot", "chart", N_("办理")),
    (("clerk", "leader", "keeper", "deputy"), N_("矛盾纠纷"), "disputes:list", "people", N_("民情协商")),
    (("clerk", "leader", "keeper"), N_("法律援助"), "aid:list", "book", N_("民情协商")),
    (("clerk", "leader", "keeper", "handler"), N_("信访事项"), "petitions:list", "inbox", N_("民情协商")),
    (
        ("clerk", "leader", "keeper", "deputy", "handler"),
        N_("协商议事"),
        "consultations:list",
        "people",
        N_("民情协商"),
    ),
    (("clerk", "leader", "keeper", "deputy"), N_("征集意见"), "calls:list", "voice", N_("民情协商")),
    (("clerk", "leader", "keeper", "deputy"), N_("四环数字"), "voices:figures", "chart", N_("民情协商")),
    (("admin", "clerk", "leader", "keeper", "deputy"), N_("联络站"), "stations:list", "map", N_("站点")),
    (("admin", "clerk", "leader"), N_("联络站总览"), "stations:board", "chart", N_("站点")),
    (("admin", "clerk", "leader", "keeper"), N_("达标检查"), "assessments:list", "check", N_("站点")),
    (("clerk", "leader", "keeper"), N_("参观考察"), "tours:list", "people", N_("站点")),
    (("clerk", "leader", "keeper", "deputy"), N_("接待日程"), "receptions:month", "calendar", N_("站点")),
    (("clerk", "keeper", "deputy"), N_("云接待"), "slots:list", "phone", N_("站点")),
    (("clerk", "leader", "keeper", "deputy"), N_("走访"), "visits:list", "place", N_("站点")),
    (("clerk", "leader", "keeper", "deputy"), N_("四方联动"), "teams:list", "people", N_("站点")),
    (
        ("admin", "clerk", "leader", "keeper", "deputy"),
        N_("履职完成情况"),
        "duties:board",
        "progress",
        N_("站点"),
    ),
    (("clerk", "keeper", "deputy"), N_("群众来信"), "letters:list", "inbox", N_("代表")),
    (("clerk", "admin", "leader"), N_("双联网络"), "contact_pairs:network", "people", N_("代表")),
    (("deputy",), N_("我的联系对象"), "contact_pairs:list", "people", N_("代表")),
    (("clerk", "leader", "deputy"), N_("联系记录"), "contacts:list", "book", N_("代表")),
    (("clerk", "admin", "leader", "keeper"), N_("代表编站"), "postings:list", "place", N_("代表")),
    (("clerk", "admin", "deputy"), N_("代表名片"), "deputy_cards:list", "me", N_("代表")),
    (("clerk", "leader", "keeper", "deputy", "handler"), N_("宣传稿件"), "articles:list", "book", N_("宣传")),
    (("clerk", "leader"), N_("对人大工作的意见"), "remarks:list", "rule", N_("宣传")),
    (("clerk", "leader", "keeper", "deputy"), N_("宣讲"), "lectures:list", "people", N_("宣传")),
    (("clerk", "leader"), N_("通讯员"), "correspondents:list", "people", N_("宣传")),
    (("clerk",), N_("可以写的故事"), "articles:stories", "suggestion", N_("宣传")),
    (("clerk", "admin"), N_("栏目"), "columns:list", "book", N_("宣传")),
    (("admin", "clerk"), N_("名册"), "manage:home", "people", N_("管理")),
    (("admin", "clerk"), N_("导入"), "manage:imports", "upload", N_("管理")),
    (("admin", "clerk", "leader"), N_("规则与期限"), "manage:rules", "rule", N_("管理")),
    (("admin", "clerk", "leader"), N_("分诊模型"), "classifiers:list", "rule", N_("管理")),
    (("admin",), N_("运行状况"), "health", "health", N_("管理")),
)
BOTTOM = {
    "deputy": ("desk", "voices:list", "suggestions:list", "news", "me"),
    "keeper": ("desk", "voices:list", "offline:desk", "news", "me"),
}
PUBLIC = (
    (N_("反映"), "voices:say", "voice"),
    (N_("进度"), "voices:follow", "search"),
    (N_("找代表"), "deputies:find", "people"),
    (N_("联络站"), "stations:list", "map"),
    (N_("公开"), "suggestions:public", "paper"),
)


def chrome(request) -> dict:
    """Context of every page: congress, account, menu for the side, bottom for phones."""
    congress, member = getattr(request, "congress", None), getattr(request, "member", None)
    if congress is None:
        known = getattr(getattr(request, "user", None), "is_authenticated", False)
        return {"congress": {"name": ""}, "signin_url": "" if known else "/sign-in/"}
    home = reverse("desk", kwargs={"code": congress.code})
    around = {
        "congress": {"name": congress.name, "url": home, "code": congress.code},
        "footer": {
            "organiser": _("%(name)s常务委员会") % {"name": congress.name},
            **congress.switches.get("footer", {}),
        },
    }
    if member is None or member.person_id is None:
        items = [_entry(request, congress, label, name, icon) for label, name, icon in PUBLIC]
        return {**around, "bottom": [i for i in items if i], "signin_url": f"/sign-in/?next={home}"}
    menu = [
        {**item, "group": _(group) if group else ""}
        for roles, label, name, icon, group in ENTRIES
        if member.role in roles and (item := _entry(request, congress, label, name, icon))
    ]
    _nearest(menu)
    return {
        **around,
        "account": _account(request, congress, member),
        "menu": menu,
        "bottom": _bottom(request, congress, member),
    }


def _entry(request, congress, label, name, icon):
    try:
        url = reverse(name, kwargs={"code": congress.code})
    except NoReverseMatch:
        return None
    if name.partition(":")[0] in congress.switches.get("rooms_off", ()):
        return None
    here = request.path == url or (not url.endswith(f"/c/{congress.code}/") and request.path.startswith(url))
    return {"label": _(label), "url": url, "icon": icon, "current": here}


def _account(request, congress, member):
    unread = getattr(member, "unread", None)  # counted with the memberships, see kernel/middleware.py
    if unread is None:
        unread = Notice.objects.filter(to=member, read_at=None)[:100].count()
    return {
        "name": member.person.name,
        "role": _(ROLES[member.role]),
        "url": reverse("me", kwargs={"code": congress.code}),
        "notices_url": reverse("news", kwargs={"code": congress.code}),
        "notices": unread,
        "signout_url": "/sign-out/",
    }


def _bottom(request, congress, member):
    words = {"desk": (N_("工作台"), "desk"), "voices:list": (N_("民情"), "voice"), "suggestions:list": (N_("建议"), "paper"),
             "offline:desk": (N_("登记"), "plus"), "news": (N_("消息"), "bell"), "me": (N_("我的"), "me")}  # fmt: skip
    names = BOTTOM.get(member.role, ())
    items = [_entry(request, congress, words[n][0], n, words[n][1]) for n in names]
    return _nearest([i for i in items if i])


def _nearest(items: list[dict]) -> list[dict]:
    """Of two entries that both hold this page the nearer one is meant."""
    here = max((item["url"] for item in items if item["current"]), key=len, default="")
    for item in items:
        item["current"] = item["url"] == here
    return items
