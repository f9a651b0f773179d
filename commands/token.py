"""`sohoa token`: what is on a signing token, and whether it signs as the law asks."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pikepdf

from commands.doors import find_settings, open_key
from commands.options import json_option
from commands.screen import print_json, tell
from digitize.errors import ConfigError
from digitize.model import Stamp
from digitize.ports import Signer
from digitize.sign import in_vietnam
from signing.token import find_token, plugged_in
from signing.token_address import SHAPE, TokenAddress, parse

ROUNDS = 5


@click.command("token")
@click.argument("act", type=click.Choice(["list", "test"]))
@click.option("--module", help="Thư viện PKCS#11 của hãng / the maker's PKCS#11 library (default: signing.key).")
@json_option
@click.pass_obj
def command(config: str | None, act: str, module: str | None, as_json: bool) -> None:
    """Thiết bị ký số: `list` shows what is plugged in, without a PIN; `test` signs with the key of the settings.

    `test` opens the token once, signs a sheet of its own that is thrown away, verifies it, and tells algorithm, level
    and signatures a second. Exit code 2: the key or its PIN must be looked at; 4: the token does not answer.
    """
    if act == "list":
        for told in _list(module or _address(config).module):
            print_json(told) if as_json else click.echo(f"{told['address']}  {told['maker']} {told['model']}")
        return
    address = find_token(_address(config))  # its name is told before the PIN is asked for
    tell(f"Thiết bị / token: {address.label}")
    told = _test(open_key(find_settings(config)))
    if as_json:
        print_json(told)
    else:
        for name, value in told.items():
            click.echo(f"{name:<12} {value}")


def _address(config: str | None) -> TokenAddress:
    scheme, _, rest = find_settings(config).signing.key.partition(":")
    if scheme != "pkcs11":
        raise ConfigError(f"signing.key names no token; write {SHAPE}")
    return parse(rest)


def _list(module: str) -> Iterator[dict[str, str]]:
    for token in plugged_in(module):
        serial = token.serial.decode(errors="replace").strip()
        address = TokenAddress(module, token.label, serial)
        yield {"address": str(address), "maker": token.manufacturer_id, "model": token.model}


def _test(signer: Signer) -> dict[str, str]:
    """Signs and verifies a sheet some times over."""
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        sheet = Path(folder) / "sheet.pdf"
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(595, 842))
            pdf.save(sheet)
        stamp = Stamp(("sohoa token test",), "", left=120, top=5, width=80, height=15)
        start = time.perf_counter()
        for _ in range(ROUNDS):
            signed = signer.sign(sheet, replace(stamp, time=in_vietnam(datetime.now(UTC))))
        seconds = (time.perf_counter() - start) / ROUNDS
        verdict = signer.verify(signed)[0]
    if not verdict.intact:
        raise ConfigError(f"what the token signs does not verify: {verdict.problem}")
    told = {"signer": verdict.signer, "issuer": verdict.issuer, "until": verdict.not_after, "level": verdict.level}
    warnings = "; ".join(signer.warnings()) or "-"
    return told | {"algorithm": verdict.algorithm, "per_second": f"{1 / seconds:.1f}", "warnings": warnings}
