"""`sohoa find`: finds documents by whose they are, what they are, and what stands in them."""

import click

from commands.doors import find_settings, open_archive
from commands.options import (
    check_number,
    check_tax_code,
    event,
    json_option,
    operator_option,
    read_secretly,
    reason_option,
    stated,
)
from commands.screen import print_json, print_records, record_json, tell, values_json
from digitize.record import Query

_NAMED = 20
_SUBJECT = 16
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@click.command("find")
@click.option(
    "--citizen-id", help="Số định danh hoặc CMND / citizen ID or former number; '-' reads it from standard input."
)
@click.option("--tax-code", default="", help="Mã số thuế của tổ chức / an organisation's tax code, branches too.")
@click.option("--name", default="", help="Họ tên, có dấu hay không / name, with or without accents.")
@click.option("--text", default="", help="Từ trong nội dung / words of the text.")
@click.option("--kind", default="", help="Loại giấy tờ / kind, e.g. giay_khai_sinh.")
@click.option("--number", default="", help="Số, ký hiệu / document number.")
@click.option("--dossier", default="", help="Mã hồ sơ / dossier code.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000), help="At most so many.")
@operator_option
@reason_option
@json_option
@click.pass_obj
def command(
    config: str | None,
    citizen_id: str | None,
    tax_code: str,
    name: str,
    text: str,
    kind: str,
    number: str,
    dossier: str,
    limit: int,
    operator: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Tìm giấy tờ: all that is given must fit; newest first. Nothing found: nothing printed, exit code 0."""
    asked = check_number(read_secretly(citizen_id))
    query = Query(asked, name, text, kind, number, dossier, limit=limit, tax_code=check_tax_code(tax_code))
    settings = find_settings(config)
    vault, catalog = open_archive(settings)
    parts = (
        ("citizen_id", asked),
        ("tax_code", tax_code),
        ("name", name),
        ("text", text),
        ("kind", kind),
        ("number", number),
    )
    used = ",".join(part for part, value in (*parts, ("dossier", dossier)) if value)
    why = stated(reason, settings, catalog, event("searched", "", operator))
    # Whose papers, by a name that only the archive's key gives; the number itself is written nowhere.
    whose = {"subject": vault.identify(f"subject {asked}")[:_SUBJECT].translate(_LETTERS)} if asked else {}
    with catalog.transaction() as transaction:
        records = transaction.records.find(query)
        found = {"found": str(len(records)), "documents": ",".join(one.document for one in records[:_NAMED])}
        transaction.trail.add(event("searched", "", operator, by=used, **whose, **found, **why))
    if as_json:
        for record in records:
            print_json(record_json(record) | {"fields": values_json(record.fields), "filed_at": record.filed_at})
    elif records:
        print_records("Ngày lưu", ((record.filed_at[:10], record, record.state) for record in records))
    else:
        tell("Không tìm thấy / nothing found.")
