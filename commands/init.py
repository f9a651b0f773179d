"""`sohoa init`: a commented sohoa.toml, an archive (its folder or bucket), keys outside of it, a demo certificate."""

import secrets
from importlib.resources import files
from pathlib import Path

import click
import platformdirs

from commands.doors import find_settings, master_key, open_archive, store_address
from commands.screen import tell
from digitize.errors import ConfigError
from signing.demo import make_demo_certificate
from storage import prepare_store
from storage.keys import inside, make_keys


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False))
@click.option(
    "--keys", help="Thư mục khóa, ngoài kho / folder for the keys, outside DIR (default: the user's data folder)."
)
@click.option(
    "--agency", default="Ủy ban nhân dân xã Mẫu (demo)", show_default=True, help="Tên cơ quan số hóa / office."
)
def command(folder: str, keys: str | None, agency: str) -> None:
    """Tạo kho, khóa và sohoa.toml in DIR (default: here). Existing settings and keys are never overwritten.

    Where the settings name an S3 store (archive.store), its bucket is made, with object lock and versions.
    """
    home = Path(folder).resolve()
    settings_file = home / "sohoa.toml"
    if settings_file.exists():
        settings = find_settings(str(settings_file))
        keys_folder = settings.path(settings.archive.keys)
        tell(f"Đã có / already there: {settings_file}")
    else:
        keys_folder = Path(keys).resolve() if keys else _own_folder(home)
        if inside(keys_folder, home):
            raise ConfigError("the keys must lie outside the archive's folder; name another folder with --keys")
        home.mkdir(parents=True, exist_ok=True)
        _write_settings(settings_file, keys_folder, agency)
        settings = find_settings(str(settings_file))
    make_keys(keys_folder, master_key(settings))
    _make_demo(keys_folder, settings.agency.name)
    (home / "archive").mkdir(mode=0o700, exist_ok=True)
    prepare_store(*store_address(settings))
    _, catalog = open_archive(settings)
    with catalog.transaction():
        pass
    click.echo(f"Cài đặt / settings: {settings_file}")
    click.echo(f"Kho / archive:      {home / 'archive'}, {settings.archive.store}")
    click.echo(f"Khóa / keys:        {keys_folder}")
    tell(
        "Giữ bản sao thư mục khóa ở nơi an toàn, tách khỏi kho: MẤT KHÓA LÀ MẤT TẤT CẢ.\n"
        "Keep a copy of the key folder in a safe place apart from the archive: without it nothing can ever be opened.\n"
        "Chứng thư demo KHÔNG có giá trị pháp lý / the demo certificate has NO legal value; set [signing] to your own."
    )


def _own_folder(home: Path) -> Path:
    """A folder for this archive's keys among the user's data."""
    return Path(platformdirs.user_data_dir("sohoa")) / "keys" / f"{home.name}-{secrets.token_hex(4)}"


def _write_settings(path: Path, keys: Path, agency: str) -> None:
    template = (files("commands") / "sohoa.toml").read_text(encoding="utf-8")
    text = template.replace("@KEYS@", _quoted(str(keys))).replace("@AGENCY@", _quoted(agency))
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def _quoted(text: str) -> str:
    """For a TOML basic string."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _make_demo(keys: Path, agency: str) -> None:
    """The demo key and its password file, unless they are there."""
    password = keys / "demo-password"
    if not password.exists():
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24), encoding="ascii")
    certificate = keys / "demo.p12"
    if not certificate.exists():
        make_demo_certificate(certificate, password.read_text(encoding="ascii"), agency)
