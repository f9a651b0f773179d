"""Bad keys through `sohoa sign`: each is told in Vietnamese and English with its exit code, and nothing is signed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from commands.doors import open_doors, open_key
from commands.options import make_order
from digitize.errors import ServiceError
from digitize.pending import find_pending, sign_all
from digitize.settings import load_settings
from tests.end_to_end.office import Make, Office, make_office
from tests.signing.authority import Authority, run_authority
from tests.signing.identities import PASSWORD, Wish, identity, rsa_key
from tests.signing.soft_token import MANY, OFFICE_MISTYPED, OFFICE_PULLED, PIN, SoftTokens, soft_tokens

CONFIG = 2  # README: settings, keys
BAD = {
    "expired": ("chứng thư số đã hết hạn", "the certificate expired"),
    "not yet valid": ("chưa có hiệu lực", "not valid before"),
    "wrong usage": ("không dùng để ký", "is not meant for signatures"),
    "1024 bit": ("khóa quá yếu", "too weak to sign with"),
    "revoked": ("đã bị thu hồi", "was revoked on"),
    "unknown issuer": ("không dẫn tới gốc tin cậy nào", "leads to no trusted root"),
    "wrong password": ("mật khẩu sai", "wrong password"),
    "wrong PIN": ("mã PIN sai, không thử lại", "wrong PIN"),
    "token: expired": ("chứng thư số đã hết hạn", "the certificate expired"),
    "token: 1024 bit": ("khóa quá yếu", "too weak to sign with"),
    "token: wrong usage": ("không dùng để ký", "is not meant for signatures"),
    "no such token": ("địa chỉ không chỉ đúng một thiết bị", "the address fits 0 tokens"),
}
WISHES = {
    "expired": Wish(first_day=-30, last_day=-1),
    "not yet valid": Wish(first_day=1),
    "wrong usage": Wish(authority=True),
}


@dataclass(frozen=True)
class House:
    """An office with papers that wait, an authority, and tokens."""

    office: Office
    authority: Authority
    tokens: SoftTokens
    folder: Path

    def settings(self, key: str) -> dict[str, str]:
        """Variables that name one of the bad keys."""
        told = {
            "SOHOA_TEST_PASSWORD": PASSWORD,
            "SOHOA_TEST_PIN": PIN,
            "SOHOA_SIGNING_SECRET": "env:SOHOA_TEST_PASSWORD",
        }
        token = {"SOHOA_SIGNING_SECRET": "env:SOHOA_TEST_PIN"}
        numbers = {"token: expired": b"\x04", "token: 1024 bit": b"\x05", "token: wrong usage": b"\x06"}
        if key in numbers:
            return told | token | {"SOHOA_SIGNING_KEY": self.tokens.address(MANY, numbers[key])}
        if key == "wrong PIN":
            return (
                told | token | {"SOHOA_SIGNING_KEY": self.tokens.address(OFFICE_MISTYPED), "SOHOA_TEST_PIN": "000000"}
            )
        if key == "no such token":
            return told | token | {"SOHOA_SIGNING_KEY": self.tokens.address("Không có")}
        return told | self._file(key)

    def _file(self, key: str) -> dict[str, str]:
        who = identity(WISHES.get(key), key=rsa_key(1024) if key == "1024 bit" else None)
        who = self.authority.identity("revoked") if key == "revoked" else who
        told = {"SOHOA_SIGNING_KEY": f"pkcs12:{who.save(self.folder / 'bad.p12')}"}
        if key in ("revoked", "unknown issuer"):
            told["SOHOA_SIGNING_ROOTS"] = self.authority.roots
        if key == "wrong password":
            told["SOHOA_TEST_PASSWORD"] = "không đúng"
        return told


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, small_scan: Make) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    office = make_office(folder)
    (folder / "slips").mkdir()
    slip = small_scan(folder / "slips" / "1.jpg").read_bytes()
    (folder / "slips" / "2.jpg").write_bytes(slip[:2] + b"\xff\xfe\x00\x04ab" + slip[2:])
    office.run("run", folder / "slips", SOHOA_SIGNING_WHEN="pending")
    (folder / "authority").mkdir()
    with run_authority(folder / "authority") as authority:
        yield House(office, authority, soft_tokens(), folder)


@pytest.mark.parametrize("key", BAD)
def test_each_is_told_in_both_languages_and_signs_nothing(house: House, key: str) -> None:
    told = house.office.run("sign", "--pending", code=CONFIG, **house.settings(key)).stderr
    vietnamese, english = BAD[key]
    assert vietnamese in told
    assert english in told
    assert not {PASSWORD, PIN, "không đúng", "000000"} & set(told.split())
    assert [one["state"] for one in house.office.documents()] == ["to_sign"] * 2


def test_a_token_pulled_mid_batch(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real library; what was signed stays signed, and the same command goes on with another key or the token."""
    monkeypatch.setenv("SOHOA_TEST_PIN", PIN)
    given = {"SOHOA_SIGNING_KEY": house.tokens.address(OFFICE_PULLED), "SOHOA_SIGNING_SECRET": "env:SOHOA_TEST_PIN"}
    settings = load_settings(house.office.folder / "sohoa.toml", given)
    doors = open_doors(settings, signs=False)
    doors = type(doors)(doors.engine, doors.vault, doors.catalog, open_key(settings))
    done = sign_all(find_pending(doors), make_order(settings, doors, tmp_path, "Trần Văn Mẫu"), doors)
    assert next(done).act == "signed"
    shutil.rmtree(house.tokens.folders[OFFICE_PULLED])
    with pytest.raises(ServiceError, match=r"hãy cắm lại.* / .*token") as raised:
        next(done)
    assert (raised.value.exit_code, raised.value.retry) == (4, True)
    assert sorted(one["state"] for one in house.office.documents()) == ["filed", "to_sign"]
    assert len(house.office.json("sign", "--pending")) == 1
