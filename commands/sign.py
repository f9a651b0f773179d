"""`sohoa sign`: signs what waits for its signature, or lifts signatures to the level of the settings."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from commands.doors import find_settings, open_doors, open_eyes, open_key, open_spool
from commands.logs import log
from commands.options import json_option, make_order, must_find, operator_option
from commands.screen import print_json, record_json, tell
from digitize.errors import ConfigError, InputError, SohoaError
from digitize.filing import Doors
from digitize.pending import Signed, find_low, find_pending, lift_all, sign_all
from digitize.record import Record
from digitize.settings import Settings
from digitize.vietnam.glossary import label


@click.command("sign")
@click.argument("documents", metavar="[DOCUMENT...]", nargs=-1)
@click.option("--pending", is_flag=True, help="Tất cả giấy tờ chờ ký / everything that waits for its signature.")
@click.option("--upgrade", is_flag=True, help="Nâng mức chữ ký, không cần khóa / lift levels, without the key.")
@operator_option
@json_option
@click.pass_obj
def command(
    config: str | None, documents: tuple[str, ...], pending: bool, upgrade: bool, operator: str | None, as_json: bool
) -> None:
    """Ký giấy tờ chờ ký: --pending or DOCUMENT...; the PIN is asked for once. What is signed already is skipped.

    --upgrade lifts signatures to signing.level and renews archive time-stamps (all, or DOCUMENT...), without the key.
    Exit code 2: the key, its certificate or PIN; 3: some could not be signed; 4: token or store do not answer.
    Whatever stopped it, the same command goes on where it stopped.
    """
    if not (documents or pending or upgrade) or (documents and pending) or (pending and upgrade):
        raise click.UsageError("say what to sign: DOCUMENT..., --pending, or --upgrade")
    settings = find_settings(config)
    if upgrade and settings.signing.level == "B-B":
        raise ConfigError("signing.level is B-B: set B-T, B-LT or B-LTA to lift signatures to")
    doors = replace(open_doors(settings, signs=False), signer=open_eyes(settings) if upgrade else _key(settings))
    records = _named(documents, doors) if documents else _found(doors, settings, upgrade)
    with open_spool(settings) as spool:
        order = make_order(settings, doors, spool, operator)
        work = lift_all if upgrade else sign_all
        _finish(work(records, order, doors), order.batch, len(records), as_json)


def _key(settings: Settings) -> Any:
    if not settings.signing.key:
        raise ConfigError("no signing key is set: name one in the settings, [signing] key")
    signer = open_key(settings)
    for warning in signer.warnings():
        tell(f"Lưu ý / note: {warning}")
    return signer


def _found(doors: Doors, settings: Settings, upgrade: bool) -> tuple[Record, ...]:
    if upgrade:
        return find_low(doors, settings.signing.level, datetime.now(UTC))
    return find_pending(doors)


def _named(documents: tuple[str, ...], doors: Doors) -> tuple[Record, ...]:
    with doors.catalog.transaction() as transaction:
        return tuple(must_find(transaction, one) for one in dict.fromkeys(documents))


def _finish(done: Iterator[Signed], batch: str, count: int, as_json: bool) -> None:
    """Prints and logs as it goes; exits with 3 when something failed. What stops the batch is told with its place."""
    acts: Counter[str] = Counter()
    try:
        for one in done:
            acts[one.act] += 1
            log.info("batch %s: %d/%d %s %s", batch, acts.total(), count, one.record.document, one.act)
            _tell(one, as_json)
    except SohoaError:
        tell(f"Dừng lại / stopped: {acts.total()}/{count}; chạy lại cùng lệnh / the same command goes on from here")
        raise
    tell(", ".join(f"{number} {label(act, 'acts')}" for act, number in acts.items()) or "Không có gì / nothing to do")
    if acts["failed"]:
        sys.exit(InputError.exit_code)


def _tell(one: Signed, as_json: bool) -> None:
    problem = one.problem and label(one.problem, "problems")
    if as_json:
        print_json(record_json(one.record) | {"act": one.act, "problem": problem or None})
    else:
        parts = (one.record.document, label(one.act, "acts"), one.record.signature, problem)
        click.echo("  ".join(part for part in parts if part))
