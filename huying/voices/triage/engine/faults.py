"""Why the engine cannot help; the sentences are for whoever reads them on a page or a terminal."""

import sys
from importlib import import_module
from types import ModuleType

EXTRA = "分拣引擎需要额外的组件（{name}），没有安装：pip install 'huying[ml]'；在此之前由人工分拣。"


class EngineFault(Exception):
    """The engine cannot do what was asked; the message says why, in Chinese."""


class Missing(EngineFault):
    """A library of the extra `ml` is not installed."""


class ModelUnusable(EngineFault):
    """The model's file is missing, broken, or of another version of the engine."""


class DataUnusable(EngineFault):
    """The rows given cannot be used: a missing column, one label only, nothing to read."""


def need(name: str) -> ModuleType:
    """The library `name`, or a sentence that says what is missing.

    Raises `Missing`."""
    if (loaded := sys.modules.get(name)) is not None:  # asked for every message
        return loaded
    try:
        return import_module(name)
    except ImportError:
        raise Missing(EXTRA.format(name=name.partition(".")[0])) from None
