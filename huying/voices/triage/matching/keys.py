"""The table of telling runs: written by a job behind what comes in, and at once where a text is amended."""

from django.db import connection, transaction

from huying.kernel import scope
from huying.kernel.roster import Congress

from ...models import NearKey, NearMark, Voice
from ..engine.grams import Print, print_of
from ..engine.plain import normalise

KEYS = 24  # runs kept of a voice
EACH = 60  # newest voices looked at for one run: what more share than that tells little
BATCH = 200
LATE = 5000  # own voices looked back at: more than an import writes in one transaction
NOTHING = -2  # the one key of a voice without a telling run, so that it is read once
FRESH, NEWEST = -1, 20  # no key: a voice that has none yet; how many of those are looked at


def read(title: str, text: str) -> Print:
    """What the engine compares of a voice."""
    return print_of(normalise(title), normalise(text)[:6000])


def telling(made: Print) -> list[int]:
    """The most telling runs, always in the same order."""
    return sorted(made.whole, key=lambda number: (-made.whole[number], number))[:KEYS]


def catch_up(most: int = 2000, step=lambda n: None) -> int:
    """Write the keys of voices that have none yet, oldest first; how many. May be killed anywhere and run twice."""
    mark, _new = NearMark.objects.get_or_create(congress=scope.current())
    done = _late(mark.upto)
    while done < most:
        rows = list(
            Voice.objects.filter(pk__gt=mark.upto).order_by("pk").values_list("pk", "title", "text")[:BATCH]
        )
        if not rows:
            break
        with transaction.atomic():
            write(rows)
            mark.upto = rows[-1][0]
            mark.save(update_fields=["upto"])
        done += len(rows)
        step(len(rows))
    return done


def _late(upto: int) -> int:
    """Voices that were committed after one with a higher number had been read; how many."""
    last = list(Voice.objects.filter(pk__lte=upto).order_by("-pk").values_list("pk", flat=True)[:LATE])
    if not last:
        return 0
    known = NearKey.objects.filter(voice__gte=last[-1]).values("voice")
    rows = Voice.objects.filter(pk__gte=last[-1], pk__lte=upto).exclude(pk__in=known).order_by("pk")
    if late := list(rows.values_list("pk", "title", "text")):
        with transaction.atomic():
            write(late)
    return len(late)


def write(rows) -> None:
    """Keys of (pk, title, text) anew."""
    NearKey.objects.filter(voice__in=[pk for pk, *_rest in rows]).delete()
    congress = scope.current()
    NearKey.objects.bulk_create(
        (
            NearKey(congress=congress, voice_id=pk, key=key)
            for pk, title, text in rows
            for key in telling(read(title, text)) or (NOTHING,)
        ),
        batch_size=2000,
        ignore_conflicts=True,  # two workers write the same
    )


def rewrite(voice, *, by, at) -> None:
    """Reaction: the words were amended. A voice that the job has not reached yet is left to it."""
    upto = NearMark.objects.values_list("upto", flat=True).first() or 0
    if voice.pk <= upto:
        write([(voice.pk, voice.title, voice.text)])


def behind() -> bool:
    """Is there a voice of any congress without keys?"""
    marks = dict(NearMark.everywhere.values_list("congress", "upto"))
    return any(
        Voice.everywhere.filter(congress=pk, pk__gt=marks.get(pk, 0)).exists()
        for pk in Congress.objects.filter(is_active=True).values_list("pk", flat=True)
    )


def sharing(keys: list[int], but: int) -> list[tuple[int, int]]:
    """(voice, key) for voices that share a key, the newest EACH of every key; and (voice, FRESH) for the newest few that
    the job has not reached yet. One round trip, bounded rows, the same on every database."""
    table, marks, voices = (m._meta.db_table for m in (NearKey, NearMark, Voice))
    congress = scope.current().pk
    by_key = (
        f"SELECT * FROM (SELECT voice_id, key FROM {table} "  # noqa: S608 - the names are ours, values are parameters
        f"WHERE congress_id = %s AND key = %s AND voice_id <> %s ORDER BY voice_id DESC LIMIT {EACH}) AS k{{n}}"
    )
    fresh = (
        f"SELECT * FROM (SELECT id AS voice_id, {FRESH} AS key FROM {voices} "  # noqa: S608 - as above
        f"WHERE congress_id = %s AND id <> %s AND id > COALESCE((SELECT upto FROM {marks} WHERE congress_id = %s), 0) "
        f"ORDER BY id DESC LIMIT {NEWEST}) AS fresh"
    )
    sql = " UNION ALL ".join([*(by_key.format(n=n) for n in range(len(keys))), fresh])
    given = [value for key in keys for value in (congress, key, but)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, congress, but, congress])
        return cursor.fetchall()
