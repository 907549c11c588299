"""What a sitting has done so far, as one section of its page: counts with ways to each list, and the papers."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import access, scope, trays
from huying.ui.papers import sending

from .deliberations.flow import FLOW as DELIBERATIONS
from .hearings.flow import FLOW as HEARINGS
from .hearings.models import Hearing
from .minutes import queries as minutes
from .minutes.flow import FLOW as MINUTES
from .motions.flow import FLOW as MOTIONS
from .reach import OFFICE
from .speeches.flow import FLOW as SPEECHES

HELD = ("open", "suspended", "closed", "minuted", "archived")
LISTS = (
    ("speeches", _("发言")), ("motions", _("表决文本")), ("hearings", _("专题汇报测评")),
    ("deliberations", _("审议意见")), ("resolutions", _("决议决定")),
)  # fmt: skip
PAPERS = (
    ("notice", _("会议通知")),
    ("agenda", _("议程")),
    ("sign-in", _("签到册")),
    ("results", _("表决结果")),
)


def section(sitting, member, current=None) -> list[dict]:
    """For pages.sections of a sitting, one question; `current`: the item that is being dealt with. [] for the public."""
    inside = member.role in OFFICE or sitting.summoned(member)
    if not inside:
        return []
    context = {
        "title": _("会议进行情况") if sitting.state in HELD else _("会议文书"),
        "template": "sittings/_doings.html", "code": scope.current().code, "sitting": sitting,
        "held": sitting.state in HELD, "lists": [], "starts": list(_starts(sitting, member, current)),
    }  # fmt: skip
    if sitting.state in HELD:
        rows = [getattr(sitting, name).exclude(state="withdrawn").order_by() for name, _label in LISTS]
        rows.append(minutes.visible_to(member).filter(sitting=sitting).order_by())
        found = zip((*LISTS, ("minutes", _("会议纪要"))), trays.counted(rows), strict=True)
        context["lists"] = [(name, label, n) for (name, label), n in found if n]
    shown = [
        p for p in PAPERS if p[0] in ("agenda", "notice") or (member.role in OFFICE and sitting.state in HELD)
    ]
    context["papers"] = [
        (label, [(kind.upper(), _paper(sitting, what, kind)) for kind in sending.KINDS])
        for what, label in shown
    ]
    return [context]


def of_item(item, member) -> list[dict]:
    """The same for one item on its page: its texts and hearings, and what may be begun for it."""
    sitting = item.sitting
    if not (member.role in OFFICE or sitting.summoned(member)) or item.state == "dropped":
        return []
    rows = [("motions", row) for row in item.motions.exclude(state="withdrawn").order_by("pk")[:20]]
    if item.kind == "hearing":
        rows += [("hearings", row) for row in Hearing.objects.filter(item=item).exclude(state="dropped")]
    starts = [s for s in _starts(sitting, member, item) if "item=" in s["url"]]
    if not rows and not starts:
        return []
    return [{"title": _("这一项的办理"), "template": "agenda/_doings.html", "rows": rows, "starts": starts}]


def _paper(sitting, what, kind) -> str:
    return reverse(
        "sitting_paper", kwargs={"code": scope.current().code, "pk": sitting.pk, "what": what, "kind": kind}
    )


def _starts(sitting, member, item):
    """What may be begun now, filled in for the item that is being dealt with."""
    code = scope.current().code
    given = f"?item={item.pk}" if item is not None else ""
    running = sitting.state in ("open", "suspended")
    offers = (
        (running, SPEECHES["ask"], "speeches:ask", _t("要求发言"), given),
        (running and member.role in OFFICE, MOTIONS["table"], "motions:table", _t("提出表决文本"), given),
        (
            running and item is not None and item.kind == "hearing",
            HEARINGS["arrange"],
            "hearings:arrange",
            _t("安排专题汇报"),
            given,
        ),
        (sitting.state in HELD, DELIBERATIONS["draft"], "deliberations:draft", _t("起草审议意见"), given),
        (
            sitting.state == "closed",
            MINUTES["draft"],
            "minutes:draft",
            _t("生成纪要"),
            f"?sitting={sitting.pk}",
        ),
    )
    for offered, step, door, label, more in offers:
        if offered and access.may(member, step):
            yield {"label": label, "url": reverse(door, kwargs={"code": code}) + more}
