"""A passkey in software: answers what a browser would, right or wrong in one way at a time."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as b64

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass(slots=True)
class Authenticator:
    """One passkey at one site. `verifies`: it has made sure that it is its holder."""

    host: str = "testserver"
    origin: str = "http://testserver"
    verifies: bool = True
    id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0

    def made(self, options: str) -> str:
        """The answer to being asked for a new passkey."""
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({
            1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")
        })  # fmt: skip
        told = self._told(ATTESTED) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client("webauthn.create", options)
        return self._answer({"clientDataJSON": b64(client), "attestationObject": b64(attestation)})

    def shown(self, options: str) -> str:
        """The answer to being asked to show the passkey."""
        self.count += 1
        told, client = self._told(), self._client("webauthn.get", options)
        signature = self.key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer({
            "clientDataJSON": b64(client), "authenticatorData": b64(told), "signature": b64(signature),
        })  # fmt: skip

    def _told(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: str) -> bytes:
        asked = json.loads(options)["challenge"]
        return json.dumps({"type": kind, "challenge": asked, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        return json.dumps({"id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response})
