"""The password of all test keys, where its reference points to."""

import pytest

from tests.signing.identities import PASSWORD


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    """The reference of the password."""
    monkeypatch.setenv("SOHOA_TEST_PASSWORD", PASSWORD)
    return "env:SOHOA_TEST_PASSWORD"
