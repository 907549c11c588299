"""People at their pages: they open addresses, click links, fill in forms and read what comes back. Nothing else."""

from __future__ import annotations

from urllib.parse import urljoin

from django.contrib.auth import get_user_model
from django.test import Client

from .reading import Form, Reader


class Visitor:
    """Anybody at a screen. `here` is the address, `page` what is read there, `status` the server's word."""

    def __init__(self, clock, code: str = "qinghe") -> None:
        self.clock, self.home = clock, f"/c/{code}/"
        self.client = Client(enforce_csrf_checks=True)
        self.here, self.page, self.status = "", Reader(""), 0

    def visit(self, address: str = "", expect: int = 200) -> Visitor:
        """Open an address (below the congress's, unless it begins with /) and follow where it leads."""
        self._take(self.client.get(urljoin(self.home, address), follow=True), urljoin(self.home, address))
        assert self.status == expect, f"{self.here}: {self.status}\n{self.page.words[:600]}"
        return self

    def click(self, words: str) -> Visitor:
        """The first link that says exactly this, or begins so."""
        found = [a for w, a in self.page.links if w == words] or [a for w, a in self.page.links if words in w]
        assert found, f"no link “{words}” on {self.here}; there are: {[w for w, _a in self.page.links]}"
        return self.visit(urljoin(self.here, found[0]))

    def offered(self, words: str) -> bool:
        """Is there such a link?"""
        return any(w == words for w, _a in self.page.links)

    def form(self, button: str) -> Form:
        for form in self.page.forms:
            if any(b["words"] == button for b in form.buttons):
                return form
        raise AssertionError(
            f"no button “{button}” on {self.here}; there are: {[b['words'] for f in self.page.forms for b in f.buttons]}"
        )

    def send(self, button: str, expect: int = 200, files=None, **given) -> Visitor:
        """Fill in the form that has this button and press it. Choices may be given in their words."""
        form = self.form(button)
        unknown = set(given) - form.asked
        assert not unknown, f"{self.here} does not ask for {unknown}; it asks for {sorted(form.asked)}"
        data = dict(form.fields)
        for name, value in given.items():
            chosen = value if isinstance(value, list | tuple) else [value]
            words = form.options.get(name, {})
            data[name] = [
                "on" if one is True else words.get(str(one), str(one)) for one in chosen if one is not False
            ]
        pressed = next(b for b in form.buttons if b["words"] == button)
        if pressed["name"]:
            data[pressed["name"]] = [pressed["value"]]
        action = urljoin(self.here, pressed["formaction"] or form.action or self.here)
        self.clock.tick(30)
        if form.method == "get":
            answer = self.client.get(action, {k: v for k, v in data.items() if v}, follow=True)
        else:
            answer = self.client.post(action, {**data, **(files or {})}, follow=True)
        self._take(answer, action)
        assert self.status == expect, (
            f"{button} on {action}: {self.status}\n{self.errors() or self.page.words[:900]}"
        )
        return self

    def reads(self, *words: str) -> Visitor:
        for one in words:
            assert one in self.page.words, f"“{one}” is not on {self.here}:\n{self.page.words[:3000]}"
        return self

    def reads_not(self, *words: str) -> Visitor:
        for one in words:
            assert one not in self.page.words, f"“{one}” is on {self.here}"
        return self

    def errors(self) -> str:
        _before, mark, after = self.page.words.partition("还有几处要改")
        return mark + after[:400]

    def _take(self, answer, asked: str) -> None:
        self.here = answer.redirect_chain[-1][0] if answer.redirect_chain else asked
        self.here = urljoin(asked, self.here)
        self.status = answer.status_code
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        html = answer.get("Content-Type", "").startswith("text/html")
        self.page = Reader(body.decode()) if html else Reader("")


class Member(Visitor):
    """Somebody with an account, signed in; days may pass between two acts, so the session is opened anew."""

    def __init__(self, clock, member) -> None:
        super().__init__(clock, member.congress.code)
        self.member = member
        self.sign_in()

    def sign_in(self) -> None:
        account = get_user_model().objects.get(person=self.member.person)
        self.client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = self.client.session
        session[f"member-{self.member.congress.code}"] = self.member.pk
        session.save()
        self.day = self.clock.today

    def visit(self, address: str = "", expect: int = 200) -> Visitor:
        if self.day != self.clock.today:
            self.sign_in()
        return super().visit(address, expect)

    def send(self, button: str, expect: int = 200, files=None, **given) -> Visitor:
        if self.day != self.clock.today:  # the page was opened on an earlier day: open it again
            self.visit(self.here)
        return super().send(button, expect, files, **given)

    def finds(self, title: str, where: str) -> Visitor:
        """Goes to a list, finds the matter by its title and opens it."""
        return self.visit(where).click(title)

    def does(self, step: str, button: str = "", expect: int = 200, files=None, **given) -> Visitor:
        """From the page of a matter: the step that it offers, filled in and confirmed."""
        here = self.here
        self.click(step)
        name = button or step.removeprefix("代录：")
        self.send(name, expect, files, **given)
        if expect == 200:
            self.reads("已办好")
            if self.here != here:
                self.visit(here)
        return self
