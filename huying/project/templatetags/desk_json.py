"""A value as JSON inside a script of our own making."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def as_json(value: Any) -> SafeString:
    """JSON with the three signs of markup escaped, so that it stands safely in a script."""
    text = json.dumps(value, ensure_ascii=False)
    return SafeString(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
