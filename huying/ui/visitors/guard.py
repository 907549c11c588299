"""The guard of every public form: a trap for robots, the signed moment at which it was shown, the limits of an address.

No file is decoded before robots and floods are turned away: looking at a picture costs more than all the rest of a form.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django import forms
from django.core.signing import BadSignature, Signer
from django.db import OperationalError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import full, scope
from huying.kernel.accounts import throttle
from huying.kernel.refusals import Unavailable

from ..forms import FilesField, refuse

MIN_SECONDS = 3  # nobody reads and fills a form faster
TRAP = "website"
_signer = Signer(salt="public-form")
# forms with files per address, whatever they are about, also those that were refused
throttle.LIMITS["uploads"] = (40, timedelta(minutes=10))


class Guarded(forms.Form):
    """A public form with the trap, the moment at which it was shown, and its own key against the doubled press."""

    website = forms.CharField(
        label=_("请不要填写这一格"), required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    _shown = forms.CharField(required=False, widget=forms.HiddenInput)
    _key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def asked(self) -> list:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != TRAP]

    def answers(self) -> tuple[dict, str]:
        """(what was answered, without the guard; the form's own key). Only of a valid form."""
        data = dict(self.cleaned_data)
        key = [data.pop(name) for name in (TRAP, "_shown", "_key")][-1]
        return data, key


Form = TypeVar("Form", bound=Guarded)


def fresh(at: datetime) -> dict:
    """What a form begins with."""
    return {"_shown": stamp(at), "_key": uuid.uuid4().hex}


def stamp(at: datetime) -> str:
    """When the form was shown, signed."""
    return _signer.sign(str(int(at.timestamp())))


def robot(posted, at: datetime) -> str:
    """Why what was posted does not look like a person, "" where it does: the trap, the time it took, a stamp of ours."""
    if posted.get(TRAP):
        return _t("有一格请不要填写，请清空后再提交。")
    if _too_fast(posted.get("_shown", ""), at):
        return _t("提交得太快了，请核对一遍，几秒后再按一次。")
    return ""


def _too_fast(token: str, at: datetime) -> bool:
    """Sent sooner than a person could, or without the stamp of a form that was shown."""
    try:
        shown = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return True
    return at.timestamp() - shown < MIN_SECONDS


def received(
    request, make: Callable[..., Form], at: datetime, refusal: Callable[[], str]
) -> tuple[Form, int]:
    """The form that `make(data, files)` makes of what was sent, and 0; or 429, 422 or 503 where it is not to be taken.

    `refusal()`: why the limits of this form take nothing now, "" where they do; asked once, before any file is looked at.
    """
    try:
        reason = robot(request.POST, at) or refusal() or too_many_files(request, at)
    except OperationalError as error:
        if not full.takes_nothing(error):
            raise
        form = make(request.POST)
        refuse(form, Unavailable(full.said()))
        return form, 503
    if reason:
        form = make(request.POST)  # no file was looked at
        form.add_error(None, reason)
        return form, 429
    form = make(request.POST, request.FILES)
    if form.is_valid():
        return form, 0
    for name in [n for n, f in form.fields.items() if isinstance(f, FilesField) and n not in form.errors]:
        if request.FILES:
            form.add_error(name, _t("浏览器不会保留选好的照片和附件，请重新选择。"))
    return form, 422


def too_many_files(request, at: datetime) -> str:
    """Why this address may have no further files looked at, "" where it may; asking with files counts."""
    if not request.FILES:
        return ""
    if reached("uploads", request, at):
        return _t("这个网络地址短时间内传来的文件太多，请过一会儿再试；您写的内容还在。")
    count("uploads", request, at)
    return ""


def who(request) -> str:
    """The address that asks, in the congress being served: what limits count."""
    return f"{scope.current().code} {throttle.address(request)}"


def reached(kind: str, request, at: datetime) -> bool:
    """Has this address used up its limit of `kind` (throttle.LIMITS)?"""
    return throttle.blocked_until(kind, who(request), at) is not None


def count(kind: str, request, at: datetime) -> None:
    throttle.failed(kind, who(request), at)
