"""What the builder of the syllable counts lets through: no digits, no names, nothing rare."""

import lzma
from pathlib import Path

import pytest

from digitize.vietnam.syllables import spell
from digitize.vietnam.syllables_counts import CLASSES, read_counts
from training import syllables
from training.syllables import LEAST, admitted, chains, count, told


def kept(*lines: str) -> dict[tuple[str, ...], int]:
    return admitted(count(lines))


def test_only_what_was_seen_five_times_in_small_letters_is_kept() -> None:
    assert kept(*["các thủ tục"] * LEAST, *["một thủ đoạn"] * (LEAST - 1)) == {
        ("các",): 5,
        ("thủ",): 9,
        ("tục",): 5,
        ("các", "thủ"): 5,
        ("thủ", "tục"): 5,
    }


@pytest.mark.parametrize(
    "line",
    [
        "cấp cho ông Nguyễn Văn Thử theo hồ sơ",
        "cấp cho bà Trần Thị Mẫu.",
        "tại xã Đồng Mẫu, tỉnh Phú Thử",
        "NGUYỄN VĂN THỬ",
        "Thử đã nhận",
        "anh Thử đã nhận",
    ],
)
def test_names_are_never_kept(line: str) -> None:
    assert not {word for gram in kept(*[line] * 50) for word in gram} & {
        *("nguyễn", "văn", "thử", "trần", "thị", "mẫu", "đồng", "phú")
    }


def test_capitals_count_only_for_what_small_letters_have_shown() -> None:
    lines = ["quyết định"] * LEAST + ["QUYẾT ĐỊNH", "Quyết định này", "theo Quyết Định"]
    assert kept(*lines)["quyết", "định"] == LEAST + 2


def test_signs_and_foreign_words_part_neighbours() -> None:
    assert list(chains("của điều này, (các thủ tục) online theo quy định.")) == [
        ["của", "điều", "này"],
        ["các", "thủ", "tục"],
        ["theo", "quy", "định"],
    ]
    assert list(chains("số 12/QĐ-UBND ngày 01a")) == [["số"], ["ngày"]]


def test_numbers_abbreviations_and_names_are_counted_as_such_and_never_as_themselves() -> None:
    assert list(chains("khoản 2 điều này")) == [["khoản", "<number>", "điều", "này"]]
    assert list(chains("nộp 500.000 đồng cho UBND tỉnh")) == [
        ["nộp", "<number>", "đồng", "cho", "<abbreviation>", "tỉnh"]
    ]
    assert list(chains("tại tỉnh Phú Thử Mới và")) == [["tại", "tỉnh", "<name>", "và"]]
    kept_words = {word for gram in kept(*["số 123456 của ông Nguyễn Văn Thử và UBND"] * 50) for word in gram}
    assert kept_words == {"số", "<number>", "của", "ông", "<name>", "và", "<abbreviation>"}


def test_both_placements_of_a_tone_are_counted_as_one() -> None:
    assert kept(*["hoà giải"] * 3, *["hòa giải"] * 3)["hòa", "giải"] == 6


def test_the_file_is_read_back_as_written() -> None:
    grams = kept(*["các thủ tục hành chính"] * LEAST, *["thủ tục"] * 2)
    counts = read_counts(told(grams).splitlines())
    assert counts.single == {gram[0]: times for gram, times in grams.items() if len(gram) == 1}
    assert counts.after["thủ"] == {"tục": 7}
    assert counts.alike["thu"] == ("thủ",)


def test_the_same_texts_give_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "text").mkdir()
    for name, line in (("a", "các thủ tục"), ("b", "hồ sơ")):
        with lzma.open(tmp_path / "text" / f"{name}.txt.xz", "wt", encoding="utf-8") as file:
            file.write(f"{line}\n" * LEAST)
    monkeypatch.setenv("SOHOA_CORPUS", str(tmp_path))
    monkeypatch.setattr(syllables, "TARGET", tmp_path / "syllables.txt")
    syllables.main()
    first = (tmp_path / "syllables.txt").read_bytes()
    syllables.main()
    assert (tmp_path / "syllables.txt").read_bytes() == first
    assert first.decode().splitlines()[-5:] == ["các 5 thủ 5", "hồ 5 sơ 5", "sơ 5", "thủ 5 tục 5", "tục 5"]


def test_the_shipped_file_holds_nothing_but_frequent_syllables() -> None:
    file = Path(syllables.__file__).parents[1] / "digitize" / "vietnam" / "syllables.txt"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert file.stat().st_size < 600_000
    assert lines == sorted(lines, key=lambda line: line.split()[0])
    for line in lines:
        forms, times = line.split()[::2], line.split()[1::2]
        assert all(form in CLASSES or (spell(form).possible and spell(form).form == form) for form in forms)
        assert all(int(one) >= LEAST for one in times)
