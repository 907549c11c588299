"""The document as a page in the house's look: every call with what it takes; no script, nothing from elsewhere."""

from functools import cache
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

TIMES = {"get": "GET", "post": "POST"}


@require_safe
def docs(request):
    context = {
        "title": _("开放接口"),
        "groups": _groups(get_language() or ""),
        "document": reverse("api:openapi-json"),
    }
    return render(request, "ui/api.html", context)


@cache
def _groups(language: str) -> list[dict]:
    """[{"title", "anchor", "calls"}] in the order of the document; made once a language."""
    from django.urls import resolve

    view: Any = resolve(reverse("api:openapi-json")).func  # a partial that holds the API
    api = view.keywords["api"]
    made: dict[str, list] = {}
    for path, methods in api.get_openapi_schema()["paths"].items():
        for verb, call in methods.items():
            made.setdefault(call["tags"][0], []).append(_call(path, verb, call))
    return [
        {"title": title, "anchor": f"g{n}", "calls": calls} for n, (title, calls) in enumerate(made.items())
    ]


def _call(path: str, verb: str, call: dict) -> dict:
    bodies = call.get("requestBody", {}).get("content", {})
    body = bodies.get("multipart/form-data") or bodies.get("application/json")
    given = [_parameter(p) for p in call["parameters"] if p["in"] == "query"]
    return {
        "verb": TIMES[verb], "path": path, "summary": call["summary"], "id": call["operationId"],
        "note": call.get("description", ""), "parameters": given + (_fields(body["schema"]) if body else []),
        "kinds": "、".join(bodies), "answers": "、".join(str(s) for s in call["responses"]),
    }  # fmt: skip


def _parameter(p: dict) -> dict:
    return {
        "name": p["name"],
        "kind": _kind(p["schema"]),
        "required": p.get("required"),
        "about": p.get("description", ""),
    }


def _fields(shape: dict) -> list[dict]:
    required = shape.get("required", ())
    return [
        {"name": n, "kind": _kind(s), "required": n in required, "about": s.get("description", "")}
        for n, s in shape["properties"].items()
    ]


def _kind(shape: dict) -> str:
    """What a reader wants to know of a schema, in a few words."""
    inner = shape.get("items", shape)
    kinds = {"string": _("文字"), "integer": _("整数"), "boolean": _("是否"), "number": _("数字")}
    said = kinds.get(inner.get("type"), "")
    if inner.get("format") in ("date", "date-time"):
        said = _("日期") if inner["format"] == "date" else _("时间")
    if "contentMediaType" in inner:
        said = _("文件")
    if where := shape.get("x-list"):
        said = _("%(list)s 的 id") % {"list": where}
    if most := inner.get("maxLength"):
        said = _("%(kind)s，最多 %(most)s 字") % {"kind": said, "most": most}
    if values := [v for v in inner.get("enum", ()) if v]:
        said = " | ".join(values)
    return _("%(kind)s（可多个）") % {"kind": said} if shape.get("type") == "array" else said
