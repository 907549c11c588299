"""A new code for a lost one, by message to the number given then."""

import uuid

from django.utils import timezone

from huying.kernel import process
from huying.kernel.jobs import enqueue, job
from huying.kernel.process import Refused

from . import operations
from .messages import send_new_code
from .models import Voice


def ask(voice: Voice | None) -> None:
    """Have it renewed and sent, or, where number and telephone do not fit, the same work for nothing: how long the page
    takes tells nobody which telephone belongs to which number."""
    enqueue(renew, voice=voice.pk if voice else 0, asked=uuid.uuid4().hex)


@job(minutes=5)
def renew(*, voice: int, asked: str = ""):
    """`asked` names the one request: done twice, it makes one code."""
    row = Voice.objects.filter(pk=voice).first()
    if row is None or not row.phone:
        return
    at = timezone.now()
    try:
        with process.together():  # the old code does not die without the message that brings the new one
            operations.renew_code(
                row, by=process.public(), at=at, phone=row.phone, key=f"renew-{asked}" if asked else None
            )
            send_new_code(row, at=at)
    except Refused:  # also what was done before
        return
