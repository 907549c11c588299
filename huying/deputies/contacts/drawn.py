"""The tree of the network as a picture drawn by the server: boxes from left to right, a row for each leaf."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from huying.ui import drawing

ROW, BOX, WIDE, GAP = (
    44,
    32,
    190,
    60,
)  # pixels: a row, a box's height and width, the space between two columns
MOST = 80  # rows drawn; the list holds them all


def tree(title: str, nodes: list[dict]) -> SafeString:
    """`nodes` as queries.tree gives them. Without any: an empty figure that says so."""
    if not nodes:
        return drawing.nothing(title)
    boxes: list[dict] = []
    used = _lay(nodes, 0, 0, None, boxes)
    boxes = boxes[: MOST * 2]
    deep = max(b["column"] for b in boxes) + 1
    width, height = deep * (WIDE + GAP) - GAP + 4, used * ROW
    said = _("联系网络，共 %(n)s 人，%(deep)s 层。") % {"n": len(boxes), "deep": deep}
    lines = format_html_join("", '<path class="twig" d="{}"/>', ((_bend(b),) for b in boxes if b["from"]))
    drawn = format_html_join("", "{}", ((_box(b),) for b in boxes))
    svg = format_html(
        '<svg class="tree" width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>'
        "<desc>{}</desc>{}{}</svg>",
        width, height, width, height, title, title, said, lines, drawn,
    )  # fmt: skip
    rows = [(b["name"], str(b["deputies"]), str(b["met"])) for b in boxes]
    box = format_html(
        '<div class="treebox" tabindex="0" role="group" aria-label="{}">{}</div>{}',
        title,
        svg,
        _listed(nodes),
    )
    return drawing.figure(title, box, drawing.table([_("姓名"), _("联系代表"), _("本期已联系")], rows))


def _listed(nodes: list[dict], deep: int = 0) -> SafeString:
    """The same as lists in lists, for screens on which the picture has no room: a branch opens at a tap."""
    lines = format_html_join("", "<li>{}</li>", ((_branch(node, deep),) for node in nodes[:MOST]))
    return format_html('<ul class="{}">{}</ul>', "branches" if not deep else "", lines)


def _branch(node: dict, deep: int) -> SafeString:
    count = f" {node['met']}/{node['deputies']}" if node["deputies"] else ""
    said = format_html("<b>{}</b><small>{}</small>", node["name"], count)
    if not node["below"]:
        return said
    first = "" if deep else " open"
    return format_html(
        "<details{}><summary>{}</summary>{}</details>", first, said, _listed(node["below"], deep + 1)
    )


def _lay(nodes, column, top, parent, boxes) -> int:
    """Give each node its column and its row; the rows that were used."""
    used = 0
    for node in nodes:
        if top + used >= MOST:
            break
        here = {
            "name": node["name"], "deputies": node["deputies"], "met": node["met"], "column": column, "from": parent,
        }  # fmt: skip
        boxes.append(here)
        here["row"] = top + used  # so that a branch that is cut off still has a place
        taken = max(1, _lay(node["below"], column + 1, top + used, here, boxes))
        here["row"] = top + used + (taken - 1) / 2
        used += taken
    return used


def _x(box) -> int:
    return box["column"] * (WIDE + GAP) + 2


def _y(box) -> float:
    return box["row"] * ROW + (ROW - BOX) / 2


def _bend(box) -> str:
    above = box["from"]
    x1, y1, x2, y2 = _x(above) + WIDE, _y(above) + BOX / 2, _x(box), _y(box) + BOX / 2
    return f"M{x1} {y1:.1f}C{x1 + GAP / 2} {y1:.1f} {x2 - GAP / 2} {y2:.1f} {x2} {y2:.1f}"


def _box(box) -> SafeString:
    count = f"{box['met']}/{box['deputies']}" if box["deputies"] else ""
    tone = "leaf" if not box["deputies"] else "full" if box["met"] == box["deputies"] else "part"
    return format_html(
        '<g><rect class="knot {}" x="{}" y="{}" width="{}" height="{}" rx="6"/><text x="{}" y="{}">{}</text>'
        '<text class="n" x="{}" y="{}" text-anchor="end">{}</text></g>',
        tone, _x(box), f"{_y(box):.1f}", WIDE, BOX, _x(box) + 12, f"{_y(box) + 21:.1f}", box["name"][:12],
        _x(box) + WIDE - 12, f"{_y(box) + 21:.1f}", count,
    )  # fmt: skip
