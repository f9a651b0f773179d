"""A batch that does not balance says why; its record tells counts and papers, and nobody's name but the operator's."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.handover import Handover, ListedPaper, explain, make_handover, reconcile
from digitize.model import Separator
from digitize.record import Reconciliation

COUNTED = Reconciliation(sheets=12, pages=8, blanks=2, separators_found=1, documents=4, held=1, secret=1)
ONE = Separator("H08.12-241128-0001", "", 1, 1, "aa")


def record(tmp_path: Path, reconciliation: Reconciliation, papers: Sequence[ListedPaper]) -> list[str]:
    time = datetime.fromisoformat("2026-11-21T10:05:00+07:00")
    agency = "Ủy ban nhân dân xã Đồng Mẫu"
    target = tmp_path / "record.pdf"
    make_handover(Handover(agency, "Mai Đức Phỏng", "3f2a91c0", time, reconciliation, tuple(papers)), target)
    with pypdfium2.PdfDocument(target) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_a_batch_balances_when_every_side_is_accounted_for() -> None:
    told = reconcile(COUNTED, [ONE], 0)
    assert told.balanced and told.separators_expected == 1


@given(st.integers(-5, 5).filter(bool))
def test_sides_lost_and_sides_too_many_are_told(more: int) -> None:
    counted = Reconciliation(12 + more, 8, 2, 1, documents=4, secret=1)
    told = reconcile(counted, [ONE], 0)
    assert told.problems == (f"{'sides_lost' if more > 0 else 'sides_added'}:{abs(more)}",)


@pytest.mark.parametrize("problem", ["separators_missing:2", "separators_twice:1", "separators_unread:1"])
def test_every_problem_is_put_in_words(problem: str) -> None:
    number = problem.rpartition(":")[2]
    assert number in explain(problem) and "tờ phân tách" in explain(problem)
    assert number in explain(problem, "en") and "separator" in explain(problem, "en")


def test_the_record_tells_agency_operator_counts_papers_and_places_to_sign(tmp_path: Path) -> None:
    papers = [ListedPaper("H08.12-241128-0001", "giay_khai_sinh", 2, "filed"), ListedPaper("", "khac", 1, "held")]
    (text,) = record(tmp_path, reconcile(COUNTED, [ONE], 0), papers)
    for words in (
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG",
        "BIÊN BẢN BÀN GIAO",
        "10 giờ 05 phút, ngày 21 tháng 11 năm 2026",
        "Mai Đức Phỏng",
        "3f2a91c0",
        "Kết quả: khớp.",
        "H08.12-241128-0001",
        "Giấy khai sinh",
        "(chưa rõ)",
        "Tạm giữ",
        "BÊN GIAO",
        "BÊN NHẬN",
    ):
        assert words in text, words


def test_an_unbalanced_batch_says_so_on_its_record(tmp_path: Path) -> None:
    (text,) = record(tmp_path, reconcile(COUNTED, [Separator("", "to_khai", 1, 3, "aa")], 0), [])
    assert "KHÔNG KHỚP" in text and "thiếu 2 tờ phân tách" in text


def test_a_long_list_goes_on_over_numbered_pages_with_its_heads(tmp_path: Path) -> None:
    papers = [ListedPaper("H08.12-241128-0001", "phieu_kiem_soat", 1, "filed")] * 60
    pages = record(tmp_path, reconcile(COUNTED, [ONE], 0), papers)
    assert len(pages) > 1
    for number, text in enumerate(pages[1:], 2):
        assert text.split()[0] == str(number)
    assert all("Loại giấy tờ" in text for text in pages[:-1])
    assert "BÊN NHẬN" in pages[-1]
