"""Papers for a sitting: handed in, renewed, regrouped, withdrawn; locked once the sitting is over."""

from django.utils.translation import gettext as _

from huying.kernel import files as attachments
from huying.kernel import given
from huying.kernel.process import Refused, creates, does

from .flow import FLOW
from .models import Material, MaterialVersion

LONGEST = 200_000


@creates(FLOW["offer"])
def offer(*, by, at, sitting, title, audience, item=None, text="", files=()):
    """A paper for one group of readers: text, files, or both."""
    _open(sitting)
    if item is not None and item.sitting_id != sitting.pk:
        raise Refused(_("这个议题不在这次会议的议程上。"))
    row = Material(
        sitting=sitting, case_id=sitting.case_id, item=item, title=given.line(title, _("材料名称"), 200),
        audience=_audience(audience, sitting), text=given.text(text, _("正文"), LONGEST, required=not files),
    )  # fmt: skip
    kept = [attachments.store(f, case=sitting.case, by=by, at=at, subject=row) for f in files or ()]
    return row, {"audience": audience, "papers": len(kept)}


@does(FLOW["renew"])
def renew(row, *, by, at, note, text="", files=()):
    """A new version with what changed; the old one stays readable in the history."""
    _open(row.sitting)
    if not row.versions.exists():
        first = [_told(f) for f in attachments.of(row)]
        _keep(row, first, "", by=by, at=row.born_at)
    row.text = given.text(text, _("正文"), LONGEST, required=not files) or row.text
    row.version_number += 1
    kept = [attachments.store(f, case=row.case, by=by, at=at, subject=row) for f in files or ()]
    _keep(row, [_told(f) for f in kept], given.line(note, _("改了什么"), 300), by=by, at=at)
    return {"version": row.version_number, "note": note}


@does(FLOW["regroup"])
def regroup(row, *, by, at, audience):
    wanted = _audience(audience, row.sitting)
    if wanted == row.audience:
        raise Refused(_("没有改动。"))
    row.audience = wanted
    return {"audience": wanted}


@does(FLOW["withdraw"])
def withdraw(row, *, by, at, reason):
    return {"note": given.line(reason, _("原因"), 300)}


def _audience(audience, sitting) -> str:
    given.choice(audience, Material.AUDIENCES, _("阅读范围"))
    if audience in ("public", "observers") and not sitting.is_public:
        raise Refused(_("这次会议不公开举行，材料不能给旁听公民或者向社会公开。"))
    return str(audience)


def _open(sitting) -> None:
    if sitting.state in ("closed", "minuted", "archived", "cancelled"):
        raise Refused(_("会议已经结束或者取消，材料不再改动。"))


def _told(file) -> dict:
    return {"id": file.pk, "name": file.name, "sha256": file.sha256}


def _keep(row, kept, note, *, by, at) -> None:
    MaterialVersion.objects.create(
        case_id=row.case_id,
        material=row,
        number=row.version_number,
        text=row.text,
        files=kept,
        note=note,
        at=at,
        by=by,
    )
