"""All tables of the kernel, for Django's registry. Import from the modules themselves."""

from .accounts.models import Admission, Attempt, Invitation
from .case import Case, Clock, Counter, Link, Trace
from .clocks import CalendarNotice, RuleChange
from .delivery import Delivery, Preference
from .drafts import Draft
from .fields import Field
from .files import File
from .jobs import Worker
from .ledger import ChainHead, Checkpoint
from .notices import Notice
from .progress import Progress
from .register.models import Entry, Origin
from .roster import (
    Account,
    Area,
    Congress,
    Cover,
    District,
    Membership,
    Organ,
    OrganMember,
    Person,
    Session,
    Term,
    Unit,
)  # fmt: skip
from .search import SearchDoc
from .tables.importing import Import, ImportLine
from .tokens import Token
from .worker import Ran

__all__ = [
    "Account", "Admission", "Area", "Attempt", "CalendarNotice", "Case", "ChainHead", "Checkpoint", "Clock",
    "Congress", "Counter", "Cover", "Delivery", "District", "Draft", "Entry", "Field", "File", "Import",
    "ImportLine", "Invitation", "Link", "Membership", "Notice", "Organ", "OrganMember", "Origin", "Person", "Preference",
    "Progress", "Ran", "RuleChange", "SearchDoc", "Session", "Term", "Token", "Trace", "Unit", "Worker",
]  # fmt: skip
