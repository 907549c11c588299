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
        with scope.congress(walked.congress):
            row = room.model.objects.order_by("pk").first()
            if row is None:
                continue
            steps = [(step, getattr(room.operations, step.name, None)) for step in room.flow.steps.values()]
            state, before = (row.state, row.version), Trace.objects.count()
            for member in (*walked.cast, *walked.neighbour.cast):
                for step, operation in steps:
                    if not hasattr(operation, "step") or may(member, step, None if step.is_birth else row):
                        continue
                    with pytest.raises(Forbidden):
                        if step.is_birth:
                            operation(by=member, at=timezone.now())
                        else:
                            operation(row, by=member, at=timezone.now())
                    tried += 1
            row.refresh_from_db()
            assert ((row.state, row.version), Trace.objects.count()) == (state, before), room.flow.subject
    assert tried > 100


def test_every_step_of_every_flow_has_its_operation():
    for room in doors.ROOMS.values():
        for step in room.flow.steps.values():
            assert hasattr(room.operations, step.name), step.code
