"""What every engine must do, whatever reads for it: subclass it in a test and give it a fixture `engine`."""

import pickle
import unicodedata

import numpy as np
import pytest

from digitize.model import Pixels, Scan, Word
from digitize.piece import picture
from digitize.ports import Engine
from tests.digitize.sheet import LETTER, letter, paper, scan

DPI = 200.0
VOWELS = "aăâeêioôơuưy"
MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LOWER = "".join(unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in MARKS) + "đ"
VIETNAMESE = LOWER + LOWER.upper()


def words_of(engine: Engine, page: Scan) -> list[Word]:
    return [word for line in engine.read(page) for word in line.words]


class EngineContract:
    @pytest.fixture
    def page(self) -> Scan:
        return scan(letter(DPI, copies=1), DPI)

    def test_reads_every_word_of_an_invented_page_with_its_diacritics(self, engine: Engine, page: Scan) -> None:
        assert [line.text for line in engine.read(page)] == list(LETTER)

    def test_reads_a_citizen_id_digit_by_digit(self, engine: Engine, page: Scan) -> None:
        assert "079203001234" in [word.text for word in words_of(engine, page)]

    def test_leading_zeros_of_a_lone_number_are_kept(self, engine: Engine) -> None:
        alone = scan(letter(DPI, ("001203004567",), copies=1), DPI)
        assert [line.text for line in engine.read(alone)] == ["001203004567"]

    def test_a_number_alone_is_read_again_digit_by_digit(self, engine: Engine) -> None:
        page = letter(DPI, ("Số định danh: 001203004567",), copies=1)
        number = next(word for word in words_of(engine, scan(page, DPI)) if word.text == "001203004567")
        again = engine.reread(picture(page, DPI, number.box))
        assert "".join(word.text for line in again for word in line.words) == "001203004567"

    def test_texts_are_nfc_without_white_space(self, engine: Engine, page: Scan) -> None:
        for word in words_of(engine, page):
            assert word.text == unicodedata.normalize("NFC", word.text)
            assert word.text.split() == [word.text]

    def test_boxes_lie_on_the_ink(self, engine: Engine, page: Scan) -> None:
        ink: Pixels = page.pixels[..., 0] < 128
        covered = np.zeros_like(ink)
        for word in words_of(engine, page):
            box = word.box
            assert 0 <= box.left < box.right <= page.width
            assert 0 <= box.top < box.bottom <= page.height
            assert ink[box.top : box.bottom, box.left : box.right].any(axis=0).mean() > 0.5
            covered[box.top : box.bottom, box.left : box.right] = True
        assert (ink & ~covered).sum() < 0.02 * ink.sum()

    def test_words_stand_on_their_line_from_left_to_right(self, engine: Engine, page: Scan) -> None:
        for line in engine.read(page):
            lefts = [word.box.left for word in line.words]
            assert lefts == sorted(lefts)
            assert line.box.bottom - line.box.top < 0.6 * DPI / 2

    def test_confidence_is_a_share_and_high_on_clean_print(self, engine: Engine, page: Scan) -> None:
        confidences = [word.confidence for word in words_of(engine, page)]
        assert all(0 <= confidence <= 1 for confidence in confidences)
        assert sum(confidences) / len(confidences) > 0.8

    @pytest.mark.parametrize("gray", [False, True])
    def test_bare_paper_has_no_lines(self, engine: Engine, gray: bool) -> None:
        bare = paper(DPI)
        assert engine.read(scan(bare[..., 0] if gray else bare, DPI)) == ()

    def test_a_tiny_picture_is_no_error(self, engine: Engine) -> None:
        assert engine.read(scan(np.full((3, 2), 255, np.uint8), DPI)) == ()

    def test_reads_gray_as_it_reads_colour(self, engine: Engine, page: Scan) -> None:
        gray = scan(page.pixels[..., 0], DPI)
        assert [line.text for line in engine.read(gray)] == [line.text for line in engine.read(page)]

    def test_one_page_leaves_nothing_behind_for_the_next(self, engine: Engine, page: Scan) -> None:
        first = engine.read(page)
        engine.read(scan(letter(DPI, ("một trang khác",), 30.0, 1), DPI))
        assert engine.read(page) == first

    def test_says_truly_which_letters_it_cannot_write(self, engine: Engine) -> None:
        assert engine.unwritable(VIETNAMESE) == "ỵỴ"
        assert engine.unwritable("0123456789") == ""
        assert engine.unwritable("\u4eba a") == "\u4eba "

    def test_a_pickled_engine_reads_the_same(self, engine: Engine, page: Scan) -> None:
        again: Engine = pickle.loads(pickle.dumps(engine))
        assert again == engine
        assert again.read(page) == engine.read(page)

    def test_its_version_is_one_line_that_names_the_data(self, engine: Engine) -> None:
        version = engine.version()
        assert "\n" not in version
        assert "vie" in version
        assert "tesseract 5" in version.lower() or "tesseract 4" in version.lower()
