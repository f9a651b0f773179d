"""Diacritics are repaired where the neighbours leave no doubt; what must not be guessed at is left as it was read."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.correct import UNSURE, correct
from digitize.model import Box, Line, Word
from digitize.vietnam.syllables import spell
from digitize.vietnam.syllables_counts import load_counts

DOUBTFUL = 0.7


def line(text: str, confidence: float = DOUBTFUL) -> Line:
    words = [Word(word, Box(50 * at, 0, 50 * at + 40, 20), confidence) for at, word in enumerate(text.split())]
    return Line(tuple(words))


def reread(*texts: str, confidence: float = DOUBTFUL) -> list[str]:
    return [one.text for one in correct(tuple(line(text, confidence) for text in texts))]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("của chính quyên địa phương", "của chính quyền địa phương"),
        ("thuộc thấm quyên giải quyêt của", "thuộc thẩm quyền giải quyết của"),
        ("được sửa đôi, bô sung một sô điều", "được sửa đổi, bổ sung một số điều"),
        ("chịu trách nhiệm thí hành", "chịu trách nhiệm thi hành"),
        ("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:"),
        ("Chính phú quy định", "Chính phủ quy định"),
        ("và nếu rõ lý do", "và nêu rõ lý do"),
        ("(công bô thủ tục hành chính)", "(công bố thủ tục hành chính)"),
        ("theo quy đÐịnh của pháp luật", "theo quy định của pháp luật"),
        ("ĐÐiều kiện hưởng", "Điều kiện hưởng"),
        ("được công bố tại Điêu 1 của", "được công bố tại Điều 1 của"),
        ("Sở Giáo dục và Đảo tạo", "Sở Giáo dục và Đào tạo"),
        ("ban hành kèm theo Quyêt định này", "ban hành kèm theo Quyết định này"),
        ("mức thu 500.000 đông một giấy", "mức thu 500.000 đồng một giấy"),
        ("thẩm quyền của UBND tính quy định", "thẩm quyền của UBND tỉnh quy định"),
        ("trên địa bàn tính Phú Thử", "trên địa bàn tỉnh Phú Thử"),
        ("Căn cứ Luật Tô chức chính quyền", "Căn cứ Luật Tổ chức chính quyền"),
        ("của Phó Chú tịch phụ trách", "của Phó Chủ tịch phụ trách"),
        ("nội dung tại Điêu này và", "nội dung tại Điều này và"),
        ("TÀI NGUYÊN THUỘC THẤM QUYỀN", "TÀI NGUYÊN THUỘC THẨM QUYỀN"),
    ],
)
def test_doubtful_marks_are_repaired_by_their_neighbours(read: str, printed: str) -> None:
    assert reread(read) == [printed]


def placed(text: str, top: int) -> Line:
    words = [Word(one, Box(50 * at, top, 50 * at + 40, top + 20), DOUBTFUL) for at, one in enumerate(text.split())]
    return Line(tuple(words))


def test_the_word_that_ends_a_line_is_read_with_the_one_that_begins_the_next() -> None:
    for first, second, told in (
        ("trên địa", "bản tỉnh", ["trên địa", "bàn tỉnh"]),
        ("nộp phi", "thẩm định", ["nộp phí", "thẩm định"]),
        ("tổ quốc tinh Đồng", "Tháp năm nay", ["tổ quốc tỉnh Đồng", "Tháp năm nay"]),
    ):
        assert [one.text for one in correct((placed(first, 0), placed(second, 30)))] == told
        assert [one.text for one in correct((placed(first, 0), placed(second, 300)))] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "qua đường Bưu điện tỉnh",
        "dịch vụ bưu điện công ích",
        "Bru điện tỉnh",
        "trả lời bằng văn bản và nêu rõ lý do",
        "nếu không có lý do chính đáng",
        "UBND tỉnh",
        "VĂN PHÒNG TU",
        "ông Nguyễn Văn Chú",
        "bà Trần Thị Tô chức vụ",
        "BÀ NGUYỄN THỊ THÂM QUYÊN",
        "CHƯƠNG VI PHẠM VI",
        "HĐND và UBND các cấp",
        "số 499/TB-UBND ngày",
        "Nghị định số 61/2018/NĐ-CP",
        "Karaoke và internet",
        "kwaxq blorf",
    ],
)
def test_what_was_read_rightly_or_is_unknown_stays(text: str) -> None:
    assert reread(text, confidence=0.3) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "do ông Chính Phú quy định",
        "bà Quyên hạn",
        "Họ và tên: Quyên Hạn",
        "anh Bô sung sướng",
        "LÊ VĂN THÍ HÀNH",
        "Ông LÝ BÔ SUNG",
        "xã Thí Hành, huyện An Thử",
    ],
)
def test_names_stay(text: str) -> None:
    assert reread(text) == [text]


def test_a_name_that_goes_on_in_the_next_line_stays() -> None:
    texts = ["giấy chứng nhận cấp cho bà Trần Thị", "Quyêt định này"]
    assert reread(*texts) == texts
    assert reread("đã cấp cho bà Quyêt định cư tại xã") == ["đã cấp cho bà Quyêt định cư tại xã"]
    assert reread("có hiệu lực từ ngày ký.", "Quyêt định này")[1] == "Quyết định này"


@pytest.mark.parametrize(
    "texts",
    [
        ["cụm từ “chính quyên địa phương” được"],
        ["cụm từ", '"chính quyên', 'địa phương" thay bằng'],
        ["cụm từ («chính quyên địa phương») được"],
        ["cụm từ “chính quyên địa phương"],
    ],
)
def test_quoted_text_stays(texts: list[str]) -> None:
    assert reread(*texts) == texts


def test_a_quote_that_is_never_closed_ends_with_its_line() -> None:
    assert reread("“chính quyên", "chính quyên địa phương") == ["“chính quyên", "chính quyền địa phương"]


def test_words_of_which_the_engine_was_sure_stay_unless_it_lists_the_form_itself() -> None:
    sure = line("của chính quyên địa phương", UNSURE)
    assert correct((sure,)) == (sure,)
    words = list(sure.words)
    words[2] = Word("quyên", words[2].box, UNSURE, alternatives=("quyển", "quyền"))
    assert correct((Line(tuple(words)),))[0].text == "của chính quyền địa phương"
    words[2] = Word("quyên", words[2].box, UNSURE, alternatives=("quyển", "quyện"))
    assert correct((Line(tuple(words)),))[0].text == "của chính quyên địa phương"


def test_the_first_reading_and_the_doubt_are_kept() -> None:
    (corrected,) = correct((line("của chính quyên, địa phương"), line("chính quyên địa phương"))[1:])
    assert corrected.words[1] == Word("quyền", Box(50, 0, 90, 20), DOUBTFUL, (), "quyên")
    assert [word.read_as for word in corrected.words] == [None, "quyên", None, None]


@pytest.mark.parametrize(
    "text",
    ["hoà giải ở cơ sở", "hòa giải ở cơ sở", "cục đường thuỷ nội địa", "cục đường thủy nội địa", "uỷ ban nhân dân"],
)
def test_either_placement_of_the_tone_stays(text: str) -> None:
    assert reread(text, confidence=0.1) == [text]


def test_a_repaired_tone_stands_where_the_page_has_it() -> None:
    assert reread("các bên thoả thuận", "tiến hành hoa giải")[1] == "tiến hành hoà giải"
    assert reread("các bên thỏa thuận", "tiến hành hoa giải")[1] == "tiến hành hòa giải"


VOCABULARY = sorted(load_counts().single)
NAMES = ["Nguyễn", "Văn", "Tuấn", "Thị", "Hồng", "Quyên", "Bản", "Thử"]
SIGNS = ["499/TB-UBND", "12.3", "UBND", "HĐND", "-", "“", "”", '"', "001219998233", "TT-BTP", "a1", "Ð"]
syllables = st.builds(
    lambda form, tone, case: case(unicodedata.normalize("NFC", form + tone)),
    st.sampled_from(VOCABULARY),
    st.sampled_from(["", "", ".", ",", "”"]),
    st.sampled_from([str.lower, str.lower, str.lower, str.capitalize, str.upper]),
)
anything = st.text(st.characters(exclude_categories=("Zs", "Zl", "Zp", "Cc", "Cs", "Cn")), min_size=1, max_size=6)
texts = st.one_of(syllables, syllables, syllables, st.sampled_from(NAMES + SIGNS), anything).map(
    lambda text: unicodedata.normalize("NFC", text)
)
words = st.builds(
    Word,
    texts,
    st.just(Box(0, 0, 9, 9)),
    st.floats(0, 1),
    st.one_of(st.just(()), st.lists(texts, max_size=3).map(tuple)),
)
pages = st.lists(st.lists(words, min_size=1, max_size=9).map(lambda found: Line(tuple(found))), max_size=5).map(tuple)


def strokeless(text: str) -> str:
    """What Đ printed beside itself comes to; the one repair that takes a letter away."""
    return re.sub("([Đđ])[Ðð]", r"\1", text).replace("Ð", "Đ").replace("ð", "đ")


@settings(max_examples=300, deadline=None)
@given(pages)
def test_only_marks_of_doubtful_plain_words_change(page: tuple[Line, ...]) -> None:
    corrected = correct(page)
    assert [len(one.words) for one in corrected] == [len(one.words) for one in page]
    for old, new in zip(
        (w for one in page for w in one.words), (w for one in corrected for w in one.words), strict=True
    ):
        assert (new.box, new.confidence, new.alternatives) == (old.box, old.confidence, old.alternatives)
        if new.text == old.text:
            assert new.read_as is None
        else:
            assert new.read_as == old.text
            assert old.confidence < UNSURE or old.alternatives
            assert not any(letter.isdigit() for letter in old.text)
            assert spell(new.text).bare == spell(strokeless(old.text)).bare
            assert [letter.isupper() for letter in new.text] == [letter.isupper() for letter in strokeless(old.text)]
            assert spell(new.text).form != spell(old.text).form, "only the place of the tone"


@settings(max_examples=200, deadline=None)
@given(pages)
def test_a_second_time_changes_nothing(page: tuple[Line, ...]) -> None:
    once = correct(page)
    assert correct(once) == once


@given(st.lists(syllables.filter(str.islower), min_size=1, max_size=8), st.integers(0, 3))
def test_runs_of_capitals_and_quotations_are_never_touched(plain: list[str], cut: int) -> None:
    name = [word.strip(".,”").capitalize() for word in plain] + ["Văn"]
    quoted = ["“" + plain[0].strip("”"), *(word.strip("”") for word in plain[1:]), "hết”"]
    rows = [["cấp", "cho", *name, "là"], ["cụm", "từ", *quoted[:cut]], [*quoted[cut:], "được"]]
    page = tuple(line(" ".join(row), 0.4) for row in rows if row)
    corrected = correct(page)
    assert [w.text for w in corrected[0].words[2:-1]] == name
    flat = [word.text for one in corrected[1:] for word in one.words]
    assert flat[2 : 2 + len(quoted)] == quoted
