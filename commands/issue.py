"""`sohoa issue`: signs an electronic result that the office issues: the officer first, then the agency's seal."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from commands.doors import find_settings, open_key
from commands.leftovers import open_temporary
from commands.screen import tell
from digitize.errors import ConfigError, InputError
from digitize.hand_picture import Role, measure_picture
from digitize.issue import check_unsigned, find_officer, find_seal
from digitize.model import Stamp
from digitize.sign import in_vietnam


@click.command("issue")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--as", "role", required=True, type=click.Choice(["officer", "agency"]), help="Ai ký / who signs.")
@click.option("--picture", required=True, help="Ảnh chữ ký (xanh) hay con dấu (đỏ) / blue signature or red seal, PNG.")
@click.option("--name", default="", help="Họ tên người ký như in trên văn bản / the officer's name as it is printed.")
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False), help="Tệp ghi ra / the file to write.")
@click.pass_obj
def command(config: str | None, /, file: str, role: Role, picture: str, name: str, target: str) -> None:
    """Ký kết quả điện tử: người có thẩm quyền trước, văn thư sau. FILE is PDF/A; it stays as it is.

    officer: the signature between title and printed name (--name). agency: the seal, over a third of that signature.
    Each signs with the key of his own settings. Exit code 2: key or picture; 3: the file cannot be signed so.
    """
    if role == "officer" and not name.strip():
        raise click.UsageError("--as officer wants --name, as it is printed")
    if Path(target).exists():
        raise ConfigError("tệp đã có / the file exists already; name another one")
    size = measure_picture(picture, role)
    if role == "officer":
        check_unsigned(Path(file))
    settings = find_settings(config)
    with open_temporary() as folder:
        copy = folder / "result.pdf"
        shutil.copyfile(file, copy)
        place = find_officer(copy, name, size, folder) if role == "officer" else find_seal(copy, size)
        signer = open_key(settings)
        now = in_vietnam(datetime.now(UTC))
        if not all(one.intact for one in signer.verify(copy)):
            raise InputError("chữ ký trước không còn đúng / an earlier signature in the file does not hold")
        stamp = Stamp((), now, place.left, place.top, place.width, place.height, place.page, picture)
        signed = signer.sign(copy, stamp)
        if not all(one.intact for one in signer.verify(signed)):
            raise InputError("ký xong nhưng không kiểm tra được / what was signed does not verify; nothing was written")
        shutil.copyfile(signed, target)
    tell(f"Đã ký, trang {place.page} / signed on page {place.page}: {target}")
