"""THE MENU: who sees which entry, and what stands around every page."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huying.kernel.notices import Notice
from huying.kernel.roles import ROLES
from huying.kernel.switches import ROOMS_OFF
from huying.rules.flow import N_

from .switches import FOOTER

STAFF = ("admin", "clerk", "leader", "keeper", "deputy", "handler")
VOICES, PROPOSALS, MEETINGS, STATIONS = N_("民情工作"), N_("建议工作"), N_("会议"), N_("站点工作")
DECISIONS = N_("表决和成果")
DEPUTIES, PORTAL, KEEPING = N_("代表工作"), N_("宣传"), N_("管理")
# areas of work in the order of the menu; a room that is added names its area and stands in its place
AREAS = ("", VOICES, PROPOSALS, MEETINGS, DECISIONS, STATIONS, DEPUTIES, PORTAL, KEEPING)
# (roles, label, url name, icon, area)
ENTRIES = (
    (STAFF, N_("我的工作台"), "desk", "desk", ""),
    (("admin", "clerk", "leader"), N_("驾驶舱"), "board", "chart", ""),
    (("clerk", "leader", "keeper", "deputy", "handler"), N_("民情"), "voices:list", "voice", VOICES),
    (("clerk", "keeper"), N_("接待登记"), "offline:desk", "plus", VOICES),
    (("clerk", "leader", "keeper"), N_("热点"), "voices:hot", "chart", VOICES),
    (("clerk", "leader", "keeper", "deputy"), N_("四环数字"), "voices:figures", "chart", VOICES),
    (("clerk", "leader", "keeper", "deputy"), N_("矛盾纠纷"), "disputes:list", "people", VOICES),
    (("clerk", "leader", "keeper"), N_("法律援助"), "aid:list", "book", VOICES),
    (("clerk", "leader", "keeper", "handler"), N_("信访事项"), "petitions:list", "inbox", VOICES),
    (("clerk", "leader", "keeper", "deputy", "handler"), N_("协商议事"), "consultations:list", "people", VOICES),
    (("clerk", "leader", "keeper", "deputy"), N_("征集意见"), "calls:list", "voice", VOICES),
    (("clerk", "leader", "deputy", "handler"), N_("代表建议"), "suggestions:list", "paper", PROPOSALS),
    (("handler",), N_("承办建议"), "handlings:list", "inbox", PROPOSALS),
    (("clerk", "leader"), N_("办理统计"), "suggestions:rates", "chart", PROPOSALS),
    (("clerk", "leader", "handler"), N_("办理工作测评"), "appraisals:list", "check", PROPOSALS),
    (("clerk", "leader", "deputy", "handler", "admin"), N_("各类会议"), "sittings:list", "calendar", MEETINGS),
    (("clerk", "leader", "deputy", "handler"), N_("会议通知和回执"), "summons:list", "inbox", MEETINGS),
    (("clerk", "leader"), N_("议题"), "agenda:list", "paper", MEETINGS),
    (("clerk", "leader", "deputy", "handler"), N_("会议材料"), "materials:list", "file", MEETINGS),
    (("clerk", "leader"), N_("公民旁听"), "draws:list", "people", MEETINGS),
    (("clerk", "leader", "deputy"), N_("旁听列席意见"), "sitting_opinions:list", "voice", MEETINGS),
    (("clerk", "leader", "admin"), N_("召开会议准备"), "sittings:kit", "check", MEETINGS),
    (("clerk", "leader", "deputy", "admin"), N_("会议制度"), "sittings:rules", "rule", MEETINGS),
    (("clerk", "leader"), N_("审议程序"), "procedures:list", "rule", MEETINGS),
    (("clerk", "leader", "deputy"), N_("会场投票"), "polls:hall", "phone", DECISIONS),
    (("clerk", "leader"), N_("主持表决"), "polls:chair", "people", DECISIONS),
    (("clerk", "leader", "deputy"), N_("表决"), "polls:list", "check", DECISIONS),
    (("clerk", "leader", "deputy"), N_("发言"), "speeches:list", "voice", DECISIONS),
    (("clerk", "leader"), N_("表决文本"), "motions:list", "paper", DECISIONS),
    (("clerk", "leader", "deputy", "handler"), N_("专题汇报测评"), "hearings:list", "chart", DECISIONS),
    (("clerk", "leader", "deputy"), N_("会议纪要"), "minutes:list", "book", DECISIONS),
    (("clerk", "leader", "deputy", "handler"), N_("决议决定"), "resolutions:list", "book", DECISIONS),
    (("clerk", "leader", "handler"), N_("决议落实事项"), "resolution_duties:list", "progress", DECISIONS),
    (("clerk", "leader", "deputy", "handler"), N_("审议意见"), "deliberations:list", "rule", DECISIONS),
    (("clerk", "leader", "deputy", "handler"), N_("重大事项"), "matters:list", "suggestion", DECISIONS),
    (("admin", "clerk", "leader", "keeper", "deputy"), N_("联络站"), "stations:list", "map", STATIONS),
    (("admin", "clerk", "leader"), N_("联络站总览"), "stations:board", "chart", STATIONS),
    (("clerk", "leader", "keeper", "deputy"), N_("接待日程"), "receptions:month", "calendar", STATIONS),
    (("clerk", "keeper", "deputy"), N_("云接待"), "slots:list", "phone", STATIONS),
    (("clerk", "leader", "keeper", "deputy"), N_("走访"), "visits:list", "place", STATIONS),
    (("admin", "clerk", "leader", "keeper", "deputy"), N_("履职完成情况"), "duties:board", "progress", STATIONS),
    (("admin", "clerk", "leader", "keeper"), N_("达标检查"), "assessments:list", "check", STATIONS),
    (("clerk", "leader", "keeper"), N_("参观考察"), "tours:list", "people", STATIONS),
    (("clerk", "leader", "keeper", "deputy"), N_("四方联动"), "teams:list", "people", STATIONS),
    (("clerk", "keeper", "deputy"), N_("群众来信"), "letters:list", "inbox", DEPUTIES),
    (("clerk", "admin", "leader"), N_("双联网络"), "contact_pairs:network", "people", DEPUTIES),
    (("deputy",), N_("我的联系对象"), "contact_pairs:list", "people", DEPUTIES),
    (("clerk", "leader", "deputy"), N_("联系记录"), "contacts:list", "book", DEPUTIES),
    (("clerk", "admin", "leader", "keeper"), N_("代表编站"), "postings:list", "place", DEPUTIES),
    (("clerk", "admin", "deputy"), N_("代表名片"), "deputy_cards:list", "me", DEPUTIES),
    (("clerk", "leader", "keeper", "deputy", "handler"), N_("宣传稿件"), "articles:list", "book", PORTAL),
    (("clerk", "leader"), N_("对人大工作的意见"), "remarks:list", "rule", PORTAL),
    (("clerk", "leader", "keeper", "deputy"), N_("宣讲"), "lectures:list", "people", PORTAL),
    (("clerk", "leader"), N_("通讯员"), "correspondents:list", "people", PORTAL),
    (("clerk",), N_("可以写的故事"), "articles:stories", "suggestion", PORTAL),
    (("clerk", "admin"), N_("栏目"), "columns:list", "book", PORTAL),
    (("admin", "clerk"), N_("名册"), "manage:home", "people", KEEPING),
    (("admin", "clerk"), N_("导入"), "manage:imports", "upload", KEEPING),
    (("admin", "clerk", "leader"), N_("规则与期限"), "manage:rules", "rule", KEEPING),
    (("admin",), N_("本级设置"), "manage:switches", "settings", KEEPING),
    (("admin", "clerk", "leader"), N_("分诊模型"), "classifiers:list", "rule", KEEPING),
    (("admin",), N_("运行状况"), "health", "health", KEEPING),
)  # fmt: skip
# the bar at the thumb; the last place leads to the whole menu, which stands below the page on phones
BOTTOM = {
    "deputy": ("desk", "voices:list", "suggestions:list", "news"),
    "keeper": ("desk", "voices:list", "offline:desk", "news"),
    "clerk": ("desk", "voices:list", "suggestions:list", "news"),
    "leader": ("desk", "board", "voices:list", "news"),
    "handler": ("desk", "voices:list", "handlings:list", "news"),
    "admin": ("desk", "manage:home", "health", "news"),
}
WORDS = {
    "desk": (N_("工作台"), "desk"), "voices:list": (N_("民情"), "voice"), "suggestions:list": (N_("建议"), "paper"),
    "offline:desk": (N_("登记"), "plus"), "news": (N_("消息"), "bell"), "handlings:list": (N_("承办"), "inbox"),
    "board": (N_("驾驶舱"), "chart"), "manage:home": (N_("名册"), "people"), "health": (N_("运行"), "health"),
}  # fmt: skip
PUBLIC = (
    (N_("反映"), "voices:say", "voice"),
    (N_("进度"), "voices:follow", "search"),
    (N_("找代表"), "deputies:find", "people"),
    (N_("联络站"), "stations:list", "map"),
    (N_("建议公开"), "suggestions:public", "paper"),
    (N_("会议公开"), "sittings:list", "calendar"),
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
            **FOOTER.of(congress),
        },
    }
    if member is None or member.person_id is None:
        bottom = _entries(request, congress, _public)
        return {**around, "bottom": bottom, "signin_url": f"/sign-in/?next={home}"}
    menu = _unfolded(_nearest(_entries(request, congress, _menu, member.role)))
    return {
        **around,
        "account": _account(request, congress, member),
        "menu": menu,
        "bottom": _bottom(request, congress, member),
    }


def _entries(request, congress, make, *more) -> list[dict]:
    """The entries that `make` names, those of this page marked: {label, url, icon, group, current}."""
    off, desk, path = ROOMS_OFF.of(congress), f"/c/{congress.code}/", request.path
    made = make(settings.ROOT_URLCONF, get_language(), congress.code, tuple(off), *more)
    return [
        {
            **item,
            "current": path == item["url"]
            or (not item["url"].endswith(desk) and path.startswith(item["url"])),
        }
        for item in made
    ]


@lru_cache(maxsize=512)
def _menu(urlconf: str, _language: str, code: str, off: tuple, role: str) -> list[dict]:
    """In the order of the areas. Asked at every page: words and addresses are found once."""
    mine = [entry for entry in ENTRIES if role in entry[0]]
    mine.sort(key=lambda entry: AREAS.index(entry[4]))
    return _known(urlconf, code, off, [entry[1:] for entry in mine])


@lru_cache(maxsize=512)
def _public(urlconf: str, _language: str, code: str, off: tuple) -> list[dict]:
    return _known(urlconf, code, off, [(*entry, "") for entry in PUBLIC])


@lru_cache(maxsize=512)
def _thumb(urlconf: str, _language: str, code: str, off: tuple, role: str) -> list[dict]:
    return _known(urlconf, code, off, [(WORDS[n][0], n, WORDS[n][1], "") for n in BOTTOM.get(role, ())])


def _known(_urlconf, code, off, entries) -> list[dict]:
    """Those of the entries that lead to a page here, in the reader's language."""
    return [
        {"label": _(label), "url": url, "icon": icon, "group": _(area) if area else ""}
        for label, name, icon, area in entries
        if (url := _address(name, code))
        and url.split("/")[3] not in off  # by its address: a room's sub-flows go with it
    ]


def _address(name: str, code: str) -> str:
    """ "" where there is no such page."""
    try:
        return reverse(name, kwargs={"code": code})
    except NoReverseMatch:
        return ""


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
    menu = {"label": _("菜单"), "url": "#menu", "icon": "more", "current": False}
    return [*_nearest(_entries(request, congress, _thumb, member.role)), menu]


def _unfolded(menu: list[dict]) -> list[dict]:
    """Of the areas the one that holds this page is open; the first one where the page is in none."""
    areas = [item["group"] for item in menu if item["group"]]
    here = next((item["group"] for item in menu if item["current"]), "") or next(iter(areas), "")
    return [{**item, "open": item["group"] == here} for item in menu]


def _nearest(items: list[dict]) -> list[dict]:
    """Of two entries that both hold this page the nearer one is meant."""
    here = max((item["url"] for item in items if item["current"]), key=len, default="")
    for item in items:
        item["current"] = item["url"] == here
    return items
