"""Questions about stations that other floors may ask."""

from .models import Station

RANK = {"house": 0, "station": 1, "point": 2}


def open_ones():
    """Stations in use, with area and parent, in the order in which people look for them."""
    return (
        Station.objects.filter(is_active=True).select_related("area", "parent").order_by("area__name", "name")
    )


def reachable(most: int = 5) -> list:
    """Stations with a telephone: what every refusal offers instead of a dead end."""
    return list(open_ones().exclude(telephone="").exclude(kind="point")[:most])


def kept_by(member):
    """The stations that a keeper keeps."""
    return open_ones().filter(keepers=member)
