"""`sohoa backup`: an incremental copy of the archive in one place, of its data keys in another."""

import shutil
import sys
from pathlib import Path

import click

from commands.doors import find_settings, open_stores, open_trail
from commands.leftovers import open_temporary
from commands.options import event, operator_option
from commands.screen import Progress, tell
from digitize.errors import ConfigError, InputError
from digitize.settings import Settings
from storage.anchors import anchor
from storage.backup import SETTINGS, back_up
from storage.durable import explaining
from storage.keys import inside


@click.command("backup")
@click.argument("to", metavar="TO", type=click.Path(file_okay=False))
@click.option(
    "--keys",
    "keys_to",
    required=True,
    type=click.Path(file_okay=False),
    help="Nơi chép khóa dữ liệu, tách khỏi TO / where the wrapped data keys go, apart from TO.",
)
@operator_option
@click.pass_obj
def command(config: str | None, to: str, keys_to: str, operator: str | None) -> None:
    """Sao lưu: objects, catalog, trail and settings into TO; only what is new is copied. Safe while others work.

    What stands in the catalog is copied as its sealed manifests: nothing in TO opens without the keys. The master
    key is not copied (`sohoa keys backup`). Exit code 3: objects are damaged at their source; they are told.
    """
    settings = find_settings(config)
    places = (Path(to).resolve(), Path(keys_to).resolve())
    _check_apart(settings, places)
    house = open_trail(settings)
    with house.catalog.transaction() as transaction:
        transaction.trail.add(event("backed_up", "", operator))
    with open_temporary() as folder:
        anchor(house, folder)
    progress = Progress()
    with explaining("the backup's folder could not be written"):
        for place in (places[0] / SETTINGS, places[1]):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in _settings_files(settings, config):
            shutil.copyfile(file, places[0] / SETTINGS / file.name)
    done = back_up(house.catalog, open_stores(settings), house.keys, places, progress)
    progress.end()
    tell(f"{done.objects} đối tượng / objects, {done.fresh} mới chép / newly copied")
    if done.damaged:
        for name in done.damaged:
            click.echo(name)
        tell(f"{len(done.damaged)} hư hỏng, không chép / damaged, not copied: sohoa fixity")
        sys.exit(InputError.exit_code)


def _check_apart(settings: Settings, places: tuple[Path, Path]) -> None:
    archive, keys = places
    if inside(archive, keys) or inside(keys, archive):
        raise ConfigError(
            "archive and data keys go to two places, neither in the other: whoever takes one has not both"
        )
    own = (settings.folder, settings.path(settings.archive.keys))
    if any(inside(place, folder) for place in places for folder in own):
        raise ConfigError("a backup must lie outside of the archive and of the key folder")


def _settings_files(settings: Settings, config: str | None) -> list[Path]:
    own = (settings.rules.kinds, settings.rules.retention, settings.signing.stamps)
    named = [settings.path(text) for text in own if text]
    return [file for file in (settings.folder / Path(config or "sohoa.toml").name, *named) if file.is_file()]
