"""`sohoa revoke`: withdraws a misfiled document; it is kept, no longer found or offered, and the act is audited."""

from dataclasses import replace

import click

from commands.doors import find_settings, open_archive, open_spool
from commands.options import check_reason, event, must_find, operator_option
from commands.screen import tell
from digitize.errors import InputError
from digitize.record import Record
from digitize.release import decide


@click.command("revoke")
@click.argument("document")
@click.option("--reason", required=True, help="Lý do / why (no names, no numbers of persons).")
@operator_option
@click.pass_obj
def command(config: str | None, document: str, reason: str, operator: str | None) -> None:
    """Thu hồi giấy tờ lưu nhầm: it stays in the archive, but is no longer found or offered."""
    settings = find_settings(config)
    vault, catalog = open_archive(settings)
    with catalog.transaction() as transaction:
        record = must_find(transaction, document)
    told = event("revoked", record.document, operator, reason=check_reason(reason))
    with open_spool(settings) as spool:
        decide(record, _revoked, told, (catalog, vault, spool))
    tell(f"Đã thu hồi / revoked: {record.document}")


def _revoked(record: Record) -> Record:
    if record.state == "revoked":
        raise InputError("giấy tờ đã thu hồi / this document is revoked already")
    return replace(record, state="revoked")
