"""All tables of the kernel, for Django's registry. Import from the modules themselves."""

from .case import Case, Clock, Counter, Link, Trace
from .clocks import CalendarNotice, RuleChange
from .fields import Field
from .files import File
from .ledger import ChainHead, Checkpoint
from .notices import Notice
from .roster import (
    Account, Area, Congress, Cover, District, Membership, Organ, Person, Session, Term, Unit,
)  # fmt: skip
from .tokens import Token

__all__ = [
    "Account", "Area", "CalendarNotice", "Case", "ChainHead", "Checkpoint", "Clock", "Congress", "Counter", "Cover",
    "District", "Field", "File", "Link", "Membership", "Notice", "Organ", "Person", "RuleChange", "Session", "Term", "Token", "Trace", "Unit",
]  # fmt: skip
