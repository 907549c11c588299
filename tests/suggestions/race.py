"""Steps from above and from below meet in one suggestion, on a database of its own named by DATABASE_URL.

python -m tests.suggestions.race ROUNDS
"""

import json
import os
import sys
import threading
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")

import django
from django.conf import settings

settings.MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in settings.INSTALLED_APPS}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from huying.kernel import process, scope  # noqa: E402
from huying.kernel.verify import verify  # noqa: E402
from huying.suggestions import operations as suggestions  # noqa: E402
from huying.suggestions.extensions import operations as extensions  # noqa: E402
from huying.suggestions.handlings import operations as handlings  # noqa: E402
from tests.suggestions.walking import Walker  # noqa: E402
from tests.world import build  # noqa: E402


def at_once(congress, *acts):
    """What each act came to, all let loose at the same moment: "done", or the name of what it met."""
    got, barrier = {}, threading.Barrier(len(acts))

    def press(n, act):
        with scope.congress(congress):
            connections["default"].ensure_connection()
            barrier.wait()
            try:
                act()
                got[n] = "done"
            except process.Refused as refusal:
                got[n] = "too late" if type(refusal) in (process.Refused, process.Stale) else str(refusal)
            except Exception as error:
                got[n] = f"{type(error).__name__}: {error}"
            finally:
                connections.close_all()

    lanes = [threading.Thread(target=press, args=pair) for pair in enumerate(acts)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    return [got[n] for n in range(len(acts))]


class Meetings:
    """Pairs of acts on one suggestion, of which only one can be first."""

    def __init__(self, world):
        self.world, self.walk = world, Walker(world)

    def part(self):
        row = self.walk.received()
        part = self.walk.part(row)
        self.walk.talk(part)
        return self.walk.fresh(row), self.walk.fresh(part)

    def replying(self, part):
        by, at = self.walk.handler_of(part.unit), self.walk.at
        words = {"text": "护栏已经装好。", "result_class": "A", "signer": "局长 许成"}
        return lambda: handlings.reply(part, by=by, at=at, **words)

    def reply_and_withdraw(self):
        row, part = self.part()
        at = self.walk.at
        return self.replying(part), lambda: suggestions.withdraw(
            row, by=row.author, at=at, reason="已经解决。"
        )

    def reply_and_extend(self):
        _row, part = self.part()
        at, by = self.walk.at, self.walk.handler_of(part.unit)
        request = extensions.ask(by=by, at=at, handling=part, reason="需要勘测。", broad_and_hard=True)
        part = self.walk.fresh(part)
        return self.replying(part), lambda: extensions.grant(request, by=self.world.zhou, at=at)

    def talk_and_withdraw(self):
        row, part = self.part()
        at, by = self.walk.at, self.walk.handler_of(part.unit)

        def talk():
            handlings.log_contact(part, by=by, at=at, way="phone", who="林知远", summary="又通了一次电话。")

        return talk, lambda: suggestions.withdraw(row, by=row.author, at=at, reason="已经解决。")

    def two_replies(self):
        """Two units that answer separately: whoever is later finds the other's reply, and the suggestion is answered."""
        row = self.walk.received(separate=(self.world.transport, self.world.housing))
        self.row = row
        parts = [self.walk.part(row, unit) for unit in (self.world.transport, self.world.housing)]
        for part in parts:
            self.walk.talk(part)
        return tuple(self.replying(self.walk.fresh(part)) for part in parts)

    def ask_twice(self):
        _row, part = self.part()
        at, by = self.walk.at, self.walk.handler_of(part.unit)
        same = [self.walk.fresh(part) for _ in range(2)]
        words = {"by": by, "at": at, "reason": "需要勘测。", "broad_and_hard": True}
        return tuple(lambda p=p: extensions.ask(handling=p, **words) for p in same)


def main(rounds):
    call_command("migrate", run_syncdb=True, verbosity=0)
    world = build()
    with scope.congress(world.congress):
        meetings, found = Meetings(world), {}
        for name in ("reply_and_withdraw", "reply_and_extend", "talk_and_withdraw", "ask_twice"):
            pairs = Counter()
            for _ in range(rounds):
                pairs[" + ".join(at_once(world.congress, *getattr(meetings, name)()))] += 1
            found[name] = dict(pairs)
        states = Counter()
        for _ in range(rounds):
            done = at_once(world.congress, *meetings.two_replies())
            states[" + ".join([*done, meetings.walk.fresh(meetings.row).state])] += 1
        found["two_replies"] = dict(states)
        found["problems"] = [p.as_dict() for p in verify(world.congress).problems]
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]))
