from huying.ui import doors

from ..models import Slot
from . import forms, operations, pages, queries

urlpatterns = doors.for_flow(Slot, operations, queries, forms, pages)
