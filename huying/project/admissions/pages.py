"""Pages of accounts that the doors cannot derive: slips to print, numbers to show once, work to hand over."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huying.kernel import access, process
from huying.kernel.accounts import factors, invitations, operations, queries
from huying.kernel.accounts.flow import FLOW
from huying.kernel.crypto import mask
from huying.kernel.roles import ROLES
from huying.kernel.subject import SUBJECTS
from huying.ui import doors, parts, stepping
from huying.ui import links as addresses
from huying.ui.columns import Column

from . import forms

ONLY_PAGES = ("issue", "unmask")  # slip and number are shown on a page, once, never given to programs
OWN = ("switch",)  # the switch has its page at /switch/, for all congresses of a person
COLUMNS = [
    Column(key="name", label=_l("姓名"), cell=lambda a: a.member.person.name, sort="member__person__pinyin"),
    Column(key="role", label=_l("身份"), cell=lambda a: _(ROLES[a.member.role]), sort="member__role"),
    Column(
        key="where",
        label=_l("所在"),
        cell=lambda a: str(a.member.unit or a.member.organ or a.member.area or ""),
    ),
    Column(key="state", label=_l("状态"), cell=lambda a: _(a.state_label), sort="state"),
]


def title(row) -> str:
    return str(row)


def facts(row, member):
    """Numbers stand masked; to see one whole is a step of its own."""
    person = row.member.person
    account = getattr(person, "account", None)
    return [
        (_("身份"), _(ROLES[row.member.role])),
        (_("所在"), str(row.member.unit or row.member.organ or row.member.area or "—")),
        (_("手机"), mask(person.phone) or "—"),
        (_("身份证号"), mask(person.id_card) or "—"),
        (_("用户名"), account.username if account else _("还没有启用")),
        (_("动态口令"), _("已绑定") if account and factors.enrolled(account) else _("没有绑定")),
    ]


def sections(row, member):
    """What a leaver leaves open, for handing over."""
    found = queries.open_work(row.member)
    if not found:
        return []
    items = []
    for kind, pks in found.items():
        room = doors.ROOMS.get(kind)
        for one in SUBJECTS[kind].objects.filter(pk__in=pks[:50]).select_related("case"):
            items.append({"title": str(one), "url": addresses.to(room, "detail", one.pk) if room else ""})
    template = "admissions/_open_work.html"
    return [{"title": _("未办完的事项"), "template": template, "context": {"open": items}}]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request, code, pk):
    """GET asks through the usual page; POST answers with the slip itself, shown this once."""
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    room = doors.ROOMS["admissions"]
    if request.method == "GET" or not access.may(request.member, FLOW["issue"], row):
        return stepping.page(request, room, FLOW["issue"], row)
    return _slips(request, [row])


@never_cache
@require_POST
def issue_many(request, code):
    """Slips for all chosen rows, one to a page."""
    pks = [n for p in request.POST.getlist("pk")[:300] if (n := addresses.whole(p, 0))]
    rows = [
        r
        for r in queries.visible_to(request.member).filter(pk__in=pks)
        if access.may(request.member, FLOW["issue"], r)
    ]
    if not rows:
        raise Http404
    return _slips(request, rows)


def _slips(request, rows):
    slips, refused, now = [], [], timezone.now()
    for row in rows:
        plain = invitations.fresh_code()
        try:
            operations.issue(row, by=request.member, at=now, code=plain)
        except process.Refused as reason:
            refused.append(f"{row}{_('：')}{reason}")
            continue
        url = request.build_absolute_uri(reverse("invite_code", kwargs={"code": plain}))
        slips.append({"row": row, "code": plain, "qr": parts.qr(url, _("扫码打开")), "url": url})
    context = {
        "title": _("邀请凭条"), "slips": slips, "refused": refused, "ends": now + invitations.LASTS,
        "where": request.build_absolute_uri(reverse("invite")),
    }  # fmt: skip
    return render(request, "admissions/slips.html", context, status=200 if slips else 409)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unmask(request, code, pk):
    """The whole number, in the answer to this one request and nowhere else."""
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    room = doors.ROOMS["admissions"]
    form = forms.Unmask(request.POST or None, row=row, member=request.member)
    if request.method == "GET" or not form.is_valid() or not access.may(request.member, FLOW["unmask"], row):
        return stepping.page(request, room, FLOW["unmask"], row)
    try:
        operations.unmask(row, by=request.member, at=timezone.now(), **form.cleaned_data)
    except process.Refused:
        return stepping.page(request, room, FLOW["unmask"], row)
    what = form.cleaned_data["what"]
    context = {
        "title": str(row), "label": dict(forms.NUMBERS)[what],
        "value": getattr(row.member.person, what) or _("没有登记"), "back": addresses.to(room, "detail", row.pk),
    }  # fmt: skip
    return render(request, "admissions/unmasked.html", context)
