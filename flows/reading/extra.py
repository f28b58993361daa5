"""Libraries of some formats: where one is missing, the reject says what to install."""

import importlib
from types import ModuleType

from flows.reading.entry import Broken


def needed(module: str, extra: str) -> ModuleType:
    """A module of an optional part. Raises Broken when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise Broken("missing-extra", f"to read it: pip install copydesk[{extra}]") from None
