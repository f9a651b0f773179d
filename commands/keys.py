"""`sohoa keys`: versions of the master key, the recovery set, and where the master key lies."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from commands.doors import find_settings, in_use, open_archive, open_archive_keys
from commands.options import event, now, operator_option
from commands.screen import Progress, tell
from digitize.errors import ConfigError
from digitize.settings import Settings
from signing import open_wrapping
from storage.durable import explaining, replace_file
from storage.key_file import DATA, move_master, whole_content, write_content
from storage.keys import Keys, inside
from storage.recovery import NEEDED, SHARES, join, share_from_text, share_to_text, split
from storage.rotation import begin_rotation, count_versions, wrap_anew

_STATE = "recovery.json"


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery set that was made last, of which keys, and when two of its shares were shown to open (UTC)."""

    set: str = ""
    keys: str = ""
    made: str = ""
    proven: str = ""


@click.group("keys")
def command() -> None:
    """Khóa của kho: show, rotate, backup, restore, move. Mất khóa là mất tất cả / without keys nothing opens."""


@command.command("show")
@click.pass_obj
def show(config: str | None) -> None:
    """Các phiên bản khóa / versions of the master key, and how many data keys each wraps."""
    settings = find_settings(config)
    keys = open_archive_keys(settings)
    counts, newest = count_versions(keys), keys.newest
    for version in sorted({newest, *counts}, key=lambda one: one != newest):
        mark = "  <- mới nhất / newest" if version == newest else ""
        click.echo(f"{version:>10}: {counts.get(version, 0)} khóa dữ liệu / data keys{mark}")
    state = read_recovery(settings)
    click.echo(f"Bộ khôi phục / recovery set: {state.set or '-'}, thử / proven: {state.proven or '-'}")


@command.command("rotate")
@click.option("--resume", is_flag=True, help="Làm tiếp lần trước / go on with a rotation that was stopped.")
@operator_option
@click.pass_obj
def rotate(config: str | None, resume: bool, operator: str | None) -> None:
    """Đổi khóa chính: a new version of the master key; every data key is wrapped anew, no object is touched.

    Older versions stay, for older copies of the key folder. Make a new recovery set afterwards (`sohoa keys backup`).
    """
    settings = find_settings(config)
    with in_use(settings, alone=True):
        keys = open_archive_keys(settings)
        keys = keys if resume else begin_rotation(keys)
        progress, done = Progress(), 0
        for wrapped in wrap_anew(keys):
            done += wrapped
            progress(1)
        progress.end()
        _audit(settings, "keys_rotated", operator, version=str(keys.newest), data_keys=str(done))
    tell(f"Khóa chính mới / new master key {keys.newest}: {done} khóa dữ liệu bọc lại / data keys wrapped anew.")
    tell("Bộ khôi phục cũ không còn đủ / the old recovery set lacks the new version: sohoa keys backup")


@command.command("backup")
@click.argument("folders", nargs=SHARES, metavar="FOLDER FOLDER FOLDER", type=click.Path(file_okay=False, exists=True))
@operator_option
@click.pass_obj
def backup(config: str | None, folders: tuple[str, ...], operator: str | None) -> None:
    """Làm bộ khôi phục: one share into each of three folders (USB sticks ...); any two restore the keys."""
    settings = find_settings(config)
    places = [Path(folder).resolve() for folder in folders]
    if len(set(places)) < SHARES:
        raise ConfigError("each share must lie in another place: name three different folders")
    for place in places:
        if inside(place, settings.folder) or inside(place, settings.path(settings.archive.keys)):
            raise ConfigError("the shares must lie outside of the archive and of the key folder")
    keys = open_archive_keys(settings)
    made = now()
    shares = split(_whole(keys), keys.fingerprint, made)
    for share, place in zip(shares, places, strict=True):
        with explaining("a share could not be written"):
            replace_file(place / f"sohoa-{share.set}-{share.number}.json", share_to_text(share).encode())
        click.echo(f"{share.number}/{SHARES}: {place / f'sohoa-{share.set}-{share.number}.json'}")
    _write_recovery(settings, Recovery(shares[0].set, keys.fingerprint, made))
    _audit(settings, "keys_backed_up", operator, set=shares[0].set)
    tell(f"Cất ở {SHARES} nơi khác nhau, rồi thử / keep them in {SHARES} places, then prove it: sohoa keys restore A B")


@command.command("restore")
@click.argument("files", nargs=-1, required=True, metavar="SHARE SHARE", type=click.Path(dir_okay=False, exists=True))
@click.option("--to", "target", type=click.Path(file_okay=False), help="Thư mục khóa mới / a new key folder to write.")
@operator_option
@click.pass_obj
def restore(config: str | None, files: tuple[str, ...], target: str | None, operator: str | None) -> None:
    """Khôi phục từ 2 trong 3 phần: proves that two shares give these very keys; --to DIR writes them there.

    The data keys (`data/`) are not in the shares: put their folder back from its backup beside the key file.
    """
    shares = [share_from_text(Path(file).read_text(encoding="utf-8", errors="replace")) for file in files]
    content = join(shares)
    if target:
        _write(Path(target), content)
        return
    settings = find_settings(config)
    keys = open_archive_keys(settings)
    if content != _whole(keys):
        raise ConfigError("the shares open, but hold other keys than these: make a new set with `sohoa keys backup`")
    share = shares[0]
    _write_recovery(settings, Recovery(share.set, keys.fingerprint, share.made, now()))
    _audit(settings, "recovery_proven", operator, set=share.set)
    tell(f"Đúng: {NEEDED} phần khôi phục đủ khóa / proven: these shares restore the keys.")


@command.command("move")
@click.argument("place", metavar="FILE|pkcs11:ADDRESS", type=click.Path(dir_okay=False))
@operator_option
@click.pass_obj
def move(config: str | None, place: str, operator: str | None) -> None:
    """Chuyển khóa chính ra tệp riêng hoặc vào thiết bị: the master key goes out of the key folder.

    Into FILE (a stick, another disk), or under an AES key on a token or HSM, made there if it has none of that id
    (`pkcs11:token=LABEL;id=%01?module-path=...`; PIN: `archive.master_secret`).
    """
    settings = find_settings(config)
    on_token = place.startswith("pkcs11:")
    target = open_wrapping(place, settings.archive.master_secret) if on_token else Path(place).resolve()
    if isinstance(target, Path) and inside(target, settings.folder):
        raise ConfigError("the master key must lie outside of the archive's folder")
    if settings.archive.master:
        raise ConfigError("the master key lies elsewhere already (archive.master)")
    with in_use(settings, alone=True):
        _audit(settings, "keys_moved", operator)
        move_master(settings.path(settings.archive.keys), target)
    click.echo(f'[archive] master = "{place if on_token else f"file:{target}"}"')
    tell("Ghi dòng trên vào sohoa.toml / put this line into sohoa.toml; without it nothing opens.")


def read_recovery(settings: Settings) -> Recovery:
    """What is known of the recovery set; an empty one when there is none."""
    try:
        return Recovery(**json.loads((settings.path(settings.archive.keys) / _STATE).read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return Recovery()


def _write_recovery(settings: Settings, state: Recovery) -> None:
    with explaining("the state of the recovery set could not be written"):
        replace_file(settings.path(settings.archive.keys) / _STATE, json.dumps(asdict(state)).encode())


def _whole(keys: Keys) -> dict[str, object]:
    """The key file with the master key in it, wherever that lies."""
    return whole_content(Path(keys.folder), keys.master)


def _write(folder: Path, content: dict[str, object]) -> None:
    with explaining("the key folder could not be made"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ConfigError(f"{folder} is not empty: name a new folder")
        (folder / DATA).mkdir(mode=0o700)
    write_content(folder, content, fresh=True)
    tell(f"Đã ghi / written: {folder}. Chép data/ từ bản sao lưu vào / put data/ from its backup into it,")
    tell("rồi đặt / then set archive.keys to it, archive.master to nothing.")


def _audit(settings: Settings, act: str, operator: str | None, **details: str) -> None:
    _, catalog = open_archive(settings)
    with catalog.transaction() as transaction:
        transaction.trail.add(event(act, "", operator, **details))
