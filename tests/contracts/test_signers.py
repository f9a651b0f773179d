"""Every signer runs the same suite."""

from pathlib import Path

import pytest

from digitize.ports import Signer
from signing import open_signer
from signing.demo import make_demo_certificate
from tests.contracts.signer_contract import SignerContract
from tests.signing.soft_token import PIN, SEAL, soft_tokens


@pytest.fixture(scope="session")
def demo_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Making an RSA key takes a while, so there is one for all tests."""
    file = tmp_path_factory.mktemp("keys") / "demo.p12"
    make_demo_certificate(file, "mật khẩu", "UBND xã Thử Nghiệm")
    return file


class TestPkcs12(SignerContract):
    @pytest.fixture
    def signer(self, demo_key: Path, monkeypatch: pytest.MonkeyPatch) -> Signer:
        monkeypatch.setenv("SOHOA_TEST_PASSWORD", "mật khẩu")
        return open_signer(f"pkcs12:{demo_key}", "env:SOHOA_TEST_PASSWORD")


class TestPkcs11(SignerContract):
    @pytest.fixture
    def signer(self, monkeypatch: pytest.MonkeyPatch) -> Signer:
        monkeypatch.setenv("SOHOA_TEST_PIN", PIN)
        return open_signer(soft_tokens().address(SEAL), "env:SOHOA_TEST_PIN")
