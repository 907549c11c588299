"""Kinds of sittings: who belongs, how many must be there, who sets the agenda. Plain Python; the law stands in huying/rules.

`quorum` is a fraction of huying.rules.meetings that a national rule fixes; where none does, `quorum_key` names the
setting of the congress's profile, and a kind with neither has no quorum at all.
"""

from dataclasses import dataclass, field

from huying.rules.flow import N_
from huying.rules.meetings import MORE_THAN_HALF, TWO_THIRDS


@dataclass(frozen=True, kw_only=True)
class Kind:
    """body: "deputies" (all with a seat) | "organ" (its members) | "invited" (nobody by right).

    organs: kinds of organs that hold such sittings. sets_agenda: who decides it, in words. levels: where it exists.
    """

    code: str
    label: str
    mark: str  # in the number of its docket
    body: str
    organs: tuple[str, ...] = ()
    quorum: str = ""
    quorum_key: str = ""
    quorum_rule: str = ""
    majority_rule: str = ""
    notice_key: str = ""
    notice_rule: str = ""
    sets_agenda: str = ""
    decides: bool = True  # may put matters to the vote
    study_first: bool = False
    needs_preparatory: bool = False
    part_of: tuple[str, ...] = ()  # kinds of the whole that it belongs to
    public: bool = False  # agenda is published and people may apply to observe
    levels: tuple[str, ...] = field(default=("province", "city", "prefecture", "county", "township"))


ABOVE = ("province", "city", "prefecture", "county")
_ALL = (
    Kind(
        code="plenary", label=N_("代表大会会议"), mark="DH", body="deputies", quorum=TWO_THIRDS, quorum_rule="R-STR-18",
        majority_rule="R-STR-19", notice_key="sittings.notice_plenary", notice_rule="R-STR-32",
        sets_agenda=N_("预备会议（乡级由主席团）"), needs_preparatory=True, public=True,
    ),
    Kind(
        code="preparatory", label=N_("预备会议"), mark="YB", body="deputies", quorum=TWO_THIRDS, quorum_rule="R-STR-18",
        majority_rule="R-STR-19", sets_agenda=N_("常务委员会"), part_of=("plenary",), levels=ABOVE,
    ),
    Kind(
        code="standing", label=N_("常务委员会会议"), mark="CW", body="organ", organs=("standing_committee",),
        quorum=MORE_THAN_HALF, quorum_rule="R-STR-19", majority_rule="R-STR-19", notice_key="sittings.notice_committee",
        notice_rule="R-STR-25", sets_agenda=N_("主任会议"), study_first=True, public=True, levels=ABOVE,
    ),
    Kind(
        code="chairpersons", label=N_("主任会议"), mark="ZR", body="organ", organs=("chairpersons",),
        quorum_key="sittings.quorum_chairpersons", quorum_rule="R-STR-26", majority_rule="R-STR-26",
        sets_agenda=N_("主任"), study_first=True, levels=ABOVE,
    ),
    Kind(
        code="special", label=N_("专门委员会会议"), mark="ZW", body="organ", organs=("special_committee",),
        quorum_key="sittings.quorum_special", quorum_rule="R-STR-27", majority_rule="R-STR-27",
        sets_agenda=N_("主任委员"), levels=ABOVE,
    ),
    Kind(
        code="presidium", label=N_("大会主席团会议"), mark="ZX", body="organ", organs=("presidium",),
        quorum_key="sittings.quorum_presidium", quorum_rule="R-STR-21", majority_rule="R-STR-21",
        sets_agenda=N_("主席团常务主席"), part_of=("plenary",), levels=ABOVE,
    ),
    Kind(
        code="delegation", label=N_("代表团会议"), mark="DT", body="organ", organs=("delegation",),
        sets_agenda=N_("代表团团长"), decides=False, part_of=("plenary",),
    ),
    Kind(
        code="township_presidium", label=N_("乡镇人大主席团会议"), mark="XZ", body="organ", organs=("presidium",),
        quorum_key="sittings.quorum_township_presidium", quorum_rule="R-STR-23", majority_rule="R-STR-23",
        sets_agenda=N_("乡镇人大主席"), study_first=True, levels=("township",),
    ),
    Kind(
        code="joint", label=N_("四级代表联席会"), mark="LX", body="invited", sets_agenda=N_("召集的人大常委会"), decides=False,
    ),
    Kind(
        code="forum", label=N_("列席代表座谈会"), mark="ZT", body="invited", sets_agenda=N_("主任会议"), decides=False,
        part_of=("standing", "special"),
    ),
)  # fmt: skip
KINDS = {kind.code: kind for kind in _ALL}
NATURES = {
    "regular": N_("例会"),
    "first": N_("本届第一次会议"),
    "extraordinary": N_("临时召集"),
    "urgent": N_("紧急会议"),
}


def of_level(level: str) -> list[Kind]:
    """The kinds that a congress of this level holds."""
    return [kind for kind in _ALL if level in kind.levels]
