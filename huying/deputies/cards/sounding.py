"""Names by their sound: whole syllables, first letters, or both mixed, from any syllable on: gaoxiulan, gxl, gaoxl, xiulan."""

from functools import lru_cache


def sounds_like(name: str, typed: str) -> bool:
    """Is `typed` (Latin letters) a way to type this name? Every reading of a character counts; the last may be cut short."""
    typed = typed.lower().replace("v", "u").replace("ü", "u")
    readings = _readings(name)
    return bool(typed) and any(_goes_on(readings, at, typed) for at in range(len(readings)))


def _goes_on(readings: tuple[frozenset[str], ...], at: int, left: str) -> bool:
    if not left:
        return True
    if at == len(readings):
        return False
    for sound in readings[at]:
        if sound.startswith(left):
            return True
        if left.startswith(sound) and _goes_on(readings, at + 1, left[len(sound) :]):
            return True
        if left[0] == sound[:1] and _goes_on(readings, at + 1, left[1:]):
            return True
    return False


@lru_cache(maxsize=20_000)
def _readings(name: str) -> tuple[frozenset[str], ...]:
    """The sounds of each character, without tones."""
    from pypinyin import Style, pinyin

    found = pinyin(name[:40], style=Style.NORMAL, heteronym=True)
    return tuple(frozenset(s.lower().replace("v", "u").replace("ü", "u") for s in one) for one in found)
