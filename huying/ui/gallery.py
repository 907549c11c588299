"""The gallery of parts: every part and chart on one page with invented data. `/_parts`."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import charts, drawing, icons, map, parts, placing, when


def _story(now: dt.datetime) -> list[dict[str, Any]]:
    return [
        {"label": _("群众来信 23 件并案"), "who": _("城关镇第二联络站"), "when": now - dt.timedelta(days=64)},
        {
            "label": _("林知远提出建议"),
            "who": _("林知远"),
            "when": now - dt.timedelta(days=62),
            "public": True,
        },
        {
            "label": _("住建局与代表沟通"),
            "who": _("住建局"),
            "when": now - dt.timedelta(days=1),
            "note": _("实地看了三个小区，代表对牵头单位提出意见。"),
            "files": [{"name": _("沟通记录.docx"), "url": "#gallery", "size": "312 KB"}],
        },
        {"label": _("住建局正在起草答复"), "who": _("住建局"), "when": now, "now": True},
    ]


def _clock(now: dt.datetime) -> dict[str, Any]:
    return {
        "label": _("答复期限"),
        "tone": "ok",
        "word": _("还有 35 天"),
        "day": (now + dt.timedelta(days=35)).date(),
        "sentence": _("交办之日起 3 个月。不延期；复杂事项经同意可以延长到 6 个月。"),
        "article": _("《代表法》第五十一条第二款"),
    }


def _lamps() -> SafeString:
    said = {
        "wait": _("还有 12 天"),
        "ok": _("已答复"),
        "warn": _("明日到期"),
        "late": _("超期 3 天"),
        "honour": _("优秀"),
    }
    return drawing.joined([parts.lamp(tone, word) for tone, word in said.items()])


def _trays() -> SafeString:
    one, two = {"tone": "warn", "word": _("2 件明日到期")}, {"tone": "late", "word": _("3 件超期")}
    return parts.trays(
        [
            {"label": _("待审核"), "count": "6", "url": "#gallery"},
            {"label": _("待交办"), "count": "12", "url": "#gallery", "current": True, "lamp": one},
            {"label": _("办理中"), "count": "148", "url": "#gallery", "lamp": two},
            {"label": _("已办结"), "count": "10,000+", "url": "#gallery"},
        ],
        _("示例分类"),
    )


def pieces(now: dt.datetime) -> list[tuple[str, SafeString]]:
    """(name, drawn part) for every part."""
    steps = [
        {"name": "urge", "label": _("催办"), "url": "#gallery", "primary": True},
        {"name": "extend", "label": _("同意延期"), "url": "#gallery", "law": _("《代表法》第五十一条")},
        {"name": "recall", "label": _("撤回交办"), "url": "#gallery", "danger": True},
    ]
    votes = [
        {"label": _("赞成"), "count": 181, "tone": "ok"},
        {"label": _("反对"), "count": 12, "tone": "late"},
        {"label": _("弃权"), "count": 9, "tone": "wait"},
    ]
    days = [_("6月3日"), _("6月5日"), _("9月1日")]
    return [
        ("lamp", _lamps()),
        ("trays", _trays()),
        ("steps", parts.steps(steps, [_("答复要由住建局提交；延期须在到期前提出。")])),
        ("clock", parts.clock(_clock(now))),
        ("story", parts.story(_story(now))),
        ("four_words", parts.four_words(2, days=days[:2])),
        (
            "four_words ending",
            parts.four_words(4, _("暂难办理"), _("地块涉及规划调整，今年办不了，理由已说明。"), days),
        ),
        ("figure", parts.figure("87.4", _("满意率"), "%", _("比上年 +3.1"), "ok")),
        ("vote_bar", parts.vote_bar(votes)),
        (
            "person",
            parts.person({"name": _("林知远"), "sub": _("县人大代表 · 城关镇代表团"), "url": "#gallery"}),
        ),
        (
            "rating",
            parts.rating(
                {"tone": "ok", "word": _("满意")},
                {"tone": "late", "word": _("不满意")},
                _("只答应，没动工。"),
            ),
        ),
        ("places_map", _places()),
        ("placing", _picker()),
        ("file_list", parts.file_list([{"name": _("小区名单.xlsx"), "url": "#gallery", "size": "48 KB"}])),
        ("money", parts.money(1234567.8)),
        ("progress", parts.progress(4120, 9210, _("导入群众来信"))),
        ("code_box", parts.code_box("QH-2026-01834", _("您的编号"))),
        ("qr", parts.qr("https://example.org/c/qh/say", _("扫码反映"))),
        (
            "pager",
            parts.pager({"prev": "#gallery", "next": "#gallery", "label": _("第 21—40 件，共 235 件")}),
        ),
        (
            "empty_state",
            parts.empty_state(_("新的来信会出现在这里。"), _("今天没有来信"), "#gallery", _("登记来信")),
        ),
    ]


def _places() -> SafeString:
    edge = [[113.0, 31.0], [113.3, 30.95], [113.5, 31.1], [113.42, 31.32], [113.2, 31.4], [113.03, 31.25]]
    land = {"type": "Polygon", "coordinates": [edge]}
    pins = [
        map.Pin(31.2, 113.21, _("城关镇代表联络站"), "#gallery", _("联络站")),
        map.Pin(31.203, 113.216, _("府前社区联络点"), "#gallery", _("联络点")),
        map.Pin(31.09, 113.36, _("柳河镇代表联络站"), "#gallery", _("联络站"), "warn"),
        map.Pin(31.3, 113.14, _("北岭乡代表之家"), "#gallery", _("代表之家"), "ok"),
        map.Pin(None, None, _("流动接待车"), "#gallery", _("没有固定地点")),
    ]
    return map.drawn(pins, land, label=_("示例地图"))


def _picker() -> SafeString:
    class Place(forms.Form):
        lat, lon = placing.latitude(), placing.longitude()

    form = Place(auto_id="place_%s")
    placing.around(form, [(31.2, 113.21), (31.09, 113.36), (31.3, 113.14)])
    page = engines["django"].get_template("ui/form.html")
    return format_html(
        '<form class="form" action="#gallery">{}</form>', SafeString(page.render({"form": form}))
    )


def drawings() -> list[tuple[str, SafeString]]:
    """(name, drawn chart) for every chart."""
    months = [when.month(n) for n in range(1, 13)]
    came = [62, 48, 95, 120, 88, 143, 131, 160, 152, 110, 74, 39]
    done = [40, 45, 70, 101, 90, 120, 128, 133, 149, 118, 90, 61]
    third = [value // 3 for value in came]
    units = [(_("住房和城乡建设局"), 91, 62), (_("交通运输局"), 88, 79), (_("人力资源和社会保障局"), 95, 54)]
    fields = [(_("城乡建设"), 412), (_("交通运输"), 288), (_("教育"), 170), (_("卫生健康"), 96)]
    road = [(_("收到"), 1500), (_("转交"), 1320), (_("答复"), 1104), (_("落实"), 688)]
    two = [(_("收到"), came), (_("办结"), done)]
    layers = [(_("城乡"), third), (_("交通"), [v // 4 for v in came]), (_("其他"), [v // 5 for v in came])]
    return [
        ("bars", charts.bars(_("各领域来信"), fields, _("件"))),
        ("paired_bars", charts.paired_bars(_("满意率与办成率"), units, _("满意率"), _("办成率"))),
        ("columns", charts.columns(_("每月来信"), list(zip(months, came, strict=True)), _("件"))),
        ("stacked_columns", charts.stacked_columns(_("每月来信，按领域"), months, layers, _("件"))),
        ("line", charts.line(_("收到与办结"), months, two, _("件"))),
        (
            "donut",
            charts.donut(_("答复结果"), [(_("已解决"), 132), (_("列入计划"), 71), (_("暂难办理"), 32)]),
        ),
        ("funnel", charts.funnel(_("从来信到落实"), road)),
        ("heat_strip", charts.heat_strip(_("哪些月份最忙"), months, layers[:2], _("件"))),
        ("empty", charts.columns(_("本月来信"), [])),
    ]


def context(now: dt.datetime) -> dict[str, Any]:
    """What the gallery page shows at the moment `now`."""
    return {
        "title": _("界面部件"),
        "pieces": pieces(now),
        "drawings": drawings(),
        "icons": [(name, icons.icon(name)) for name in icons.PATHS],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Every part on one page, so that a change of looks is seen at once."""
    return render(request, "ui/gallery.html", context(timezone.localtime()))
