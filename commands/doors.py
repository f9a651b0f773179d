"""Opens the doors that a command needs, from the settings; nothing is opened that is not used."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import platformdirs

from commands.leftovers import clear_left, open_folder
from commands.logs import open_log
from commands.sealing import seal_in_time
from digitize.errors import ConfigError
from digitize.filing import Doors
from digitize.ports import Catalog, Signer, Store, Vault
from digitize.settings import Settings, load_settings
from digitize.vietnam.kinds import added, use_kinds
from ocr import open_engine
from signing import open_signer, open_verifier, open_wrapping
from signing.terms import Terms
from storage import open_catalog, open_store, open_vault
from storage.anchors import Trailing
from storage.key_file import Master
from storage.keys import Keys, open_keys


def find_settings(config: str | None) -> Settings:
    """The settings named by --config, else ./sohoa.toml, else the user's; raises ConfigError when there are none."""
    places = [Path(config)] if config else [Path("sohoa.toml"), user_settings()]
    for place in places:
        if place.is_file():
            settings = load_settings(place)
            open_log(settings.path(settings.log.file))
            use_kinds((str(settings.path(settings.rules.kinds)),) if settings.rules.kinds else ())
            return settings
    raise ConfigError("no settings found (sohoa.toml); run `sohoa init` here, or name the file with --config")


def settings_if_any(config: str | None) -> Settings | None:
    """The settings, None where there are none and none were named: reading and verifying files need no archive."""
    try:
        return find_settings(config)
    except ConfigError:
        if config:
            raise
        return None


def user_settings() -> Path:
    """Where the user's own settings lie."""
    return Path(platformdirs.user_config_dir("sohoa")) / "sohoa.toml"


def open_archive(settings: Settings) -> tuple[Vault, Catalog]:
    """The vault and the catalog."""
    clear_left(settings)
    keys = open_archive_keys(settings)
    store, data_keys = open_stores(settings)
    secret = settings.address(settings.archive.catalog_secret)
    vault = open_vault(store, data_keys, keys)
    catalog = open_catalog(settings.address(settings.archive.catalog), keys, secret)
    seal_in_time(settings, Trailing(catalog, vault, store, keys))
    return vault, catalog


def open_trail(settings: Settings) -> Trailing:
    """The doors that the trail's anchors and its audit need."""
    keys, (store, data_keys) = open_archive_keys(settings), open_stores(settings)
    _, catalog = open_archive(settings)
    return Trailing(catalog, open_vault(store, data_keys, keys), store, keys)


def open_archive_keys(settings: Settings) -> Keys:
    """The archive's keys; the master key is read when it is needed."""
    return open_keys(settings.path(settings.archive.keys), master_key(settings))


def master_key(settings: Settings) -> Master:
    """Where the master key lies: in the key folder, at a reference, or under a key on a token (not opened yet)."""
    master = settings.address(settings.archive.master)
    return open_wrapping(master, settings.archive.master_secret) if master.startswith("pkcs11:") else master


def open_stores(settings: Settings) -> tuple[Store, Store]:
    """The store of sealed objects, and that of their wrapped data keys."""
    data_keys = open_store(f"directory:{settings.path(settings.archive.keys) / 'data'}")
    return open_store(*store_address(settings)), data_keys


def store_address(settings: Settings) -> tuple[str, str]:
    """The store's address and the reference to its secret."""
    return settings.address(settings.archive.store), settings.address(settings.archive.store_secret)


def open_doors(settings: Settings, *, signs: bool = True) -> Doors:
    """Everything that filing needs; the signer only where documents are signed at once and a key is named."""
    vault, catalog = open_archive(settings)
    signer = None
    if signs and settings.signing.when == "run" and settings.signing.key:
        signer = open_key(settings)
    return Doors(open_engine(settings.ocr.engine), vault, catalog, signer)


def open_key(settings: Settings) -> Signer:
    """The signer named in the settings; raises ConfigError at once when its key does not open."""
    return open_signer(
        settings.address(settings.signing.key), settings.address(settings.signing.secret), terms(settings)
    )


def open_eyes(settings: Settings | None) -> Signer:
    """A signer that can verify and lift, without a key; without settings no root is trusted."""
    return open_verifier(terms(settings) if settings else Terms())


def terms(settings: Settings) -> Terms:
    """On which terms the settings sign; raises ConfigError where a level lacks what it needs."""
    told = settings.signing
    roots = (str(settings.path(told.roots)),) if told.roots else ()
    return Terms(roots, told.level, told.tsa, told.padding == "pkcs1")


def fingerprint(doors: Doors) -> str:
    """The pipeline's fingerprint: version, engine with its data, and the rules; a change makes held papers run anew."""
    digest = hashlib.sha256(f"{version('sohoa')}\n{doors.engine.version()}\n".encode())
    rules = files("digitize") / "vietnam"
    for rule in sorted(rules.iterdir(), key=lambda one: one.name):
        if rule.name.endswith(".toml"):
            digest.update(rule.read_bytes())
    for own in added():
        digest.update(Path(own).read_bytes())
    return f"sohoa-{version('sohoa')}-{digest.hexdigest()[:12]}"


@contextmanager
def in_use(settings: Settings, *, alone: bool = False) -> Iterator[None]:
    """Marks the archive as being written to, by the key folder that all its processes share.

    `alone`: by nobody else; raises ConfigError when somebody does. A process that dies leaves no mark.
    """
    lock = os.open(settings.path(settings.archive.keys) / "in-use", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        yield
    except BlockingIOError as error:
        raise ConfigError("a run is going on in this archive: wait for its end, then try again") from error
    finally:
        os.close(lock)


@contextmanager
def open_spool(settings: Settings) -> Iterator[Path]:
    """A folder for the open pages of one run (mode 0700), emptied at the end; what killed runs left goes first."""
    with in_use(settings), open_folder(settings.path(settings.run.spool)) as own:
        yield own
