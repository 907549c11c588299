"""What Django's conditional_escape says, without its detours for the plain text that nearly everything is."""

from html import escape
from typing import Any

from django.utils.html import conditional_escape


def esc(value: Any) -> str:
    """HTML of a value: text escaped, a SafeString as it is."""
    return escape(value) if type(value) is str else conditional_escape(value)
