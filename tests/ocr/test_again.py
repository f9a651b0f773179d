"""What was missed or is doubtful is read again, and nothing that was read well is lost."""

import cv2
import numpy as np
import pytest

from digitize.model import Box, Line, Pixels, Word
from ocr import again

DPI = 200.0


def page() -> np.ndarray:
    return np.full((800, 1200), 255, np.uint8)


def put(image: np.ndarray, text: str, place: tuple[int, int]) -> Box:
    """Writes, and tells the bounds of what was written."""
    before = image.copy()
    cv2.putText(image, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 2)
    left, top, width, height = cv2.boundingRect(np.asarray(before != image, np.uint8))
    return Box(left, top, left + width, top + height)


def line(*words: Word) -> Line:
    return Line(words)


class Reader:
    """Tells the same words for any picture and remembers the pictures."""

    def __init__(self, *words: Word) -> None:
        self.words, self.seen = words, []

    def __call__(self, picture: Pixels) -> tuple[Line, ...]:
        self.seen.append(picture)
        return (Line(self.words),) if self.words else ()


def test_ink_under_no_word_is_read_and_put_in_its_place() -> None:
    image = page()
    first, second, third = (put(image, "HO SO 15", (100, y)) for y in (100, 300, 500))
    known = (line(Word("một", first, 0.9)), line(Word("ba", third, 0.9)))
    reader = Reader(Word("hai", Box(30, 15, 90, 40), 0.95))
    lines = again.fill(image, DPI, known, reader)
    assert [one.text for one in lines] == ["một", "hai", "ba"]
    found = lines[1].box
    assert second.left - 30 < found.left < second.right and abs(found.top - second.top) < 30
    assert len(reader.seen) == 1


def test_what_is_not_sure_is_not_put_in() -> None:
    image = page()
    put(image, "HO SO 15", (100, 300))
    assert again.fill(image, DPI, (), Reader(Word("?", Box(0, 0, 9, 9), 0.4))) == ()


def test_covered_ink_and_specks_are_not_read_again() -> None:
    image = page()
    box = put(image, "HO SO 15", (100, 100))
    image[400:402, 400:402] = 0
    reader = Reader()
    again.fill(image, DPI, (line(Word("hồ", box, 0.2)),), reader)
    assert reader.seen == []


def test_a_tall_bad_word_covers_nothing_and_gives_way() -> None:
    image = page()
    boxes = [put(image, "HO SO 15", (100, y)) for y in (100, 160, 220, 280, 340)]
    good = [line(Word("tốt", box, 0.9)) for box in boxes[:3]]
    seal = Word("§©", Box(boxes[3].left, boxes[3].top, boxes[4].right, boxes[4].bottom), 0.2)
    lines = again.fill(image, DPI, (*good, line(seal)), Reader(Word("dòng", Box(20, 20, 120, 60), 0.9)))
    texts = [one.text for one in lines]
    assert texts[:3] == ["tốt"] * 3 and "§©" not in texts and "dòng" in texts


def test_only_doubtful_lines_are_read_again() -> None:
    image = page()
    box = put(image, "HO SO 15", (100, 100))
    reader = Reader()
    sure = line(Word("hồ", box, 0.9), Word("…", box, 0.1))
    assert again.improve(image, (sure,), again.Second(reader)) == (sure,)
    assert reader.seen == []


@pytest.mark.parametrize(("text", "again_too"), [("TT4TXH", True), ("I5", True), ("H05.01", False), ("29A1", False)])
def test_a_figure_that_may_be_a_letter_is_read_again(text: str, again_too: bool) -> None:
    known = line(Word("về", Box(0, 100, 40, 130), 0.99), Word(text, Box(60, 100, 200, 130), 0.99))
    reader = Reader()
    again.improve(page(), (known,), again.Second(reader))
    assert bool(reader.seen) == again_too


def test_the_surer_reading_of_each_word_is_taken_and_the_other_kept() -> None:
    image = page()
    box = put(image, "HO SO 15", (100, 100))
    known = line(Word("hô", box, 0.5), Word("sơ", box, 0.9))
    reader = Reader(Word("hồ", Box(0, 0, 9, 9), 0.8), Word("so", Box(9, 0, 19, 9), 0.6))
    (better,) = again.improve(image, (known,), again.Second(reader))
    assert better.words[0] == Word("hồ", box, 0.8, ("hô",))
    assert better.words[1] == Word("sơ", box, 0.9, ("so",))
    (disputed,) = again.improve(image, (known,), again.Second(reader, disputed=0.5))
    assert [word.confidence for word in disputed.words] == [0.4, 0.45]


def test_a_reading_of_other_words_must_be_surer_throughout() -> None:
    image = page()
    box = put(image, "HO SO 15", (100, 100))
    known = line(Word("hô", box, 0.5), Word("sơ", box, 0.9))
    worse = Reader(Word("hồsơ", Box(0, 0, 9, 9), 0.45))
    better = Reader(Word("hồsơ", Box(0, 0, 9, 9), 0.95))
    assert again.improve(image, (known,), again.Second(worse)) == (known,)
    assert again.improve(image, (known,), again.Second(better))[0].text == "hồsơ"


NUMBER, SEAL = Box(0, 100, 240, 130), Box(260, 90, 290, 140)


def reread(number: float, *words: tuple[str, int, int, float]) -> Line:
    """What becomes of a number, read so surely beside a seal's noise, when the second reader sees these words."""
    known = line(Word("022780412583", NUMBER, number), Word("À", SEAL, 0.1))
    told = [Word(text, Box(left + again.FRAME, 20, right + again.FRAME, 50), sure) for text, left, right, sure in words]
    return again.improve(page(), (known,), again.Second(Reader(*told), disputed=0.7))[0]


def test_a_number_gives_way_to_another_only_as_a_doubt() -> None:
    kept = reread(0.99, ("022780412563", 0, 240, 0.98)).words
    assert kept == (Word("022780412583", NUMBER, 0.99 * 0.7, ("022780412563",)),)
    other = reread(0.8, ("022780412563", 0, 240, 0.98)).words
    assert [(word.text, round(word.confidence, 3), word.alternatives) for word in other] == [
        ("022780412563", 0.686, ("022780412583",))
    ]


def test_a_number_is_neither_split_nor_lost_nor_swallowed() -> None:
    known = line(
        Word("công", Box(0, 100, 90, 130), 0.9), Word("dân", SEAL, 0.5), Word("0227", Box(300, 100, 400, 130), 0.9)
    )
    reader = Reader(Word("công", Box(10, 20, 100, 50), 0.95), Word("dân", Box(270, 20, 300, 50), 0.95))
    assert again.improve(page(), (known,), again.Second(reader))[0].text == "công dân 0227"
    split = reread(0.97, ("022780", 0, 120, 0.98), ("412583", 122, 240, 0.98), ("Ai", 260, 290, 0.9)).words
    assert [(word.text, word.confidence) for word in split] == [("022780412583", 0.98), ("Ai", 0.9)]
    longer = reread(0.97, ("022780412583A", 0, 290, 0.98)).words
    assert [(word.text, word.confidence) for word in longer] == [("022780412583A", 0.98)]
    wide = reread(0.97, ("02278041A", 0, 500, 0.98)).words
    assert [word.confidence for word in wide] == [0.98 * 0.7]


def test_a_line_is_shown_without_its_neighbours() -> None:
    image = page()
    put(image, "HO SO 15", (100, 70))
    box = put(image, "HO SO 15", (100, 110))
    put(image, "HO SO 15", (100, 150))
    reader = Reader()
    again.improve(image, (line(Word("hồ", box, 0.1)),), again.Second(reader))
    alone = page()
    put(alone, "HO SO 15", (100, 110))
    assert abs(np.count_nonzero(reader.seen[0] < 128) - np.count_nonzero(alone < 128)) < 10


def test_a_doubtful_word_at_the_end_of_its_line_stays_in_the_picture() -> None:
    image = page()
    first, last = put(image, "HO SO", (100, 100)), put(image, "TINH", (400, 100))
    reader = Reader()
    again.improve(image, (line(Word("hồ", first, 0.9), Word("T", last, 0.1)),), again.Second(reader))
    assert np.count_nonzero(reader.seen[0] < 128) == np.count_nonzero(image < 128)


def test_a_sign_at_the_edge_of_the_page_is_read_again_too() -> None:
    image = np.full((300, 400), 255, np.uint8)
    image[100:130, 0:6] = 0
    reader = Reader()
    alone = line(Word("l", Box(0, 100, 6, 130), 0.3))
    assert again.improve(image, (alone,), again.Second(reader)) == (alone,)
    assert (reader.seen[0] < 128).sum() == 180
