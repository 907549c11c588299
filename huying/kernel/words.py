"""The type of words that a user reads, and the language of words that are kept.

Words on a page are in the reader's language. Words that are stored or sent (a record, a notice, a message to a telephone, a
docket's title) are read by others than whoever pressed, and later: they are in the congress's own language. The gate sees
to it for whatever the house does by itself and for the wiring board; a step of a person's says `with recorded():` around
the words it keeps, so that its refusals stay in the person's language.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

Words = str | Promise


@contextmanager
def recorded() -> Iterator[None]:
    """Words made inside are in the congress's own language. Also a decorator."""
    if translation.get_language() == settings.LANGUAGE_CODE:
        yield
        return
    with translation.override(settings.LANGUAGE_CODE):
        yield


def kept(words) -> str:
    """Words as they are stored or sent: lazy ones, and what rows call themselves, in the congress's own language."""
    with recorded():
        return str(words)
