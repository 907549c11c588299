"""The acts of admission. Codes and passwords arrive made: nothing here draws lots or hashes inside the transaction."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from .. import scope
from ..case import Case, Counter
from ..crypto import blind_index
from ..process import Forbidden, Refused, creates, does, house
from ..register import operations as register
from ..roster import Account, Membership, Person
from ..switches import PREFIX
from ..words import kept
from . import factors, invitations, queries
from .flow import FLOW, PEOPLE
from .models import BELOW, Admission


@creates(FLOW["invite"])
def invite(
    *, by, at, member=None, name="", role="", phone="", email="", title="", unit=None, organ=None, area=None
):
    """Admission of a membership that exists, or of a new one for the person of this name and phone."""
    if (member.role if member else role) not in PEOPLE:
        raise Refused(_("请选择身份。"))
    if by.role == "clerk" and (member.role if member else role) not in BELOW:
        raise Forbidden(_("机关工作人员只能为代表、联络员和承办单位经办人建立账号；其他身份请找管理员。"))
    if member is None:
        person = _person(name.strip(), phone.strip(), email.strip())
        if Membership.objects.filter(
            person=person, role=role, unit=unit, area=area, organ=organ, is_active=True
        ).exists():
            raise Refused(_("%(name)s已经有这一身份。") % {"name": person.name})
        member = Membership.objects.create(
            person=person,
            role=role,
            title=title,
            unit=unit,
            organ=organ,
            area=area,
            since=timezone.localdate(at),
        )
    elif Admission.objects.filter(member=member).exists():
        raise Refused(_("%(name)s已经有账号。") % {"name": member})
    register.follow(member, at=at)
    return Admission(member=member, case=_docket(at)), {"member": member.pk, "role": member.role}


@does(FLOW["issue"])
def issue(admission, *, by, at, code):
    """A slip with this code (invitations.fresh_code); earlier ones are void."""
    made = invitations.write(admission, code=code, by=by, at=at)
    if made.resets:
        _at_home(admission)
    return {"invitation": made.pk, "resets": made.resets}


@does(FLOW["accept"])
def accept(admission, *, by, at, invitation, username="", password_hash="", account=None):
    """Use the slip: a new account, a new password for the one there is, or (account=…) just the office added to it."""
    if (slip := invitations.use(invitation, admission, at)) is None:
        raise Refused(_("这张凭条已经用过、作废或过期。请向发放单位再要一张。"))
    own = Account.objects.filter(person_id=admission.member.person_id).first()
    if own is None:
        own = _open(admission.member.person, username, password_hash, at)
    elif slip.resets:
        Account.objects.filter(pk=own.pk).update(
            password=password_hash, epoch=F("epoch") + 1, is_active=True, must_change=False
        )
    elif account is None or account.pk != own.pk:
        raise Refused(_("这位人员已经有账号，请先用原来的账号登录。"))
    admission.accepted_at = admission.accepted_at or at
    return {"invitation": slip.pk, "account": own.pk, "resets": slip.resets}


@does(FLOW["switch"])
def switch(admission, *, by, at):
    """From now on this session acts as this member."""


@does(FLOW["change_contact"])
def change_contact(admission, *, by, at, reason, phone=None, email=None):
    """New phone or address of the person; None leaves it. Whoever enters it has checked the person."""
    _at_home(admission)
    person, changed = admission.member.person, []
    for field, value in (("phone", phone), ("email", email)):
        if value is not None and value.strip() != getattr(person, field):
            setattr(person, field, value.strip())
            changed.append(field)
    if not changed:
        raise Refused(_("没有改动。"))
    person.save()
    return {"changed": changed, "note": reason}


@does(FLOW["remove_factor"])
def remove_factor(admission, *, by, at, reason):
    """Lost phone: the authenticator goes, all sessions end; the reason says how the person was checked."""
    _at_home(admission)
    account = Account.objects.filter(person_id=admission.member.person_id).first()
    if account is None or not factors.enrolled(account):
        raise Refused(_("这个账号没有绑定动态口令。"))
    factors.remove(account)
    Account.objects.filter(pk=account.pk).update(epoch=F("epoch") + 1)
    return {"account": account.pk, "note": reason}


@does(FLOW["unmask"])
def unmask(admission, *, by, at, reason, what="phone"):
    """Leave on record that these numbers ("phone", "id_card") were looked at; the page shows them once.

    Only at home: whoever knows a neighbour's person by name and telephone could else list them here and read the rest.
    """
    _at_home(admission)
    return {"what": what, "note": reason}


@does(FLOW["leave"])
def leave(admission, *, by, at, reason):
    """The membership ends, and the account with its last membership; sessions end; what is open is named."""
    member, today = admission.member, timezone.localdate(at)
    if member.pk == by.pk:
        raise Refused(_("不能为自己办理离任。"))
    open_work = {kind: len(pks) for kind, pks in queries.open_work(member).items()}
    Membership.objects.filter(pk=member.pk).update(is_active=False, until=today)
    member.is_active, admission.left_on = False, today
    register.follow(member, at=at)
    invitations.void(admission, at)
    accounts = Account.objects.filter(person_id=member.person_id)
    accounts.update(epoch=F("epoch") + 1)
    if not Membership.everywhere.filter(person_id=member.person_id, is_active=True).exists():
        accounts.update(is_active=False)
    return {"open": open_work, "note": reason}


@does(FLOW["readmit"])
def readmit(admission, *, by, at, reason):
    """Back in office. The account stays as it was left; a slip opens it again."""
    Membership.objects.filter(pk=admission.member_id).update(is_active=True, until=None)
    register.follow(admission.member, at=at)
    admission.left_on = None
    return {"note": reason}


def of(member, *, at) -> Admission:
    """The admission of a membership; made by the house for one that came by import or seed."""
    found = Admission.objects.filter(member=member).first()
    return found or invite(by=house(), at=at, member=member)


def open_for(member, *, username, password_hash, at) -> Account:
    """For seeds and the first administrator: the account of a membership, opened through a slip nobody had to type."""
    admission = of(member, at=at)
    slip = invitations.write(admission, code=invitations.fresh_code(), by=house(), at=at)
    accept(admission, by=house(), at=at, invitation=slip.pk, username=username, password_hash=password_hash)
    return Account.objects.get(person_id=member.person_id)


def _person(name, phone, email) -> Person:
    """One human being, one row: same name and same phone is the same person."""
    if not name:
        raise Refused(_("请填写姓名。"))
    known = Person.objects.filter(phone_index=blind_index(phone), name=name).first() if phone else None
    return known or Person.objects.create(name=name, phone=phone, email=email)


def _docket(at) -> Case:
    """Accounts have dockets of their own, so that they take no numbers from the matters of the congress."""
    congress = scope.current()
    number = f"{PREFIX.of(congress)}-ZH-{Counter.take('admissions'):05d}"
    return Case.objects.create(number=number, title=kept(_l("账号")), opened_on=timezone.localdate(at))


def _open(person, username, password_hash, at) -> Account:
    if not username:
        raise Refused(_("请取一个用户名。"))
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused(_("这个用户名已经有人用了，请换一个。"))
    try:
        with transaction.atomic():
            return Account.objects.create(
                username=username, password=password_hash, person=person, email=person.email, date_joined=at
            )
    except IntegrityError:
        raise Refused(_("这个用户名已经有人用了，请换一个。")) from None


def _at_home(admission) -> None:
    """Only the congress in which the account was first opened may reset it: no office takes over a neighbour's people."""
    if queries.home(admission.member.person_id) not in (None, scope.current().pk):
        raise Refused(_("这位人员的账号由另一人大管理，请本人到那里办理。"))
