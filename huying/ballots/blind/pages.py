"""Pages of verifiable ballots: to vote, to find one's receipt, the file, the poster, and what each kind does not protect."""

import json

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import scope
from huying.kernel.process import Refused

from .. import queries, results, words
from ..hall import showing
from ..models import Poll
from . import belenios, carried, congresskey, publishing


@require_safe
@never_cache
def vote(request, code, pk):
    """The sheet. Nothing of what is marked comes back to this address."""
    poll = _poll(request, pk)
    voter = queries.voter_of(poll, request.member)
    if voter is None:
        raise Http404
    context = {
        "poll": poll, "voter": voter, "objects": showing.objects(poll.spec), "layout": "ui/desk.html", "title": poll.title,
        "say": _(words.SECRECY_SAYS["verifiable"]), "kind_label": _(words.SECRECY["verifiable"]),
        "refused": _why_not(poll, voter), "spec": json.dumps(poll.spec, ensure_ascii=False),
        "names": range(1, poll.spec["seats"] + 1) if poll.spec.get("write_ins") else (),
        "wait": settings.BALLOT_WAIT_SECONDS, "rule": results.limit(poll.spec),
        "closes": int(poll.closes_at.timestamp() * 1000) if poll.closes_at else 0,
        "late": voter.channel == "electronic" and poll.state in ("closed", "counted", "declared"),
        "crumbs": _crumbs(poll, _("投票")),
    }  # fmt: skip
    return render(request, "ballots/verifiable.html", context)


def _why_not(poll, voter) -> str:
    if poll.state != "open":
        return _("现在是“%(state)s”，不能投票。") % {"state": _(poll.state_label)}
    if not voter.is_present:
        return _("开始表决时您没有签到，这次不能投票：在场的人在开始时已经固定。")
    return _("您领了纸质票，请投纸质票。") if voter.channel == "paper" else ""


@require_safe
@never_cache
def file(request, code, pk):
    """The signed file of ballots, as it was declared."""
    poll = _poll(request, pk)
    if (raw := publishing.raw_of(poll)) is None:
        raise Http404
    return _download(raw, publishing.name(poll), "text/plain; charset=utf-8")


@require_safe
def former_file(request, code, pk):
    """The address that stands on posters printed before the file was called what it is."""
    return redirect("polls:file", code=code, pk=pk, permanent=True)


@require_safe
@never_cache
def receipt(request, code, pk):
    """Find one's ballot: the search is made in the browser, which of them was looked for is told to nobody."""
    context = _published(request, pk, _("查我的回执")) | {"choices": words.CHOICES}
    return render(request, "ballots/receipt.html", context)


@require_safe
@never_cache
def poster(request, code, pk):
    """One sheet to print and hang up: the digest and both fingerprints, on paper that nobody can change later."""
    context = _published(request, pk, _("核对告示"))
    where = reverse("polls:receipt", kwargs={"code": code, "pk": pk})
    context["address"] = request.build_absolute_uri(where)
    return render(request, "ballots/poster.html", context)


@require_safe
@never_cache
def trustees(request, code, pk):
    """The poll as files for Belenios, for the office; a sentence where its sheet cannot be put so."""
    poll = get_object_or_404(queries.visible_to(request.member), pk=pk)
    if request.member.role not in queries.OFFICE:
        raise Http404
    try:
        made = belenios.archive(poll)
    except Refused as reason:
        messages.warning(request, str(reason))
        return redirect("polls:detail", code=code, pk=pk)
    return _download(made, f"belenios-{poll.number}.zip", "application/zip")


@require_safe
def verifier(request, code):
    """The check as one file, for everybody."""
    return _download(carried.program(), carried.NAME, "application/zip")


def _download(raw: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(raw, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def secrecy(request, code):
    """What each kind of ballot protects, and what it does not."""
    kinds = [(key, _(words.SECRECY[key]), _(words.SECRECY_SAYS[key])) for key in words.SECRECY]
    context = {"kinds": kinds, "layout": _layout(request), "title": _("三种投票方式各防得住什么")}
    return render(request, "ballots/secrecy.html", context)


def links(poll: Poll, member=None) -> list[dict]:
    """What a poll's page offers beside its steps, as ui/detail.html takes it."""
    found = []
    if member and member.role in queries.OFFICE and poll.is_secret and poll.state == "prepared":
        found.append(_link(poll, "belenios", _("导出 Belenios 文件"), _("由多名受托人共同掌握解票钥匙时用")))
    if poll.secrecy == "verifiable" and (digest := publishing.digest_of(poll)):
        found += [
            _link(poll, "receipt", _("查我的回执"), ""),
            _link(poll, "file", _("下载选票文件"), _("摘要 %(digest)s") % {"digest": digest}),
            _link(poll, "poster", _("打印核对告示"), ""),
        ]
    address = reverse("polls:secrecy", kwargs={"code": scope.current().code})
    return [*found, {"url": address, "label": _("三种投票方式各防得住什么"), "sub": ""}]


def _link(poll, name, label, sub) -> dict:
    return {
        "url": reverse(f"polls:{name}", kwargs={"code": scope.current().code, "pk": poll.pk}),
        "label": label,
        "sub": sub,
    }


def _poll(request, pk) -> Poll:
    return get_object_or_404(queries.visible_to(request.member), pk=pk, secrecy="verifiable")


def _published(request, pk, title) -> dict:
    poll = _poll(request, pk)
    if not (digest := publishing.digest_of(poll)):
        raise Http404
    return {
        "poll": poll, "title": title, "digest": digest, "file_name": publishing.name(poll),
        "verifier": {"name": carried.NAME, "digest": carried.digest()}, "signer": congresskey.fingerprint(request.congress),
        "layout": _layout(request), "crumbs": _crumbs(poll, title),
        "file_url": reverse("polls:file", kwargs={"code": request.congress.code, "pk": pk}),
    }  # fmt: skip


def _crumbs(poll, title) -> list[dict]:
    where = reverse("polls:detail", kwargs={"code": scope.current().code, "pk": poll.pk})
    return [{"label": poll.title, "url": where}, {"label": title}]


def _layout(request) -> str:
    return "ui/public.html" if request.member.role == "public" else "ui/desk.html"
