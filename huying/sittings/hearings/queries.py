"""Special hearings and who sees them."""

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Hearing
from ..reach import OFFICE, of_sitting


class Holds(Func):
    """Does a list of keys in a JSON column hold this one? Each database has its own words for it."""

    arity = 2
    output_field = BooleanField()

    def as_sqlite(self, compiler, connection, **more):
        column, key, params = self._parts(compiler)
        return f"EXISTS (SELECT 1 FROM json_each({column}) AS held WHERE held.value = {key})", params  # noqa: S608 - a column and a place

    def as_postgresql(self, compiler, connection, **more):
        column, key, params = self._parts(compiler)
        return f"({column} @> to_jsonb({key}::bigint))", params

    def _parts(self, compiler):
        (column, before), (key, after) = map(compiler.compile, self.source_expressions)
        return column, key, (*before, *after)


SHOWN = ("sitting__organ", "item", "case", "poll")


def visible_to(member) -> QuerySet:
    """The office all; whoever was called; deputies who are asked to comment; the units that are tested."""
    rows = Hearing.objects.select_related(*SHOWN).order_by("-pk")
    if member.role in OFFICE:
        return rows
    seen = of_sitting(member)
    column, key = ("units", member.unit_id) if member.role == "handler" else ("deputies", member.pk)
    if key and member.role in ("handler", "deputy"):
        seen |= Q(Holds(F(column), Value(key)))
    return rows.filter(seen)


def to_comment(member) -> QuerySet:
    """Hearings on which this deputy has not commented yet."""
    if member.role != "deputy":
        return Hearing.objects.none()
    mine = visible_to(member).filter(Holds(F("deputies"), Value(member.pk)), state="arranged")
    return mine.exclude(comments__deputy=member)


def in_state(state):
    def rows(member):
        return visible_to(member).filter(state=state)

    return rows


TRAYS = [
    Tray(name="to_comment", label=_("请您评议"), roles=("deputy",), rows=to_comment, order=("pk",),
        empty=_("没有等您评议的专题汇报。")),
    Tray(name="to_send", label=_("测评结果待报送"), roles=("clerk",), rows=in_state("tested"), order=("pk",),
         empty=_("测评结果都报送了。")),
]  # fmt: skip
