"""Reading what a program sent: JSON or multipart, strictly, with a Chinese reason for whatever cannot be taken."""

import json
from email.message import Message
from math import isfinite

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from huying.kernel.files import MEGABYTE
from huying.ui import schema
from huying.ui.forms import MAX_FILES

from .problems import Problem

OURS = ("_seen", "_key", "csrfmiddlewaretoken")


def sent(request) -> tuple:
    """(data, files) as forms take them."""
    _weigh(request)
    kind = request.content_type
    if kind == "multipart/form-data":
        return request.POST, request.FILES
    body = request.body
    if kind != "application/json":
        if body.strip():
            raise Problem(415)
        return {}, {}
    if _charset(request) not in ("utf-8", "utf8"):
        raise Problem(415, _("JSON 只收 UTF-8"))
    return parsed(body), {}


def parsed(body: bytes) -> dict:
    """A JSON object of scalars and lists of scalars, as the strings that forms read."""
    try:
        data = json.loads(body.decode("utf-8-sig") or "{}", parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Problem(400, _("正文不是 UTF-8 编码")) from None
    except (ValueError, RecursionError):
        raise Problem(400, _("正文不是合法的 JSON")) from None
    if not isinstance(data, dict):
        raise Problem(400, _("正文应为一个 JSON 对象"))
    wrong, read = {}, MultiValueDict()
    for name, value in data.items():
        try:
            if value is not None:
                read.setlist(name, [_text(v) for v in value] if isinstance(value, list) else [_text(value)])
        except ValueError as reason:
            wrong[_visible(name)] = [str(reason)]
    if wrong:
        raise Problem(400, _("有些内容要改"), errors=wrong)
    return read


def known(form, data, files) -> None:
    """400 for names that this step does not ask of this person: what is not taken is not swallowed silently."""
    wrong = {}
    for name in (*data, *files):
        field = form.fields.get(name)
        if field is None:
            if name not in OURS:
                wrong[_visible(name)] = [_("这一步不收这一项")]
        elif not schema.takes_many(field) and len(_given(data, name)) > 1:
            wrong[name] = [_("只能有一个值")]
        elif isinstance(field, forms.FileField) and name not in files and data.get(name):
            wrong[name] = [_("文件请用 multipart/form-data 上传")]
    if wrong:
        raise Problem(400, _("有些内容要改"), errors=wrong)


def _given(data, name) -> list:
    return data.getlist(name) if hasattr(data, "getlist") else []


def savable(text: str) -> bool:
    """Can every database keep it? Neither NUL nor half a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _text(value) -> str | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if not savable(value):
            raise ValueError(_("内容里有不能保存的字符"))
        return value
    if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return json.dumps(value)
    raise ValueError(_("应为文字、数字、是否，或者它们的列表"))


def _no_constant(name):
    raise ValueError(name)


def _visible(name: str) -> str:
    return name[:100].encode("utf-8", "replace").decode()


def _charset(request) -> str:
    message = Message()
    message["Content-Type"] = request.META.get("CONTENT_TYPE", "")
    return (message.get_content_charset() or "utf-8").lower()


def _weigh(request) -> None:
    """413 before reading: JSON by Django's own limit, uploads by what a step can take at most."""
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = 0
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.content_type == "multipart/form-data":
        most += MAX_FILES * getattr(settings, "FILE_MAX_BYTES", 20 * MEGABYTE)
    if size > most:
        raise Problem(413, _("内容太大，最多 %(size)s MB") % {"size": f"{most / MEGABYTE:g}"})
