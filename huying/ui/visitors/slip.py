"""The page after sending: number and code, as long as this browser knows them; typing the code confirms, opening does not.

It is always shown by GET, so that going back and loading it again work; a wrong code is told after the way back here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from huying.kernel import clocks, process
from huying.kernel.process import Refused

from .. import skeleton
from .forms import Code
from .proof import Proof


def _nothing(row) -> dict:
    return {}


@dataclass(frozen=True)
class Slip:
    """Of rows that wait in state `said` until `confirm(row, by=, at=, code=)`; `template` extends ui/code_held.html."""

    proof: Proof
    template: str
    titles: tuple[Any, Any]  # while it waits, once it is confirmed
    clock: str  # kind of the clock until which it may be confirmed
    here: str  # names of addresses: this page, number and code typed anew, what became of it
    follow: str
    followed: str
    confirm: Callable
    context: Callable[[Any], dict] = _nothing  # what else the page shows …
    drawn_for: Callable[[Any], str] = (
        str  # … and what tells apart the pages that are drawn once for everybody
    )
    rows: Callable | None = None  # a cheaper way to the row, where the page needs less of it

    def page(self, request, code: str) -> HttpResponse:
        row, secret = self.proof.held(request, self.rows)
        if row is None:
            return redirect(self.follow, code=code)
        waits = row.state == "said"
        if request.method == "POST" and waits:
            return self._confirm(request, row, code)
        wrong = request.session.pop(self._wrong, "")
        until = next((c.due_on for c in clocks.open_now(row) if c.kind == self.clock), None)
        own = {"number": row.number, "code": self.proof.codes.spell(secret)}

        def context(**words):
            return {
                "title": self.titles[0] if waits else self.titles[1], "form": Code() if waits else None, "wrong": wrong,
                "until": until, **words, **self.context(row),
            }  # fmt: skip

        if wrong:
            return render(request, self.template, context(**own))
        holes = {name: skeleton.hole(name) for name in own}
        drawn = f"{until} {waits} {self.drawn_for(row)}"
        return skeleton.shown(request, self.template, lambda: context(**holes), own, key=drawn)

    def _confirm(self, request, row, code):
        form = Code(request.POST)
        if form.is_valid():
            try:
                self.confirm(row, by=process.public(), at=timezone.now(), code=form.cleaned_data["code"])
                return redirect(self.followed, code=code)
            except Refused as reason:
                form.add_error("code", str(reason))
        request.session[self._wrong] = str(form.errors["code"][0])
        return redirect(self.here, code=code)

    @property
    def _wrong(self) -> str:
        """Where what was wrong with the code that was typed waits until it has been shown."""
        return f"{self.proof.kind}_wrong"
