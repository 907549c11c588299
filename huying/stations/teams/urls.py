from huying.ui import doors

from ..models import Team
from . import forms, operations, pages, queries

urlpatterns = doors.for_flow(Team, operations, queries, forms, pages)
