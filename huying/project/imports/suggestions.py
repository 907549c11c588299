"""Suggestions of earlier years. An author who is no known deputy stays text."""

import unicodedata

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import process
from huying.kernel.process import Refused
from huying.suggestions import official, operations
from huying.suggestions.models import Suggestion

from .annotated import amended, annotate, in_house_words
from .importer import blank
from .known import Names, People, told_apart
from .matters import Matters
from .states import is_doubtful, is_finished, is_stage, says_open, taken_as_open
from .suggestion_columns import COLUMNS

LONGEST_NUMBER = 24

# columns of the table → those of a suggestion, where they are not the same; what no column holds is noted in the text
SAYS = {
    "external_id": (),
    "row": (),
    "submitted_at": ("submitted_on",),
    "year": ("submitted_on",),
    "field": ("field_id",),
    "author": ("author", "author_text"),
    "cosigners": ("cosigners",),
    "session": ("session", "kind"),
    "unit": ("lead_unit",),
    "replied_on": ("replied_on", "closed_on"),
    "result": ("result_class",),
    "reply": (),
    "status": (),
}
NOTED = {
    "taken_id": _("原编号"),
    "cosigners": _("联名代表"),
    "session": _("会议"),
    "field": _("领域"),
    "unit": _("承办单位"),
    "result": _("办理结果"),
    "status": _("状态"),
}
OF_THE_END = {"replied_on", "closed_on", "lead_unit", "result_class", "is_solved"}
# columns of the table that `ended` asks
ENDING = {"replied_on", "closed_on", "status", "result", "reply", "is_solved"}


class Suggestions(Matters):
    name = "suggestions"
    core = ("title", "text", "author", "submitted_at")
    title = _("代表建议")
    lead = _("往年的建议。有答复、结果或者办结日期的记为办结，其余记为待审核；不起算期限，也不发通知。")
    columns = COLUMNS

    def existing(self, identities):
        numbers = [i.removeprefix("id:") for i in identities if i.startswith("id:")]
        self.held = official.taken(numbers)
        return super().existing(identities)

    def review(self, row):
        super().review(row)
        number = row.values["external_id"]
        if row.action == "new" and number in self.held and self.ended(row.values):
            row.action = "error"
            row.reasons.append(official.held_words(number))

    def bear(self, rows):
        return operations.import_historic(
            [self.columns_of(r) for r in rows], by=process.house(), at=self.at, facts={"import": True}
        )

    def amend(self, pk, values, changed):
        row = Suggestion.objects.get(pk=pk)
        ended, act = self.ended(values), {"by": process.house(), "at": self.at}
        if row.state == "closed" and row.outcome == "imported":
            self.keep_closed(values, changed)
        if ended and row.state not in ("submitted", "accepted", "closed"):
            raise Refused(
                _t("原表说已经办结，这里是“%(state)s”；请核对后在这里办结") % {"state": row.state_label}
            )
        given = self.told_now(row, values, changed)
        number, signers = given.pop("number"), given.pop("cosigners", ())
        dates = {n: given.pop(n) for n in ("replied_on", "closed_on") if n in given and row.state != "closed"}
        if given or signers:
            operations.amend_import(row, **act, **given, cosigners=signers)
        if ended and row.state in ("submitted", "accepted"):
            operations.finish_import(row, **act, **dates, number=number)

    def keep_closed(self, values, changed) -> None:
        """Refused where the table opens again what stands closed by its own word."""
        says_so = "status" in changed and self.opens(values["status"])
        if values["status"] and (says_so or (changed & ENDING and not self.ended(values))):
            words = _t(
                "原系统的状态改成了“%(status)s”，这里已按原系统的答复登记为办结；请核对，仍要办理的请重新登记"
            )
            raise Refused(words % {"status": values["status"]})

    def told_now(self, row, values, changed) -> dict:
        """The columns of the suggestion that the changed ones of the table set, and its number."""
        data = self.columns_of(values) | {"text": self.retold(row.text, values, changed)}
        names = {"text"} | {n for column in changed for n in SAYS.get(column, (column,))}
        if row.state == "closed" and row.outcome != "imported":  # what was closed here is known better here
            names -= OF_THE_END
        if data["session"] is None:
            names.discard("kind")
        if row.closed_on and not values["closed_on"]:
            names.discard("closed_on")
        whole = {"author", "author_text"}  # one of the two is blank
        given = {n: data[n] for n in names if n in data and (n in whole or not blank(data[n]))}
        return {n: v for n, v in given.items() if n == "cosigners" or getattr(row, n) != v} | {
            "number": data["number"]
        }

    def retold(self, text: str, values, changed) -> str:
        """The text as it stands, with the parts that changed in the table: the rest may have been edited here."""
        over = self.left_over(values)
        notes = {name: over.get(name, "") for name in NOTED if name in changed}
        if changed & ENDING and self.ended(values):
            notes["status"] = ""
        given = {name: values[name] if name in changed else "" for name in ("text", "reply")}
        return amended(text, body=given["text"], notes=labelled(notes), reply=given["reply"])

    def columns_of(self, given) -> dict:
        """Columns of Suggestion. What was never answered is not closed."""
        ended = self.ended(given)
        number = given["external_id"]
        member, session = self.people.the_one(given["author"]), self.names.sessions.get(given["session"])
        unit, result = self.names.units.get(given["unit"]), self.result_of(given)
        return {
            "title": given["title"],
            "text": annotate(given["text"], labelled(self.left_over(given)), given["reply"]),
            "advice": given["advice"],
            "external_id": given["external_id"],
            "number": number if ended and len(number) <= LONGEST_NUMBER else "",
            "submitted_on": self.submitted(given),
            "field_id": self.field_of(given),
            "author": member,
            "author_text": "" if member else given["author"],
            "cosigners": [
                m for m in map(self.people.the_one, told_apart(given["cosigners"])) if m and m != member
            ],
            "session": session,
            "lead_unit": unit,
            "kind": "in_session" if session else "recess",
            "replied_on": given["replied_on"],
            "closed_on": given["closed_on"] or given["replied_on"],
            "result_class": result,
            "is_solved": given["is_solved"] if isinstance(given["is_solved"], bool) else None,
            "state": "closed" if ended else "submitted",
            "outcome": "imported" if ended else "",
        }

    def ended(self, given) -> bool:
        """Was it answered there? By its dates; else by its reply and result, unless its state says that it is not."""
        if given["replied_on"] or given["closed_on"]:
            return True
        status, today = given["status"], timezone.localdate(self.at)
        if self.opens(status):
            return False
        has_result = given["result"] and not says_open(given["result"], today)
        return bool(is_finished(status, today) or given["reply"] or has_result or given["is_solved"] is True)

    def opens(self, status: str) -> bool:
        """Is something left to do by these words, or may be?"""
        today = timezone.localdate(self.at)
        return says_open(status, today) or (is_doubtful(status, today) and not is_stage(status))

    def left_over(self, given) -> dict[str, str]:
        """What no column can hold: column of the table → its words."""
        strangers = [n for n in told_apart(given["cosigners"]) if self.people.the_one(n) is None]
        found = {
            "taken_id": given.get("taken_id", ""),
            "cosigners": "、".join(strangers),
            "session": "" if given["session"] in self.names.sessions else given["session"],
            "field": "" if self.field_of(given) else given["field"],
            "unit": "" if given["unit"] in self.names.units else given["unit"],
            "result": "" if self.result_of(given) else given["result"],
            "status": "" if self.ended(given) else given["status"],
        }
        return {name: words for name, words in found.items() if words}

    def warnings(self, values):
        found = []
        names = [values["author"], *told_apart(values["cosigners"])]
        for name in dict.fromkeys(n for n in names if n):
            if self.people.the_one(name) is None:
                found.append(self.people.why(name))
        for name, words in self.left_over(values).items():
            if name in ("session", "field", "unit", "result"):
                found.append(
                    _t("%(label)s“%(words)s”不在本级的名册或者分类里，记在正文后面")
                    % {"label": NOTED[name], "words": words[:40]}
                )
        if self.ended(values) and not (values["replied_on"] or values["closed_on"]):
            found.append(_t("没有答复日期和办结日期，按已经办结登记，日期空着"))
        doubtful = is_doubtful(values["status"], timezone.localdate(self.at))
        if doubtful and not self.ended(values):
            found.append(taken_as_open(values["status"]))
        return found

    def submitted(self, given):
        if given["submitted_at"]:
            return timezone.localdate(given["submitted_at"])
        today = timezone.localdate(self.at)
        return today.replace(year=given["year"], month=1, day=1) if given["year"] else today

    def field_of(self, given):
        return (
            self.names.fields.get(unicodedata.normalize("NFKC", given["field"])) if given["field"] else None
        )

    def result_of(self, given) -> str:
        """The class of the congress's own list, by its letter or its words; "" for anything else."""
        said = unicodedata.normalize("NFKC", given["result"]).strip()
        return self.names.results.get(said.removesuffix("类").strip().upper(), "") or self.names.results.get(
            said, ""
        )

    @cached_property
    def people(self) -> "People":
        return People()

    @cached_property
    def names(self) -> "Names":
        return Names()


def labelled(notes: dict[str, str]) -> dict[str, str]:
    """Under the labels that are written in the text."""
    return {in_house_words(NOTED[name]): words for name, words in notes.items()}


IMPORTERS = {"suggestions": Suggestions}
