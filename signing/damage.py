"""What parsers raise on damaged files and answers: pyHanko, asn1crypto and cryptography have no common error."""

import struct
import zlib

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko_certvalidator.errors import CRLValidationError, OCSPValidationError, PathError, ValidationError

DAMAGED = (
    *(PdfError, ValidationError, InvalidSignature, UnsupportedAlgorithm, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RuntimeError, MemoryError),
    *(PathError, CRLValidationError, OCSPValidationError),
)
