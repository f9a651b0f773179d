"""The container of a signature: what the digest of a PDF leaves out, and so must be looked at by itself."""

from asn1crypto import parser  # type: ignore[import-untyped]
from pyhanko.sign.validation import EmbeddedPdfSignature

CONSTRUCTED = 1  # ASN.1 encoding that holds other values


def stands_alone(signature: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that the digest leaves out are this signature's container and zeros, and nothing else."""
    start, length, resume, _ = (int(number) for number in signature.byte_range)
    stream = signature.reader.stream
    stream.seek(length)
    gap = stream.read(resume - length)
    content = signature.pkcs7_content
    if gap not in (gap.upper(), gap.lower()):
        return False  # no program writes both cases: a letter was changed
    if start != 0 or gap[:1] != b"<" or gap[-1:] != b">" or bytes.fromhex(gap[1:-1].decode("ascii")) != content:
        return False
    return not any(content[parser.peek(content) :])


def is_well_formed(signature: EmbeddedPdfSignature) -> bool:
    """Whether the container keeps the form of RFC 5652 where no digest covers it: lengths, versions, digests."""
    content = signature.pkcs7_content
    signed, signer = signature.signed_data, signature.signer_info
    plain = signer["sid"].name == "issuer_and_serial_number"
    plain_data = plain and signed["encap_content_info"]["content_type"].native == "data"
    return (
        _nests(content[: parser.peek(content)])
        and signer["version"].native == ("v1" if plain else "v3")
        and signed["version"].native in (("v1" if plain_data else "v3"), "v4")
        and signer["digest_algorithm"]["algorithm"].native
        in [one["algorithm"].native for one in signed["digest_algorithms"]]
    )


def _nests(encoded: bytes) -> bool:
    """Whether all lengths agree with each other; raises ValueError where one reaches too far."""
    while encoded:
        kind, method, tag, header, content, trailer = parser.parse(encoded)
        if kind == 0 and tag == 0:
            return False  # zeros, which belong after the container
        if method == CONSTRUCTED and not _nests(content):
            return False
        encoded = encoded[len(header) + len(content) + len(trailer) :]
    return True
