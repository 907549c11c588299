"""Who sits in which organ: standing committee, council of chairpersons, special committees, presidium, heads of delegations."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership, OrganMember
from huying.ui.columns import Column

from . import filters
from .books import Book
from .forms import RowForm, RowMeta


class SeatingForm(RowForm):
    class Meta(RowMeta):
        model = OrganMember
        fields = ["organ", "member", "post", "number", "since"]

    LABELS = {
        "organ": _("机构"),
        "member": _("人员"),
        "post": _("职务"),
        "number": _("排列次序"),
        "since": _("任职日期"),
    }

    def narrow(self, name, field) -> None:
        """Members are deputies and leaders of this congress; working bodies have no members in this sense (R-STR-28)."""
        super().narrow(name, field)
        if name == "member":
            rows = Membership.objects.filter(
                role__in=("deputy", "leader"), is_active=True, person__isnull=False
            )
            field.queryset = rows.select_related("person").order_by("person__pinyin", "pk")
        if name == "organ":
            field.queryset = field.queryset.exclude(kind__in=("working_committee", "office")).order_by(
                "kind", "name"
            )


BOOK = Book(
    name="seating", model=OrganMember, title=_("组成人员"), one=_("组成人员"), icon="people",
    lead=_("常委会、主任会议、专门委员会、主席团的组成人员和代表团团长；会议的通知名单、法定人数都按这里计算。"),
    form=SeatingForm, filters=filters.by_choice("post", _("职务"), OrganMember.POSTS, use=True),
    rows=lambda: OrganMember.objects.select_related("organ", "member__person").order_by("organ__kind", "organ", "number", "pk"),
    search=("member__person__name__icontains", "member__person__pinyin__icontains", "organ__name__icontains"),
    empty=_("登记组成人员以后，才能发会议通知、计算法定人数。"),
    columns=[
        Column(key="organ", label=_("机构"), cell=lambda r: str(r.organ)),
        Column(key="member", label=_("姓名"), cell=lambda r: str(r.member)),
        Column(key="post", label=_("职务"), sort="post", cell=lambda r: str(r.get_post_display())),
        Column(key="number", label=_("排列次序"), sort="number", cell=lambda r: r.number, numeric=True),
        Column(key="use", label=_("状态"), cell=filters.in_use, export=filters.in_use_word),
    ],
)  # fmt: skip
