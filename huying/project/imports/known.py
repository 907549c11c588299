"""Names in an old table and the rows of this congress that they mean, read once a run."""

import re
import unicodedata
from functools import cached_property

from django.utils.translation import gettext as _

from huying.kernel import fields
from huying.kernel.clocks import rules
from huying.kernel.roster import Membership, Session, Unit

BETWEEN = re.compile(r"[、,，;；/\s]+")


def told_apart(names: str) -> list[str]:
    """Each name once, in the order given; a name of two signs may be written with a blank between them (李　明)."""
    closed = re.sub(r"(?<![^、,，;；/])(\w)[ \u3000]+(\w)(?![^、,，;；/])", r"\1\2", names.strip())
    return list(dict.fromkeys(one for one in BETWEEN.split(closed) if one))


class People:
    """The deputies, past ones too, by name."""

    def the_one(self, name: str) -> Membership | None:
        """The one deputy of this name here; None where there are two of them, or none."""
        return self._deputies.get(name)

    def why(self, name: str) -> str:
        if name in self._deputies:
            return _("代表名册上有几位“%(name)s”，分不清是哪一位，姓名照原样记下") % {"name": name[:40]}
        return _("“%(name)s”不在代表名册上，姓名照原样记下") % {"name": name[:40]}

    @cached_property
    def _deputies(self) -> dict[str, Membership | None]:
        found: dict[str, Membership | None] = {}
        for m in Membership.objects.filter(role="deputy").exclude(person=None).select_related("person"):
            found[m.person.name] = None if m.person.name in found else m
        return found


class Names:
    """Units by long and short name, sessions, fields, and classes of results by letter and words."""

    @cached_property
    def units(self) -> dict[str, Unit]:
        rows = list(Unit.objects.order_by("is_active", "pk"))  # of two of one name the one at work
        return {u.short: u for u in rows if u.short} | {u.name: u for u in rows}

    @cached_property
    def sessions(self) -> dict[str, Session]:
        return {s.name: s for s in Session.objects.order_by("-pk")}

    @cached_property
    def fields(self) -> dict[str, int]:
        return fields.by_name()

    @cached_property
    def results(self) -> dict[str, str]:
        found = {}
        for one in rules()[0].value("suggestion.result_classes"):
            code = one["code"]
            found |= {code.upper(): code, unicodedata.normalize("NFKC", one["label"]): code}
        return found
