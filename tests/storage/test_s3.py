"""What a store on an S3 server promises beyond the contract: faults are made for real, on a real server."""

import io
import os
import pickle
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from minio import Minio

from digitize.errors import ConfigError, ServiceError
from digitize.ports import Store
from storage import open_store, open_vault, prepare_store
from storage.retrying import Retrying
from storage.stores.s3 import S3
from tests.services.proxy import Proxy, cut, flipped, passing
from tests.services.s3 import SECRET, USER, S3Server
from tests.storage.conftest import Place

NAME = "ab" + "c" * 62
KEY = f"ab/cc/{NAME}"


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_SECRET", SECRET)


@pytest.fixture
def bucket(s3: S3Server) -> str:
    name = f"bucket-{uuid4().hex[:12]}"
    prepare_store(s3.address(name), "env:S3_SECRET")
    return name


@pytest.fixture
def own(tmp_path: Path) -> Iterator[S3Server]:
    """A server that a test may kill."""
    server = S3Server(tmp_path / "s3")
    server.start()
    prepare_store(server.address("bucket"), "env:S3_SECRET")
    yield server
    server.kill()


@pytest.fixture
def proxy(s3: S3Server) -> Iterator[Proxy]:
    between = Proxy(s3.port)
    between.start()
    yield between
    between.close()


def bare(host: str, bucket: str, patience: float = 5.0) -> S3:
    """The adapter without its second tries."""
    return S3(host, bucket, USER, "env:S3_SECRET", patience)


def content(store: Store, name: str = NAME) -> bytes:
    with store.get(name) as stream:
        return stream.read()


def client(server: S3Server) -> Minio:
    return Minio(server.host, USER, SECRET, secure=False)


def versions(server: S3Server, bucket: str) -> int:
    return len(list(client(server).list_objects(bucket, recursive=True, include_version=True)))


def test_what_is_put_over_an_object_is_never_read(s3: S3Server, bucket: str) -> None:
    store = bare(s3.host, bucket)
    store.put(NAME, io.BytesIO(b"first"))
    client(s3).put_object(bucket, KEY, io.BytesIO(b"forged"), 6)
    assert content(store) == b"first"
    assert versions(s3, bucket) == 2
    assert list(store.names()) == [NAME]
    store.remove(NAME)
    assert not store.has(NAME)
    assert versions(s3, bucket) == 0


def test_a_name_that_others_deleted_is_not_taken_to_be_free(s3: S3Server, bucket: str) -> None:
    store = bare(s3.host, bucket)
    store.put(NAME, io.BytesIO(b"first"))
    client(s3).remove_object(bucket, KEY)
    if s3.kind == "minio":
        # What versitygw tells in a form that the client cannot read is plain here: the first version is still there.
        store.put(NAME, io.BytesIO(b"second"))
        assert content(store) == b"first"
        return
    for act in (lambda: store.has(NAME), lambda: store.put(NAME, io.BytesIO(b"second"))):
        with pytest.raises(ServiceError, match="deleted"):
            act()


def test_of_two_who_put_only_one_version_stays(s3: S3Server, bucket: str) -> None:
    store = bare(s3.host, bucket)
    for data in (b"first", b"second", b"third"):
        store.put(NAME, io.BytesIO(data))
    assert content(store) == b"first"
    assert versions(s3, bucket) == 1


def test_large_objects_go_in_parts(s3: S3Server, bucket: str) -> None:
    store, data = bare(s3.host, bucket), os.urandom(20_000_000)
    store.put(NAME, io.BytesIO(data))
    assert content(store) == data


def test_a_wrong_secret_an_unknown_user_and_a_missing_bucket_are_for_a_person(
    s3: S3Server, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match="bucket is not there"):
        bare(s3.host, "no-such-bucket").has(NAME)
    with pytest.raises(ConfigError, match="access key"):
        replace(bare(s3.host, bucket), user="stranger").has(NAME)
    monkeypatch.setenv("S3_SECRET", "wrong-secret")
    with pytest.raises(ConfigError, match="access key") as caught:
        bare(s3.host, bucket).put(NAME, io.BytesIO(b"x"))
    assert "wrong-secret" not in str(caught.value)
    monkeypatch.delenv("S3_SECRET")
    with pytest.raises(ConfigError, match="S3_SECRET is not set"):
        bare(s3.host, bucket).has(NAME)


def test_a_bucket_that_could_be_overwritten_is_refused(s3: S3Server) -> None:
    name = f"bucket-{uuid4().hex[:12]}"
    client(s3).make_bucket(name)
    with pytest.raises(ConfigError, match="keeps no versions"):
        bare(s3.host, name).put(NAME, io.BytesIO(b"x"))
    prepare_store(s3.address(name), "env:S3_SECRET")
    bare(s3.host, name).put(NAME, io.BytesIO(b"x"))


def test_a_new_bucket_has_object_lock_and_making_it_again_is_harmless(s3: S3Server, bucket: str) -> None:
    store = bare(s3.host, bucket)
    store.put(NAME, io.BytesIO(b"x"))
    prepare_store(s3.address(bucket), "env:S3_SECRET")
    client(s3).enable_object_legal_hold(bucket, KEY)
    with pytest.raises(ServiceError, match="legal hold"):
        store.remove(NAME)
    assert content(store) == b"x"
    client(s3).disable_object_legal_hold(bucket, KEY)
    store.remove(NAME)


@pytest.mark.parametrize("address", ["s3:", "s3://", "s3://host/bucket", "s3://u@host", "s3://u:p@h/b", "s3://u@h/b/c"])
def test_an_address_that_lacks_something_or_holds_a_secret_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="s3:"):
        open_store(address, "env:S3_SECRET")


def test_the_secret_travels_as_its_reference(s3: S3Server, bucket: str) -> None:
    store = bare(s3.host, bucket)
    store.put(NAME, io.BytesIO(b"x"))
    pickled = pickle.dumps(store)
    assert SECRET.encode() not in pickled
    assert SECRET not in repr(store)
    assert content(pickle.loads(pickled)) == b"x"


def test_a_server_killed_in_the_middle_of_an_upload_keeps_nothing_half(own: S3Server) -> None:
    between = Proxy(own.port)
    between.start()

    def killing(data: bytes) -> bytes:
        own.kill()
        return data

    store, data = bare(between.host, "bucket"), os.urandom(6_000_000)
    assert not store.has(NAME)
    between.up += [passing] * 3 + [killing]
    with pytest.raises(ServiceError, match="did not answer") as caught:
        store.put(NAME, io.BytesIO(data))
    assert caught.value.retry
    own.start()
    assert list(store.names()) == []
    store.put(NAME, io.BytesIO(data))
    assert content(store) == data
    assert versions(own, "bucket") == 1
    between.close()


def test_a_server_that_comes_back_is_waited_for(own: S3Server) -> None:
    store = Retrying(bare(own.host, "bucket"), (0.5,) * 12)
    store.put(NAME, io.BytesIO(b"before"))
    own.kill()
    back = threading.Timer(1.0, own.start)
    back.start()
    store.put("later", io.BytesIO(b"after"))
    # It is still being looked at when it answers us: killed before that, it would look as if it had not come up.
    back.join()
    assert content(store) == b"before"
    assert content(store, "later") == b"after"


def test_a_server_that_is_gone_is_said_so(own: S3Server) -> None:
    own.kill()
    for act in (lambda store: store.has(NAME), lambda store: store.get(NAME), lambda store: list(store.names())):
        with pytest.raises(ServiceError, match="did not answer") as caught:
            act(Retrying(bare(own.host, "bucket"), (0.01,)))
        assert caught.value.retry


def test_an_answer_that_was_lost_doubles_nothing(s3: S3Server, proxy: Proxy, bucket: str) -> None:
    store = Retrying(bare(proxy.host, bucket), (0.01,) * 3)
    assert not store.has(NAME)
    proxy.down += [cut]
    store.put(NAME, io.BytesIO(b"x" * 1000))
    assert content(store) == b"x" * 1000
    assert versions(s3, bucket) == 1


@pytest.mark.parametrize("pieces", range(1, 6))
def test_a_download_that_breaks_off_is_begun_again(s3: S3Server, proxy: Proxy, bucket: str, pieces: int) -> None:
    data = os.urandom(1_000_000)
    bare(s3.host, bucket).put(NAME, io.BytesIO(data))
    assert bare(proxy.host, bucket).has(NAME)
    proxy.down += [passing] * pieces + [cut]
    store = bare(proxy.host, bucket)
    with pytest.raises(ServiceError) as caught:
        content(store)
    assert caught.value.retry
    proxy.down += [passing] * pieces + [cut]
    assert content(Retrying(store, (0.01,))) == data


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(proxy: Proxy, bucket: str) -> None:
    go_on = threading.Event()

    def stalling(data: bytes) -> bytes:
        go_on.wait(10)
        return data

    store = bare(proxy.host, bucket, patience=0.5)
    assert not store.has(NAME)
    proxy.down.append(stalling)
    start = time.monotonic()
    with pytest.raises(ServiceError, match="did not answer") as caught:
        store.put(NAME, io.BytesIO(b"x"))
    assert caught.value.retry
    assert time.monotonic() - start < 3
    go_on.set()


def test_bytes_changed_on_the_way_in_are_refused_and_sent_again(s3: S3Server, proxy: Proxy, bucket: str) -> None:
    store, data = bare(proxy.host, bucket), os.urandom(500_000)
    assert not store.has(NAME)
    proxy.up += [passing, passing, flipped]
    with pytest.raises(ServiceError) as caught:
        store.put(NAME, io.BytesIO(data))
    assert caught.value.retry
    assert not store.has(NAME)
    proxy.up += [passing, passing, flipped]
    Retrying(store, (0.01,)).put(NAME, io.BytesIO(data))
    assert content(store) == data
    assert versions(s3, bucket) == 1


def test_bytes_changed_on_the_way_out_are_read_again(s3: S3Server, proxy: Proxy, bucket: str) -> None:
    store, data = bare(proxy.host, bucket), os.urandom(500_000)
    store.put(NAME, io.BytesIO(data))
    proxy.down += [passing, passing, flipped]
    assert content(store) == data
    assert not proxy.down


def test_a_full_disk_is_said_plainly_and_leaves_what_was_kept(tiny_disk: Path) -> None:
    server = S3Server(tiny_disk / "s3")
    server.start()
    try:
        prepare_store(server.address("bucket"), "env:S3_SECRET")
        store = bare(server.host, "bucket")
        store.put("kept", io.BytesIO(bytes(50_000)))
        with pytest.raises(ServiceError, match="disk is full"):
            store.put("more", io.BytesIO(bytes(5_000_000)))
        assert list(store.names()) == ["kept"]
        assert content(store, "kept") == bytes(50_000)
    finally:
        server.kill()


def test_bit_rot_on_the_servers_disk_is_found_and_never_served(s3: S3Server, bucket: str, place: Place) -> None:
    if s3.kind == "minio":
        pytest.skip("MinIO keeps objects in files of a form of its own, with checksums that it looks at itself")
    vault = open_vault(bare(s3.host, bucket), place.key_store, place.keys)
    (place.archive / "page").write_bytes(os.urandom(200_000))
    kept = vault.keep(place.archive / "page")
    assert vault.fixity(kept)
    file = next(path for path in (s3.data / bucket).rglob(kept.name))
    data = file.read_bytes()
    for damaged in (data[:-1], data[:1000] + b"\0" * 512 + data[1512:], b""):
        file.write_bytes(damaged)
        assert not vault.fixity(kept)
        with pytest.raises(ServiceError, match=r"restore it from a backup"):
            vault.open(kept.name)
    file.write_bytes(data)
    assert vault.fixity(kept)


def test_plain_http_stays_on_this_machine_and_certificates_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = ["-subj", "/CN=s3.test", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    pem, key = tmp_path / "pem", tmp_path / "key"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem, *subject]
    subprocess.run(command, check=True, capture_output=True)
    server = S3Server(tmp_path / "s3", certificate=pem, key=key)
    server.start()
    try:
        monkeypatch.setattr("storage.stores.s3._here", lambda host: False)
        with pytest.raises(ConfigError, match="certificate is not trusted"):
            bare(server.host, "bucket").has(NAME)
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        prepare_store(server.address("bucket"), "env:S3_SECRET")
        store = bare(server.host, "bucket")
        store.put(NAME, io.BytesIO(b"x" * 9_000_000))
        assert content(store) == b"x" * 9_000_000
    finally:
        server.kill()


@pytest.mark.parametrize(("host", "here"), [("127.0.0.1:9000", True), ("localhost", True), ("[::1]:9000", True)])
@pytest.mark.parametrize("other", ["s3.example.vn", "10.0.0.7:9000", "127.0.0.1.example.vn", "localhost.example.vn"])
def test_only_loopback_is_this_machine(host: str, here: bool, other: str) -> None:
    assert bare(host, "b").server._base_url.is_https is not here
    assert bare(other, "b").server._base_url.is_https
