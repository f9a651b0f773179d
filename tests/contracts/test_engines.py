"""Every engine runs the same suite."""

import re

import pytest

from digitize.ports import Engine
from ocr import open_engine
from tests.contracts.engine_contract import VIETNAMESE, EngineContract


class TestTesseract(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return open_engine("tesseract:vie")


class TestPytesseract(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return open_engine("pytesseract:vie")


class TestLines(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return open_engine("lines:")

    def test_says_truly_which_letters_it_cannot_write(self, engine: Engine) -> None:
        assert engine.unwritable(VIETNAMESE + "0123456789") == ""
        assert engine.unwritable("\u4eba a") == "\u4eba"

    def test_its_version_is_one_line_that_names_the_data(self, engine: Engine) -> None:
        assert re.fullmatch(r"lines:vie onnxruntime [\d.]+ [0-9a-f]{12} \+ tesserocr [^\n]+", engine.version())
