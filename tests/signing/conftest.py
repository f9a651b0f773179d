"""The password of all test keys, where its reference points to."""

from collections.abc import Iterator

import pytest

from signing.revocation import _answers
from signing.signers.pkcs12 import _load
from signing.time_stamp import open_stamper
from tests.signing.authority import Authority, run_authority
from tests.signing.identities import PASSWORD
from tests.signing.soft_token import PIN, SoftTokens, soft_tokens


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    """The reference of the password."""
    monkeypatch.setenv("SOHOA_TEST_PASSWORD", PASSWORD)
    return "env:SOHOA_TEST_PASSWORD"


@pytest.fixture(scope="session")
def authority_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """One for all tests: its keys take a while."""
    with run_authority(tmp_path_factory.mktemp("authority")) as authority:
        yield authority


@pytest.fixture
def authority(authority_running: Authority) -> Authority:
    """The authority, answering, and nothing remembered of what it or another one answered before."""
    authority_running.away = False
    for remembered in (open_stamper, _answers, _load):
        remembered.cache_clear()
    return authority_running


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> SoftTokens:
    """SoftHSM's tokens, and their PIN where its reference points to."""
    monkeypatch.setenv("SOHOA_TEST_PIN", PIN)
    return soft_tokens()
