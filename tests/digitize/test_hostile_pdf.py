"""Damaged and hostile PDF files are read or refused in words, in bounded time and memory; signed ones are known."""

import io
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from digitize.errors import InputError
from digitize.fax import encode_group4
from digitize.intake import open_scan
from digitize.text_layer import read_text_layer
from tests.digitize.containers import (
    add_page,
    deflated,
    encoded,
    image_pdf,
    jpeg_stream,
    only,
    open_bytes,
    pixels,
    saved,
    scan_pdf,
    sheet,
    text_pdf,
)
from tests.signing.identities import PASSWORD, identity

JPEG = encoded(sheet(), "JPEG", quality=90)
SLIP = (0, 0, 200, 100)
GRAY = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
# Runs the whole intake of one page with 3 GB of address space, as a worker would with twice as much.
UNDER_LIMITS = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from digitize.encode import encode
from digitize.errors import InputError
from digitize.fax import encode_group4
from digitize.intake import open_input, open_scan
from digitize.text_layer import read_text_layer
try:
    copy = Path(sys.argv[1])
    intake = open_input(copy, copy)
    for original in intake.originals[:1]:
        encode(open_scan(original))
        if intake.form != "scan":
            read_text_layer(original)
except (InputError, MemoryError) as error:
    print(type(error).__name__, error)
"""


def zeros(count: int) -> bytes:
    """So many zero bytes (in steps of 16 MiB), deflated: the same block again and again, made in no time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (count % 65521 << 16) + 1
    return b"\x78\xda" + block * (count >> 24) + b"\x03\0" + checksum.to_bytes(4, "big")


def with_stream(data: bytes, **told: object) -> bytes:
    """A page of text whose content is the given Flate stream."""
    pdf = pikepdf.new()
    add_page(pdf, "")
    stream = Stream(pdf, b"")
    stream.write(data, filter=told.get("Filter", Name.FlateDecode))
    pdf.pages[0].Contents = pdf.make_indirect(stream)
    return saved(pdf)


def with_image(data: bytes, size: tuple[int, int], **told: object) -> bytes:
    return image_pdf(data, size=size, **(GRAY | {"Filter": Name.FlateDecode} | told))


def with_font(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(text_pdf("Text"))) as pdf:
        stream = Stream(pdf, b"")
        stream.write(data, filter=Name.FlateDecode)
        pdf.pages[0].Resources.Font.F.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontFile2=stream)
        return saved(pdf)


def forms_of_forms(width: int, depth: int) -> bytes:
    """Each form draws the next one many times: a billion paths out of a page of text."""
    pdf = pikepdf.new()
    inner = Stream(pdf, b"0 0 1 1 re f\n")
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    for _ in range(depth):
        outer = Stream(pdf, b"/X Do\n" * width)
        outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        outer.Resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(inner)))
        inner = outer
    add_page(pdf, "/X Do", {"X": inner})
    return saved(pdf)


def form_of_itself() -> bytes:
    pdf = pikepdf.new()
    form = pdf.make_indirect(Stream(pdf, b"/X Do /X Do /X Do"))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    add_page(pdf, "/X Do", {"X": form})
    return saved(pdf)


def jpx_of(width: int, height: int) -> bytes:
    """A JPEG 2000 that says to be so large."""
    data = bytearray(encoded(sheet(16, 16), "JPEG2000"))
    at = data.index(b"\xff\x4f\xff\x51") + 8
    data[at : at + 8] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(data)


def with_table_bomb() -> bytes:
    """The table of contents is a stream that unpacks to a gigabyte."""
    with pikepdf.open(io.BytesIO(text_pdf("Text"))) as pdf:
        whole = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    at = int(re.findall(rb"startxref\s+(\d+)", whole)[-1])
    bomb = zeros(1 << 30)
    dictionary = b"<< /Type /XRef /W [1 2 1] /Size 9 /Root 1 0 R /Filter /FlateDecode /Length %d >>" % len(bomb)
    return (
        whole[:at]
        + b"9 0 obj\n"
        + dictionary
        + b"\nstream\n"
        + bomb
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    )


BOMBS: dict[str, Callable[[], bytes]] = {
    "content": lambda: with_stream(zeros(1 << 30)),
    "content, packed twice": lambda: with_stream(deflated(zeros(1 << 30)), Filter=Array([Name.FlateDecode] * 2)),
    "content of a million steps": lambda: with_stream(deflated(b"q Q " * 3_000_000)),
    "arrays in arrays": lambda: with_stream(deflated(b"[" * 5_000_000)),
    "image": lambda: with_image(zeros(1 << 30), (32_768, 32_768)),
    "image longer than it says": lambda: with_image(zeros(1 << 30), (100, 100)),
    "image longer than it says, with a palette": lambda: with_image(
        zeros(1 << 30), (100, 100), ColorSpace=Array([Name.Indexed, Name.DeviceGray, 1, pikepdf.String("ab")])
    ),
    "image, packed twice": lambda: with_image(
        deflated(zeros(1 << 30)), (100, 100), Filter=Array([Name.FlateDecode, Name.FlateDecode])
    ),
    "image with predictor": lambda: with_image(
        zeros(1 << 30), (100, 100), DecodeParms=Dictionary(Predictor=15, Columns=100, Colors=1)
    ),
    "image of a fax": lambda: with_image(
        b"\xff" * 10_000,
        (60_000, 60_000),
        Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=60_000),
        BitsPerComponent=1,
    ),
    "jpeg 2000": lambda: with_image(jpx_of(60_000, 60_000), (16, 16), Filter=Name.JPXDecode),
    "font": lambda: with_font(zeros(1 << 30)),
    "forms of forms": lambda: forms_of_forms(40, 5),
    "form of itself": form_of_itself,
    "table of contents": with_table_bomb,
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_costs_neither_memory_nor_time(kind: str, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(BOMBS[kind]())
    began = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-c", UNDER_LIMITS, str(bomb)], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "bomb.pdf" not in done.stdout
    assert time.monotonic() - began < 40


def test_a_picture_used_ten_thousand_times_fills_no_disk(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    stream = pdf.make_indirect(jpeg_stream(pdf, encoded(sheet(2000, 2000), "JPEG", quality=95)))
    for number in range(200):
        add_page(pdf, f"q 300 0 0 400 0 0 cm /I Do Q {number} 0 50 50 re f", {"I": stream})

    with pytest.raises(InputError):
        open_bytes(saved(pdf), tmp_path)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 200_000_000


def signed(data: bytes, folder: Path) -> bytes:
    key = identity().save(folder / "key.p12")
    signer = signers.SimpleSigner.load_pkcs12(str(key), passphrase=PASSWORD.encode())
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Chữ ký"), signer=signer, output=out)
    return out.getvalue()


@pytest.mark.parametrize("make", [lambda: text_pdf("Signed by an office"), lambda: scan_pdf(JPEG, hidden="read")])
def test_a_signed_file_is_kept_whole(make: Callable[[], bytes], tmp_path: Path) -> None:
    data = signed(make(), tmp_path)

    intake = open_bytes(data, tmp_path)

    assert (intake.form, intake.identity) == ("signed", intake.sha256)
    assert Path(intake.originals[0].path).read_bytes() == data
    assert open_scan(intake.originals[0]).pixels.shape[:2] == (3508, 2480)


def test_an_empty_field_for_a_signature_is_no_signature(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(text_pdf("To be signed"))) as pdf:
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=pikepdf.String("Ký tại đây")))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field, Dictionary(Kids=Array([field]))]))
        field.Kids = Array([field])
        data = saved(pdf)
    with pytest.raises(InputError, match="fields"):
        open_bytes(data, tmp_path)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.AcroForm.Fields[0].Kids
        assert open_bytes(saved(pdf), tmp_path).form == "digital"


def taken_whole(data: bytes, folder: Path) -> None:
    """Opens, shows and reads everything; whatever is wrong is told by an InputError that names nobody."""
    try:
        intake = open_bytes(data, folder)
        for original in intake.originals[:3]:
            open_scan(original)
            if intake.form != "scan":
                read_text_layer(original)
    except InputError as refused:
        assert str(refused)
        assert "001085000000" not in str(refused)


FLATE = with_image(deflated(pixels(sheet(mode="L")).tobytes()), (248, 351))
FAX = {"Filter": Name.CCITTFaxDecode, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
ODD = ["", "-1", "0", "3", "1099511627776", "0.5", "/Wrong", "(?)", "[null 1 /Wrong]", "[[[1]]]", "<</A 1>>", "true"]


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize(
    "key", ["MediaBox", "CropBox", "Resources", "Contents", "Rotate", "Type", "UserUnit", "Annots", "Parent"]
)
def test_pages_with_odd_entries_are_read_or_refused(key: str, value: str, tmp_path: Path) -> None:
    for data in (scan_pdf(JPEG, hidden="x"), text_pdf("x", box=SLIP)):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            changed(pdf.pages[0].obj, key, value)
            odd = saved(pdf)
        taken_whole(odd, tmp_path)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("key", ["Font", "XObject", "ExtGState", "Properties", "ColorSpace"])
def test_resources_with_odd_entries_are_read_or_refused(key: str, value: str, tmp_path: Path) -> None:
    for data in (scan_pdf(JPEG, hidden="x"), text_pdf("x", box=SLIP)):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            changed(pdf.pages[0].Resources, key, value)
            odd = saved(pdf)
        taken_whole(odd, tmp_path)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize(
    "key", ["Width", "Height", "Filter", "ColorSpace", "BitsPerComponent", "DecodeParms", "Decode", "Subtype", "SMask"]
)
def test_images_with_odd_entries_are_read_or_refused(key: str, value: str, tmp_path: Path) -> None:
    for data in (scan_pdf(JPEG), FLATE, with_image(b"\0\1\2", (248, 351), **FAX)):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            changed(pdf.pages[0].Resources.XObject.I, key, value)
            odd = saved(pdf)
        taken_whole(odd, tmp_path)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("key", ["AcroForm", "OCProperties", "Pages", "Names", "Type"])
def test_roots_with_odd_entries_are_read_or_refused(key: str, value: str, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(scan_pdf(JPEG))) as pdf:
        changed(pdf.Root, key, value)
        odd = saved(pdf)
    taken_whole(odd, tmp_path)


def changed(holder: pikepdf.Object, key: str, value: str) -> None:
    """Puts the value in the place of the entry; an empty one removes it."""
    if value:
        holder[f"/{key}"] = pikepdf.Object.parse(value.encode())
    elif f"/{key}" in holder:
        del holder[f"/{key}"]


@pytest.mark.parametrize(
    "content",
    [
        "cm", "1 2 cm", "(a) (b) (c) (d) (e) (f) cm", "Tr", "/A Tr", "gs", "5 gs", "Do", "5 Do", "/None Do", "Tj",
        "Q Q Q", "re W n", "/A /B re W n", "W n /I Do", "BI /W 5 /H 5 ID xx EI", "BI ID", "( unclosed", "<<" * 600,
        "1e300 0 0 1e300 0 0 cm 1e300 0 0 1e300 0 0 cm /I Do", "0 0 0 0 0 0 cm /I Do", "1 0 0 0 0 0 cm /I Do",
        "99999999999999999999 0 0 1 0 0 cm /I Do", "q " * 5000, "\x80\x81\xff",
    ],
)  # fmt: skip
def test_odd_content_is_read_or_refused(content: str, tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, content, {"I": jpeg_stream(pdf, JPEG)})

    taken_whole(saved(pdf), tmp_path)


def test_cut_and_locked_files_are_refused(tmp_path: Path) -> None:
    whole = scan_pdf(JPEG, JPEG)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="chủ", user="khóa", R=6))
    wrong_table = whole[: whole.rindex(b"startxref")] + b"startxref\n12345\n%%EOF\n"
    cuts = [whole[: len(whole) * share // 10] for share in (1, 3, 5, 7, 9)]

    for data in (*cuts, whole[:-30], b"%PDF-1.7\n", locked, wrong_table, saved(pikepdf.new())):
        with pytest.raises(InputError) as refused:
            open_bytes(data, tmp_path)
        assert "001085000000" not in str(refused.value)
    with pytest.raises(InputError, match="password"):
        open_bytes(locked, tmp_path)


def test_a_cut_picture_in_a_whole_file_is_refused_when_it_is_shown(tmp_path: Path) -> None:
    raw, jpx = pixels(sheet(mode="L")).tobytes(), encoded(sheet(), "JPEG2000")
    fax, group4 = encode_group4(pixels(sheet(mode="1")) == 0), Dictionary(K=-1, Columns=248, Rows=351)
    palette = Array([Name.Indexed, Name.DeviceGray, 255, pikepdf.String(bytes(range(256)))])
    for data in (
        scan_pdf(JPEG[: len(JPEG) // 2]),
        with_image(deflated(raw)[:5000], (248, 351)),
        with_image(deflated(raw[: len(raw) // 2]), (248, 351)),
        with_image(jpx[: len(jpx) // 2], (248, 351), Filter=Name.JPXDecode, ColorSpace=Name.DeviceRGB),
        with_image(jpx[: -len(jpx) // 20], (248, 351), Filter=Name.JPXDecode, ColorSpace=Name.DeviceRGB),
        with_image(fax[: len(fax) // 2], (248, 351), DecodeParms=group4, **FAX),
        with_image(fax[: -len(fax) // 20], (248, 351), DecodeParms=group4, **FAX),
        with_image(deflated(raw)[:5000], (248, 351), ColorSpace=palette),
    ):
        with pytest.raises(InputError):
            open_scan(open_bytes(data, tmp_path).originals[0])
    assert open_scan(only(with_image(fax, (248, 351), DecodeParms=group4, **FAX), tmp_path)).pixels.any()


VALID = [scan_pdf(JPEG, hidden="x"), text_pdf("One", "Two", box=SLIP), FLATE]
with pikepdf.open(io.BytesIO(VALID[0])) as _pdf:
    VALID.append(saved(_pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(VALID), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_changed_files_are_read_or_refused(tmp_path: Path, data: bytes, changes: list[tuple[float, int]]) -> None:
    broken = bytearray(data)
    for place, value in changes:
        broken[int(place * (len(broken) - 1))] = value
    taken_whole(bytes(broken), tmp_path)


WORDS = re.compile(rb"/[A-Za-z]+|\d+|<<|>>|\[|\]|obj|endobj|stream")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_files_with_words_exchanged_are_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Changing a byte mostly breaks the compressed part; exchanging words of the file reaches what stands around it."""
    whole = data.draw(st.sampled_from(VALID[:3]))
    found = list(WORDS.finditer(whole))
    for _ in range(data.draw(st.integers(1, 3))):
        at, by = data.draw(st.sampled_from(found)), data.draw(st.sampled_from(found))
        whole = whole[: at.start()] + by[0][: at.end() - at.start()].ljust(at.end() - at.start()) + whole[at.end() :]
    taken_whole(whole, tmp_path)
