"""What rooms above the stations count at a place, for its popularity index; where stations stand, for the addresses."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from huying.stations import popularity
from huying.stations import queries as stations
from huying.ui import blocks
from huying.voices.models import Voice
from huying.voices.queries import RECEIVED


def voices(since, until) -> popularity.Counts:
    """Voices received at each station between two days, both included."""
    rows = Voice.objects.filter(heard_on__gte=since, heard_on__lte=until, station__isnull=False)
    found = rows.filter(RECEIVED).values("station").annotate(n=Count("pk")).order_by()
    return {row["station"]: (row["n"],) for row in found}


def with_address(_asked) -> dict:
    """{key: station in use whose address is known, its area and that of the town read with it}; one query."""
    rows = stations.open_ones().exclude(address="").select_related("area__parent")
    return {row.pk: row for row in rows}


def register() -> None:
    """Called once, when the house is ready."""
    blocks.provide("addresses.stations", with_address)
    fact = popularity.Fact("voices", _("收到民情"), _("件"), "stations.popularity_voice", persons=True)
    popularity.register("voices", (fact,), voices)
