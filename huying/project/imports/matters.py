"""Rows of a table that become matters: which row was which, what it said last time, and what it says now."""

import hashlib
import re

from django.db import transaction
from django.utils.translation import gettext as _

from huying.kernel.crypto import blind_index, fingerprint
from huying.kernel.process import Refused
from huying.kernel.register.models import Origin
from huying.kernel.tables import Row

from .importer import Importer, blank

BLANKS = re.compile(r"\s+")


class Matters(Importer):
    """Rows that become matters (voices, suggestions). A row is known by its id, its number in the table, or its content.

    A table with fewer columns, or the same texts with other blanks between, says nothing new. What changed in the table
    is changed here, and nothing else: what was corrected here stays.
    """

    known_as = ""  # the table under whose name its rows are known, where that is another's
    core: tuple[str, ...] = ()  # columns by which two matters of one number are told apart

    def __init__(self):
        self.given: dict[str, dict] = {}  # identity → values of rows that were read and not yet compared
        self.deleted: set[str] = set()  # identities whose person had everything deleted
        super().__init__()

    def identify(self, values):
        found, number = values.get("external_id"), values.get("row")
        identity = f"id:{found}" if found else f"row:{number}" if number else ""
        if identity:
            self.given[identity] = values
        return identity

    def existing(self, identities):
        known = {}
        for identity, (origin, says) in self.origins(
            {i: self.given.pop(i, None) for i in identities}
        ).items():
            if says is None:
                known[identity] = identity  # the digest of its content is its name
            elif not origin.said:
                known[identity] = ""
                self.deleted.add(identity)
            else:
                same = all(origin.said.get(n) == d for n, d in says.items())
                known[identity] = identity if same else ""
        return known

    def origins(self, given: dict[str, dict | None]) -> dict[str, tuple[Origin, dict | None]]:
        """identity → (where the matter stands that the row means, what the row says), of rows that are known."""
        says = {i: None if v is None else spoken(v) for i, v in given.items()}
        names = {i: first_name(i, values is not None) for i, values in given.items()}
        seconds = {i: second_name(i, values) for i, values in given.items() if values is not None}
        rows = Origin.objects.filter(sheet=self.sheet_name, identity__in=[*names.values(), *seconds.values()])
        kept, found = {o.identity: o for o in rows}, {}
        for identity in given:
            origin, spoke = kept.get(names[identity]), says[identity]
            if origin is None:
                continue
            second = kept.get(seconds.get(identity, ""))
            is_other = spoke is not None and self.other(origin.said, spoke)
            if is_other or (second is not None and not origin.said):
                origin = second
            if origin is not None:
                found[identity] = (origin, spoke)
        return found

    def other(self, said: dict, says: dict) -> bool:
        """Two systems may give the same number to two matters: nothing that can be compared is the same."""
        both = [n for n in self.core if n in said and n in says]
        return len(both) > 2 and all(said[n] != says[n] for n in both)

    def review(self, row):
        if row.identity in self.deleted:
            row.action = "error"
            row.reasons.append(
                _("这一件的个人信息已经按要求或者按保存期限删除，没有再写入；是另一件的，请换一个编号")
            )
        else:
            row.warnings = self.warnings(row.values)

    def warnings(self, values: dict) -> list[str]:
        """What the row says that nobody here knows, sentence by sentence."""
        return []

    @property
    def sheet_name(self) -> str:
        return self.known_as or self.name

    def write(self, rows):
        self.take_in([r for r in rows if r.action == "new"])
        known = self.origins({r.identity: r.values for r in rows if r.action == "update"})
        for row in (r for r in rows if r.action == "update"):
            origin, says = known[row.identity]
            changed = {n for n, d in (says or {}).items() if origin.said.get(n) != d}
            try:
                with transaction.atomic():
                    self.amend(origin.row_id, row.values, changed)
            except Refused as reason:
                row.action = "error"
                row.reasons.append(str(reason))
            else:
                Origin.objects.filter(pk=origin.pk).update(said=origin.said | (says or {}))

    def take_in(self, new: list[Row]) -> None:
        names = [first_name(r.identity, r.identity != r.digest) for r in new]
        stand = Origin.objects.filter(sheet=self.sheet_name, identity__in=names)
        taken = set(stand.values_list("identity", flat=True))
        born = [
            {**r.values, "external_id": "", "taken_id": r.values.get("external_id") or ""}
            if n in taken
            else r.values
            for r, n in zip(new, names, strict=True)
        ]
        names = [
            second_name(r.identity, r.values) if n in taken else n for r, n in zip(new, names, strict=True)
        ]
        made = self.bear(born) if new else []
        origins = [
            Origin(
                congress_id=m.congress_id,
                sheet=self.sheet_name,
                identity=name,
                said=spoken(r.values),
                row_id=m.pk,
            )
            for r, name, m in zip(new, names, made, strict=True)
        ]
        Origin.objects.bulk_create(origins, batch_size=500)

    def bear(self, rows: list[dict]) -> list:
        """New matters through the room's batch birth, in the order of the rows."""
        raise NotImplementedError

    def amend(self, pk: int, values: dict, changed: set[str]) -> None:
        """The columns `changed` say something else now than when they were imported; none of them is blank."""
        raise NotImplementedError


def first_name(identity: str, is_given: bool) -> str:
    """Under which a row is kept: the name it has, else a keyed digest of its content."""
    return identity if is_given else blind_index(identity)


def second_name(identity: str, values: dict) -> str:
    """The name of another matter under a number that is taken."""
    text = f"{values.get('title')}|{values.get('text')}"
    return f"{identity}#{fingerprint(_digest(text))}"


def spoken(values: dict) -> dict[str, str]:
    """What a row says, column by column, as keyed digests; blanks between characters do not count."""
    return {
        name: fingerprint(_digest(str(value)))
        for name, value in values.items()
        if name != "row" and not blank(value)
    }


def _digest(text: str) -> str:
    return hashlib.sha256(BLANKS.sub("", text).encode(errors="replace")).hexdigest()[:16]
