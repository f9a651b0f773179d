"""Make the samples: invented dossiers, their truth, and two broken files.

Run from the repository's root: `python -m samples.make [FOLDER]`. The same seed gives the same files; only the signed
PDF differs from run to run, because its key is made on the fly and thrown away.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samples import cards, civil, counter, files, office, signed, wear
from samples.draw import Pixels, bilevel, draw_sheet
from samples.paper import Paper
from samples.people import Person, make_people
from samples.sheet import Sheet
from samples.wear import Wear

SEED = 2026
HOME = Path(__file__).parent
People = dict[str, Person]


@dataclass(frozen=True, slots=True)
class Sample:
    """One file: what paper, how it is written, how each page was scanned."""

    name: str
    paper: Callable[[People], Paper]
    form: str
    wears: tuple[Wear, ...] = ()
    dpi: int = 200
    quality: int = 60


def with_blank_back(paper: Paper) -> Paper:
    """The paper with an empty page behind it, as a duplex scanner gives it."""
    paper.sheets.append(Sheet())
    return paper


SAMPLES = (
    Sample("01-birth-certificate.pdf", civil.birth, "pdf", (Wear(-0.5),), quality=58),
    Sample("02-marriage-certificate.jpg", civil.marriage, "jpeg", (Wear(1.2, 180),)),
    Sample("03-citizen-card.pdf", cards.card_2021, "pdf", (Wear(0.4), Wear(-0.8)), 300, 70),
    Sample("04-citizen-card-copy.jpg", cards.card_2024, "jpeg", (Wear(-1.6),), 300, 62),
    Sample(
        "05-household-register.tif", civil.household, "tiff", (Wear(), Wear(0.9), Wear(-1.4), Wear(2.2)), quality=60
    ),
    Sample("06-land-certificate.pdf", civil.land, "pdf", (Wear(0.7), Wear(-1.1, 90)), quality=58),
    Sample(
        "07-application.pdf",
        lambda people: with_blank_back(counter.application(people)),
        "fax pdf",
        (Wear(-0.9), Wear(1.5), Wear()),
        300,
    ),
    Sample("08-receipt-slip.pdf", counter.receipt, "searchable pdf", (Wear(),)),
    Sample(
        "09-decision.tif",
        lambda people: office.decision(office.REGION, "1024/QĐ-UBND", date(2026, 3, 9), "serif", 909, 22),
        "fax tiff",
        (Wear(0.6), Wear(-0.7), Wear(1.9), Wear(-0.4)),
        300,
    ),
    Sample(
        "10-letter-without-number.pdf",
        lambda people: office.letter(office.COMMUNE, "/UBND-KGVX", None, "serif", 1010, 12),
        "pdf",
        (Wear(1.3, holes=True), Wear(-2.1, holes=True)),
    ),
    Sample("11-notice.pdf", lambda people: office.notice(1111, 12), "searchable pdf", (Wear(), Wear())),
    Sample("12-annex.pdf", office.annex, "pdf", (Wear(0.5, 90), Wear(-0.6, 90))),
    Sample("13-declaration.jpg", counter.declaration, "jpeg", (Wear(3.9, fold=True, dirt=1.5),), quality=55),
    Sample("14-authorisation.jpg", counter.authorisation, "photo"),
    Sample(
        "15-decision-digital.pdf",
        lambda people: office.decision(office.COMMUNE, "305/QĐ-UBND", date(2026, 11, 2), "tinos", 1515, 10),
        "office pdf",
    ),
    Sample(
        "16-letter-signed.pdf",
        lambda people: office.letter(office.REGION, "522/UBND-HCC", date(2026, 11, 18), "tinos", 1616, 9),
        "signed pdf",
    ),
    Sample(
        "17-letter.png",
        lambda people: office.letter(office.DISTRICT, "12/UBND-VX", date(2021, 1, 6), "serif", 1717, 2),
        "png",
        (Wear(-0.3, 270, dirt=0.0),),
    ),
    Sample("18-minutes.tif", lambda people: office.minutes(people["cau"]), "palette tiff", (Wear(dirt=0.0),)),
    Sample(
        "19-benefit-decision.pdf",
        lambda people: with_blank_back(office.approval(people["uoc"])),
        "pdf",
        (Wear(-3.2, dirt=1.6), Wear(dirt=1.2)),
    ),
    Sample(
        "20-decision-colour.pdf",
        lambda people: office.decision(office.COMMUNE, "88/QĐ-UBND", date(2025, 12, 26), "tinos", 2020, 22),
        "pdf",
        (Wear(0.8), Wear(-1.0), Wear(0.3, 180), Wear(-0.2)),
    ),
)


def pages_of(sample: Sample, paper: Paper) -> list[Pixels]:
    """The paper's sheets as this scanner sees them."""
    pages = []
    for index, (sheet, worn) in enumerate(zip(paper.sheets, sample.wears, strict=True)):
        drawn = draw_sheet(sheet, sample.dpi)
        if not sheet.items:
            drawn = wear.dust(wear.show_through(draw_sheet(paper.sheets[index - 1], sample.dpi), drawn), SEED)
        pages.append(wear.scan(drawn, worn, SEED + index))
    return pages


def write_scan(sample: Sample, paper: Paper, path: Path) -> None:
    """The scanned forms."""
    pages, dpi = pages_of(sample, paper), sample.dpi
    if sample.form == "pdf":
        files.write_scanner_pdf(path, [files.jpeg_page(page, sample.quality, dpi) for page in pages])
    elif sample.form == "searchable pdf":
        files.write_scanner_pdf(path, [files.jpeg_page(page, sample.quality, dpi) for page in pages], paper.sheets)
    elif sample.form == "fax pdf":
        files.write_scanner_pdf(path, [files.fax_page(bilevel(page), dpi) for page in pages])
    elif sample.form == "fax tiff":
        files.write_fax_tiff(path, [bilevel(page) for page in pages], dpi)
    elif sample.form == "tiff":
        files.write_colour_tiff(path, pages, dpi, sample.quality)
    elif sample.form == "palette tiff":
        files.write_palette_tiff(path, pages, dpi)
    elif sample.form == "png":
        files.write_palette_png(path, pages[0], dpi)
    else:
        path.write_bytes(files.to_jpeg(pages[0], sample.quality, dpi))


def write_sample(sample: Sample, paper: Paper, path: Path) -> None:
    """The sample's file."""
    if sample.form == "photo":
        shot = wear.photograph(draw_sheet(paper.sheets[0], 250), (1740, 2380), SEED)
        path.write_bytes(files.to_jpeg(shot, 62, None))
    elif sample.form in ("office pdf", "signed pdf"):
        files.write_office_pdf(path, paper.sheets, path.stem)
        if sample.form == "signed pdf":
            signed.sign_pdf(path)
    else:
        write_scan(sample, paper, path)


def page_truth(sample: Sample, sheet: Sheet, index: int) -> dict[str, object]:
    """What a reader should find on one page."""
    worn = sample.wears[index] if sample.wears else Wear()
    return {
        "page": index + 1,
        "dpi": float(sample.dpi) if sample.wears else None,
        "rotation": worn.rotation,
        "skew": None if sample.form == "photo" else worn.skew,
        "blank": not sheet.items,
        "text": sheet.truth(),
    }


def sample_truth(sample: Sample, paper: Paper) -> dict[str, object]:
    """What a reader should find in one file."""
    form = {"office pdf": "digital", "signed pdf": "signed"}.get(sample.form, "scan")
    return {
        "kind": paper.kind,
        "form": form,
        "fields": paper.fields,
        "people": paper.people,
        "pages": [page_truth(sample, sheet, index) for index, sheet in enumerate(paper.sheets)],
    }


def write_broken(folder: Path, dossiers: Path) -> None:
    """Two files that nobody can read."""
    folder.mkdir(parents=True, exist_ok=True)
    files.noise_file(folder / "not-really-a.pdf", SEED, 20000)
    files.cut(dossiers / "09-decision.tif", folder / "cut-short.tif", 0.45)


def make(folder: Path, names: tuple[str, ...] = ()) -> dict[str, object]:
    """Write the samples (or those named) under the folder; gives their truth."""
    dossiers = folder / "dossiers"
    dossiers.mkdir(parents=True, exist_ok=True)
    people = make_people(SEED)
    truth: dict[str, object] = {}
    for sample in SAMPLES:
        if names and sample.name not in names:
            continue
        paper = sample.paper(people)
        write_sample(sample, paper, dossiers / sample.name)
        truth[f"dossiers/{sample.name}"] = sample_truth(sample, paper)
    return truth


def main(folder: Path) -> None:
    """Everything: samples, truth, broken files."""
    truth = make(folder)
    write_broken(folder / "broken", folder / "dossiers")
    told = json.dumps({"seed": SEED, "files": truth}, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)
