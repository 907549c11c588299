"""Where a voice belongs that names a place and no area: by the table of addresses, as people find their deputy by it."""

from huying.deputies.addresses import queries as addresses
from huying.stations.models import Station


def of(area, station, place: str):
    """(area, station): what was chosen; else what the roster knows of the words; (None, None) where that is in doubt."""
    if area is not None or station is not None or not place:
        return area or (station.area if station else None), station
    found = addresses.look(place)
    if found is None or found.doubt or found.area is None:
        return None, None
    return found.area, found.station or _nearest(found.areas)


def _nearest(areas: list[int]):
    """The station of the place itself, else of its town."""
    rows = Station.objects.filter(area__in=areas, state="open", kind="station").order_by("pk")
    known = {s.area_id: s for s in reversed(rows)}
    return next((known[pk] for pk in areas if pk in known), None)
