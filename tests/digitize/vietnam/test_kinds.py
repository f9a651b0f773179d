"""Kinds of papers: codes of the archive's types, and the kinds that an office adds by a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.workers import Workers
from digitize.classify import classify
from digitize.errors import ConfigError
from digitize.model import Document
from digitize.vietnam.glossary import label
from digitize.vietnam.kinds import added, kinds, use_kinds

# TT 05/2025/TT-BNV, typeName
CODES = {
    "nghi_quyet": "01", "quyet_dinh": "02", "chi_thi": "03", "quy_che": "04", "quy_dinh": "05", "thong_cao": "06",
    "thong_bao": "07", "huong_dan": "08", "chuong_trinh": "09", "ke_hoach": "10", "phuong_an": "11", "de_an": "12",
    "du_an": "13", "bao_cao": "14", "to_trinh": "15", "giay_uy_quyen": "16", "phieu_gui": "17", "phieu_chuyen": "18",
    "phieu_bao": "19", "bien_ban": "20", "hop_dong": "21", "cong_van": "22", "cong_dien": "23", "ban_ghi_nho": "24",
    "ban_thoa_thuan": "25", "giay_moi": "26", "giay_gioi_thieu": "27", "giay_nghi_phep": "28", "thu_cong": "29",
    "ban_do": "30", "ban_ve": "31", "khac": "32",
}  # fmt: skip
OWN = """
[giay_phep_moi_truong]
label = "Giấy phép môi trường"
titles = ["giấy phép môi trường"]
words = ["chủ dự án đầu tư"]
part = "result"
person = true

[don_de_nghi]
titles = ["đơn trình bày"]
"""


@pytest.fixture(autouse=True)
def ours_again() -> Iterator[None]:
    yield
    use_kinds(())


def own(folder: Path, text: str = OWN) -> tuple[str]:
    file = folder / "kinds.toml"
    file.write_text(text, encoding="utf-8")
    return (str(file),)


def test_each_type_has_its_code_and_what_is_no_type_is_other() -> None:
    assert {name: kinds()[name].code for name in CODES} == CODES
    assert {kind.code for kind in kinds().values() if kind.name not in CODES} == {"32"}
    assert sorted(set(CODES.values())) == [f"{number:02d}" for number in range(1, 33)]


def test_an_office_adds_a_kind_and_a_title_without_code(tmp_path: Path, lay_out: object) -> None:
    head = " " * 20 + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    permit = head + " " * 35 + "GIẤY PHÉP MÔI TRƯỜNG\n    Chủ dự án đầu tư: Trần Văn Thử"
    account = head + " " * 38 + "ĐƠN TRÌNH BÀY"
    assert classify(lay_out(permit)).kind == "khac"  # type: ignore[operator]

    use_kinds(own(tmp_path))

    found: Document = classify(lay_out(permit))  # type: ignore[operator]
    assert (found.kind, found.part) == ("giay_phep_moi_truong", "result")
    assert label(found.kind, "kinds") == "Giấy phép môi trường"
    assert classify(lay_out(account)).kind == "don_de_nghi"  # type: ignore[operator]
    assert "dondenghi" in kinds()["don_de_nghi"].titles
    use_kinds(())
    assert classify(lay_out(permit)).kind == "khac"  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[giay_phep\n", "not valid TOML"),
        ("[Giay]\n", "small letters"),
        ("giay = 1\n", "small letters"),
        ('[giay_la]\ntitle = ["giấy lạ"]\n', "unknown key title; valid: "),
        ('[giay_la]\ntitles = "giấy lạ"\n', "titles is of the wrong sort"),
        ('[giay_la]\ntitles = ["…"]\n', "without letters"),
        ('[giay_la]\npart = "both"\n', "component, result"),
        ("[giay_la]\nperson = 1\n", "person is of the wrong sort"),
    ],
)
def test_a_mistake_is_told_and_leaves_our_kinds_as_they_were(text: str, told: str, tmp_path: Path) -> None:
    before = kinds()
    with pytest.raises(ConfigError, match=r"rules\.kinds") as error:
        use_kinds(own(tmp_path, text))
    assert told in str(error.value)
    assert (kinds(), added()) == (before, ())


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        use_kinds((str(tmp_path / "nowhere.toml"),))


def names(_: int) -> list[str]:
    return list(kinds())


def test_worker_processes_know_the_offices_kinds(tmp_path: Path) -> None:
    use_kinds(own(tmp_path))
    with Workers(1, 60, tmp_path) as workers:
        (found,) = workers.each(names, [0], lambda _, problem: [problem])
    assert "giay_phep_moi_truong" in found
