"""What an import needs to know of its table: the sheet, what is known already, and how rows are written."""

from django.utils.translation import gettext as _

from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.tables import Column, Row, Sheet
from huying.kernel.tables.preview import digest
from huying.kernel.words import Words


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
            name=self.name,
            title=str(self.title),
            columns=self.columns,
            identify=self.identify,
            review=self.review,
        )

    def acting(self, *, by, at) -> "Importer":
        self.by, self.at = by, at
        return self

    def identify(self, values: dict) -> str:
        return ""

    def existing(self, identities: list[str]) -> dict[str, str]:
        raise NotImplementedError

    def review(self, row: Row) -> None:
        """Once it is known whether the row is new: what it says that nobody here knows, or why it is refused."""

    def write(self, rows: list[Row]) -> None:
        raise NotImplementedError


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
