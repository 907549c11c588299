"""The rules in force for this congress: every key with value, article, date and status; local values over the preset."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from huying.kernel import recompute
from huying.kernel.clocks import RuleChange, rules
from huying.kernel.register import operations
from huying.kernel.register.models import Entry
from huying.rules import profiles
from huying.rules.deadlines import Term
from huying.ui import rule_words

from . import roster
from .gatekeeping import only
from .rule_forms import LocalValue, Preset

STATUS = {"N": _("国家法律"), "L": _("地方规定"), "P": _("实践做法"), "I": _("解释"), "U": _("未核实")}
TONES = {"N": "ok", "L": "ok", "P": "wait", "I": "wait", "U": "warn"}
DIRECTIONS = {"duty": _("义务：只能更短、更严"), "right": _("权利：只能更长、更宽")}
GROUPS = {
    "suggestion": _("代表建议"),
    "voice": _("民情"),
    "petition": _("信访"),
    "congress": _("会议"),
    "deputy": _("代表"),
}


def loaded(congress):
    """(profile, "") or (the preset alone, the reason why the local values could not be loaded)."""
    try:
        return rules(congress)[0], ""
    except ValueError as reason:
        return profiles.load(congress.profile), str(reason)


@only("admin", "clerk", "leader", methods=("GET",))
def index(request, code):
    """All keys, grouped; the history below."""
    profile, broken = loaded(request.congress)
    preset = profiles.load(request.congress.profile)
    groups: dict = {}
    for key, setting in profile.settings.items():
        groups.setdefault(key.partition(".")[0], []).append(_shown(setting, request.congress, preset))
    context = {
        "title": _t("规则与期限"),
        "profile": profile,
        "may": request.member.role == "admin",
        "broken": broken,
        "groups": [(GROUPS.get(name, name), rows) for name, rows in groups.items()],
        "layers": [_layer(n) for n in profile.layers],
        "history": _history(),
        "warnings": [rule_words.retold(text) for text in profile.warnings],
        "crumbs": [
            *([roster.home_crumb()] if request.member.role != "leader" else []),
            {"label": _t("规则与期限")},
        ],
    }
    return render(request, "manage/rules.html", context)


def _shown(setting, congress, preset) -> dict:
    return {
        "key": setting.key,
        "label": rule_words.said(setting.label),
        "value": rule_words.value(setting),
        "source": rule_words.source(setting),
        "note": rule_words.said(setting.note),
        "status": {"tone": TONES[setting.status], "word": STATUS[setting.status]},
        "direction": DIRECTIONS[setting.direction],
        "layer": _layer(setting.layer),
        "own": setting.key in congress.overrides,
        "roll": setting.roll and setting.kind == "term",
        "starts": rule_words.event(setting.starts),
        "preset": rule_words.value(preset.settings[setting.key]),
        "date": setting.date,
    }


def _layer(name: str) -> str:
    return _t("本级规定") if name == "congress" else rule_words.said(profiles.load(name).title)


def _history() -> list[dict]:
    rows = RuleChange.objects.select_related("by__person").order_by("-at", "-pk")[:50]
    labels = profiles.load("national").settings
    return [
        {
            "label": rule_words.said(labels[r.key].label) if r.key in labels else r.key,
            "value": _plain(r.key, r.value),
            "who": r.by,
            "at": r.at,
            "source": rule_words.cited(r.law, r.article),
            "on": r.adopted_on,
        }
        for r in rows
    ]


def _plain(key, value) -> str:
    if value is None:
        return _t("恢复方案原值")
    raw = value.get("value") if isinstance(value, dict) else value
    if key == "profile":
        return rule_words.said(profiles.load(raw).title) if raw in profiles.names() else str(raw)
    try:
        return rule_words.of_value(key, Term.parse(str(raw)))
    except ValueError:
        return rule_words.of_value(key, raw)


@only("admin")
def edit(request, code, key):
    """Enter a local value. One that is looser than the national law is refused with the article."""
    congress = request.congress
    profile, _broken = loaded(congress)
    if key not in profile.settings:
        raise Http404
    setting = profile.settings[key]
    form = LocalValue(request.POST if request.method == "POST" else None, setting=setting)
    if form.is_bound and form.is_valid():
        overrides = {**congress.overrides, key: form.entry()}
        if try_profile(form, congress.profile, overrides) is not None:
            change = {"key": key, "value": form.entry()}
            done = _write(request, form, {"overrides": overrides}, change, source_of(form.cleaned_data))
            if done is not None:
                _told(request, done, before=profile.warnings)
                return redirect("manage:rules", code=code)
    return _ask(
        request, form, _shown(setting, congress, profiles.load(congress.profile)), key in congress.overrides
    )


def source_of(data) -> str:
    return f"{data['law']}{data['article']}".strip() or _t("本级人大自行设定")


def try_profile(form, name, overrides):
    """The profile with these values, or None with the refusal on the form."""
    try:
        return profiles.load(name, overrides=overrides or None)
    except profiles.LooserThanLaw as refusal:
        form.add_error(None, rule_words.looser(refusal))
    except ValueError as reason:
        form.add_error(None, str(reason))
    return None


@only("admin", methods=("POST",))
def reset(request, code, key):
    """Back to the value of the preset."""
    if key not in request.congress.overrides:
        raise Http404
    form = forms.Form(request.POST)
    form.is_valid()
    overrides = {k: v for k, v in request.congress.overrides.items() if k != key}
    done = None
    if try_profile(form, request.congress.profile, overrides) is not None:
        done = _write(
            request, form, {"overrides": overrides}, {"key": key, "value": None}, _t("恢复方案原值")
        )
    if done is None:
        messages.error(request, _t("；").join(map(str, form.non_field_errors())))
    else:
        _told(request, done, before=())
    return redirect("manage:rules", code=code)


@only("admin")
def preset(request, code):
    """Choose the preset that lies under the local values."""
    form = Preset(
        request.POST if request.method == "POST" else None, initial={"profile": request.congress.profile}
    )
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["profile"]
        if try_profile(form, name, request.congress.overrides) is not None:
            change = {"key": "profile", "value": name, "law": form.cleaned_data["source"]}
            done = _write(request, form, {"profile": name}, change, form.cleaned_data["source"])
            if done is not None:
                _told(request, done, before=())
                return redirect("manage:rules", code=code)
    context = {
        "step": {"label": _t("选用规则方案"), "law": ""},
        "title": _t("方案之上，本级规定保持不变。"),
        "form": form,
        "stamp": roster.stamp(entry_of(request.congress)),
        "back": rules_url(code),
        "crumbs": crumbs(code, _t("选用规则方案")),
    }
    return render(request, "ui/step.html", context, status=roster._status(form))


def entry_of(congress):
    return Entry.objects.filter(kind="kernel.congress", row_id=congress.pk).first()


def rules_url(code) -> str:
    from django.urls import reverse

    return reverse("manage:rules", kwargs={"code": code})


def crumbs(code, last) -> list[dict]:
    return [roster.home_crumb(), {"label": _t("规则与期限"), "url": rules_url(code)}, {"label": last}]


def _ask(request, form, shown, own):
    context = {
        "title": shown["label"],
        "shown": shown,
        "form": form,
        "own": own,
        "stamp": roster.stamp(entry_of(request.congress)),
        "crumbs": crumbs(request.congress.code, shown["label"]),
        "back": rules_url(request.congress.code),
    }
    return render(request, "manage/rule.html", context, status=roster._status(form))


def _write(request, form, values, change, source):
    """The step, its record and the recomputing in one transaction; what recompute found, or None on a refusal."""
    congress, now, found = request.congress, timezone.now(), {}

    def act(key):
        with transaction.atomic():
            entry, seen = roster.entry_for(request, congress)
            operations.rule(
                entry, by=request.member, at=now, seen=seen, key=key, values=values, source=source
            )
            entered = change["value"] if isinstance(change["value"], dict) else {}
            RuleChange.objects.create(
                key=change["key"],
                value=change["value"],
                law=change.get("law") or entered.get("law", ""),
                article=entered.get("article", ""),
                adopted_on=entered.get("date") or None,
                at=now,
                by=request.member,
            )
            congress.refresh_from_db()
            recompute.raise_version(congress)
            found.update(recompute.congress(congress, at=now))
        return entry

    if roster.attempt(request, form, act) is None:
        congress.refresh_from_db()
        return None
    return found


def _told(request, done, before):
    """Say what came of it: how many open clocks moved, what is looser than another local rule."""
    moved, n = done.get("moved", 0), done.get("subjects", 0)
    text = _t("已登记，立即生效。")
    if moved:
        text += ngettext(
            "重新计算了 %(n)s 件的期限，已通知有关人员。", "重新计算了 %(n)s 件的期限，已通知有关人员。", n
        ) % {"n": n}
    messages.success(request, text)
    for warning in loaded(request.congress)[0].warnings:
        if warning not in before:
            messages.warning(request, rule_words.retold(warning))
