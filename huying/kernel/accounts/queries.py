"""Who may see which admissions, and what a leaver leaves open."""

from django.utils.translation import gettext_lazy as _

from ..roster import Membership
from ..subject import SUBJECTS
from ..trays import Tray
from .models import BELOW, Admission


def visible_to(member):
    rows = Admission.objects.select_related(
        "member__person", "member__unit", "member__organ", "member__area", "case"
    )
    if member.role == "admin":
        return rows.order_by("-pk")
    if member.role == "clerk":
        return rows.filter(member__role__in=BELOW).order_by("-pk")
    return rows.filter(member=member) if member.person_id else rows.none()


def not_started(member):
    """Invited, and not yet there."""
    return visible_to(member).filter(state="invited")


def left(member):
    return visible_to(member).filter(state="left")


TRAYS = [
    Tray(
        name="not_started",
        label=_("待启用的账号"),
        roles=("admin", "clerk"),
        rows=not_started,
        waits=False,
        empty=_("都已启用。"),
    ),
    Tray(
        name="left",
        label=_("已离任"),
        roles=("admin", "clerk"),
        rows=left,
        waits=False,
        empty=_("没有离任人员。"),
    ),
]


def home(person_id) -> int | None:
    """The congress that looks after the person: where the account was first accepted among those still open, else
    where the person was listed first among the offices held now."""
    rows = Admission.everywhere.filter(member__person_id=person_id, accepted_at__isnull=False).exclude(
        state="left"
    )
    if (
        found := rows.order_by("accepted_at", "pk").values_list("congress_id", flat=True).first()
    ) is not None:
        return found
    offices = Membership.everywhere.filter(person_id=person_id, is_active=True)
    return offices.order_by("pk").values_list("congress_id", flat=True).first()


def open_work(member) -> dict[str, list[int]]:
    """Unfinished rows of every process that name this member: subject → ids."""
    found: dict[str, list[int]] = {}
    for kind, model in SUBJECTS.items():
        if model is Admission or model._meta.abstract:
            continue
        for field in model._meta.concrete_fields:
            if field.many_to_one and field.related_model is Membership:
                rows = model.objects.filter(**{field.name: member}).exclude(state__in=model.FLOW.ends())
                found.setdefault(kind, []).extend(rows.values_list("pk", flat=True)[:500])
    return {kind: sorted(set(pks)) for kind, pks in found.items() if pks}
