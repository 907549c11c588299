"""What comes to every roll in time: somebody leaves, somebody is invited, a seat falls vacant, a unit is dissolved."""

from datetime import timedelta

from huying.deputies import operations as seats
from huying.deputies.models import Seat
from huying.kernel import process, scope
from huying.kernel.accounts import operations as admissions
from huying.kernel.register import operations as register
from huying.kernel.roster import Membership, Person, Unit


def add(grounds, now) -> None:
    """County: an account that waits and one that ended. City: a suspended and an ended seat, a unit with a successor."""
    county, city = grounds
    with scope.congress(county.congress):
        admissions.of(county.keepers["云桥街道"], at=now)
        gone = Membership.objects.create(
            person=Person.objects.create(name="丁守田"), role="clerk", title="代表工作委员会原干部"
        )
        register.enter(by=process.house(), at=now, row=gone)
        admissions.leave(
            admissions.of(gone, at=now), by=county.cast["zhengan"], at=now, reason="调往其他单位工作"
        )
    with scope.congress(city.congress):
        clerk, day = city.clerk, (now - timedelta(days=60)).date()
        first, second = (Seat.objects.get(member=m) for m in city.deputies[-2:])
        seats.suspend(first, by=clerk, at=now, since=day, ground="criminal", basis="涉嫌犯罪被采取强制措施")
        seats.end(second, by=clerk, at=now, until=day, ending="moved", basis="调离本行政区域，代表资格终止")
        old = Unit(name="沧源市客运管理处", short="客管处", kind="department", parent=city.units["gov"])
        entry = register.enter(by=clerk, at=now, row=old)
        register.end(
            entry,
            by=clerk,
            at=now,
            reason="机构改革，职责划入交通运输局",
            values={"successor": city.units["jtj"]},
        )
