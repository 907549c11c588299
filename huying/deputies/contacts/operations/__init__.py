"""The three processes of the network, a module each."""

from . import contacts, pairs, plans

__all__ = ["contacts", "pairs", "plans"]
