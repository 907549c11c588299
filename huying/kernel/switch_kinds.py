"""Of what kind a switch is: which values it holds, how one is read from a person, how it is shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .words import Words

Choices = Mapping[str, Words] | Callable[[], Mapping[str, Words]]
LONGEST_PERIOD = 36_500  # days


class BadValue(ValueError):
    """A value that cannot be set; the message says why and what could be, `part` in which of several it is wrong."""

    def __init__(self, message: str, part: str = ""):
        self.part = part
        super().__init__(message)


def clean(value: Any) -> str:
    """One line without outer blanks; refused where it holds signs that nobody sees."""
    text = " ".join(str(value or "").split())
    if not text.isprintable():
        raise BadValue(_("内容里有不能保存的字符"))
    return text


def offered(choices: Choices) -> dict[str, Any]:
    return dict(choices() if callable(choices) else choices)


class Kind:
    """`fits`: may this stand in the row; `read`: what is kept of what a person gave; `shown`: in words."""

    def fits(self, value: Any) -> bool:
        raise NotImplementedError

    def read(self, value: Any) -> Any:
        if not self.fits(value):
            raise BadValue(_("这个值不能用：%(value)s。") % {"value": str(value)[:80]})
        return value

    def shown(self, value: Any) -> str:
        raise NotImplementedError

    def allowed(self) -> str:
        """Which values there are, in words."""
        raise NotImplementedError


@dataclass(frozen=True)
class Flag(Kind):
    def fits(self, value):
        return isinstance(value, bool)

    def shown(self, value):
        return _("是") if value else _("否")

    def allowed(self):
        return _("是、否")


@dataclass(frozen=True)
class Choice(Kind):
    choices: Mapping[str, Words]

    def fits(self, value):
        return isinstance(value, str) and value in self.choices

    def shown(self, value):
        return str(self.choices[value])

    def allowed(self):
        return _("、").join(str(words) for words in self.choices.values())


@dataclass(frozen=True)
class Line(Kind):
    """One line of text. `pattern` holds for the whole of it, `hint` says it in words."""

    most: int
    pattern: str
    hint: Words

    def fits(self, value):
        return isinstance(value, str) and 0 < len(value) <= self.most

    def read(self, value):
        value = clean(value)
        if not self.fits(value) or not re.fullmatch(self.pattern, value):
            raise BadValue(str(self.hint))
        return value

    def shown(self, value):
        return str(value)

    def allowed(self):
        return str(self.hint)


@dataclass(frozen=True)
class Several(Kind):
    """Any of the choices. What stands there and is no longer offered may stay; nothing else comes in."""

    choices: Choices

    def fits(self, value):
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)

    def read(self, value):
        return list(dict.fromkeys(super().read(value)))

    def shown(self, value):
        known = offered(self.choices)
        return _("、").join(str(known.get(one, one)) for one in value) or _("没有")

    def allowed(self):
        return _("、").join(str(words) for words in offered(self.choices).values())


@dataclass(frozen=True)
class Periods(Kind):
    """Days for each of the choices; one that is not named has no period."""

    choices: Choices

    def fits(self, value):
        return isinstance(value, Mapping)

    def read(self, value):
        known = offered(self.choices)
        for name, days in super().read(value).items():
            if name in known and not (type(days) is int and 1 <= days <= LONGEST_PERIOD):
                raise BadValue(
                    _("“%(label)s”应为 1 到 %(most)s 天。") % {"label": known[name], "most": LONGEST_PERIOD},
                    name,
                )
        return dict(value)

    def shown(self, value):
        known = offered(self.choices)
        said = [
            _("%(label)s %(days)s 天") % {"label": known.get(name, name), "days": days}
            for name, days in value.items()
        ]
        return _("、").join(said) or _("都不限")

    def allowed(self):
        return _("1 到 %(most)s 天；不填为一直保存") % {"most": LONGEST_PERIOD}


@dataclass(frozen=True)
class Grants(Kind):
    """Step → further roles that may take it."""

    steps: Choices
    roles: Choices

    def fits(self, value):
        return isinstance(value, Mapping) and all(isinstance(roles, list | tuple) for roles in value.values())

    def read(self, value):
        steps, roles = offered(self.steps), offered(self.roles)
        for step, given in super().read(value).items():
            if step in steps and (wrong := [one for one in given if one not in roles]):
                words = {"step": steps[step], "role": "、".join(map(str, wrong))}
                raise BadValue(_("“%(step)s”不能交给“%(role)s”。") % words)
        return {step: list(dict.fromkeys(given)) for step, given in value.items() if given}

    def shown(self, value):
        steps, roles = offered(self.steps), offered(self.roles)
        said = [
            _("%(step)s：%(roles)s")
            % {"step": steps.get(step, step), "roles": _("、").join(str(roles.get(r, r)) for r in given)}
            for step, given in value.items()
        ]
        return _("；").join(said) or _("没有")

    def allowed(self):
        return _("、").join(str(words) for words in offered(self.steps).values())


@dataclass(frozen=True)
class Parts(Kind):
    """Several lines of text under names, such as what stands at the foot of every page. `links`: the name of a list of
    {label, url}, "" for none."""

    names: Mapping[str, Words]
    most: int
    links: str = ""

    def fits(self, value):
        return isinstance(value, Mapping)

    def read(self, value):
        found: dict[str, Any] = {}
        for name, given in super().read(value).items():
            if name == self.links:
                found[name] = [self._link(one) for one in given]
            elif name not in self.names:
                found[name] = given
            elif len(text := clean(given)) > self.most:
                words = {"label": self.names[name], "most": self.most}
                raise BadValue(_("“%(label)s”最多 %(most)s 字。") % words, name)
            else:
                found[name] = text
        return {name: one for name, one in found.items() if one}

    def _link(self, one):
        label, url = clean(one.get("label")), clean(one.get("url"))
        if not label or not re.fullmatch(r"(https?://[^\s<>\"']{4,300}|/[^\s<>\"'/][^\s<>\"']{0,299})", url):
            raise BadValue(
                _("链接每行一个：名称、空格、网址（以 https:// 或者 / 开头）。这一行不对：%(line)s")
                % {"line": f"{label} {url}".strip()[:80]},
                self.links,
            )
        return {"label": label[:40], "url": url}

    def shown(self, value):
        said = [
            _("%(label)s：%(text)s") % {"label": self.names[n], "text": value[n]}
            for n in self.names
            if value.get(n)
        ]
        said += [str(one.get("label", "")) for one in value.get(self.links) or ()]
        return _("；").join(said) or _("没有")

    def allowed(self):
        return _("每项最多 %(most)s 字；不填的不显示") % {"most": self.most}
