"""Frozen settings from `sohoa.toml` and SOHOA_* variables; an unknown key is an error that names the valid ones."""

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_type_hints

from digitize.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Archive:
    """Where documents lie: the object store, the catalog, and the folder of keys (which must lie elsewhere).

    `store_secret` refers to the secret of the access key of an S3 store (`env:NAME`, `file:PATH` ...), `catalog_secret`
    to the password of a catalog's server, `master` to the master key (empty: it lies in the key folder), or is the
    PKCS#11 URI of the token's key that wraps it; `master_secret` refers to that token's PIN.
    """

    store: str = "directory:archive/objects"
    catalog: str = "sqlite:archive/catalog.db"
    keys: str = "keys"
    store_secret: str = ""
    master: str = ""
    catalog_secret: str = ""
    master_secret: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """The office that digitises: its name stands in the stamp (NĐ 30/2020, TT 05/2025 Điều 8)."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Ocr:
    """The reading engine: our own line net unless told otherwise (docs/decisions/0013)."""

    engine: str = "lines:"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office adds to our rules: a file with kinds of papers of its own (the form of vietnam/kinds.toml).

    `retention`: a file with how long each kind is kept (the form of `[retention]` in vietnam/rules/2025.toml).
    """

    kinds: str = ""
    retention: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """The key, how its password is found (`prompt:`, `env:NAME`, `fd:N`, `file:PATH`), and when documents are signed.

    `when`: run (at once) or pending (documents wait for their signature). `roots`: a folder of PEM files to trust.
    `level`: of PAdES (EN 319 142-1); `tsa`: the address of a time-stamping authority (RFC 3161); `padding` of RSA.
    `stamp`: which stamp is shown (digitize/vietnam/rules); `stamps`: a file of the office's own.
    `qr`: what stands before the id in a QR code in the stamp of digitised copies (an address); empty: none is drawn.
    `incoming`: what others signed is kept as it is; copy: a PDF/A-3b of ours with it inside, where it is no PDF/A;
    sign: our signature is added behind theirs, where they allow it.
    """

    key: str = ""
    secret: str = ""
    when: Literal["run", "pending"] = "run"
    roots: str = ""
    level: Literal["B-B", "B-T", "B-LT", "B-LTA"] = "B-B"
    tsa: str = ""
    padding: Literal["pss", "pkcs1"] = "pss"
    stamp: str = "archive"
    stamps: str = ""
    qr: str = ""
    incoming: Literal["keep", "copy", "sign"] = "keep"


@dataclass(frozen=True, slots=True)
class Run:
    """How a batch is worked: processes (0: one for each processor), seconds a page may take, folder of open pages.

    `left_days`: after how many days what was left for a person to look at (debug folders, shown PDFs) is cleared.
    """

    jobs: int = 0
    page_seconds: int = 180
    spool: str = "spool"
    left_days: int = 7

    def __post_init__(self) -> None:
        if self.page_seconds < 1:
            raise ConfigError("run.page_seconds must be at least 1")


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit trail: whether who looks up, shows, exports or verifies must say why (`--reason`)."""

    reasons: Literal["optional", "required"] = "optional"


@dataclass(frozen=True, slots=True)
class Conformance:
    """How veraPDF is called, which `sohoa conformance` asks about a sample of what was filed."""

    verapdf: str = "verapdf"


@dataclass(frozen=True, slots=True)
class Log:
    """The log file (no personal data is written to it)."""

    file: str = "sohoa.log"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, with the folder that relative paths in them start from."""

    folder: Path = field(default_factory=Path)
    archive: Archive = field(default_factory=Archive)
    agency: Agency = field(default_factory=Agency)
    ocr: Ocr = field(default_factory=Ocr)
    rules: Rules = field(default_factory=Rules)
    signing: Signing = field(default_factory=Signing)
    run: Run = field(default_factory=Run)
    audit: Audit = field(default_factory=Audit)
    conformance: Conformance = field(default_factory=Conformance)
    log: Log = field(default_factory=Log)

    def path(self, text: str) -> Path:
        """The path that a setting means; raises ConfigError when it names an unknown person's home folder."""
        try:
            return self.folder / Path(text).expanduser()
        except RuntimeError as error:
            raise ConfigError("a path in the settings begins with ~ and an unknown name; write it in full") from error

    def address(self, text: str) -> str:
        """An address `scheme:rest` with a relative path made whole; others (`s3://...`) unchanged."""
        scheme, colon, rest = text.partition(":")
        if scheme not in ("directory", "sqlite", "pkcs12", "file") or not rest:
            return text
        return f"{scheme}{colon}{self.path(rest)}"


def load_settings(file: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Reads `sohoa.toml`, then lets SOHOA_ARCHIVE_STORE and the like override; raises ConfigError."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("the settings file cannot be read; name it with --config or run `sohoa init`") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"the settings file is not valid TOML: {error}") from error
    sections = _sections()
    _refuse_unknown("section", set(told), set(sections))
    made = {name: _section(name, kind, told.get(name, {}), environ) for name, kind in sections.items()}
    settings = Settings(folder=file.resolve().parent, **made)
    _refuse_unknown_variables(settings, environ)
    return settings


def setting_names() -> tuple[str, ...]:
    """Every setting as `section.key`."""
    return tuple(f"{name}.{one.name}" for name, kind in _sections().items() for one in dataclasses.fields(kind))


def _sections() -> dict[str, Any]:
    return {name: kind for name, kind in get_type_hints(Settings).items() if name != "folder"}


def _section(name: str, kind: Any, told: object, environ: Mapping[str, str]) -> Any:
    if not isinstance(told, dict):
        raise ConfigError(f"[{name}] in the settings must be a section")
    hints = get_type_hints(kind)
    _refuse_unknown(f"key in [{name}]", set(told), set(hints))
    values = dict(told)
    for key in hints:
        if (text := environ.get(_variable(f"{name}.{key}"))) is not None:
            values[key] = text
    return kind(**{key: _value(f"{name}.{key}", hints[key], value) for key, value in values.items()})


def _value(name: str, kind: Any, value: object) -> object:
    if kind is int:
        try:
            number = int(str(value))
        except ValueError as error:
            raise ConfigError(f"{name} must be a whole number") from error
        if number < 0 or isinstance(value, bool):
            raise ConfigError(f"{name} must be a whole number, not negative")
        return number
    if not isinstance(value, str):
        raise ConfigError(f"{name} must be a text in quotes")
    allowed = getattr(kind, "__args__", ())
    if allowed and value not in allowed:
        raise ConfigError(f"{name} must be one of: {', '.join(allowed)}")
    return value


def _refuse_unknown(what: str, told: set[str], valid: set[str]) -> None:
    if unknown := sorted(told - valid):
        raise ConfigError(f"unknown {what} in the settings: {', '.join(unknown)}; valid: {', '.join(sorted(valid))}")


def _refuse_unknown_variables(settings: Settings, environ: Mapping[str, str]) -> None:
    """A misspelt variable would otherwise be obeyed by nobody; those that hold a secret are no settings."""
    valid = {_variable(name) for name in setting_names()}
    beginnings = tuple(_variable(f"{section}.") for section in _sections())
    archive = settings.archive
    passwords = (settings.signing.secret, archive.store_secret, archive.catalog_secret, archive.master_secret)
    secrets = {one.removeprefix("env:") for one in (*passwords, archive.master)}
    told = {name for name in environ if name.startswith(beginnings)} - secrets
    _refuse_unknown("variable", told, valid)


def _variable(name: str) -> str:
    return f"SOHOA_{name}".replace(".", "_").upper()
