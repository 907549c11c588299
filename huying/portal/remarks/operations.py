"""A remark on the congress's work, its public answer, or the reason why it is not shown."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import creates, does

from .. import words
from .flow import FLOW
from .models import Remark


@creates(FLOW["remark"])
def remark(*, by, at, topic, text):
    """Anybody may; nobody is asked for a name."""
    text = given.text(text, _("意见"), 2000)
    topic = given.choice(topic, words.TOPICS, _("关于哪方面"))
    case = dockets.one("JD", str(words.TOPICS[topic]), at, counter="portal-JD")
    return Remark(topic=topic, text=text, said_on=timezone.localdate(at), case=case), {"topic": topic}


@does(FLOW["answer"])
def answer(row, *, by, at, answer, shown=""):
    """Remark and answer are published together; `shown` is the remark without the names of persons, where it held any."""
    row.answer = given.text(answer, _("答复"), 5000)
    row.shown = given.text(shown, _("公开的意见"), 2000, required=False) or row.text
    row.answered_on = timezone.localdate(at)


@does(FLOW["answer_again"])
def answer_again(row, *, by, at, answer):
    row.answer = given.text(answer, _("答复"), 5000)


@does(FLOW["decline"])
def decline(row, *, by, at, kind):
    """Not shown, for one of the fixed reasons; how many there were is public."""
    row.declined_kind = given.choice(kind, words.DECLINES, _("理由"))
    return {"kind": kind}


@does(FLOW["reconsider"])
def reconsider(row, *, by, at, reason):
    row.declined_kind = ""
    return {"note": given.text(reason, _("理由"), 300)}
