"""What an import needs to know of its table: the sheet, what is known already, and how rows are written."""

import hashlib
import re

from django.utils.translation import gettext as _

from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.register.models import Origin
from huying.kernel.tables import Column, Row, Sheet
from huying.kernel.tables.preview import digest
from huying.kernel.words import Words

BLANKS = re.compile(r"\s+")


class Importer:
    """One run of one table. `name`, `title`, `lead`, `roles` describe it; `write(rows)` gets rows that are new or update."""

    name: str = ""
    title: Words = ""
    lead: Words = ""
    roles = ("admin", "clerk")
    columns: tuple[Column, ...] = ()

    def __init__(self):
        self.by = self.at = None  # who writes and when; set by `acting`
        self.sheet = Sheet(
            name=self.name, title=str(self.title), columns=self.columns, identify=self.identify
        )

    def acting(self, *, by, at) -> "Importer":
        self.by, self.at = by, at
        return self

    def identify(self, values: dict) -> str:
        return ""

    def existing(self, identities: list[str]) -> dict[str, str]:
        raise NotImplementedError

    def write(self, rows: list[Row]) -> None:
        raise NotImplementedError


class Matters(Importer):
    """Rows that become matters (voices, suggestions). A row is known by its id, its number in the table, or its content.

    A table with fewer columns, or the same texts with other blanks between, says nothing new.
    """

    known_as = ""  # the table under whose name its rows are known, where that is another's
    core: tuple[str, ...] = ()  # columns by which two matters of one number are told apart

    def __init__(self):
        self.given: dict[str, dict] = {}  # identity → values of rows that were read and not yet compared
        super().__init__()

    def identify(self, values):
        found, number = values.get("external_id"), values.get("row")
        identity = f"id:{found}" if found else f"row:{number}" if number else ""
        if identity:
            self.given[identity] = values
        return identity

    def existing(self, identities):
        given = {i: self.given.pop(i, None) for i in identities}
        names = [*identities, *(second_name(i, v) for i, v in given.items() if v)]
        rows = Origin.objects.filter(sheet=self.known_as or self.name, identity__in=names).values_list(
            "identity", "said"
        )
        origins, known = dict(rows), {}
        for identity, values in given.items():
            if identity not in origins:
                continue
            if values is None:
                known[identity] = identity  # the digest of its content is its name
                continue
            said, says = origins[identity], spoken(values)
            if self.other(said, says):
                said = origins.get(second_name(identity, values))
            if said is not None:
                known[identity] = digest(values) if all(said.get(n) == d for n, d in says.items()) else ""
        return known

    def other(self, said: dict, says: dict) -> bool:
        """Two systems may give the same number to two matters: nothing that can be compared is the same."""
        both = [n for n in self.core if n in said and n in says]
        return len(both) > 2 and all(said[n] != says[n] for n in both)

    def write(self, rows):
        new = [r for r in rows if r.action == "new"]
        taken = set(
            Origin.objects.filter(
                sheet=self.known_as or self.name, identity__in=[r.identity for r in new]
            ).values_list("identity", flat=True)
        )
        names = [second_name(r.identity, r.values) if r.identity in taken else r.identity for r in new]
        born = [{**r.values, "external_id": ""} if r.identity in taken else r.values for r in new]
        made = self.bear(born) if new else []
        origins = [
            Origin(
                congress_id=m.congress_id,
                sheet=self.known_as or self.name,
                identity=name,
                said=spoken(r.values),
                row_id=m.pk,
            )
            for r, name, m in zip(new, names, made, strict=True)
        ]
        Origin.objects.bulk_create(origins, batch_size=500)
        for row in (r for r in rows if r.action == "update"):
            origin = Origin.objects.get(sheet=self.known_as or self.name, identity=row.identity)
            self.amend(origin.row_id, row.values)
            Origin.objects.filter(pk=origin.pk).update(said=origin.said | spoken(row.values))

    def bear(self, rows: list[dict]) -> list:
        """New matters through the room's batch birth, in the order of the rows."""
        raise NotImplementedError

    def amend(self, pk: int, values: dict) -> None:
        """The table says something else now than when it was imported; a blank cell changes nothing."""
        raise NotImplementedError


def second_name(identity: str, values: dict) -> str:
    """The name of another matter under a number that is taken."""
    text = f"{values.get('title')}|{values.get('text')}"
    return f"{identity}#{hashlib.sha256(BLANKS.sub('', text).encode(errors='replace')).hexdigest()[:16]}"


def spoken(values: dict) -> dict[str, str]:
    """What a row says, column by column, as digests; blanks between characters do not count."""
    return {
        name: hashlib.sha256(BLANKS.sub("", str(v)).encode(errors="replace")).hexdigest()[:16]
        for name, v in values.items()
        if name != "row" and not blank(v)
    }


class Roster(Importer):
    """Rows of the roster, compared with what stands now. A blank cell, or a column the table has not, changes nothing."""

    def __init__(self):
        self.given: dict[str, dict] = {}  # identity → values of rows that have been read
        super().__init__()

    def identify(self, values):
        identity = self.key(values)
        self.given[identity] = values
        return identity

    def existing(self, identities):
        found = {}
        for identity in identities:
            given = self.given[identity]
            row = self.find(given)
            if row is not None:
                now = self.now(row)
                names = [c.name for c in self.columns]
                stands = {n: given[n] if blank(given[n]) else now.get(n, given[n]) for n in names}
                found[identity] = digest(stands)
        return found

    def write(self, rows):
        fresh = []
        for row in rows:
            values = {n: v for n, v in row.values.items() if not blank(v)}
            if row.action == "update":
                self.change(self.find(row.values), values)
            else:
                fresh.append(self.make(values))
        if fresh:
            operations.enter_all(fresh, by=self.by, at=self.at, facts={"import": True})

    def change(self, row, values) -> None:
        """Correct the row through the register."""
        entry = operations.entry_of(row, by=self.by, at=self.at)
        operations.change(entry, by=self.by, at=self.at, values=self.resolved(values))

    def key(self, values) -> str:
        raise NotImplementedError

    def find(self, values):
        """The row that stands for these values now, or None."""
        raise NotImplementedError

    def now(self, row) -> dict:
        """Its columns as the table would say them."""
        raise NotImplementedError

    def make(self, values):
        """A new saved row."""
        raise NotImplementedError

    def resolved(self, values) -> dict:
        """Names replaced by the rows they name."""
        return values


def blank(value) -> bool:
    return value is None or value == "" or value == []


def named(model, name: str, what: Words, **narrow):
    """The row of this name in the congress being served; Refused in Chinese where there is none."""
    found = model.objects.filter(name=name, **narrow).first()
    if found is None:
        raise Refused(_("%(what)s“%(name)s”不在名册上") % {"what": what, "name": name})
    return found


class Names:
    """A parser for a column that names a row of another table: refused at preview where neither roster nor table has it."""

    def __init__(self, model, what: Words, *fields: str):
        self.model, self.what, self.fields = model, what, fields or ("name",)
        self.known: set[str] | None = None

    def __call__(self, cell) -> str:
        from huying.kernel.tables.values import plain

        text = plain(cell)
        if text and text not in self._known():
            raise ValueError(
                _("%(what)s“%(name)s”不在名册上，请先登记") % {"what": self.what, "name": text[:40]}
            )
        return text

    def add(self, name: str) -> None:
        """The table itself brings this one."""
        self._known().add(name)

    def _known(self) -> set[str]:
        if self.known is None:
            rows = self.model.objects.values_list(*self.fields)
            self.known = {name for row in rows for name in row if name}
        return self.known
