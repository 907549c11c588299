"""Deputies with their seats, from the list that the credentials committee hands over."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.deputies import operations as seats
from huying.deputies.models import Seat
from huying.kernel.accounts import operations as accounts
from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.roster import District, Membership, Organ, Term
from huying.kernel.tables import Column, values

from .importer import Names, blank, named
from .people import OWN, PERSON, People, person_of

SEAT = ("term", "district", "card", "since")


class Deputies(People):
    name = "deputies"
    title = _("代表和席位")
    lead = _("代表名单：登记代表身份和本届席位。席位不能超过登记的名额。")

    def __init__(self):
        super().__init__()
        self.columns = (
            PERSON[0],
            Column(name="organ", label=_("代表团"), aliases=("机构",), parse=Names(Organ, _("代表团"))),
            Column(
                name="district",
                label=_("选区号"),
                aliases=("选区", "选区编号"),
                parse=values.integer(1, 9999),
            ),
            Column(name="card", label=_("代表证号"), aliases=("证号",), parse=values.text(20)),
            Column(
                name="term",
                label=_("届"),
                aliases=("届次", "第几届"),
                parse=values.integer(1, 99),
                help=_("不写的为最近一届"),
            ),
            Column(name="since", label=_("任职日期"), aliases=("当选日期",), parse=values.day()),
            Column(name="title", label=_("职务"), aliases=("单位职务", "单位和职务"), parse=values.text(60)),
            *PERSON[1:],
        )
        self.sheet = type(self.sheet)(
            name=self.name, title=str(self.title), columns=self.columns, identify=self.identify
        )

    def identify(self, given):
        given.setdefault("role", "deputy")
        given.setdefault("unit", "")
        return super().identify(given)

    def now(self, member):
        seat = self.seat(member, self.given_term(member))
        found = {**super().now(member), "district": None, "card": "", "term": None}
        if seat is not None:
            number = seat.district.number if seat.district_id else None
            found |= {"district": number, "card": seat.card, "term": seat.term.number, "since": seat.since}
        return found

    def given_term(self, member):
        return next((g.get("term") for g in self.given.values() if g["name"] == member.person.name), None)

    def make(self, given):
        term = self.term(given)
        own = {n: v for n, v in given.items() if n in OWN}
        delegation = named(Organ, given["organ"], _("代表团")) if given.get("organ") else None
        since = given.get("since") or term.starts_on
        member = Membership.objects.create(
            person=person_of(given["name"], own),
            role="deputy",
            organ=delegation,
            title=given.get("title", ""),
            since=since,
        )
        operations.follow(member, at=self.at)
        accounts.of(member, at=self.at)
        self.take(member, term, since, given, delegation)
        return member

    def change(self, row, given):
        seat_part = {n: v for n, v in given.items() if n in SEAT}
        rest = {n: v for n, v in given.items() if n not in SEAT and n not in ("role", "unit")}
        before = self.now(row)
        if any(before.get(n) != v for n, v in rest.items()):
            super().change(row, rest)
        term = self.term(given)
        seat = self.seat(row, term.number)
        if seat is None:
            self.take(row, term, given.get("since") or term.starts_on, given, row.organ)
        elif any(before.get(n) != v for n, v in seat_part.items()) or (
            row.organ_id and row.organ_id != seat.delegation_id
        ):
            row.refresh_from_db()
            seats.correct_entry(
                seat,
                by=self.by,
                at=self.at,
                since=given.get("since") or seat.since,
                card=given.get("card", seat.card),
                district=self.district(given) or seat.district,
                delegation=row.organ or seat.delegation,
            )

    def take(self, member, term, since, given, delegation):
        seats.take(
            by=self.by,
            at=self.at,
            member=member,
            term=term,
            since=since,
            card=given.get("card", ""),
            district=self.district(given),
            delegation=delegation,
        )

    def seat(self, member, number):
        rows = Seat.objects.filter(member=member, until=None).select_related("district", "term")
        return (rows.filter(term__number=number) if number else rows.order_by("-term__number")).first()

    def term(self, given):
        rows = Term.objects.order_by("-number")
        found = rows.filter(number=given["term"]).first() if given.get("term") else rows.first()
        if found is None:
            raise Refused(_t("这一届还没有登记，请先登记届次"))
        return found

    def district(self, given):
        if blank(given.get("district")):
            return None
        found = District.objects.filter(number=given["district"]).first()
        if found is None:
            raise Refused(_t("第 %(n)s 选区不在名册上") % {"n": given["district"]})
        return found


IMPORTERS = {"deputies": Deputies}
