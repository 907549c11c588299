"""Plans: how often contact is kept, and what belongs to it."""

from django.utils.translation import gettext as _

from huying.kernel import dockets
from huying.kernel.process import Refused, creates, does

from ...models import ContactPlan
from ..flow import PLANS

FIELDS = ("name", "kind", "size", "actions", "times", "per", "starts_on", "ends_on", "basis")
MOST_ACTIONS = 20


def _checked(data: dict) -> dict:
    """Refused for a plan that could not be kept. What a congress means by its N ones it writes itself."""
    data = {n: data[n] for n in FIELDS if n in data}
    data["actions"] = [a.strip()[:120] for a in data.get("actions") or () if a.strip()]
    if data["kind"] == "actions" and not data["actions"]:
        raise Refused(_("“N 个一”的计划请写明每一项，一行一项。"))
    if len(data["actions"]) > MOST_ACTIONS:
        raise Refused(_("最多 %(most)s 项。") % {"most": MOST_ACTIONS})
    if data["kind"] == "group" and not data.get("size"):
        raise Refused(_("“1＋N”的计划请写明每人联系几人。"))
    if data.get("ends_on") and data["ends_on"] < data["starts_on"]:
        raise Refused(_("结束日期不能早于开始日期。"))
    return data


@creates(PLANS["draft"])
def draft(*, by, at, **data):
    data = _checked(data)
    return ContactPlan(**data, case=dockets.one("LP", data["name"], at)), {"kind": data["kind"]}


@does(PLANS["edit"])
def edit(plan, *, by, at, **data):
    data = _checked(data)
    changed = [n for n, v in data.items() if getattr(plan, n) != v]
    if not changed:
        raise Refused(_("没有改动。"))
    for name in changed:
        setattr(plan, name, data[name])
    return {"fields": changed}


@does(PLANS["activate"])
def activate(plan, *, by, at):
    pass


@does(PLANS["end"])
def end(plan, *, by, at, reason):
    return {"note": reason.strip()}
