"""Openness and emphasis: publish after both checks, take down, mark as key item (R-SUG-20, R-SUG-22, R-SUG-23)."""

from django.utils.translation import gettext as _

from huying.kernel.process import Refused, does

from .. import withdrawn
from ..flow import FLOW
from . import given


@does(FLOW["publish"])
def publish(suggestion, *, by, at, secrecy_checked=False, privacy_checked=False):
    if not (secrecy_checked and privacy_checked):
        raise Refused(_("公开以前应当审查：不涉及国家秘密、商业秘密，不泄露个人隐私。"))
    suggestion.published_at = at
    return {"secrecy_checked": True, "privacy_checked": True}


@does(FLOW["unpublish"])
def unpublish(suggestion, *, by, at, kind, reason):
    """`kind` is read by everybody in the log of what was taken down, `reason` by the house."""
    if kind not in withdrawn.KINDS:
        raise Refused(_("请选择撤下的原因。"))
    suggestion.published_at = None
    return {"kind": kind, "note": given.text(reason, _("撤下理由"))}


@does(FLOW["mark_key"])
def mark_key(suggestion, *, by, at, reason):
    suggestion.is_key, suggestion.key_reason = True, given.text(reason, _("列为重点的理由"), 200)
    return {"note": suggestion.key_reason}


@does(FLOW["unmark_key"])
def unmark_key(suggestion, *, by, at, reason):
    suggestion.is_key, suggestion.key_reason = False, ""
    return {"note": given.text(reason, _("理由"))}
