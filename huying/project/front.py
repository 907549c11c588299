"""The congress's public front page: four ways in, what is new, and what came of what was said.

The page is blocks in an order; what a block shows is made in front_blocks.py and remembered until the chain grows.
"""

from datetime import date

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import remember
from huying.kernel.roster import Congress
from huying.kernel.switches import ROOMS_OFF
from huying.portal import counting
from huying.portal.words import RIGHTS

from . import front_blocks

# the four rights (S228): what is said on the button, where it leads to, its drawing; the first address that exists is taken
WAYS = {
    "know": (gettext_lazy("看人大在做什么"), ("articles:read", "suggestions:public"), "open"),
    "join": (gettext_lazy("参加征集和协商"), ("calls:public", "articles:talks"), "people"),
    "speak": (gettext_lazy("反映身边的事"), ("voices:say",), "voice"),
    "supervise": (gettext_lazy("给人大提意见"), ("remarks:public",), "rule"),
}


def home(request):
    """The installation's door: the congresses it serves; straight on where there is only one."""
    rows = list(Congress.objects.filter(is_active=True).order_by("division", "pk")[:200])
    if len(rows) == 1:
        return redirect("desk", code=rows[0].code)
    return render(request, "project/home.html", {"title": _("人民代表大会"), "congresses": rows})


def page(request, code):
    today = timezone.localdate()
    blocks = remember.until_change("front", lambda: made(request.congress, today), day=today)
    return render(
        request, "project/front.html", {"title": request.congress.name, "blocks": blocks, "ways": ways(code)}
    )


def made(congress, today: date) -> list[dict]:
    """Every block with something to show, in order: {"name", "title", "template", …}; rooms that are off stay out."""
    off = ROOMS_OFF.of(congress)
    found = []
    for block in front_blocks.BLOCKS:
        if block.room not in off and (shown := block.make(today)):
            found.append({"name": block.name, "title": block.title, "template": f"project/front/{block.name}.html",
                          "wide": block.wide, **shown})  # fmt: skip
    return found


def ways(code: str) -> list[dict]:
    """The four entry buttons."""
    return [
        {
            "right": RIGHTS[name],
            "does": does,
            "icon": icon,
            "url": reverse("entry", kwargs={"code": code, "right": name}),
        }
        for name, (does, _names, icon) in WAYS.items()
    ]


@require_safe
@never_cache
def entry(request, code, right):
    """One of the four buttons was pressed: counted, without knowing by whom, and led on."""
    if right not in WAYS:
        raise Http404
    counting.note(code, "entry", right)
    for name in WAYS[right][1]:
        try:
            return redirect(reverse(name, kwargs={"code": code}))
        except NoReverseMatch:
            continue
    raise Http404
