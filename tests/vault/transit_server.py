"""A key service on loopback that answers as HashiCorp Vault's transit engine is documented to.

POST /v1/MOUNT/encrypt/KEY and /decrypt/KEY with X-Vault-Token and base64 in JSON; `vault:v1:` before a ciphertext;
{"errors": […]} with 400, 403, 404 and 503. Its key is real AES-GCM: another key, context or name does not decrypt.
"""

from __future__ import annotations

import json
import os
import threading
from base64 import b64decode, b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN = "hvs.test-token"
MARK = "vault:v1:"


class Transit:
    """The service. `is_sealed`, `namespace` and `answers` change how it answers."""

    def __init__(self) -> None:
        self.keys = {"innsats": AESGCM(os.urandom(32))}
        self.derived: set[str] = set()
        self.is_sealed, self.namespace, self.asked_count = False, "", 0
        self.answers: tuple[int, bytes] | None = None  # said instead, whatever is asked
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._requests())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, headers: Any, said: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Status and body, as Vault checks: sealed, namespace and token, mount, key, then what is asked."""
        if self.is_sealed:
            return 503, {"errors": ["Vault is sealed"]}
        if headers.get("X-Vault-Token") != TOKEN or headers.get("X-Vault-Namespace", "") != self.namespace:
            return 403, {"errors": ["1 error occurred:\n\t* permission denied\n\n"]}
        version, mount, verb, name = path.strip("/").split("/")
        if (version, mount) != ("v1", "transit"):
            return 404, {"errors": [f'no handler for route "{mount}/{verb}/{name}". route entry not found.']}
        if name not in self.keys:
            return 400, {"errors": ["encryption key not found"]}
        if name in self.derived and not said.get("context"):
            return 400, {"errors": ["missing 'context' for key derivation"]}
        bound = b64decode(said.get("associated_data", ""), validate=True)
        return self._encrypted(name, said, bound) if verb == "encrypt" else self._decrypted(name, said, bound)

    def _encrypted(self, name: str, said: dict[str, str], bound: bytes) -> tuple[int, dict[str, Any]]:
        nonce = os.urandom(12)
        made = nonce + self.keys[name].encrypt(nonce, b64decode(said["plaintext"], validate=True), bound)
        return 200, {"request_id": "x", "data": {"ciphertext": MARK + b64encode(made).decode(), "key_version": 1}}

    def _decrypted(self, name: str, said: dict[str, str], bound: bytes) -> tuple[int, dict[str, Any]]:
        if not said["ciphertext"].startswith(MARK):
            return 400, {"errors": ["invalid ciphertext: no prefix"]}
        made = b64decode(said["ciphertext"].removeprefix(MARK))
        try:
            plain = self.keys[name].decrypt(made[:12], made[12:], bound)
        except InvalidTag:
            return 400, {"errors": ["cipher: message authentication failed"]}
        return 200, {"request_id": "x", "data": {"plaintext": b64encode(plain).decode()}}

    def _requests(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Asked(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service.asked_count += 1
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if service.answers is None:
                    status, body = service.answer(self.path, self.headers, said)
                    content = json.dumps(body).encode()
                else:
                    status, content = service.answers
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                if status == 307:
                    self.send_header("Location", f"{service.address}{self.path}")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *said: object) -> None:
                """Nothing is printed in the tests."""

        return Asked
