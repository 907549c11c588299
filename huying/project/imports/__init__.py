"""Tables that can be imported: voices and suggestions of older systems, and the roster."""

from importlib import import_module

from .importer import Importer

MODULES = {
    "voices": "voices",
    "hotline": "voices",
    "suggestions": "suggestions",
    "people": "people",
    "deputies": "deputies",
    "units": "units",
    "areas": "places",
    "districts": "places",
    "stations": "stations",
    "addresses": "addresses",
}


def importer(name: str) -> Importer:
    """A fresh importer of this name, for one run inside the congress being served. KeyError for an unknown name."""
    return import_module(f"{__name__}.{MODULES[name]}").IMPORTERS[name]()
