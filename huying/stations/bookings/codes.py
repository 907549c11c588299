"""The code that belongs to the number of a booking."""

from huying.kernel.slipcodes import Codes

codes = Codes("booking")
