"""Papers handed out for a sitting, each version kept, each for one group of readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record, Subject

from .flow import FLOW


class Material(Subject):
    """`audience`: the widest group that may read it; each group may read what narrower ones are not alone in.

    members < attendees < observers < public. The files of all versions hang on it; `version_number` is the current one.
    """

    FLOW = FLOW
    LOCKS_FIRST = ("sitting",)
    AUDIENCES = {
        "members": _("仅组成人员"),
        "attendees": _("组成人员和列席人员"),
        "observers": _("含旁听公民"),
        "public": _("向社会公开"),
    }
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="materials")
    item = models.ForeignKey("sittings.AgendaItem", models.PROTECT, null=True, related_name="materials")
    title = models.CharField(_("材料名称"), max_length=200)
    audience = models.CharField(_("阅读范围"), max_length=10, choices=AUDIENCES)
    version_number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("正文"), blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "sitting", "state"], name="material_sitting")]

    def __str__(self):
        return self.title

    def readers(self, member) -> bool:
        """Relation of the flow: is this member among those who may read it inside the sitting?"""
        return any(m.pk == member.pk for m in self.readers_members())

    def readers_members(self) -> list:
        rows = self.sitting.summons.exclude(state="released").exclude(member=None).select_related("member")
        if self.audience == "members":
            rows = rows.filter(right="member")
        return [s.member for s in rows]

    def search_text(self):
        return self.title, self.text


class MaterialVersion(Record):
    """One version as it was handed in: its text and the digests of its files."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    files = models.JSONField(default=list)  # [{id, name, sha256}]
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["material", "number"], name="material_version_once")]
