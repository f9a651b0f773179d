"""The head and the foot of a letter are told column by column; everything else stays in the engine's order."""

from hypothesis import given
from hypothesis import strategies as st

from digitize.model import Box, Line, Word
from digitize.order import order

HEIGHT, LETTER = 30, 14


def line(top: int, *pieces: tuple[int, str]) -> Line:
    """Words at their places: each piece begins at a left edge, its words a letter apart."""
    words = []
    for left, text in pieces:
        for word in text.split():
            words.append(Word(word, Box(left, top, left + LETTER * len(word), top + HEIGHT), 0.9))
            left += LETTER * (len(word) + 1)
    return Line(tuple(words))


def texts(*lines: Line) -> list[str]:
    return [one.text for one in order(lines)]


BODY = line(400, (200, "Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản hướng dẫn thi hành luật này"))


def test_a_head_of_two_columns() -> None:
    told = texts(
        line(100, (200, "ỦY BAN NHÂN DÂN"), (700, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        line(140, (220, "XÃ ĐỒNG MẪU"), (800, "Độc lập - Tự do - Hạnh phúc")),
        line(180, (220, "Số:"), (360, "/UBND-VP"), (760, "Đồng Mẫu, ngày"), (1050, "tháng 3 năm 2026")),
        BODY,
    )
    assert told == [
        "ỦY BAN NHÂN DÂN",
        "XÃ ĐỒNG MẪU",
        "Số: /UBND-VP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Mẫu, ngày tháng 3 năm 2026",
        BODY.text,
    ]


def test_a_head_without_a_gap_is_cut_before_the_motto() -> None:
    told = texts(
        line(100, (200, "SỞ TƯ PHÁP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        line(140, (180, "PHÒNG HỘ TỊCH"), (500, "Độc lập - Tự do - Hạnh phúc")),
        BODY,
    )
    assert told[:2] == ["SỞ TƯ PHÁP", "PHÒNG HỘ TỊCH"]


def test_recipients_and_signer() -> None:
    told = texts(
        BODY,
        line(900, (200, "Nơi nhận:"), (800, "TM. ỦY BAN NHÂN DÂN")),
        line(940, (200, "- Như Điều 3;"), (860, "CHỦ TỊCH")),
        line(980, (200, "- Trung tâm Phục vụ hành chính công;")),
        line(1020, (200, "- Lưu: VT.")),
        line(1160, (830, "Trần Văn Thử")),
    )
    assert told[1:5] == ["Nơi nhận:", "- Như Điều 3;", "- Trung tâm Phục vụ hành chính công;", "- Lưu: VT."]
    assert told[5:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Thử"]


def test_a_centred_motto_and_a_form_stay_as_they_are() -> None:
    lines = (
        line(100, (400, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        line(140, (500, "Độc lập - Tự do - Hạnh phúc")),
        line(300, (200, "Họ và tên: Trần Văn Thử"), (900, "Giới tính: Nam")),
        line(340, (200, "Ngày sinh: 24/11/1985"), (900, "Dân tộc: Kinh")),
    )
    assert order(lines) == lines


words = st.builds(
    lambda text, left, top: Word(text, Box(left, top, left + LETTER * len(text), top + HEIGHT), 0.9),
    st.sampled_from(["CỘNG", "HÒA", "XÃ", "HỘI", "Nơi", "nhận:", "ỦY", "BAN", "số", "12"]),
    st.integers(0, 1500),
    st.integers(0, 2000),
)


@given(st.lists(st.lists(words, min_size=1, max_size=6).map(lambda told: Line(tuple(told))), max_size=12))
def test_no_word_is_lost_or_told_twice(lines: list[Line]) -> None:
    before = sorted((word.text, word.box.left, word.box.top) for one in lines for word in one.words)
    after = sorted((word.text, word.box.left, word.box.top) for one in order(tuple(lines)) for word in one.words)
    assert before == after
