"""From pixels to words: opens an engine by its name (`tesseract:vie`)."""

import importlib
import pkgutil
from collections.abc import Callable

from digitize.errors import ConfigError
from digitize.ports import Engine
from ocr import engines


def open_engine(name: str) -> Engine:
    """The engine of that name, `scheme:rest`; raises ConfigError when the scheme is unknown or the rest unusable."""
    scheme, _, rest = name.partition(":")
    known = sorted(module.name for module in pkgutil.iter_modules(engines.__path__))
    if scheme not in known:
        raise ConfigError(f"there is no OCR engine “{scheme}”; known are: {', '.join(known)}")
    opener: Callable[[str], Engine] = importlib.import_module(f"ocr.engines.{scheme}").open_engine
    return opener(rest)
