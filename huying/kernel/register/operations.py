"""Enter, change, end and restore a row of the roster. `values` are columns of the row; "person.phone" reaches through."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import process, scope
from ..case import Case
from ..crypto import EncryptedField, blind_index, mask
from ..ledger import canonical
from ..process import Refused, creates, does
from ..roster import Congress, Membership, Person
from ..switchboard import DECLARED, BadValue
from ..switches import PREFIX
from ..words import recorded
from .flow import FLOW
from .models import Entry
from .sealing import seal_of

MOST = 500  # characters of an old or new value that the note of a trace spells out


@creates(FLOW["enter"])
def enter(*, by, at, row, links=None, reason=""):
    """List a new row (unsaved, or saved already by a seed). `links`: many-to-many fields → rows."""
    new = row._state.adding
    if new:
        if isinstance(row, Membership) and row.person is not None and row.person._state.adding:
            row.person.save()
            row.person = row.person  # Django remembers the id only when it is assigned again
        row.save()
        for name, rows in (links or {}).items():
            getattr(row, name).set(rows)
    facts = {"kind": row._meta.label_lower, "row": row.pk, **({} if new else {"found": True})}
    return Entry(kind=row._meta.label_lower, row_id=row.pk, case=_docket(row, at)), facts | {"note": reason}


@does(FLOW["change"])
def change(entry, *, by, at, values, reason=""):
    """Correct columns of the row. Refused where nothing differs."""
    return _write(entry, values, reason)


@does(FLOW["decide"])
def decide(entry, *, by, at, values, document):
    """The decided numbers of a term with the document that decided them (R-STR-03 … R-STR-08, R-STR-12, R-STR-14)."""
    numbers = {k: v for k, v in values.items() if k in ("seats", "extra_five_percent", "committee_size")}
    return _write(entry, numbers, document) | {"numbers": numbers}


@does(FLOW["rule"])
def rule(entry, *, by, at, values, source):
    """Local rules, preset or calendar: what the clocks of the congress are computed by."""
    return _write(entry, values, source)


@does(FLOW["switch"])
def switch(entry, *, by, at, name, value=None, reason=""):
    """Set one of the congress's own switches; None is back to what is usual. Refused, with the sentence of whoever
    declared it, for a value that cannot be set, and where nothing differs."""
    congress, found = _row(entry), DECLARED.get(name)
    if not isinstance(congress, Congress) or found is None or found.by_house:
        raise Refused(_("没有这一项设置：%(name)s") % {"name": name})
    before, old = congress.switches.get(name), found.of(congress)
    kept = {k: v for k, v in congress.switches.items() if k != name}
    try:
        if value is None:
            found.reset(congress)
        else:
            kept[name] = found.read(value, congress)
    except BadValue as reason_why:
        raise Refused(str(reason_why)) from None
    congress.switches, was = kept, congress.switches
    if kept == was or (value is not None and name not in was and found.of(congress) == old):
        raise Refused(_("没有改动。"))
    scope.current().switches = kept
    congress.save(update_fields=["switches"])
    note = "\n".join(filter(None, [reason, _switched(found, old, found.of(congress), value is None)]))
    return {
        "switch": name,
        "old": seal_of(before),
        "new": seal_of(kept.get(name)),
        "all": seal_of(kept),
        "note": note,
    }


def set_switch(congress, *, by, at, name, value, reason="", seen=None, key=None):
    """The step `switch` on the congress's entry; `seen` 0 says that the page knew of no entry yet, and the gate
    tells it apart from the first version of one."""
    entry = Entry.objects.filter(kind="kernel.congress", row_id=congress.pk).first()
    if entry is None:
        entry, seen = entry_of(congress, by=by, at=at), None
    return switch(entry, by=by, at=at, seen=seen, key=key, name=name, value=value, reason=reason)


@does(FLOW["import_table"])
def import_table(entry, *, by, at, table, counts, digest):
    """A file was taken in: which, how many rows, and the file's own digest."""
    return {"table": table, "counts": counts, "digest": digest}


@does(FLOW["end"])
def end(entry, *, by, at, reason, values=None):
    """Out of use. The row stays, and with it whatever was done under it."""
    row = _row(entry)
    wanted = dict(values or {})
    names = {f.name for f in row._meta.concrete_fields}
    if "is_active" in names:
        wanted["is_active"] = False
    if "until" in names and not wanted.get("until"):
        wanted["until"] = timezone.localdate(at)
    return _write(entry, wanted, reason, may_be_same=True)


@does(FLOW["restore"])
def restore(entry, *, by, at, reason=""):
    """Back in use."""
    names = {f.name for f in _row(entry)._meta.concrete_fields}
    back = {"is_active": True, "until": None, "successor": None}
    return _write(entry, {k: v for k, v in back.items() if k in names}, reason, may_be_same=True)


def entry_of(row, *, by, at) -> Entry:
    """The entry of a row; made now for one that a seed or an older version left without."""
    found = Entry.objects.filter(kind=row._meta.label_lower, row_id=row.pk).first()
    return found or enter(by=process.house(), at=at, row=row)


def enter_all(rows, *, by, at, facts=None) -> list[Entry]:
    """Entries for many saved rows of one table, in one transaction: for seeds and imports."""
    rows = list(rows)
    if not rows:
        return []
    kind = rows[0]._meta.label_lower
    known = set(Entry.objects.filter(kind=kind).values_list("row_id", flat=True))
    docket = _docket(rows[0], at)
    fresh = [Entry(kind=kind, row_id=r.pk, case=docket, state=_state(r)) for r in rows if r.pk not in known]
    given = {r.pk: r for r in rows}
    for entry in fresh:
        vars(entry)["given"] = given[entry.row_id]
    return process.births(FLOW["enter"], fresh, by=by, at=at, facts={"kind": kind, **(facts or {})})


def follow(row, *, at) -> None:
    """Another step (an account's) has changed the row by itself: its entry goes with it."""
    entry = Entry.objects.filter(kind=row._meta.label_lower, row_id=row.pk).first()
    if entry is None:
        enter(by=process.house(), at=at, row=row)
    elif (wanted := _state(entry.row())) != entry.state:
        (end if wanted == "ended" else restore)(entry, by=process.house(), at=at, reason="")


@recorded()
def _switched(found, old, new, is_default: bool) -> str:
    words = _("%(field)s：%(old)s → %(new)s") % {
        "field": found.label, "old": found.in_words(old)[:MOST], "new": found.in_words(new)[:MOST],
    }  # fmt: skip
    return _("%(words)s（恢复默认）") % {"words": words} if is_default else words


def _state(row) -> str:
    return "ended" if getattr(row, "is_active", True) is False else "listed"


def _docket(row, at) -> Case:
    """All rows of one table share a docket, so that the roster takes no numbers from the matters of the congress."""
    congress = scope.current()
    number = f"{PREFIX.of(congress)}-MC-{row._meta.model_name}"[:32]
    with recorded():
        title = _("名册")
    return Case.objects.get_or_create(
        number=number, defaults={"title": title, "opened_on": timezone.localdate(at)}
    )[0]


def _row(entry):
    if (row := entry.row()) is None:
        raise Refused(_("这条登记已经不在名册上。"))
    return row


def _write(entry, values, reason, may_be_same=False) -> dict:
    """Set the values on the fresh row; the facts: fields, keyed digests of old and new; the words go into the note."""
    row = _row(entry)
    changed, words, old, new = [], [], {}, {}
    touched = set()
    for path, value in values.items():
        place, name = _place(row, path)
        field = place._meta.get_field(name)
        before = _now(place, field)
        if _same(field, before, value):
            continue
        _set(place, field, value)
        touched.add(id(place))
        changed.append(path)
        old[path], new[path] = _spell(field, before), _spell(field, value)
        with recorded():
            words.append(_("%(field)s：%(old)s → %(new)s") % {
                "field": _label(field), "old": _shown(field, before), "new": _shown(field, value)})  # fmt: skip
    if not changed and not may_be_same:
        raise Refused(_("没有改动。"))
    for place in (row, getattr(row, "person", None)):
        if place is not None and id(place) in touched:
            place.save()
    note = "\n".join(filter(None, [reason, *words]))
    return {"fields": changed, "old": blind_index(_text(old)), "new": blind_index(_text(new)), "note": note}


def _place(row, path):
    if path.startswith("person."):
        return row.person, path.removeprefix("person.")
    return row, path


def _now(place, field):
    if field.many_to_many:
        return sorted(getattr(place, field.name).values_list("pk", flat=True))
    return getattr(place, field.name)


def _same(field, before, value) -> bool:
    if field.many_to_many:
        return before == sorted(v.pk for v in value)
    return before == value


def _set(place, field, value):
    if field.many_to_many:
        getattr(place, field.name).set(value)
        return
    setattr(place, field.name, value)
    if isinstance(place, Person) and field.name == "name":
        place.pinyin = ""  # spelled anew by the model


def _spell(field, value):
    if field.many_to_many:
        return [getattr(v, "pk", v) for v in value]
    return value.pk if isinstance(value, models.Model) else value


def _shown(field, value) -> str:
    if isinstance(field, EncryptedField):
        return mask(value or "") or _("空")
    if field.many_to_many:
        return str(len(value))
    if field.choices and value in dict(field.flatchoices):
        return str(dict(field.flatchoices)[value])
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value if value not in (None, "", [], {}) else _("空"))[:MOST]


def _label(field) -> str:
    from .words import LABELS

    return str(LABELS.get(field.name) or field.verbose_name)


def _text(values) -> str:
    return canonical(values).decode()
