"""A test authority on loopback (certomancer): a root, an issuer with OCSP, CRLs, and time-stamping services."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, ServiceLabel
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

from tests.signing.identities import Identity, rsa_key

NAME = "authority"
KEYS = ("root", "issuer", "ocsp", "tsa", "signer")
CONFIG = """
keysets:
  all:
    keys: {{{keys}}}
pki-architectures:
  authority:
    keyset: all
    entity-defaults: {{country-name: VN, organization-name: Co quan thu}}
    entities:
      root: {{common-name: Goc thu}}
      issuer: {{common-name: Noi cap thu}}
      ocsp: {{common-name: OCSP thu}}
      tsa: {{common-name: Cap dau thoi gian thu}}
      signer: {{common-name: Nguoi ky thu, organizational-unit-name: Bo phan Mot cua}}
    certs:
      root:
        subject: root
        issuer: root
        validity: {long}
        profiles: [{{id: simple-ca, params: {{crl-repo: root}}}}]
      issuer:
        issuer: root
        validity: {long}
        profiles: [{{id: simple-ca, params: {{max-path-len: 0, crl-repo: issuer, ocsp-service: issuer}}}}]
      ocsp:
        issuer: issuer
        validity: {long}
        profiles: [ocsp-responder]
      tsa: &tsa
        subject: tsa
        subject-key: tsa
        issuer: root
        validity: {long}
        extensions:
          - {{id: key_usage, critical: true, smart-value: {{schema: key-usage, params: [digital_signature]}}}}
          - {{id: extended_key_usage, critical: true, value: [time_stamping]}}
          - {{id: crl_distribution_points, smart-value: {{schema: crl-dist-url, params: {{crl-repo-names: [root]}}}}}}
      tsa-short:
        <<: *tsa
        validity: {soon}
      signer: &signer
        subject: signer
        subject-key: signer
        issuer: issuer
        validity: {long}
        profiles: [digsig-commitment]
      revoked:
        <<: *signer
        revocation: {{revoked-since: "{yesterday}", reason: key_compromise}}
      lapsing:
        <<: *signer
        validity: {soon}
    services:
      ocsp:
        issuer: {{for-issuer: issuer, responder-cert: ocsp, signing-key: ocsp}}
      crl-repo:
        root: {{for-issuer: root, signing-key: root, simulated-update-schedule: P30D}}
        issuer: {{for-issuer: issuer, signing-key: issuer, simulated-update-schedule: PT1H}}
      time-stamping:
        tsa: {{signing-key: tsa, signing-cert: tsa}}
        tsa-short: {{signing-key: tsa, signing-cert: tsa-short}}
"""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Authority:
    """What it issued, where it answers, and whether it does: while `away` it says nothing useful."""

    url: str
    folder: Path
    animator: Animator
    away: bool = False
    asked: int = 0

    @property
    def tsa(self) -> str:
        return f"{self.url}/{NAME}/tsa/tsa"

    @property
    def roots(self) -> str:
        return str(self.folder / "root.pem")

    def identity(self, label: str = "signer") -> Identity:
        """A key with its certificate, its issuer's beside it."""
        keys = self._arch.key_set
        private = load_der_private_key(keys.get_private_key("signer").dump(), None)
        return Identity(private, self.certificate(label), (self.certificate("issuer"),))

    def certificate(self, label: str) -> x509.Certificate:
        return x509.load_der_x509_certificate(self._arch.get_cert(CertLabel(label)).dump())

    def revocation_list(self, label: str):
        """The newest CRL of an issuer."""
        return self._arch.service_registry.get_crl(ServiceLabel(label), datetime.now(UTC))

    @property
    def _arch(self):
        return self.animator.architectures[ArchLabel(NAME)]

    def __call__(self, environ, start_response):
        self.asked += 1
        if self.away:
            start_response("503 Service Unavailable", [("Content-Length", "0")])
            return []
        return self.animator(environ, start_response)


@contextmanager
def run_authority(folder: Path) -> Iterator[Authority]:
    for name in KEYS:
        key = rsa_key() if name == "signer" else ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.key").write_bytes(pem)
    authority = Authority("", folder, None)
    with make_server("127.0.0.1", 0, authority, _Server, _Quiet) as server:
        authority.url = f"http://127.0.0.1:{server.server_port}"
        config = CertomancerConfig.from_yaml(_config(), folder, external_url_prefix=authority.url)
        authority.animator = Animator(AnimatorArchStore(config.pki_archs), with_web_ui=False)
        (folder / "root.pem").write_bytes(authority.certificate("root").public_bytes(Encoding.PEM))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield authority
        server.shutdown()
        thread.join()


def _config() -> str:
    now = datetime.now(UTC).replace(microsecond=0)

    def days(first: int, last: int) -> str:
        start, end = ((now + timedelta(count)).isoformat() for count in (first, last))
        return f'{{valid-from: "{start}", valid-to: "{end}"}}'

    keys = ", ".join(f"{name}: {{path: {name}.key}}" for name in KEYS)
    return CONFIG.format(
        keys=keys, long=days(-700, 3000), soon=days(-700, 40), yesterday=(now - timedelta(1)).isoformat()
    )
