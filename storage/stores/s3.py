"""A store in a bucket of an S3 server, through the `minio` client.

S3 overwrites by nature. Here the bucket keeps versions and the *oldest* version of a name is the object: whoever puts
second, by accident, in a race or on purpose, changes nothing that is read, and takes its own version away again.
Keys are fanned out (`ab/cd/abcd...`), because servers that keep objects as files list a folder to find a name.
"""

import hashlib
import ipaddress
import math
import os
import ssl
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby, takewhile
from typing import BinaryIO
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.commonconfig import COMPLIANCE, ENABLED, GOVERNANCE
from minio.datatypes import Object
from minio.error import MinioException, S3Error, ServerError
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig

from digitize.errors import ConfigError, ServiceError, SohoaError
from digitize.ports import Store
from digitize.record import Lock
from digitize.secrets import resolve
from storage.durable import CHUNK, DISK_FULL, explaining, spool
from storage.naming import find_name, flat

_PART = 8 << 20
_PATIENCE = 30.0
_DIGEST = "x-amz-meta-sha256"
_MISSING = {"NoSuchKey", "NoSuchVersion"}
_UNLOCKED = {"NoSuchObjectLockConfiguration"}
_BUSY = {"SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "BadDigest", "XAmzContentSHA256Mismatch"}
_BUSY |= {"OperationAborted", "IncompleteBody"}
_FULL = {"QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "XMinioAdminBucketQuotaExceeded"}
_STRANGER = "the store refuses the access key or its secret (archive.store, archive.store_secret in the settings)"
_REFUSALS = {
    "InvalidAccessKeyId": _STRANGER,
    "SignatureDoesNotMatch": _STRANGER,
    "XAdminUserNotFound": _STRANGER,
    "AccessDenied": "the store does not let this access key do that, or the object is locked (docs/operate.md)",
    "InvalidRequest": "the bucket has no object lock (`sohoa init` makes one that has), or the object is locked",
    "NoSuchBucket": "the bucket is not there: check archive.store, or make it with `sohoa init`",
    "RequestTimeTooSkewed": "the clocks of this machine and of the store differ: set them",
}


def open_store(address: str, secret: str) -> Store:
    """The bucket at `//ACCESS-KEY@HOST[:PORT]/BUCKET`; `secret` is a reference to the access key's secret."""
    parts = urlsplit(address)
    bucket = parts.path.strip("/")
    if not (parts.hostname and parts.username and bucket) or parts.password or "/" in bucket:
        raise ConfigError("the store's address must be s3://ACCESS-KEY@HOST[:PORT]/BUCKET, its secret elsewhere")
    return S3(parts.netloc.rpartition("@")[2], bucket, parts.username, secret)


def prepare_store(address: str, secret: str) -> None:
    """Makes the bucket, with object lock and so with versions, unless it is there; versions are switched on in any."""
    store = open_store(address, secret)
    assert isinstance(store, S3)
    with _explaining("the bucket could not be made ready"):
        if not store.server.bucket_exists(store.bucket):
            store.server.make_bucket(store.bucket, object_lock=True)
        store.server.set_bucket_versioning(store.bucket, VersioningConfig(ENABLED))


@dataclass(frozen=True)
class S3:
    """Objects of a bucket; plain HTTP to this very machine only, TLS to all others (SSL_CERT_FILE: an own root)."""

    host: str
    bucket: str
    user: str
    secret: str
    patience: float = _PATIENCE

    def __reduce__(self) -> tuple[type["S3"], tuple[str, str, str, str, float]]:
        return S3, (self.host, self.bucket, self.user, self.secret, self.patience)

    def put(self, name: str, file: BinaryIO) -> None:
        """Whole or not at all, and durable on return; of two who put one name the first is kept."""
        key = _key(name)
        with explaining("an object could not be put into the store"), spool() as whole:
            digest = _copied(iter(lambda: file.read(CHUNK), b""), whole)
            with _explaining("an object could not be put into the store"):
                own = self._bucket.put_object(
                    self.bucket,
                    key,
                    whole,
                    whole.seek(0, os.SEEK_END) - whole.seek(0),
                    metadata={"sha256": digest},
                    part_size=_PART,
                    num_parallel_uploads=1,
                ).version_id
                first = self._find(key)
                if first and first.version_id != own:
                    # A version that stays, because it is locked or we die here, is never read.
                    with suppress(S3Error):
                        self._bucket.remove_object(self.bucket, key, own)

    def get(self, name: str) -> BinaryIO:
        """The object as it lies in the store, as a stream; raises ServiceError when it is not there.

        What comes with another checksum than it went with is read a second time: the same bytes again are what lies
        there, and whether they are what was sealed is the vault's to tell; others were damaged on the way.
        """
        key, seen = _key(name), ""
        with explaining("an object could not be read from the store"):
            while True:
                stream, digest, told = self._download(key, name)
                if digest in (told, seen):
                    return stream
                stream.close()
                if seen:
                    raise ServiceError("an object was damaged on its way from the store", retry=True)
                seen = digest

    def has(self, name: str) -> bool:
        """Whether an object of that name is there."""
        with _explaining("the store could not be looked into"):
            return self._find(_key(name)) is not None

    def remove(self, name: str) -> None:
        """Removes the object with all its versions; one that is not there is no error."""
        key = _key(name)
        with _explaining("an object could not be removed from the store"):
            for version in list(self._versions(key)):
                # versitygw 1.7 forgets a legal hold once the version's retention has lapsed.
                if not version.is_delete_marker and self._bucket.is_object_legal_hold_enabled(
                    self.bucket, key, version.version_id
                ):
                    raise ServiceError(f"object {name[:12]} is under a legal hold (sohoa retain --lift)")
                self._bucket.remove_object(self.bucket, key, version.version_id)

    def names(self, before: float = math.inf) -> Iterator[str]:
        """The names of all objects put before a time (seconds since 1970)."""
        with _explaining("the store's names could not be listed"):
            every = self._bucket.list_objects(self.bucket, recursive=True, include_version=True)
            objects = (one for one in every if not one.is_delete_marker)
            for key, versions in groupby(objects, lambda one: one.object_name or ""):
                *_, first = versions
                name = find_name(key.rpartition("/")[2])
                if name and _key(name) == key and first.last_modified and first.last_modified.timestamp() < before:
                    yield name

    def retain(self, name: str, lock: Lock) -> None:
        """Object lock of the version that is read: governance, or compliance where the lock is strict; legal hold."""
        key = _key(name)
        with _explaining("an object could not be locked", name):
            first = self._find(key)
            if first is None:
                raise _missing(name)
            version, before = first.version_id, self._retention(key, first.version_id)
            mode = COMPLIANCE if lock.strict or (before and before.mode == COMPLIANCE) else GOVERNANCE
            until = datetime.fromisoformat(lock.until).replace(microsecond=0)
            until = max(until, before.retain_until_date.astimezone(UTC)) if before else until
            changed = before is None or (mode, until) != (before.mode, before.retain_until_date)
            # A period that is over locks nothing, and the server takes none.
            if changed and until > datetime.now(UTC):
                self._bucket.set_object_retention(self.bucket, key, Retention(mode, until), version)
            if lock.hold:
                self._bucket.enable_object_legal_hold(self.bucket, key, version)
            elif self._bucket.is_object_legal_hold_enabled(self.bucket, key, version):
                self._bucket.disable_object_legal_hold(self.bucket, key, version)

    def _retention(self, key: str, version: str | None) -> Retention | None:
        try:
            return self._bucket.get_object_retention(self.bucket, key, version)
        except S3Error as error:
            if error.code in _UNLOCKED:
                return None
            raise

    @cached_property
    def server(self) -> Minio:
        """The client, one for each process."""
        secure = not _here(self.host)
        pool = urllib3.PoolManager(
            maxsize=8,
            timeout=urllib3.Timeout(connect=self.patience, read=self.patience),
            retries=False,
            ssl_context=ssl.create_default_context() if secure else None,
        )
        secret = resolve(self.secret, "archive.store_secret")
        return Minio(self.host, self.user, secret, secure=secure, region="us-east-1", http_client=pool)

    @cached_property
    def _bucket(self) -> Minio:
        # Without versions the second of two who put one name would win: then nothing is put at all.
        if self.server.get_bucket_versioning(self.bucket).status != ENABLED:
            raise ConfigError("the bucket keeps no versions, and so could be overwritten: run `sohoa init` here")
        return self.server

    def _versions(self, key: str) -> Iterator[Object]:
        listed = self._bucket.list_objects(self.bucket, prefix=key, recursive=True, include_version=True)
        # Each page of the list holds the versions by key, then the deletion marks by key.
        return (
            one
            for one in takewhile(lambda one: one.is_delete_marker or one.object_name == key, listed)
            if one.object_name == key
        )

    def _find(self, key: str) -> Object | None:
        first = None
        for version in self._versions(key):
            first = first if version.is_delete_marker else version
        return first

    def _download(self, key: str, name: str) -> tuple[BinaryIO, str, str]:
        """The object, its SHA-256 as it came, and as it was put ("" when nobody knows)."""
        with _explaining("an object could not be read from the store", name):
            first = self._find(key)
            if first is None:
                raise _missing(name)
            answer = self._bucket.get_object(self.bucket, key, version_id=first.version_id)
            stream = spool()
            try:
                digest = _copied(answer.stream(CHUNK), stream)
            except BaseException:
                stream.close()
                raise
            finally:
                answer.close()
                answer.release_conn()
            stream.seek(0)
            return stream, digest, answer.headers.get(_DIGEST, "")


def _key(name: str) -> str:
    word = flat(name)
    start = f"{word:-<4}"
    return f"{start[:2]}/{start[2:4]}/{word}"


def _here(host: str) -> bool:
    bare = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"


def _copied(chunks: Iterator[bytes], target: BinaryIO) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _missing(name: str) -> ServiceError:
    return ServiceError(f"object {name[:12]} is not in the store: restore it from a backup of the archive")


@contextmanager
def _explaining(act: str, name: str = "") -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        if name and error.code in _MISSING:
            raise _missing(name) from error
        raise _refused(error, act) from error
    except ServerError as error:
        full = error.status_code == 507
        raise ServiceError(f"{act}: " + (DISK_FULL if full else "the store failed"), retry=not full) from error
    except urllib3.exceptions.SSLError as error:
        raise ConfigError(f"{act}: the store's certificate is not trusted; SSL_CERT_FILE names a root") from error
    except ValueError as error:
        # The client cannot read versitygw's time of a deletion: such a name is refused, never taken to be free.
        raise ServiceError(
            f"{act}: the store's answer is not understood; was an object deleted in it by hand?"
        ) from error
    except (urllib3.exceptions.HTTPError, MinioException, xml.ParseError) as error:
        raise ServiceError(
            f"{act}: the store did not answer, or broke off ({type(error).__name__})", retry=True
        ) from error


def _refused(error: S3Error, act: str) -> SohoaError:
    code = error.code or ""
    if code in _REFUSALS:
        return ConfigError(f"{act}: {_REFUSALS[code]}")
    if code in _FULL:
        return ServiceError(f"{act}: {DISK_FULL}")
    return ServiceError(f"{act}: {code}", retry=code in _BUSY or error.response.status in (429, 500, 502, 503, 504))
