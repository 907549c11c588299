"""Names as they stand in a pasted list, read against people who may be meant."""

import re

from django.utils.translation import gettext as _

BETWEEN = re.compile(r"[\n\r\t、,，;；]+")


class Unread(Exception):
    """Words that fit nobody, or more than one."""


def read(text: str, people) -> list[int]:
    """Keys of the people named, each once, in the order of the list. `people`: (key, name, card number or "").

    Names stand one a line or divided by 、 , ; or blanks; "王 伟" with a blank inside is one name. Unread names whoever
    could not be read: nothing is guessed.
    """
    known: dict[str, set] = {}
    for key, name, card in people:
        for word in filter(None, (name, card)):
            known.setdefault(_tight(word), set()).add(key)
    found: dict[int, None] = {}
    bad = []
    for part in filter(None, (piece.strip() for piece in BETWEEN.split(text))):
        for word in [part] if _tight(part) in known else _words(part, known):
            fits = known.get(_tight(word), ())
            if len(fits) == 1:
                found[next(iter(fits))] = None
            else:
                bad.append(word)
    if bad:
        words = {"names": "、".join(bad[:20])[:300]}
        raise Unread(_("这些名字找不到人，或者有同名的（同名请写证号）：%(names)s") % words)
    return list(found)


def _tight(word: str) -> str:
    return re.sub(r"\s+", "", word).casefold()


def _words(part: str, known) -> list[str]:
    """The words of a part; two that are only together a name are one."""
    words, made, n = part.split(), [], 0
    while n < len(words):
        both = "".join(words[n : n + 2])
        if n + 1 < len(words) and _tight(words[n]) not in known and _tight(both) in known:
            made.append(both)
            n += 2
        else:
            made.append(words[n])
            n += 1
    return made
