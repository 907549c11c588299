"""The front page of administration: every book with its count, and what is not in order."""

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from huying.deputies.models import Seat
from huying.kernel import trays
from huying.kernel.roster import Term, Unit
from huying.stations import queries as stations

from . import congress
from .books import BOOKS
from .gatekeeping import OFFICE, only

ORDER = (("people", "units", "organs", "seating"), ("terms", "sessions", "areas", "districts", "fields"))


@only(*OFFICE, methods=("GET",))
def home(request, code):
    term = Term.objects.order_by("-number").first()
    books = [BOOKS[name] for names in ORDER for name in names]
    beside = [Seat.objects.filter(term=term, until=None), stations.open_ones()]
    *found, held, places = trays.counted([*map(_in_use, books), *beside])
    numbers = dict(zip([b.name for b in books], found, strict=True))
    groups = [[_tile(BOOKS[name], numbers[name]) for name in names] for names in ORDER]
    groups[0].insert(
        1,
        {
            "label": _("代表席位"),
            "icon": "me",
            "url": _url("seats:list", code),
            "count": held,
            "sub": _seats(term, held),
        },
    )
    url = _url("stations:list", code)
    groups[0].append({"label": _("联络站"), "icon": "map", "url": url, "count": places, "sub": ""})
    context = {
        "title": _("名册和管理"), "groups": [[t for t in g if t["url"]] for g in groups],
        "congress_url": _url("manage:congress", code), "problems": congress.problems(request.congress) + gaps(),
        "facts": congress._facts(request.congress), "tools": _tools(request, code),
    }  # fmt: skip
    return render(request, "manage/home.html", context)


def _in_use(book):
    rows = book.rows().order_by()
    has_end = any(f.name == "is_active" for f in book.model._meta.concrete_fields)
    return rows.filter(is_active=True) if has_end else rows


def _tile(book, count):
    return {
        "label": book.title,
        "icon": book.icon,
        "url": book.url(),
        "count": count,
        "sub": "",
    }


def _seats(term, held) -> str:
    if term is None:
        return _("先登记本届，再登记代表的席位。")
    if not term.seats:
        return _("第%(n)s届，还没有登记名额决定。") % {"n": term.number}
    words = {"n": term.number, "seats": term.seats, "open": max(0, term.seats - held)}
    return _("第%(n)s届名额 %(seats)s 名，空缺 %(open)s 名。") % words


def gaps() -> list[str]:
    """Units in use that nobody answers for."""
    lone = (
        Unit.objects.filter(is_active=True, parent=None)
        .exclude(members__is_active=True)
        .filter(children=None)
    )
    names = list(lone.order_by("name").values_list("name", flat=True)[:4])
    if not names:
        return []
    return [
        _("这些单位还没有经办人，交办以后没有人能签收：%(names)s")
        % {"names": _("、").join(names[:3]) + ("…" if len(names) > 3 else "")}
    ]


def _tools(request, code):
    entries = [
        (_("规则与期限"), "rule", "manage:rules", _("期限、评价和公开的规则，每一项写明法条。")),
        (_("本级设置"), "settings", "manage:switches", _("停用的功能、页脚、动态口令、个人信息保存期限等。")),
        (_("工作日历"), "calendar", "manage:calendar", _("各年放假和调休上班的通知。")),
        (_("导入和导出"), "upload", "manage:imports", _("名册、民情和建议的表格。")),
        (_("账号"), "lock", "admissions:list", _("邀请凭条、动态口令和离任。")),
        (_("个人信息请求"), "me", "manage:requests", _("本人要求复制、更正或者删除个人信息。")),
        (_("接口令牌"), "settings", "manage:tokens", _("程序访问数据用的令牌。")),
    ]
    admin = {"manage:tokens"}
    found = []
    for label, icon, name, sub in entries:
        if name in admin and request.member.role != "admin":
            continue
        if url := _url(name, code):
            found.append({"label": label, "icon": icon, "url": url, "sub": sub})
    return found


def _url(name, code):
    try:
        return reverse(name, kwargs={"code": code})
    except NoReverseMatch:
        return ""
