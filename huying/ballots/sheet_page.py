"""The member's sheet as a plain page: the slow lane, without scripts, over the same tables as the hall's."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import casting, forms, queries, results, words
from .models import Poll

SAID = {
    casting.TAKEN: _l("您的票已经收到。"),
    casting.SAME: _l("您的票已经收到。"),
    casting.REPLACED: _l("您的票已经改过来了，以最后一次为准。"),
    casting.ALREADY: _l("您已经投过票，以第一次为准；这一次没有改动。"),
    casting.CLOSED: _l("表决已经截止，这张票没有收。"),
    casting.STRANGER: _l("您不在这次表决的名单上。"),
    casting.ABSENT: _l("开始表决时您没有签到，这次不能投票：在场的人在开始时已经固定。"),
    casting.PAPER: _l("您领了纸质票，请用纸质票投票。"),
}
LANES = {"open": casting.cast_open, "separated": casting.cast_sealed}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def vote(request, code, pk):
    """GET shows the sheet or what became of it, POST casts it; nothing typed is lost where it is refused."""
    poll = get_object_or_404(
        Poll.objects.exclude(state__in=("proposed", "annulled")).select_related("organ"), pk=pk
    )
    voter = queries.voter_of(poll, request.member)
    if voter is None:
        raise Http404
    if poll.secrecy == "verifiable" and poll.state == "open" and voter.channel != "paper":
        return redirect(
            "polls:vote_verifiably", code=code, pk=pk
        )  # a token is fetched and unblinded in the browser
    form, status = None, 200
    takes = poll.state == "open" and poll.secrecy in LANES and voter.channel != "paper" and voter.is_present
    if takes and request.method == "POST":
        form = forms.Vote(request.POST, spec=poll.spec)
        if form.is_valid():
            press = casting.Press(request.member.pk, form.cleaned_data["marks"])
            (answer,) = LANES[poll.secrecy](poll.pk, [press], at=timezone.now())
            if answer.code == casting.BAD:
                form.add_error(None, _(answer.why.text) % answer.why.values)
                status = 422
            else:
                request.session[f"ballot-{poll.pk}"] = answer.code
                return redirect(request.path)
        else:
            status = 422
    said = request.session.pop(f"ballot-{poll.pk}", "") if request.method == "GET" else ""
    mine = queries.vote_of(voter) if poll.secrecy == "open" else None
    if form is None and takes and (not voter.has_voted or (poll.counts == "last" and mine)):
        form = forms.Vote(spec=poll.spec, initial=_initial(poll, mine))
    context = {
        "title": poll.title, "poll": poll, "voter": voter, "form": form, "answer": SAID.get(said, ""),
        "stands": said in (*casting.STANDS, casting.ALREADY), "says": _(words.SECRECY_SAYS[poll.secrecy]),
        "secrecy": _(words.SECRECY[poll.secrecy]), "mine": results.marks(poll, mine.marks) if mine else "",
        "why_not": "" if takes or said else _why_not(poll, voter), "way": results.way(poll), "rule": results.limit(poll.spec),
    }  # fmt: skip
    return render(request, "ballots/vote.html", context, status=status)


def _initial(poll, mine) -> dict:
    if mine is None:
        return {}
    found = dict(mine.marks)
    names = [found.pop(k) for k in sorted(found) if k.startswith("w")]
    return {**found, "written": "\n".join(names)}


def _why_not(poll, voter) -> str:
    if poll.state == "prepared":
        return _("表决还没有开始。")
    if voter.channel == "paper":
        return str(SAID[casting.PAPER])
    if poll.state != "open":
        return _("表决已经截止。")
    if not voter.is_present:
        return str(SAID[casting.ABSENT])
    return ""
