"""What visible signatures say, by the day: each profile's text, and that nothing the law wants shown is left out."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digitize.errors import ConfigError, InputError
from digitize.model import Field
from digitize.sign import SAME_ACT, Mark, stamp_texts
from digitize.vietnam.stamps import texts

NOW = datetime(2026, 11, 21, 2, 15, 30, tzinfo=UTC)
TIME = "2026-11-21T09:15:30+07:00"
UBND = "UBND xã Mẫu"
WORDS = {"agency": UBND, "time": TIME, "number": "15/QĐ-UBND"}
LAW = {
    ("archive", 2022): (UBND, TIME),
    ("archive", 2026): (UBND, "Chuyển đổi từ văn bản giấy", TIME),
    ("digital", 2026): (UBND, TIME),
    ("sao_y", 2026): ("SAO Y", UBND, TIME),
    ("sao_luc", 2026): ("SAO LỤC", UBND, TIME),
    ("trich_sao", 2026): ("TRÍCH SAO", UBND, TIME),
    ("annex", 2026): ("15/QĐ-UBND", TIME),
    ("issued", 2026): (f"Ký bởi: {UBND}", f"Thời gian ký: {TIME}"),
}


@pytest.mark.parametrize(("name", "year"), LAW)
def test_each_profile_of_its_time(name: str, year: int) -> None:
    assert texts(name, date(year, 6, 1), WORDS) == LAW[name, year]


def test_the_mark_came_into_force_on_a_day() -> None:
    """NĐ 137/2024/NĐ-CP, in force since 23 October 2024."""
    said = [texts("archive", date(2024, 10, day), WORDS) for day in (22, 23)]
    assert ["Chuyển đổi từ văn bản giấy" in one for one in said] == [False, True]


@pytest.mark.parametrize("name", [name for name, year in LAW if year == 2026])
@pytest.mark.parametrize("word", ["agency", "time", "number"])
@pytest.mark.parametrize("empty", ["", "  "])
def test_a_word_that_the_law_wants_may_not_lack(name: str, word: str, empty: str) -> None:
    if any(word in WORDS and WORDS[word] in line for line in LAW[name, 2026]):
        # A number is the paper's own: without it that paper waits, not the whole batch.
        with pytest.raises(InputError if word == "number" else ConfigError, match="dấu thiếu thông tin"):
            texts(name, date(2026, 6, 1), WORDS | {word: empty})


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="archive, digital, issued, sao_luc"):
        texts("sao y", date(2026, 1, 1), WORDS)
    with pytest.raises(ConfigError, match="there are: -"):
        texts("archive", date(2019, 1, 1), WORDS)


def test_an_office_may_have_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'effective = 2026-01-01\n[stamps.chung_thuc]\nlines = [{ text = "Chứng thực bản sao đúng với bản chính" },'
        ' { text = "Số {number}" }, { text = "{person}" }, { text = "{time}" }]\n'
    )
    told = texts("chung_thuc", date(2026, 6, 1), WORDS | {"person": "Lê Thị Mẫu"}, str(own))
    assert told == ("Chứng thực bản sao đúng với bản chính", "Số 15/QĐ-UBND", "Lê Thị Mẫu", TIME)
    with pytest.raises(ConfigError, match="lacks its person"):
        texts("chung_thuc", date(2026, 6, 1), WORDS, str(own))
    with pytest.raises(ConfigError, match="unknown stamp"):
        texts("chung_thuc", date(2025, 6, 1), WORDS, str(own))


@pytest.mark.parametrize("wrong", ["", "x", "effective = 2026-01-01\n[stamps.a]\nlines = [{ text = '{name}' }]\n"])
def test_what_is_no_file_of_stamps_is_refused(tmp_path: Path, wrong: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(wrong)
    with pytest.raises(ConfigError, match=r"signing\.stamps"):
        texts("archive", date(2026, 6, 1), WORDS, str(own))


class TestMarks:
    def test_one_time_tells_both_acts(self) -> None:
        assert stamp_texts(Mark(UBND), (), NOW, NOW - SAME_ACT) == LAW["archive", 2026]

    def test_signed_later_both_times_are_told_and_who_converted(self) -> None:
        mark = Mark(UBND, "Lê Thị Mẫu")
        assert stamp_texts(mark, (), NOW, NOW - timedelta(hours=1)) == (
            UBND,
            "Chuyển đổi từ văn bản giấy",
            "Người chuyển đổi: Lê Thị Mẫu",
            "Lúc chuyển đổi: 2026-11-21T08:15:30+07:00",
            TIME,
        )

    def test_what_came_as_data_was_not_converted(self) -> None:
        assert stamp_texts(Mark(UBND, "Lê Thị Mẫu"), (), NOW, None) == (UBND, TIME)

    def test_an_annex_shows_the_number_that_was_read(self) -> None:
        read = Field("document_number", "15/QĐ-UBND", 1.0, 1, None)
        assert stamp_texts(Mark(UBND, stamp="annex"), (read,), NOW, NOW) == LAW["annex", 2026]
        blank = Field("document_number", None, 0.0, 1, None, status="blank_on_page")
        with pytest.raises(InputError, match="lacks its number"):
            stamp_texts(Mark(UBND, stamp="annex"), (blank,), NOW, NOW)
        told = Mark(UBND, stamp="annex", number="15/QĐ-UBND")
        assert stamp_texts(told, (blank,), NOW, NOW) == LAW["annex", 2026]
