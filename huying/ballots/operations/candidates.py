"""How many may stand for how many posts (差额), and who stands in the next round where votes are equal at the cut."""

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused
from huying.rules import voting

from .. import results


def check_number(poll) -> None:
    """An election has as many candidates as its law asks for, else Refused with the article; 等额 where it allows that.

    《选举法》第三十一条 (R-ELE-11, 12), 《地方组织法》第二十七条 (R-ELE-46). A vote among the tied has no such limits.
    """
    if poll.kind != "election":
        return
    way, seats, standing = voting.from_dict(poll.way), poll.spec["seats"], len(poll.spec["objects"])
    said = {"seats": seats, "n": standing, "rule": results.cited(way.candidates_rule or way.rule)}
    if (span := way.candidates_of(seats)) is None:
        if standing < seats:
            raise Refused(
                _("应选 %(seats)s 人，候选人只有 %(n)s 人：可以等额，不能少于应选人数（%(rule)s）。") % said
            )
        return
    least, most = span
    if standing < least:
        raise Refused(
            _("应选 %(seats)s 人，应当差额选举，候选人至少 %(least)s 人，现在只有 %(n)s 人（%(rule)s）。"
              "补选可以等额，请改选补选的规则。")
            % {**said, "least": least}
        )  # fmt: skip
    if standing > most:
        raise Refused(
            _("应选 %(seats)s 人，正式候选人至多 %(most)s 人，现在有 %(n)s 人（%(rule)s）。请先预选，再列入正式候选人。")
            % {**said, "most": most}
        )  # fmt: skip


def of_next_round(asked, stay, reason) -> tuple[list[str], dict]:
    """(labels of the next round's candidates, facts for the trace). `asked` is the count's "next" (counting._following).

    Where candidates with equal votes stand at the cut, `stay` names those who go on and `reason` why (R-OWN-99).
    """
    labels, tied = list(asked["objects"]), asked.get("tied", [])
    stay = list(dict.fromkeys(stay or ()))
    if not tied:
        if stay:
            raise Refused(_("下一轮的候选人没有票数相等、需要取舍的。"))
        return labels, {}
    said = {"tied": _("、").join(tied), "places": asked["places"]}
    if not stay or not set(stay) <= set(tied):
        raise Refused(
            _("%(tied)s 票数相等，下一轮还可以列入 %(places)s 人：请选定列入谁，并写明理由。") % said
        )
    if len(stay) > asked["places"]:
        raise Refused(_("%(tied)s 票数相等，下一轮至多再列入 %(places)s 人。") % said)
    note = given.text(reason, _("取舍的理由"), 500)
    return [*labels, *(n for n in tied if n in stay)], {"stay": [n for n in tied if n in stay], "note": note}
