"""Golden checks of every profile's stamp as drawn: text, font, size, colour, place, and veraPDF's word on the file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digitize.model import Field
from digitize.sign import Mark, in_vietnam, stamp_texts
from signing import open_signer
from tests.contracts.signer_contract import MM, paper, shown_stamp, stamp
from tests.signing.identities import identity
from tests.verapdf.verapdf import verapdf

AGENCY = "Trung tâm Phục vụ hành chính công xã Thử Nghiệm"
NUMBER = Field("document_number", "15/QĐ-UBND", 1.0, 1, None)
PROFILES = ("archive", "digital", "sao_y", "sao_luc", "trich_sao", "annex")


@pytest.mark.parametrize("hours", [0, 5])
def test_every_profile_as_drawn(tmp_path: Path, password: str, hours: int) -> None:
    door = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
    now = datetime.now(UTC)
    signed = {}
    for name in PROFILES:
        converted = None if name == "digital" else now - timedelta(hours=hours)
        texts = stamp_texts(Mark(AGENCY, "Lê Thị Mẫu", name), (NUMBER,), now, converted)
        shown = replace(stamp(left=125, height=18.5), texts=texts, time=in_vietnam(now))
        signed[name] = door.sign(paper(tmp_path / f"{name}.pdf"), shown)
        lines, letters = shown_stamp(signed[name])
        assert " ".join(lines) == " ".join(texts)
        assert {round(letter["size"], 3) for letter in letters} == {10.0}
        assert {letter["fontname"].partition("+")[2] for letter in letters} == {"SohoaSerif"}
        assert {letter["non_stroking_color"] for letter in letters} <= {(0,), (0, 0, 0), 0}
        assert all(letter["upright"] for letter in letters)
        # The right half of the top 25 mm of an A4 page.
        assert min(letter["x0"] for letter in letters) >= 105 * MM
        assert max(letter["bottom"] for letter in letters) <= 25 * MM
    told = verapdf(list(signed.values()))
    assert {name: told[file].compliant for name, file in signed.items()} == dict.fromkeys(PROFILES, True)
