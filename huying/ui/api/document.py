"""The OpenAPI document beyond the addresses: what a call takes and gives, in schemas that programs can hold us to."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huying.kernel import finding
from huying.kernel.words import Words
from huying.ui import schema, switching

from . import lists, problems
from .books import Book

TEXT, WHOLE, DAY = {"type": "string"}, {"type": "integer"}, {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
NEXT = {"type": ["string", "null"], "description": _("下一页的游标；没有下一页为 null")}
TEXTS = {"type": "array", "items": TEXT}


def _object(required=(), /, **properties) -> dict:
    return {"type": "object", "properties": properties, "required": list(required or properties)}


def _list_of(name: str) -> dict:
    return _object(items={"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}, next=NEXT)


_SWITCH = _object(
    ("key", "label", "kind", "value", "own"), key=TEXT, label=TEXT, says=TEXT, effect=TEXT, area=TEXT, kind=TEXT, value={},
    value_label=TEXT, usual={}, own={"type": "boolean", "description": _("本级自己设过")}, unreadable={"type": "boolean"},
    allowed=TEXT, laws=TEXTS, version=WHOLE,
)  # fmt: skip
SCHEMAS = {
    "Problem": _object(
        ("type", "status", "title"), type=TEXT, status=WHOLE, title={"type": "string", "description": _("中文说明")},
        errors={"type": "object", "description": _("字段 → 原因"), "additionalProperties": TEXTS},
        stale={"type": "boolean", "description": _("别人刚刚办过这一件")}, version=WHOLE, state=TEXT,
        changed={"type": "array", "items": _object(label=TEXT, when=MOMENT)},
    ),
    "Row": {
        **_object(
            ("id",), id=WHOLE, case=WHOLE, state=TEXT, state_label=TEXT, version=WHOLE, due_on=DAY, born_at=MOMENT,
            steps={**TEXTS, "description": _("您现在可以办的步骤（只在详情里）")},
            refusals={**TEXTS, "description": _("还不能办的，说明为什么（只在详情里）")},
            files={"type": "array", "items": {"$ref": "#/components/schemas/File"}}, page=TEXT,
        ),
        "description": _("各流程另有自己的栏目；办完以后您不再看得到的，只有 id。"),
    },
    "Rows": _list_of("Row"),
    "File": _object(id=WHOLE, name=TEXT, type=TEXT, size=WHOLE, sha256=TEXT, url=TEXT),
    "Entry": {**_object(id=WHOLE), "description": _("名册里的一条，各表另有自己的栏目")},
    "Entries": _list_of("Entry"),
    "Told": _object(label=TEXT, who=TEXT, when=MOMENT, note=TEXT, public={"type": "boolean"}, law=TEXT),
    "Story": _object(items={"type": "array", "items": {"$ref": "#/components/schemas/Told"}}),
    "Asks": _object(
        step=TEXT, label=TEXT, then=TEXT, version={"type": ["integer", "null"]},
        fields={"type": "array", "items": _object(
            ("name", "label", "help", "required", "schema", "initial"), name=TEXT, label=TEXT, help=TEXT,
            required={"type": "boolean"}, schema={"type": "object"}, initial={},
            choices={"type": "array", "items": _object(value=TEXT, label=TEXT)},
        )},
    ),
    "Switch": _SWITCH,
    "Switches": _object(
        version=WHOLE, items={"type": "array", "items": {"$ref": "#/components/schemas/Switch"}},
        unknown={"type": "object", "description": _("这个版本不认识的设置：原样保留")},
    ),
    "Me": _object(
        member=WHOLE, name=TEXT, role=TEXT, role_label=TEXT, unit={"type": ["string", "null"]},
        congress=_object(code=TEXT, name=TEXT), scopes={"type": ["array", "null"], "items": TEXT},
        expires_at={"type": ["string", "null"], "format": "date-time"},
        rooms={"type": "object", "additionalProperties": _object(
            title=TEXT, births=TEXTS, trays={"type": "array", "items": _object(name=TEXT, label=TEXT)})},
    ),
}  # fmt: skip
SECURITY = {
    "Bearer": {"type": "http", "scheme": "bearer", "description": _("令牌（hy_…）；由管理员发给，有范围和有效期。")},
    "Signed": {
        "type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME,
        "description": _("已登录的浏览器；提交时还要带 X-CSRFToken。"),
    },
}  # fmt: skip


def _content(name: str, kind="application/json") -> dict:
    return {"content": {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _responses(good: dict, *statuses: int) -> dict:
    """`good` plus the problems that a call may answer with; those that any call may have come by themselves."""
    every = sorted({400, 401, 403, 404, 405, 429, 500, 503, *statuses})
    return {**good, **{s: {"$ref": f"#/components/responses/Problem{s}"} for s in every}}


def _problems() -> dict:
    """What every problem says, once: components/responses."""
    made = {
        f"Problem{s}": {"description": str(title), **_content("Problem", problems.TYPE)}
        for s, title in problems.TITLES.items()
    }
    for status in (429, 503):
        made[f"Problem{status}"]["headers"] = {
            "Retry-After": {"schema": WHOLE, "description": _("几秒以后再来")}
        }
    return made


def answers(name: str, *statuses: int) -> dict:
    """A call that gives one of SCHEMAS."""
    return {"responses": _responses({200: {"description": _("好"), **_content(name)}}, *statuses)}


def download() -> dict:
    binary = {"*/*": {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}}
    return {"responses": _responses({200: {"description": _("文件"), "content": binary}}, 404)}


def _parameter(name: str, shape: dict, description: Words = "") -> dict:
    shape = {k: v for k, v in shape.items() if k not in ("description", "x-list")} | (
        {"x-list": shape["x-list"]} if "x-list" in shape else {}
    )
    return {"name": name, "in": "query", "required": False, "schema": shape, "description": description}


PAGING = [
    _parameter("cursor", {"type": "string", "pattern": "^[1-9][0-9]{0,17}$"}, _("上一页答复里的 next")),
    _parameter("limit", {"type": "integer", "minimum": 1, "maximum": lists.MOST, "default": lists.PER_PAGE}, _("一页几条")),
]  # fmt: skip
WORDS = _parameter("q", {"type": "string", "maxLength": lists.LONGEST}, _("查找"))


def room_list(room) -> dict:
    given = [_parameter("state", {"type": "string", "enum": list(room.flow.states)}, _("状态")), *PAGING]
    if finding.can_find(room.model):
        given.append(WORDS)
    if room.trays:
        names = list(dict.fromkeys(t.name for t in room.trays))
        given.append(_parameter("tray", {"type": "string", "enum": names}, _("收件筐（各角色不同，见 me）")))
    for name, field in lists.filters(room).items():
        shape = schema.of_field(field)
        given.append(_parameter(name, shape, shape["description"]))
    return {"parameters": given, **answers("Rows")}


def book(found: Book) -> dict:
    given = [*PAGING, *([WORDS] if found.words else [])]
    given += [_parameter(name, {"type": "string", "maxLength": 60}) for name in found.also]
    return {"parameters": given, **answers("Entries")}


def step(room, found) -> dict:
    """A step's call: the form as JSON (and as multipart where it takes files); 200, for a birth 201 with Location."""
    form = room.form_for(found)
    content = {"application/json": {"schema": schema.of_form(form, birth=found.is_birth)}}
    if (uploads := schema.with_files(form, birth=found.is_birth)) is not None:
        content["multipart/form-data"] = {"schema": uploads}
    good = {200: {"description": _("已办好（再送同一个 _key 也是这个答复）"), **_content("Row")}}
    if found.is_birth:
        where = {"Location": {"schema": TEXT, "description": _("新的一件在哪里")}}
        good[201] = {"description": _("已生成"), "headers": where, **_content("Row")}
    return {
        "description": _("权限：%(code)s") % {"code": found.code},
        "requestBody": {"content": content, "required": False},
        "responses": _responses(good, 409, 413, 415),
    }


def switch(one) -> dict:
    """Setting one switch of the congress; the form as the page has it."""
    form = switching.form_of(one)
    told = _("没有给出的栏目保持不变，给空值的去掉。权限：%(code)s") % {"code": "roster.switch"}
    content = {"application/json": {"schema": schema.of_form(form)}}
    if (uploads := schema.with_files(form)) is not None:
        content["multipart/form-data"] = {"schema": uploads}
    good = {200: {"description": _("已办好（再送同一个 _key 也是这个答复）"), **_content("Switch")}}
    return {
        "description": told,
        "requestBody": {"content": content, "required": False},
        "responses": _responses(good, 409, 413, 415),
    }


def finished(made) -> dict:
    """Ninja's document with our schemas and schemes; two ways to sign in mean either, not both."""
    made["components"] = {
        "schemas": {**made["components"]["schemas"], **SCHEMAS},
        "responses": _problems(),
        "securitySchemes": SECURITY,
    }
    for methods in made["paths"].values():
        for call in methods.values():
            call["security"] = [{"Bearer": []}, {"Signed": []}]
            for parameter in call["parameters"]:
                if parameter["name"] == "pk":
                    parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": 2**62}
                elif parameter["name"] == "code":
                    parameter["schema"] = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 24}
    made["servers"] = [{"url": "/"}]
    return made
