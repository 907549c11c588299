"""What the timetable calls of triage."""

from huying.kernel import scope
from huying.kernel.jobs import job
from huying.kernel.roster import Congress

from .matching import keys


@job(minutes=20)
def write_keys():
    """Keys for voices that came in since the last time; {congress: how many}."""
    done = {}
    for congress in Congress.objects.filter(is_active=True).order_by("pk"):
        with scope.congress(congress):
            if count := keys.catch_up():
                done[congress.code] = count
    return done


def wanted(at) -> bool:
    """Did anything come in since the last time?"""
    return keys.behind()
