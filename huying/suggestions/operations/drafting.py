"""Writing: a deputy drafts, others sign, the lead submits or withdraws (代表法 第二十四条、第三十六条)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.case import Case
from huying.kernel.given import with_files
from huying.kernel.prepared import Rows
from huying.kernel.process import Refused, creates, does, house, new_case
from huying.kernel.roster import Session

from ..flow import FLOW
from ..handlings import operations as handlings
from ..models import OPEN, Cosign, Handling, Suggestion
from . import given

WORDS = ("title", "text", "advice")


@creates(FLOW["draft"])
def draft(
    *, by, at, title="", text="", advice="", field=None, author=None, case=None, wished_unit=None, wished="",
    hide_name=False, delegation=None, contact_by="", share_phone=False,
    files=(), facts=None,
):  # fmt: skip
    """A deputy's draft; by the house for a voice that a deputy takes up (`case` carries over), by a clerk from paper."""
    row = Suggestion(
        author=_lead(by, author), field=field, wished_unit=given.current_unit(wished_unit), hide_name=hide_name,
        wished=given.text(wished, _("希望的承办单位"), 120, required=False), contact_by=contact_by, delegation=delegation,
        share_phone=bool(share_phone),
        source={"house": "voice", "clerk": "paper"}.get(by.role, "deputy"),
    )  # fmt: skip
    _write(row, {"title": title, "text": text, "advice": advice}, files)
    row.case = case or new_case(str(row), timezone.localdate(at))
    return row, with_files(dict(facts or {}), files, row, by, at)


@creates(FLOW["register_secret"])
def register_secret(*, by, at, paper_number, paper_place, author=None, field=None, wished_unit=None):
    """涉密: only where the paper is and under which number; not one word of it."""
    row = Suggestion(
        author=_lead(by, author), field=field, wished_unit=given.current_unit(wished_unit), secret=True,
        source="paper" if by.role == "clerk" else "deputy",
    )  # fmt: skip
    _write(row, {"paper_number": paper_number, "paper_place": paper_place}, ())
    row.case = new_case(str(row), timezone.localdate(at))
    return row


def _lead(by, author):
    author = by if by.role == "deputy" else author
    if (
        author is None
        or author.role != "deputy"
        or not author.is_active
        or author.congress_id != by.congress_id
    ):
        raise Refused(_("请选择在任的领衔代表。"))
    return author


def _write(row, words, files):
    if row.secret:
        if files or any(words.get(name) for name in WORDS):
            raise Refused(_("涉密内容不得录入本平台；只登记纸质件的编号和存放处。"))
        row.paper_number = given.text(words.get("paper_number"), _("纸质件编号"), 60)
        row.paper_place = given.text(words.get("paper_place"), _("纸质件存放处"), 120)
        return
    row.title = given.text(words.get("title"), _("标题"), 200, required=False)
    row.text = given.text(words.get("text"), _("情况和问题"), required=False)
    row.advice = given.text(words.get("advice"), _("具体建议"), required=False)


@does(FLOW["edit"])
def edit(suggestion, *, by, at, files=(), **changes):
    """Change what is given; whoever had confirmed the old words is asked again."""
    before = [getattr(suggestion, name) for name in WORDS]
    for name in ("field", "hide_name", "delegation", "contact_by", "share_phone"):
        if name in changes:
            setattr(suggestion, name, changes[name])
    if "wished_unit" in changes:
        suggestion.wished_unit = given.current_unit(changes["wished_unit"])
    if "wished" in changes:
        suggestion.wished = given.text(changes["wished"], _("希望的承办单位"), 120, required=False)
    names = (*WORDS, "paper_number", "paper_place")
    _write(suggestion, {name: changes.get(name, getattr(suggestion, name)) for name in names}, files)
    facts = {}
    if before != [getattr(suggestion, name) for name in WORDS]:
        if suggestion.source != "voice":
            Case.objects.filter(pk=suggestion.case_id).update(title=str(suggestion)[:200])
        suggestion.cosigns.filter(answer="invited").update(at=at)
        again = suggestion.cosigns.filter(answer="confirmed").update(answer="invited", at=at)
        suggestion.cosign_count = 0
        facts = {"ask_again": again} if again else {}
    return with_files(facts, files, suggestion, by, at)


@does(FLOW["ask_again"])
def ask_again(suggestion, *, by, at):
    """Other words than those that were read: whoever signed or was asked to sign is told."""
    return {"deputies": sorted(suggestion.cosigns.filter(answer="invited").values_list("deputy", flat=True))}


@does(FLOW["invite"])
def invite(suggestion, *, by, at, deputies):
    """Ask other deputies to sign; only those who confirm are co-signers."""
    deputies = list(deputies)
    if not deputies:
        raise Refused(_("请选择要邀请的代表。"))
    known = {c.deputy_id: c for c in suggestion.cosigns.all()}
    for deputy in deputies:
        if deputy.role != "deputy" or not deputy.is_active or deputy.congress_id != suggestion.congress_id:
            raise Refused(_("%(name)s不是在任代表，不能邀请联名。") % {"name": deputy})
        if deputy.pk == suggestion.author_id:
            raise Refused(_("领衔代表不需要邀请自己。"))
        cosign = known.get(deputy.pk) or Cosign(suggestion=suggestion, deputy=deputy)
        if cosign.pk and cosign.answer in ("invited", "confirmed"):
            continue
        cosign.answer, cosign.at = "invited", at
        cosign.save()
    return {"deputies": [d.pk for d in deputies]}


@does(FLOW["uninvite"])
def uninvite(suggestion, *, by, at, deputy):
    _answer(suggestion, deputy, "removed", at, ("invited", "confirmed"))
    return {"deputy": deputy.pk}


@does(FLOW["confirm"])
def confirm(suggestion, *, by, at, deputy=None, files=()):
    """The text is my own will too. A clerk enters a signature on paper with `deputy` and a scan."""
    signer = _signer(suggestion, by, deputy)
    _answer(suggestion, signer, "confirmed", at, ("invited",))
    return with_files({"deputy": signer.pk}, files, suggestion, by, at, inside=True)


@does(FLOW["decline"])
def decline(suggestion, *, by, at, deputy=None):
    signer = _signer(suggestion, by, deputy)
    _answer(suggestion, signer, "declined", at, ("invited",))
    return {"deputy": signer.pk}


def _signer(suggestion, by, deputy, answer="invited"):
    mine = [m.pk for m in (by, *getattr(by, "standing_in_for", ()))] if by.role == "deputy" else []
    found = suggestion.cosigns.filter(deputy__in=mine, answer=answer).select_related("deputy").first()
    signer = found.deputy if found else deputy
    if signer is None:
        raise Refused(_("请选择联名代表。"))
    return signer


def _answer(suggestion, deputy, answer, at, sources):
    if not suggestion.cosigns.filter(deputy=deputy, answer__in=sources).update(answer=answer, at=at):
        raise Refused(_("%(name)s没有待确认的联名邀请。") % {"name": deputy})
    suggestion.cosign_count = suggestion.cosigns.filter(answer="confirmed").count()


@does(FLOW["submit"])
def submit(suggestion, *, by, at):
    """In session to its secretariat, else to the standing committee's office (township: presidium)."""
    day = timezone.localdate(at)
    session = next(iter(_opened_last(suggestion.congress_id, day)), None)
    sitting = session is not None and (session.closes_on is None or day <= session.closes_on)
    if not suggestion.serial:
        suggestion.session = session
    suggestion.kind, suggestion.submitted_on = "in_session" if sitting else "recess", day
    return {"kind": suggestion.kind}


_opened_last = Rows(
    lambda congress, day: Session.everywhere.filter(congress_id=congress, opens_on__lte=day).order_by(
        "-opens_on", "pk"
    )[:1],
    int,
    date,
)


@does(FLOW["agree_withdrawal"])
def agree_withdrawal(suggestion, *, by, at, deputy=None, files=()):
    """A co-signer agrees that the joint suggestion be withdrawn."""
    signer = _signer(suggestion, by, deputy, "confirmed")
    if not suggestion.cosigns.filter(deputy=signer, answer="confirmed").update(
        agrees_to_withdraw=True, at=at
    ):
        raise Refused(_("%(name)s没有联名。") % {"name": signer})
    return with_files({"deputy": signer.pk}, files, suggestion, by, at, inside=True)


@does(FLOW["withdraw"])
def withdraw(suggestion, *, by, at, reason="", files=()):
    """The deputy's own end of it, before or while it is handled as the profile says."""
    suggestion.outcome, suggestion.closed_on = "withdrawn", timezone.localdate(at)
    stop_handlings(suggestion, at)
    return with_files(
        {"note": given.text(reason, _("理由"), required=False)}, files, suggestion, by, at, inside=True
    )


def stop_handlings(suggestion, at, roles=tuple(Handling.ROLES)):
    """Cancel what is still open."""
    for row in reversed(suggestion.parts_now()):
        if row.state in OPEN and row.role in roles:
            handlings.cancel(row, by=house(), at=at)


@does(FLOW["withhold_phone"])
def withhold_phone(suggestion, *, by, at):
    """Consent to show the number ends for every unit at once, also one that was given to a unit alone (decision 8)."""
    suggestion.share_phone = False
    for row in suggestion.handlings.filter(phone_shared=True).order_by("-pk"):
        handlings.withhold_phone(row, by=house(), at=at)
