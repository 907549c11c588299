"""Voices of a hotline, a message board or an older system: as history, or newly come in through the front door."""

import unicodedata

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import access, fields, process
from huying.kernel.roster import Area, Unit
from huying.voices import operations
from huying.voices.flow import FLOW

from .matters import Matters
from .retold import Retold, called, put_together
from .states import is_doubtful, is_finished, taken_as_open
from .voice_columns import COLUMNS

_MARKED = _("原系统标注")


class Voices(Retold, Matters):
    name = "voices"
    core = ("title", "text", "author", "heard_at")
    title = _("民情")
    lead = _("热线、留言板或者旧系统里的群众来信。历史数据不起算期限，也不发通知。")
    columns = COLUMNS

    def bear(self, rows):
        by = self.by if access.may(self.by, FLOW["hear"]) else process.house()
        return operations.import_historic([self.historic(r) for r in rows], by=by, at=self.at)

    def warnings(self, values):
        """Names that no roster has are told, not taken."""
        kept = {"field": self.field_of(values), "area": self.areas.get(values["area"])}
        if self.finished(values):
            kept["unit"] = self.units.get(values["unit"])
        labels = {c.name: c.label for c in self.columns}
        status = values["status"]
        doubtful = [taken_as_open(status)] if is_doubtful(status, timezone.localdate(self.at)) else []
        return doubtful + [
            _t("%(label)s“%(words)s”不在本级的名册或者分类里，没有填入")
            % {"label": labels[n], "words": values[n][:40]}
            for n, found in kept.items()
            if values[n] and not found
        ]

    def field_of(self, values):
        return self.fields.get(unicodedata.normalize("NFKC", values["field"]))

    def finished(self, values) -> bool:
        return is_finished(values["status"], timezone.localdate(self.at))

    def historic(self, values) -> dict:
        """As columns_of; what the other system has finished stands as answered, with its reply and its unit."""
        data = self.columns_of(values)
        data["text"] = put_together(data["text"], reply=values["reply"])
        return data | (self.ended(values, data["heard_on"]) if self.finished(values) else {})

    def ended(self, values, heard_on) -> dict:
        """Columns of a voice that the other system has finished."""
        done = timezone.localdate(values["done_at"]) if values["done_at"] else heard_on
        return {
            "state": "answered",
            "outcome": "explained",  # that it was answered; what was carried out nobody here has seen
            "answered_on": max(done, heard_on),
            "unit_id": self.units.get(values["unit"]),
        }

    def columns_of(self, values) -> dict:
        """Columns of Voice. A label that the tree has not stays in the place's stead only in the table: field is empty."""
        heard = values["heard_at"] or self.at
        data = {name: values[name] for name in ("title", "text", "author", "phone", "place")}
        return data | {
            "external_id": values["external_id"],
            "heard_on": timezone.localdate(heard),
            "urgency": values["urgency"] or "none",
            "kind": values["kind"] or "opinion",
            "field_id": self.field_of(values),
            "area_id": self.areas.get(values["area"]),
        }

    @property
    def fields(self) -> dict:
        if "_fields" not in self.__dict__:
            self._fields = fields.by_name()
        return self._fields

    @property
    def areas(self) -> dict:
        if "_areas" not in self.__dict__:
            self._areas = dict(Area.objects.values_list("name", "pk"))
        return self._areas

    @property
    def units(self) -> dict:
        if "_units" not in self.__dict__:
            rows = Unit.objects.filter(is_active=True).values_list("pk", "name", "short")
            self._units = {name: pk for pk, *names in rows for name in names if name}
        return self._units


class Hotline(Voices):
    """The same table, newly come in: each open row goes through the front door, one step each."""

    name = "hotline"
    known_as = "voices"  # a row that was imported as history does not come in again
    title = _("热线新到工单")
    lead = _(
        "热线、留言板新到的工单。逐件登记：起算分诊期限，检查紧急用语，留了电话的收到编号和查询码；原系统已经办结的按历史导入。"
    )

    def bear(self, rows):
        made = []
        for row in rows:
            made += super().bear([row]) if self.finished(row) else [self._hear(row)]
        return made

    def _hear(self, row):
        data = self.columns_of(row)
        by = self.by if access.may(self.by, FLOW["hear"]) else process.house()
        text = put_together(data["text"], called(row["heard_at"]), row["reply"])
        return operations.hear(
            by=by, at=self.at, title=data["title"], text=text, channel="import", external_id=data["external_id"],
            author=data["author"], phone=data["phone"], place=data["place"], kind=data["kind"],
            urgency=data["urgency"], urgency_reason=str(_MARKED) if data["urgency"] != "none" else "",
            field=fields.Field.objects.filter(pk=data["field_id"]).first() if data["field_id"] else None,
            area=Area.objects.filter(pk=data["area_id"]).first() if data["area_id"] else None,
        )  # fmt: skip


IMPORTERS = {"voices": Voices, "hotline": Hotline}
