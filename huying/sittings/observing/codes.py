"""The code that belongs to the number of an application to observe."""

from huying.kernel.slipcodes import Codes

codes = Codes("observer")
