"""A key that signs CMS containers: its certificate is looked at once, the hand that holds it may be soft or hard."""

from typing import Any, Protocol

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.sign import signers
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signing.fitness import Credential, Fitness
from signing.terms import Terms

CONTAINER = 2048  # bytes, more than a CMS container takes beside its certificates; known, so no dry run is needed
CURVE_DIGESTS = {256: "sha256", 384: "sha384", 521: "sha512"}


class Hand(Protocol):
    """What holds a private key: memory, a token."""

    def sign(self, data: bytes, digest: str, mechanism: Any) -> bytes:
        """The signature's value as CMS wants it (ECDSA as DER); `mechanism` is a CMS signature algorithm."""
        ...


class LoadedKey(signers.Signer):
    """A key at hand with its certificate: RSASSA-PSS for RSA (or PKCS#1 v1.5 by the terms), ECDSA for a curve.

    Whether it may sign is for `fitness` to say.
    """

    def __init__(self, hand: Hand, credential: Credential, terms: Terms) -> None:
        certificates = [
            translate_pyca_cryptography_cert_to_asn1(one) for one in (credential.certificate, *credential.others)
        ]
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(certificates[1:])
        super().__init__(prefer_pss=not terms.plain_rsa, signing_cert=certificates[0], cert_registry=store)
        self.hand, self.certificate, self.terms = hand, credential.certificate, terms
        self.fitness = Fitness(credential, terms)
        public = credential.certificate.public_key()
        bits = public.key_size if isinstance(public, ec.EllipticCurvePublicKey) else 0
        self.digest = CURVE_DIGESTS.get(bits, "sha256")
        size = sum(len(one.public_bytes(Encoding.DER)) for one in (credential.certificate, *credential.others))
        self.container_bytes = size + CONTAINER
        # Made anew at every signature otherwise, which costs as much as the signature itself.
        self._signature_mechanism = self.get_signature_mechanism_for_digest(self.digest)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature's value; there are no dry runs, because containers have a known size."""
        assert not dry_run
        return self.hand.sign(data, digest_algorithm, self.get_signature_mechanism_for_digest(digest_algorithm))

    async def unsigned_attrs(self, *arguments: Any, **options: Any) -> Any:
        """The time-stamp; where its authority does not answer none, so that the signature is B-B and lifted later."""
        try:
            return await super().unsigned_attrs(*arguments, **options)
        except TimestampRequestError:
            return None

    async def signed_attrs(self, *arguments: Any, **options: Any) -> Any:
        """As bytes at once: asn1crypto would encode each part anew for every part around it (half of the time)."""
        return cms.CMSAttributes.load((await super().signed_attrs(*arguments, **options)).dump())

    def signer_info(self, *arguments: Any) -> Any:
        """As bytes at once, for the same reason."""
        return cms.SignerInfo.load(super().signer_info(*arguments).dump())
