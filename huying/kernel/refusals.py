"""Why a step was not taken, in words that a person can read."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """A reason a person can read; nothing was changed."""


class Forbidden(Refused):
    """Not for you. The doors answer 404."""


class Stale(Refused):
    """Somebody was faster; the row is not what the form showed."""


class Taken(Stale):
    """Somebody was faster and made one like it: the database would hold two of what there is one of."""


class Unavailable(Refused):
    """The database could not take it (busy, disk full); nothing was changed, the same press may be tried again."""


class AlreadyDone(Refused):
    """The same press of the same button arrived twice; `trace` is what the first one did."""

    def __init__(self, trace):
        super().__init__(_("这一步已经办好了。"))
        self.trace = trace
