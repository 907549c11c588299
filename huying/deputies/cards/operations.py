"""Publishing, editing and taking down a deputy's card."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from PIL import Image, ImageOps, UnidentifiedImageError

from huying.kernel import dockets, files, process, scope
from huying.kernel.case import Counter
from huying.kernel.files import BadFile
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import recorded

from ..models import DeputyCard
from .flow import FLOW

MARK = "MP"
SIDE = 480  # pixels of the photo's longer side: sharp on a phone, light on its line
MOST_TAGS = 6


@creates(FLOW["publish"])
def publish(*, by, at, member):
    """The congress lets people find this deputy."""
    if member.role != "deputy" or not member.is_active:
        raise Refused(_("%(name)s的身份不是在任的人大代表。") % {"name": member})
    if DeputyCard.objects.filter(member=member).exists():
        raise Refused(_("%(name)s已经有名片。") % {"name": member})
    with recorded():
        case = dockets.one(MARK, _("%(name)s代表名片") % {"name": member}, at)
    return DeputyCard(member=member, code=_codes(1)[0], tags=_own_tags(member), case=case), {
        "member": member.pk
    }


def publish_many(members, *, by, at) -> list[DeputyCard]:
    """Cards for all these deputies who have none yet, one traced birth each."""
    known = set(DeputyCard.objects.filter(member__in=members).values_list("member_id", flat=True))
    fresh = [m for m in members if m.pk not in known and m.role == "deputy" and m.is_active]
    cases = dockets.many(MARK, _l("代表名片"), len(fresh), at)
    rows = [
        DeputyCard(congress=scope.current(), state="", member=m, code=code, tags=_own_tags(m), case=case)
        for m, code, case in zip(fresh, _codes(len(fresh)), cases, strict=True)
    ]
    return process.births(FLOW["publish"], rows, by=by, at=at, facts={"batch": len(rows)})


@does(FLOW["edit"])
def edit(card, *, by, at, intro="", tags=(), takes_letters=True, photo=None, drop_photo=False):
    """What the deputy says about themselves; the photo loses its place and is made small."""
    card.intro, card.takes_letters = intro.strip()[:200], bool(takes_letters)
    card.tags = [t.strip()[:20] for t in tags if t.strip()][:MOST_TAGS]
    if photo is not None:
        _open_photo(card, False)
        card.photo = files.store(small(photo), case=card.case, by=by, at=at, subject=card)
        _open_photo(card, card.state == "shown")
    elif drop_photo:
        _open_photo(card, False)
        card.photo = None
    return {"photo": card.photo_id, "letters": card.takes_letters}


@does(FLOW["hide"])
def hide(card, *, by, at, reason):
    _open_photo(card, False)
    return {"note": reason.strip()}


@does(FLOW["show"])
def show(card, *, by, at):
    _open_photo(card, True)


def _open_photo(card, is_public: bool) -> None:
    """Whoever reads the page may load its photo, and nobody once it is taken down."""
    if card.photo_id:
        files.File.objects.filter(pk=card.photo_id).update(is_public=is_public)


def small(upload):
    """The upload as a JPEG of at most SIDE pixels; BadFile for what is no picture."""
    scan = files.inspect(upload).scan
    try:
        with Image.open(io.BytesIO(files.read(upload))) as picture:
            picture.draft("RGB", (SIDE, SIDE))
            plain = ImageOps.exif_transpose(picture).convert("RGB")
            plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as e:
        raise BadFile(_("照片打不开，请换一张 JPG 或者 PNG。")) from e
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=86)
    return files.made("photo.jpg", out.getvalue(), scan)


def _codes(count: int) -> list[str]:
    """0042: short enough to be read out; running, since a code opens what is public anyhow."""
    if not count:
        return []
    first = Counter.take("deputy-code", count)
    return [f"{n:04d}" for n in range(first, first + count)]


def _own_tags(member) -> list[str]:
    return [str(t)[:20] for t in member.person.expertise or ()][:MOST_TAGS]
