"""The gate itself: every operation called directly as every person; only the named pass, the others leave nothing."""

import pytest
from django.utils import timezone

from huying.kernel import scope
from huying.kernel.access import may
from huying.kernel.case import Trace
from huying.kernel.process import Forbidden
from huying.ui import doors

pytestmark = pytest.mark.django_db


def test_every_step_refuses_everybody_it_does_not_name(walked):
    tried = 0
    for room in doors.ROOMS.values():
        for member in (*walked.cast, *walked.neighbour.cast):
            with scope.congress(walked.congress):
                row = room.model.objects.order_by("pk").first()
                if row is None:
                    continue
                for step in room.flow.steps.values():
                    operation = getattr(room.operations, step.name, None)
                    if (
                        operation is None
                        or not hasattr(operation, "step")
                        or may(member, step, None if step.is_birth else row)
                    ):
                        continue
                    before = Trace.objects.count()
                    with pytest.raises(Forbidden):
                        if step.is_birth:
                            operation(by=member, at=timezone.now())
                        else:
                            operation(row, by=member, at=timezone.now())
                    assert Trace.objects.count() == before
                    tried += 1
    assert tried > 100


def test_every_step_of_every_flow_has_its_operation():
    for room in doors.ROOMS.values():
        for step in room.flow.steps.values():
            assert hasattr(room.operations, step.name), step.code
