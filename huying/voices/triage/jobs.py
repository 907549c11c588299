"""What the timetable calls of triage."""

from huying.kernel.jobs import job
from huying.kernel.rounds import each_congress

from .matching import keys


@job(minutes=20)
def write_keys():
    """Keys for voices that came in since the last time; {congress: how many}."""
    return {code: count for code, count in each_congress(keys.catch_up).items() if count}


def wanted(at) -> bool:
    """Did anything come in since the last time?"""
    return keys.behind()
