"""Where things live: opens the store, the catalog and the vault that the settings name (`scheme:rest`).

An adapter's file is loaded only when its scheme is asked for, so that nobody pays for a door that stays shut.
"""

import importlib
from collections.abc import Callable
from typing import Any

from digitize.errors import ConfigError
from digitize.ports import Catalog, Store, Vault
from storage.keys import Keys
from storage.retrying import Retrying

STORES = ("directory", "s3")
_BY_KEY = ("s3", "postgresql")
CATALOGS = ("sqlite", "postgresql")


def open_store(address: str, secret: str = "") -> Store:
    """The store at `directory:PATH` or `s3://ACCESS-KEY@HOST/BUCKET`; raises ConfigError when the scheme is unknown.

    `secret` refers to the access key's secret (`env:NAME`, `file:PATH` ...), where there is one.
    """
    store: Store = _call("open_store", address, secret)
    return Retrying(store)


def prepare_store(address: str, secret: str = "") -> None:
    """Makes the folder or the bucket ready for `open_store`, unless it is."""
    _call("prepare_store", address, secret)


def open_catalog(address: str, keys: Keys, secret: str = "") -> Catalog:
    """The catalog at `sqlite:PATH` or `postgresql://USER@HOST/DATABASE`; raises ConfigError for an unknown scheme.

    `secret` refers to the password, where there is one.
    """
    scheme, rest = _parts(address, CATALOGS, "catalog")
    opener: Callable[..., Catalog] = importlib.import_module(f"storage.catalogs.{scheme}").open_catalog
    return opener(rest, keys, secret) if scheme in _BY_KEY else opener(rest, keys)


def open_vault(store: Store, key_store: Store, keys: Keys) -> Vault:
    """The vault that seals into `store` and keeps each object's wrapped data key in `key_store`."""
    opener: Callable[[Store, Store, Keys], Vault] = importlib.import_module("storage.vault").open_vault
    return opener(store, key_store, keys)


def _call(act: str, address: str, secret: str) -> Any:
    scheme, rest = _parts(address, STORES, "store")
    function = getattr(importlib.import_module(f"storage.stores.{scheme}"), act)
    return function(rest, secret) if scheme in _BY_KEY else function(rest)


def _parts(address: str, known: tuple[str, ...], what: str) -> tuple[str, str]:
    scheme, _, rest = address.partition(":")
    if scheme not in known or not rest:
        forms = ", ".join(f"{name}:..." for name in known)
        raise ConfigError(f"{address!r} names no {what} that sohoa knows; it must be one of: {forms}")
    return scheme, rest
