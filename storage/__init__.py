"""Where things live: opens the store, the catalog and the vault that the settings name (`scheme:rest`).

An adapter's file is loaded only when its scheme is asked for, so that nobody pays for a door that stays shut.
"""

import importlib
from collections.abc import Callable

from digitize.errors import ConfigError
from digitize.ports import Catalog, Store, Vault
from storage.keys import Keys

STORES = ("directory",)
CATALOGS = ("sqlite",)


def open_store(address: str) -> Store:
    """The store at an address like `directory:PATH`; raises ConfigError when the scheme is unknown."""
    scheme, rest = _parts(address, STORES, "store")
    opener: Callable[[str], Store] = importlib.import_module(f"storage.stores.{scheme}").open_store
    return opener(rest)


def open_catalog(address: str, keys: Keys) -> Catalog:
    """The catalog at an address like `sqlite:PATH`; raises ConfigError when the scheme is unknown."""
    scheme, rest = _parts(address, CATALOGS, "catalog")
    opener: Callable[[str, Keys], Catalog] = importlib.import_module(f"storage.catalogs.{scheme}").open_catalog
    return opener(rest, keys)


def open_vault(store: Store, key_store: Store, keys: Keys) -> Vault:
    """The vault that seals into `store` and keeps each object's wrapped data key in `key_store`."""
    opener: Callable[[Store, Store, Keys], Vault] = importlib.import_module("storage.vault").open_vault
    return opener(store, key_store, keys)


def _parts(address: str, known: tuple[str, ...], what: str) -> tuple[str, str]:
    scheme, _, rest = address.partition(":")
    if scheme not in known or not rest:
        forms = ", ".join(f"{name}:..." for name in known)
        raise ConfigError(f"{address!r} names no {what} that sohoa knows; it must be one of: {forms}")
    return scheme, rest
