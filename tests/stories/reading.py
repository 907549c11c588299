"""A page as a person without JavaScript has it: its words, its links, its forms with what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "hr", "img", "meta", "link"}


@dataclass
class Form:
    """One form; `fields` holds what a browser would send if nothing were touched."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)  # every name that can be filled in
    options: dict[str, dict[str, str]] = field(default_factory=dict)  # name → {words of a choice: value}
    buttons: list[dict[str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """`words`, `links` [(words, address)] and `forms` of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._said: list[str] = []
        self._form: Form | None = None
        self._open: list[dict] = []  # elements whose words are wanted: a, button, option, textarea, label
        self._select: dict[str, str | None] | None = None
        self._quiet = 0
        self._radio: list[tuple[Form, str, str]] = []  # boxes inside the label that is open
        self.feed(html)
        self.words = " ".join("".join(self._said).split())

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in ("script", "style"):
            self._quiet += 1
        elif tag == "form":
            self._form = Form(a.get("action", ""), a.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "input":
            self._input(a)
        elif tag == "select":
            self._select = a
            if self._form is not None:
                self._form.asked.add(a.get("name", ""))
        elif tag in ("a", "button", "option", "textarea", "label"):
            self._open.append({"tag": tag, "words": [], **a})
            if tag == "label":
                self._radio = []
        if tag in ("p", "div", "li", "td", "dd", "dt", "h1", "h2", "h3", "br", "small"):
            self._said.append(" ")

    def _input(self, a):
        form, name, kind = self._form, a.get("name"), a.get("type", "text")
        if form is None or not name:
            return
        if kind in ("submit", "button", "reset"):
            return
        form.asked.add(name)
        if kind in ("checkbox", "radio"):
            self._radio.append((form, name, a.get("value", "on")))
            if "checked" in a:
                form.fields.setdefault(name, []).append(a.get("value", "on"))
        elif kind == "hidden":  # several of one name: the rows of a bulk step
            form.fields.setdefault(name, []).append(a.get("value", ""))
        elif kind != "file":
            form.fields[name] = [a.get("value", "")]

    def handle_data(self, data):
        if self._quiet:
            return
        self._said.append(data)
        for one in self._open:
            one["words"].append(data)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._quiet -= 1
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._close_select()
        elif self._open and self._open[-1]["tag"] == tag:
            self._close(self._open.pop())

    def _close(self, one):
        words = " ".join("".join(one["words"]).split())
        form = self._form
        if one["tag"] == "a" and one.get("href"):
            self.links.append((words, one["href"]))
        elif one["tag"] == "button" and form is not None:
            form.buttons.append(
                {"words": words, **{k: one.get(k) or "" for k in ("name", "value", "formaction")}}
            )
        elif one["tag"] == "textarea" and form is not None:
            text = "".join(one["words"])
            form.asked.add(one["name"])
            form.fields[one["name"]] = [text.removeprefix("\n")]
        elif one["tag"] == "label":
            for owner, name, value in self._radio:
                owner.options.setdefault(name, {})[words] = value
            self._radio = []
        elif one["tag"] == "option" and self._select is not None and form is not None:
            name, value = self._select.get("name", ""), one.get("value", words)
            form.options.setdefault(name, {})[words] = value
            if "selected" in one:
                form.fields[name] = [*form.fields.get(name, []), value]

    def _close_select(self):
        """What a browser sends of a list with nothing chosen: its first entry."""
        a, form = self._select, self._form
        self._select = None
        if form is None or a is None or "multiple" in a or a.get("name") in form.fields:
            return
        if entries := form.options.get(a.get("name", ""), {}):
            form.fields[a["name"]] = [next(iter(entries.values()))]
