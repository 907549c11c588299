"""THE TIMETABLE: everything that happens without anybody pressing a button."""

from datetime import time, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from huying.ballots import operations as ballots
from huying.ballots import sweeping
from huying.deputies.letters import operations as letters
from huying.kernel import checkpoints, delivery, drafts, erasure, files, held, jobs, lamps, scope
from huying.kernel.accounts import invitations, throttle
from huying.kernel.jobs import job
from huying.kernel.rounds import each_congress
from huying.kernel.worker import Entry
from huying.portal import operations as portal
from huying.portal import sending
from huying.sittings import telling as agendas
from huying.sittings.observing import operations as observers
from huying.stations.bookings import confirming, ending
from huying.stations.bookings import operations as bookings
from huying.stations.duties import daily as duties
from huying.suggestions import operations as suggestions
from huying.voices import operations as voices
from huying.voices.digests import writing as voice_digests
from huying.voices.triage import jobs as triage
from huying.voices.triage.board import jobs as hot

from . import digest, unsealed

# sign-in records: the Cybersecurity Law, article 21, asks for at least six months
LOGS_KEPT = timedelta(days=190)


@job(minutes=30)
def turn_lamps():
    """Clocks turning amber or red become notices."""
    return lamps.turn_all(timezone.now())


@job(minutes=30)
def write_digests():
    return digest.write_all(timezone.now())


@job(minutes=30)
def tell_voices():
    """What people said, by field, to those who chose to read it daily or weekly."""
    now = timezone.now()
    return sum(each_congress(lambda: voice_digests.write_all(now)).values())


@job(minutes=10)
def checkpoint():
    """Today's head of every chain."""
    return checkpoints.daily(timezone.now())


@job(minutes=60)
def lapse():
    """What a day ends by itself: windows to confirm and to rate, retention periods of personal data."""
    now = timezone.now()
    return each_congress(
        {
            "suggestions": lambda: suggestions.daily(at=now),
            "voices": lambda: voices.lapse(at=now),
            "letters": lambda: letters.daily(at=now),
            "erased": lambda: erasure.expire(scope.current(), at=now),
            "files": lambda: files.sweep(now),
            "duties": lambda: duties.run(at=now),
            "observers": lambda: observers.shut_due(at=now),
        }
    )


@job(minutes=30)
def tell_carried_out():
    """Citizens read that it was carried out once the deputy's rating may be known; by day, for telephones ring."""
    now = timezone.now()
    return each_congress(lambda: unsealed.daily(at=now))


@job(minutes=10)
def deliver():
    """Hand notices to the channels, send what is due."""
    now = timezone.now()
    return {"spread": delivery.spread(now), **delivery.send_due(now)}


@job(minutes=10)
def publish():
    """Articles whose day has come."""
    now = timezone.now()
    return each_congress(lambda: portal.publish_due(at=now))


@job(minutes=10)
def send_articles():
    """Articles on their way to other channels."""
    return sending.send_all(timezone.now())


@job(minutes=10)
def close_polls():
    """Polls whose set time has come; keys that a crash has left behind."""
    now = timezone.now()
    return {"closed": each_congress(lambda: ballots.close_due(at=now)), "keys": len(sweeping.sweep())}


@job(minutes=10)
def free_places():
    """Places of hours online and receptions that nobody confirmed in time."""
    now = timezone.now()
    return each_congress(lambda: bookings.free_due(at=now))


@job(minutes=10)
def tell_quiet_talks():
    """Talks online whose hour is over and whose citizen nobody answered."""
    now = timezone.now()
    return each_congress(lambda: ending.alert_due(at=now))


@job(minutes=10)
def tell_agendas():
    """Changes of agendas that were told, gathered for some minutes."""
    return agendas.tell_due(at=timezone.now())


@job(minutes=30)
def scan_held():
    """Attachments that came while the virus scanner did not answer."""
    now = timezone.now()
    return each_congress(lambda: held.scan(now))


@job(minutes=30)
def purge():
    """Throw away what has expired: slips, drafts, sessions, counts, old messages and jobs."""
    from axes.models import AccessAttempt, AccessLog

    now = timezone.now()
    return {
        "invitations": invitations.purge(now),
        "drafts": drafts.purge(now),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "attempts": throttle.purge(now)
        + AccessAttempt.objects.filter(attempt_time__lt=now - timedelta(days=7)).delete()[0],
        "sign_ins": AccessLog.objects.filter(attempt_time__lt=now - LOGS_KEPT).delete()[0],
        "deliveries": delivery.purge(now),
        "jobs": jobs.purge(now),
    }


TIMETABLE = (
    Entry(name="checkpoint", job=checkpoint, at=time(0, 10)),
    Entry(name="lapse", job=lapse, at=time(0, 30)),
    Entry(name="publish", job=publish, at=time(0, 20)),
    Entry(name="send_articles", job=send_articles, every=timedelta(minutes=1), wanted=sending.waiting),
    Entry(name="purge", job=purge, at=time(3, 0)),
    Entry(name="lamps", job=turn_lamps, at=time(6, 0)),
    Entry(name="carried_out", job=tell_carried_out, at=time(8, 0)),
    Entry(name="digest", job=write_digests, at=time(7, 30)),
    Entry(name="near", job=triage.write_keys, every=timedelta(minutes=1), wanted=triage.wanted),
    Entry(name="hot", job=hot.every_night, at=time(4, 30)),
    Entry(name="voices", job=tell_voices, at=time(7, 0)),
    Entry(name="close_polls", job=close_polls, every=timedelta(seconds=20), wanted=sweeping.wanted),
    Entry(name="tell_agendas", job=tell_agendas, every=timedelta(minutes=1), wanted=agendas.waiting),
    Entry(name="scan_held", job=scan_held, every=timedelta(minutes=1), wanted=files.any_held),
    Entry(name="free_places", job=free_places, every=timedelta(minutes=1), wanted=confirming.any_overdue),
    Entry(name="quiet_talks", job=tell_quiet_talks, every=timedelta(minutes=10), wanted=ending.any_quiet),
    Entry(name="deliver", job=deliver, every=timedelta(seconds=20), wanted=delivery.pending),
)
