"""For the verifier: does every co-signer's answer stand as the traces of the suggestion left it?"""

from .models import Cosign

ANSWERS = {"confirm": "confirmed", "decline": "declined", "uninvite": "removed"}
IMPORTS = ("import_historic", "amend_import")


def replay(traces: list) -> dict[int, tuple[str, bool]]:
    """deputy → (answer, agrees to a withdrawal), as the traces of one suggestion tell it."""
    found: dict[int, tuple[str, bool]] = {}
    for trace in traces:
        step, facts = trace.step.partition(".")[2], trace.facts if isinstance(trace.facts, dict) else {}
        deputy = facts.get("deputy", 0)
        if step == "invite":
            for pk in facts.get("deputies", ()):
                answer, agreed = found.get(pk, ("", False))
                found[pk] = (answer if answer in ("invited", "confirmed") else "invited", agreed)
        elif step in IMPORTS:
            found |= {pk: ("confirmed", found.get(pk, ("", False))[1]) for pk in facts.get("cosigners", ())}
        elif step in ANSWERS:
            found[deputy] = (ANSWERS[step], found.get(deputy, ("", False))[1])
        elif step == "agree_withdrawal":
            found[deputy] = (found.get(deputy, ("", False))[0], True)
        elif facts.get("ask_again"):
            found = {pk: ("invited" if a == "confirmed" else a, agreed) for pk, (a, agreed) in found.items()}
    return found


class Signatures:
    """Rows of co-signers, read alongside the suggestions in the order of their number."""

    def __init__(self, report):
        self.report = report
        fields = ("suggestion_id", "deputy_id", "answer", "agrees_to_withdraw")
        rows = Cosign.objects.order_by("suggestion_id", "pk").values_list(*fields)
        self.rows = rows.iterator(chunk_size=2000)
        self.next = next(self.rows, None)

    def compare(self, pk: int, traces: list) -> None:
        """The next suggestion that has traces."""
        found: dict[int, tuple[str, bool]] = {}
        while self.next is not None and self.next[0] <= pk:
            of, deputy, answer, agreed = self.next
            if of < pk:
                self._stray(of)
            else:
                found[deputy] = (answer, agreed)
            self.next = next(self.rows, None)
        if found != replay(traces):
            self.report.add("signature", f"代表建议 {pk} 的联名与留痕不符：被直接改动", traces[-1])

    def finish(self) -> None:
        while self.next is not None:
            self._stray(self.next[0])
            self.next = next(self.rows, None)

    def _stray(self, pk) -> None:
        self.report.add("signature", f"联名不属于任何有留痕的建议（{pk}）")
