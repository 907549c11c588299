"""The code that belongs to the number of a voice or an idea."""

from huying.kernel.slipcodes import Codes

codes = Codes("voice")
