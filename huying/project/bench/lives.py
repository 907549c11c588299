"""Whole lives of suggestions by operations: draft → submit → accept → assign → receive → talk → reply → rate → close."""

import json
import random
import sys
import time

import django

STEPS = 10  # traces of one life at least, the house's own not counted


def main(words):
    seconds, seed = float(words[0]), int(words[1])
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from huying.kernel import scope
    from huying.kernel.case import Trace

    from . import town

    r = random.Random(seed)
    with scope.congress(town.people()):
        cast = {role: town.members(role) for role in ("deputy", "clerk", "handler")}
        row = live(cast, r, timezone.now())  # warm
        steps = Trace.objects.filter(case=row.case_id).count()
        lives, begun, cpu = 0, time.perf_counter(), time.process_time()
        while time.perf_counter() - begun < seconds:
            live(cast, r, timezone.now())
            lives += 1
        wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    print(
        json.dumps({"lives": lives, "seconds": wall, "cpu": cpu, "steps": steps, "vendor": connection.vendor})
    )


def live(cast, r, at):
    """One suggestion from its draft to its close; every line is one transaction. Returns it."""
    from huying.suggestions import operations as suggestions
    from huying.suggestions.handlings import operations as handlings

    from . import texts

    deputy, clerk, handler = (r.choice(cast[k]) for k in ("deputy", "clerk", "handler"))
    row = suggestions.draft(
        by=deputy, at=at, title=texts.title(r), text=texts.body(r), advice=texts.body(r, 2)
    )
    suggestions.submit(row, by=deputy, at=at)
    suggestions.accept(row, by=clerk, at=at)
    suggestions.assign(row, by=clerk, at=at, lead=handler.unit)
    part = row.handlings.get()
    handlings.receive(part, by=handler, at=at)
    handlings.log_contact(
        part, by=handler, at=at, way="phone", who=str(deputy), summary="电话沟通，听取了代表意见。"
    )
    handlings.reply(part, by=handler, at=at, text=texts.body(r), result_class="A", signer="局长")
    suggestions.rate(row, by=deputy, at=at, attitude="good", result="good")
    suggestions.close(row, by=clerk, at=at)
    return row


if __name__ == "__main__":
    main(sys.argv[1:])
