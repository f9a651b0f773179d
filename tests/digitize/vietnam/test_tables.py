"""The data tables: kinds, labels and glossary hold together."""

import pytest

from digitize.vietnam.glossary import glossary, label
from digitize.vietnam.kinds import find_by_abbreviation, kinds

# NĐ 30/2020/NĐ-CP, Phụ lục III: 27 types and 3 copies
ABBREVIATIONS = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "TC": "Thông cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án",
    "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo", "SY": "Bản sao y",
    "TrS": "Bản trích sao", "SL": "Bản sao lục",
}  # fmt: skip


@pytest.mark.parametrize(("abbreviation", "name"), ABBREVIATIONS.items())
def test_every_abbreviation_names_its_type(abbreviation: str, name: str) -> None:
    kind = find_by_abbreviation(abbreviation)
    assert kind is not None
    assert label(kind, "kinds") == name


def test_there_are_thirty() -> None:
    assert len(ABBREVIATIONS) == 30
    assert {kind.abbreviation for kind in kinds().values() if kind.abbreviation} == set(ABBREVIATIONS)


def test_letters_without_marks_help_only_where_they_mean_one_type() -> None:
    assert find_by_abbreviation("QD") == "quyet_dinh"
    assert find_by_abbreviation("QYĐ") == "quy_dinh"
    assert find_by_abbreviation("UBND") is None


def test_every_kind_has_a_word_in_the_glossary() -> None:
    assert set(kinds()) == set(glossary()["kinds"])


def test_every_entry_of_the_glossary_speaks_both_languages() -> None:
    for group in glossary().values():
        for words in group.values():
            assert set(words) == {"vi", "en"}
            assert all(words.values())


def test_labels() -> None:
    assert label("to_sign", "states") == "Chờ ký"
    assert label("checked", "states") == "Đã đối chiếu bản chính"
    assert label("filed", "states", "en") == "signed and filed"
    assert label("an_operators_own_kind", "kinds") == "an_operators_own_kind"
