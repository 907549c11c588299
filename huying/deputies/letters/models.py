"""Letters of citizens to deputies."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import surnames
from huying.kernel.crypto import EncryptedField
from huying.kernel.roster import Membership
from huying.kernel.subject import Record, Subject

from . import words
from .flow import FLOW


class Letter(Subject):
    """One letter to one deputy. Name and telephone are encrypted and seen only by the step `unmask`."""

    FLOW = FLOW
    SEARCHED = ("number", "text", "answer")
    PERSONAL = ("author", "phone", "phone_index")
    RIGHTS_AFTER = ("letter.rate",)
    fresh_code = ""  # readable on the object whose step made it, never stored
    number = models.CharField(_("编号"), max_length=32, editable=False)
    member = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="letters")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("信的内容"))
    author = EncryptedField(blank=True)
    phone = EncryptedField(blank=True)
    phone_index = models.CharField(max_length=32, blank=True, editable=False)
    code_digest = models.CharField(max_length=32, editable=False)
    written_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    alerted_on = models.DateField(null=True)
    taken_by = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    declined = models.CharField(max_length=16, choices=words.DECLINES, blank=True)
    rating = models.CharField(max_length=12, choices=words.RATINGS, blank=True)
    rating_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "number"], name="letter_number")]
        indexes = [
            models.Index(fields=["congress", "member", "state", "-id"], name="letter_member"),
            models.Index(fields=["congress", "state", "due_on"], name="letter_due"),
        ]

    def __str__(self):
        return _t("给%(name)s代表的信") % {"name": self.member}

    def search_text(self):
        """What search finds: number, deputy, text and answer; never the person."""
        return f"{self.number} {self.member}", f"{self.text}\n{self.answer}"

    @property
    def masked_author(self) -> str:
        """王某某; 未留姓名 where no name was given."""
        return _t("%(family)s某某") % {"family": surnames.of(self.author)} if self.author else _t("未留姓名")

    # relations that steps name

    def keeps(self, member) -> bool:
        """Keepers of a station at which the deputy is posted."""
        return any(keeper.pk == member.pk for keeper in self.keeps_members())

    def keeps_members(self) -> list:
        """Those keepers, asked once for the steps of a page."""
        if "_kept_by" not in self.__dict__:
            near = models.Q(stations__postings__member=self.member_id, stations__postings__state="confirmed")
            if self.station_id:  # without a station nobody is meant, not those who keep none
                near |= models.Q(stations=self.station_id)
            rows = Membership.objects.filter(near, role="keeper", is_active=True)
            self.__dict__["_kept_by"] = list(rows.distinct())
        return self.__dict__["_kept_by"]

    def forget(self) -> None:
        super().forget()
        self.__dict__.pop("_kept_by", None)

    def took(self, member) -> bool:
        return self.taken_by_id == member.pk

    def took_members(self):
        return [self.taken_by] if self.taken_by_id else []


class LetterRating(Record):
    """What the writer thought of the answer."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="ratings")
    rating = models.CharField(max_length=12, choices=words.RATINGS)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
