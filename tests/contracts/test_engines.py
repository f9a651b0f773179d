"""Every engine runs the same suite."""

import pytest

from digitize.ports import Engine
from ocr import open_engine
from tests.contracts.engine_contract import EngineContract


class TestTesseract(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return open_engine("tesseract:vie")


class TestPytesseract(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return open_engine("pytesseract:vie")
