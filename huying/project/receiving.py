"""What a reception that was missed, made up for or held means to those who booked it."""

from huying.stations.bookings import ending


def tell_missed(reception, *, by, at):
    """Nobody came to receive: those who booked are not the absent ones."""
    ending.missed(reception, at=at)


def tell_made_up(reception, *, by, at):
    ending.made_up(reception, at=at)


def end_received(reception, *, by, at):
    """The reception was held: whoever came is done, whoever did not is absent."""
    ending.reported(reception, at=at, came=reception.came)
