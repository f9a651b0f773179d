"""Unsure fields are read a second time, from the page as it lies, and nothing else is."""

from dataclasses import replace

import pytest

from digitize.doubted import read_doubted
from digitize.model import Document, Field, Line, Page, Scan
from digitize.page import read_page
from digitize.pipeline import take_in
from ocr import open_engine
from tests.end_to_end.office import draw_slip

NUMBER = "417/GUQ-UBND"


class Unwanted:
    """An engine that nobody should ask."""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        raise AssertionError("read again without need")

    reread = read

    def unwritable(self, letters: str) -> str:
        return ""

    def version(self) -> str:
        return "none"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("doubted")
    slip = draw_slip(folder / "slip.jpg", "GIẤY ỦY QUYỀN", f"Số: {NUMBER}", "Họ và tên: Nguyễn Thị Mẫu")
    intake = take_in(folder, str(slip))
    page = read_page(open_engine("lines:"), (intake.form, intake.originals[0]))
    assert isinstance(page, Page)
    return page


def field(page: Page, status: str = "doubtful") -> Field:
    box = next(word.box for line in page.lines for word in line.words if NUMBER in word.text)
    return Field("document_number", NUMBER, 0.4, 1, box, status=status)  # type: ignore[arg-type]


def document(page: Page, one: Field) -> Document:
    return Document((page,), fields=(one,), doubts=("document_number:low_confidence",))


def again(read_twice: Document) -> dict[str, str | None]:
    return {word.text: word.again for line in read_twice.pages[0].lines for word in line.words}


def test_an_unsure_field_has_its_words_read_again(read: Page) -> None:
    told = again(read_doubted(open_engine("lines:"), document(read, field(read))))
    assert told.pop(NUMBER) == NUMBER
    assert set(told.values()) == {None}


def test_what_stands_there_is_read_not_what_was_read(read: Page) -> None:
    lines = tuple(
        Line(tuple(replace(word, text=word.text.replace("417", "471")) for word in line.words)) for line in read.lines
    )
    told = again(read_doubted(open_engine("lines:"), document(replace(read, lines=lines), field(read))))
    assert told["471/GUQ-UBND"] == NUMBER


def test_a_sure_field_is_not_read_again(read: Page) -> None:
    asked = document(read, field(read, "read"))
    assert read_doubted(Unwanted(), asked) == asked


def test_digital_text_is_not_read_again(read: Page) -> None:
    asked = document(replace(read, steps=()), field(read))
    assert read_doubted(Unwanted(), asked) == asked


HOLDER = "001088990123"


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("numbered")
    slip = draw_slip(folder / "slip.jpg", "GIẤY ỦY QUYỀN", f"Số định danh: {HOLDER}")
    intake = take_in(folder, str(slip))
    page = read_page(open_engine("lines:"), (intake.form, intake.originals[0]))
    assert isinstance(page, Page)
    return page


def holder(page: Page, again: str) -> Document:
    """The paper with its holder's number, which the second reading had as told."""
    lines = tuple(
        Line(tuple(replace(word, again=again) if HOLDER in word.text else word for word in line.words))
        for line in page.lines
    )
    box = next(word.box for line in page.lines for word in line.words if HOLDER in word.text)
    field = Field("citizen_id", HOLDER, 0.97, 1, box)
    return Document((replace(page, lines=lines),), fields=(field,))


def test_a_number_that_two_readings_tell_otherwise_is_read_at_two_more_sizes(numbered: Page) -> None:
    read_more = read_doubted(open_engine("lines:"), holder(numbered, "001088990128"))
    words = [word for line in read_more.pages[0].lines for word in line.words]
    assert [word.more for word in words if word.more] == [(HOLDER, HOLDER)]


def test_a_number_that_both_tell_alike_is_not(numbered: Page) -> None:
    asked = holder(numbered, HOLDER)
    assert read_doubted(Unwanted(), asked) == asked
