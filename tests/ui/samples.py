"""Sample contexts of the base templates: every text is the given word, so that one run can be hostile."""

from django import forms


class Draft(forms.Form):
    title = forms.CharField(label="标题", help_text="一件建议只说一件事。")
    text = forms.CharField(label="正文", widget=forms.Textarea, max_length=5000)
    kind = forms.ChoiceField(
        label="公开方式", choices=[("a", "全文公开"), ("b", "不公开")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="已核实")
    seen = forms.CharField(widget=forms.HiddenInput)


def around(word: str) -> dict:
    entry = {"label": word, "url": "/x", "icon": "desk", "current": True, "count": 3, "group": word}
    return {
        "congress": {"name": word, "url": "/"},
        "account": {"name": word, "role": word, "url": "/me", "notices_url": "/n", "notices": 2},
        "footer": {"organiser": word, "address": word, "phone": word, "links": [{"label": word, "url": "/"}]},
        "menu": [entry],
        "bottom": [entry],
        "crumbs": [{"label": word, "url": "/"}, {"label": word, "url": None}],
    }


def samples(word: str = "词") -> dict[str, tuple[str, dict]]:
    bad = Draft({"text": word, "kind": word})
    bad.is_valid()
    cells = [
        {"label": word, "text": word},
        {"label": word, "text": word, "sub": word, "main": True, "lamp": {"tone": "late", "word": word}},
    ]
    item = {
        "label": word,
        "who": word,
        "when": word,
        "note": word,
        "now": True,
        "files": [{"name": word, "url": "/f"}],
    }
    step = {"name": "reply", "label": word, "law": word, "url": "/s", "primary": True}
    listed = {
        "title": word,
        "subtitle": word,
        "primary": {"label": word, "url": "/"},
        "filters": Draft(),
        "trays": [
            {
                "label": word,
                "count": "10,000+",
                "url": "/",
                "current": True,
                "lamp": {"tone": "warn", "word": word},
            }
        ],
        "columns": [
            {"key": "n", "label": word, "sortable": True, "url": "?sort=n", "direction": "asc"},
            {"key": "t", "label": word},
        ],
        "rows": [{"url": "/1", "pk": 1, "bulk": True, "name": word, "cells": cells}],
        "bulk_steps": [step],
        "exports": [{"label": "XLSX", "url": "?export=xlsx"}],
        "pager": {"prev": None, "next": "?page=2", "label": word},
    }
    job = {
        "label": word,
        "done": 1,
        "total": 4,
        "running": True,
        "tone": "wait",
        "word": word,
        "failures": [{"line": 2, "reason": word}],
    }
    made = {
        "list": ("ui/list.html", listed),
        "list_empty": ("ui/list.html", {"title": word, "rows": [], "empty": word}),
        "detail": (
            "ui/detail.html",
            {
                "title": word,
                "number": word,
                "state_label": word,
                "tone": "ok",
                "facts": [(word, word)],
                "body": [{"title": word, "text": word}],
                "steps": [step],
                "refusals": [word],
                "story": [item],
                "clocks": [
                    {
                        "label": word,
                        "tone": "late",
                        "word": word,
                        "day": word,
                        "sentence": word,
                        "article": word,
                    }
                ],
                "files": [{"name": word, "url": "/f", "size": "1 KB"}],
                "links": [{"label": word, "url": "/l", "sub": word}],
            },
        ),
        "step": (
            "ui/step.html",
            {"step": step, "title": word, "form": Draft(), "next": word, "back": "/", "autosave_url": "/d"},
        ),
        "step_wrong": (
            "ui/step.html",
            {"step": step, "form": bad, "changed": [item], "rows": [{"pk": 7, "title": word}]},
        ),
        "signin": ("ui/signin_base.html", {"title": word, "lead": word, "form": Draft()}),
        "error": (
            "ui/error.html",
            {"code": 409, "title": word, "text": word, "can_do": [{"label": word, "url": "/"}]},
        ),
        "progress": (
            "ui/progress.html",
            {"title": word, "poll_url": "/p", "job": job, "back": {"label": word, "url": "/"}},
        ),
        "import": (
            "ui/import.html",
            {
                "title": word,
                "totals": {"new": 2, "update": 1, "unchanged": 0, "error": 1},
                "columns": [word],
                "confirm_url": "/ok",
                "rows": [{"line": 2, "outcome": "error", "reason": word, "cells": [word]}],
                "errors_url": "/e",
                "template_url": "/t",
                "mapping": [{"column": word, "field": word, "guessed": True, "sample": word}],
                "more": 9,
            },
        ),
        "upload": ("ui/import.html", {"title": word, "form": Draft()}),
        "public": ("ui/public.html", {"title": word}),
    }
    return {name: (template, {**around(word), **context}) for name, (template, context) in made.items()}
