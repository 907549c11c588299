"""The public pages in the hands of somebody without an account."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from huying.ui.visitors import guard


def url(name, **more):
    return reverse(f"voices:{name}", kwargs={"code": "qh", **more})


def filled(client, **more):
    """The form as a person fills it: opened, read for a while, sent."""
    page = client.get(url("say"))
    hidden = dict(re.findall(r'name="(_key|_shown)" value="([^"]*)"', page.content.decode()))
    hidden["_shown"] = guard.stamp(timezone.now() - timedelta(seconds=30))
    return {"text": "菜市场排水沟堵了", "phone": "13900005678", "consent": "on", **hidden, **more}


def shown_code(client):
    page = client.get(url("said")).content.decode()
    number = re.search(r"QH-\d{4}-\d{5}", page)[0]
    return number, re.search(r"<output>(\d{4} \d{4})</output>", page)[1]
