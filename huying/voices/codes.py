"""The code that belongs to the number of a voice or an idea: the kernel's slip codes, of their own kind."""

from functools import partial

from huying.kernel import slipcodes
from huying.kernel.slipcodes import plain, spell

__all__ = ["digest", "fits", "fresh", "plain", "spell"]

KIND = "voice"
fresh = partial(slipcodes.fresh, KIND)
digest = partial(slipcodes.digest, KIND)
fits = partial(slipcodes.fits, KIND)
