"""Golden checks of every profile's stamp as drawn: text, font, size, colour, place, and veraPDF's word on the file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from digitize.model import Field, Pixels, Stamp
from digitize.pack import pack
from digitize.sign import Mark, bears_code, in_vietnam, stamp_texts
from digitize.stamp_text import Says
from signing import open_signer
from tests.contracts.signer_contract import MM, paper, shown_stamp, stamp
from tests.digitize.paper import ABOUT, document, jpeg, marked, page
from tests.signing.identities import identity
from tests.verapdf.verapdf import verapdf

AGENCY = "Trung tâm Phục vụ hành chính công xã Thử Nghiệm"
NUMBER = Field("document_number", "15/QĐ-UBND", 1.0, 1, None)
PROFILES = ("archive", "digital", "sao_y", "sao_luc", "trich_sao", "annex", "issued")


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


LINK = "https://hoso.example.vn/d/k3m8q2x7wd4p"


def drawn(file: Path, dpi: float = 200) -> Pixels:
    with pypdfium2.PdfDocument(file) as pdf:
        pdf.init_forms()
        return np.array(pdf[0].render(scale=dpi / 72, may_draw_forms=True).to_numpy()).min(axis=2)


def archive_copy(now: datetime) -> tuple[str, ...]:
    return stamp_texts(Mark(AGENCY, "Lê Thị Mẫu"), (), now, now)


@pytest.mark.parametrize("crowded", [False, True])
def test_a_code_leads_back_to_the_document_and_hides_nothing(tmp_path: Path, password: str, crowded: bool) -> None:
    door = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
    now = datetime.now(UTC)
    texts = archive_copy(now)
    sheet = page(jpeg(tmp_path, marked()))
    packed = pack(
        document(replace(sheet, spot=None) if crowded else sheet), tmp_path / "a.pdf", ABOUT, None, Says(texts, True)
    )
    place = (packed.left, packed.top, packed.width, packed.height)
    signed = door.sign(Path(packed.path), Stamp(texts, in_vietnam(now), *place, code=LINK))

    lines, letters = shown_stamp(signed)
    before, after = drawn(Path(packed.path)), drawn(signed)
    codes = zxingcpp.read_barcodes(after)
    assert [code.text for code in codes] == [LINK]
    assert " ".join(lines) == " ".join(texts)
    changed = before.astype(int) - after > 20
    assert before[changed].min() > 240
    # Within the stamp's box, right of its words, with a bare margin of four modules.
    rows, columns = np.nonzero(changed)
    mm = 25.4 / 200
    assert columns.max() * mm < packed.left + packed.width
    assert rows.max() * mm < packed.top + packed.height
    left = min(corner.x for corner in (codes[0].position.top_left, codes[0].position.bottom_left))
    assert max(letter["x1"] for letter in letters) / MM < left * mm - 1.4
    assert verapdf([signed])[signed] == (True, "2b", ())


def test_words_go_before_the_code(tmp_path: Path, password: str) -> None:
    """Where both do not fit, as when the setting came after the packing, the prescribed words stand alone."""
    door = open_signer(f"pkcs12:{identity().save(tmp_path / 'key.p12')}", password)
    now = datetime.now(UTC)
    texts = archive_copy(now)
    for size in ({"width": 55, "height": 26}, {"width": 80, "height": 15}):
        file = paper(tmp_path / f"{size['width']}.pdf")
        signed = door.sign(file, replace(stamp(**size), texts=texts, time=in_vietnam(now), code=LINK))
        assert " ".join(shown_stamp(signed)[0]) == " ".join(texts)
        assert not zxingcpp.read_barcodes(drawn(signed))


def test_only_digitised_copies_bear_a_code() -> None:
    now = datetime.now(UTC)
    assert bears_code(Mark(AGENCY, qr="sohoa:"), now, now)
    assert not bears_code(Mark(AGENCY), now, now)
    assert not bears_code(Mark(AGENCY, qr="sohoa:"), now, None)
    assert not any(
        bears_code(Mark(AGENCY, stamp=name, qr="sohoa:"), now, now) for name in PROFILES if name != "archive"
    )
