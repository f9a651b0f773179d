"""An organisation's papers are found by its tax code, people by their own numbers only."""

import json
from dataclasses import replace

import pytest

from commands.options import check_tax_code
from digitize.errors import InputError
from digitize.model import Field
from tests.commands.archive import Archive

TAX_CODE = "0101990000"


def test_papers_are_found_by_an_organisation_s_tax_code(archive: Archive) -> None:
    record = archive.file("licence")
    archive.file("other")
    with archive.doors[1].transaction() as transaction:
        told = Field("tax_code", f"{TAX_CODE}-001", 0.97, 1, None)
        transaction.records.replace(replace(record, revision=record.revision + 1, fields=(told,)))
    lines = archive.run("find", "--tax-code", "0101 990 000", "--json").stdout.splitlines()
    assert [json.loads(line)["document"] for line in lines] == [record.document]
    assert not archive.run("find", "--tax-code", f"{TAX_CODE}-002", "--json").stdout


@pytest.mark.parametrize("code", [TAX_CODE[:-1] + "1", TAX_CODE[:-1], "001088000123", f"{TAX_CODE}-1", "x"])
def test_a_code_that_cannot_be_one_or_is_a_person_s_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="--citizen-id"):
        check_tax_code(code)
