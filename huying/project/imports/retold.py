"""What another system says of a voice after it came in: corrected cells, a reply, that it is finished."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import process
from huying.kernel.crypto import blind_index
from huying.kernel.process import Refused
from huying.voices import operations
from huying.voices.models import Voice

from .annotated import annotate, in_house_words, reply_heading

_CALLED = _("（原系统登记时间：%(when)s）")
PLAIN = {
    "title",
    "author",
    "phone",
    "place",
    "urgency",
    "kind",
}  # columns of the table and of the voice alike
ENDING = {"status", "reply", "done_at", "unit"}


class Retold:
    """The part of the importer of voices that changes what stands: only what changed in the table."""

    at: Any
    columns_of: Callable[[dict], dict]
    finished: Callable[[dict], bool]
    ended: Callable[[dict, date], dict]

    def amend(self, pk, values, changed):
        voice = Voice.objects.get(pk=pk)
        data, given = self.columns_of(values), {}
        for name in changed & PLAIN:
            given[name] = data[name]
        for name in changed & {"field", "area"}:
            given |= {f"{name}_id": data[f"{name}_id"]} if data[f"{name}_id"] else {}
        if "phone" in given:
            given["phone_index"] = blind_index(given["phone"])
        if (
            "heard_at" in changed and not voice.confirmed_at
        ):  # else received is the day on which it came in here
            given["heard_on"] = data["heard_on"]
        if changed & {"text", "reply", "heard_at"}:
            # who follows it by a code reads the last reply as the answer
            is_answer = voice.code_digest and voice.state == "heard" and self.finished(values)
            given["text"] = retell(voice, values, changed - {"reply"} if is_answer else changed)
        finish = self.finishing(voice, values, given) if changed & ENDING else None
        given = {name: value for name, value in given.items() if getattr(voice, name) != value}
        if given:
            operations.amend_import(voice, by=process.house(), at=self.at, **given)
        if finish is not None:
            operations.finish_import(voice, by=process.house(), at=self.at, **finish)

    def finishing(self, voice, values, given) -> dict | None:
        """What the step takes that ends it as the other system has; Refused where this platform is at work on it."""
        by_table = (
            voice.state == "answered" and not voice.confirmed_at and not voice.written("answer").exists()
        )
        if not self.finished(values):
            if by_table and values["status"]:
                raise Refused(
                    _t(
                        "原系统的状态改成了“%(status)s”，这里已按原系统的答复登记为已答复；请核对，仍要办理的请重新登记"
                    )
                    % {"status": values["status"]}
                )
            return None
        ended = self.ended(values, given.get("heard_on", voice.heard_on))
        if voice.state == "heard":
            return {"answered_on": ended["answered_on"], "unit": ended["unit_id"], "text": values["reply"]}
        if voice.state in ("consulting", "handed", "adopted"):
            raise Refused(
                _t("原系统说“%(status)s”，这里是“%(state)s”；请核对原系统的答复，在这里答复群众")
                % {"status": values["status"], "state": voice.state_label}
            )
        if by_table and values["done_at"]:
            given["answered_on"] = ended["answered_on"]
        if by_table and ended["unit_id"]:
            given["unit_id"] = ended["unit_id"]
        return None


def called(when) -> str:
    """The line that says when the other system took it down."""
    if not when:
        return ""
    return in_house_words(_CALLED) % {"when": f"{timezone.localtime(when):%Y-%m-%d %H:%M}"}


def put_together(text: str, line: str = "", reply: str = "") -> str:
    """The person's words, when they were taken down, and under its heading what the other system answered."""
    return annotate("\n".join(filter(None, [text, line])), {}, reply)


def retell(voice, values, changed) -> str:
    """The text of the voice with the parts that changed in the table; the others stay as they stand."""
    body, _mark, reply = voice.text.partition(f"{reply_heading()}\n")
    before, after = in_house_words(_CALLED).split("%(when)s")
    found = re.search(f"{re.escape(before)}[-0-9: ]+{re.escape(after)}", body) if voice.confirmed_at else None
    line = found.group() if found else ""
    own = values["text"] if "text" in changed else body.replace(line, "").strip() if line else body.strip()
    if voice.confirmed_at and "heard_at" in changed:
        line = called(values["heard_at"])
    return put_together(own, line, values["reply"] if "reply" in changed else reply)
