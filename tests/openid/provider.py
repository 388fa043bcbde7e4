"""A provider of OpenID Connect in a process of its own on loopback: strict about what it is asked, and told how to lie.

It is written after the standards and apart from the code it meets: PKCE, state and nonce are demanded, a code and a
pushed question work once, the client proves itself by secret or key. `POST /tell` says who signs in next and what shall
go wrong, `POST /sign` signs a token as it is, and `GET /seen` gives back what it has been asked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

KEY, FOREIGN = (RSAKey.generate_key(2048, {"kid": name, "use": "sig"}) for name in ("key-1", "key-2"))
FOREIGN = RSAKey.import_key({**FOREIGN.as_dict(private=True), "kid": "key-1"})  # calls itself by the other's name
PUBLIC = KEY.as_pem(private=False)


class State:
    """What it has been told, and what it remembers."""

    def __init__(self, client: dict[str, str]) -> None:
        self.client, self.told = client, {}
        self.codes: dict[str, dict[str, str]] = {}
        self.pushed: dict[str, dict[str, str]] = {}
        self.seen: list[dict[str, Any]] = []


class Provider(BaseHTTPRequestHandler):
    state: State
    origin: str

    def log_message(self, *args: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/seen":
            return self.answer(self.state.seen)
        if self.misbehaves(address.path):
            return None
        match address.path:
            case "/.well-known/openid-configuration":
                return self.answer(self.document())
            case "/jwks":
                return self.answer({"keys": [KEY.as_dict(private=False)]})
            case "/authorize":
                return self.authorize(asked)
            case "/userinfo" | "/extended":
                return self.answer(self.state.told.get(address.path.strip("/"), {}))
        return self.answer({}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/tell":
            self.state.told = json.loads(body)
            return self.answer({})
        if self.path == "/sign":
            said = json.loads(body)
            return self.answer({"token": signed(said["claims"], said["by"])})
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if self.misbehaves(self.path):
            return None
        self.state.seen.append({"path": self.path, **form, "authorization": self.headers.get("authorization", "")})
        if not self.is_client(form):
            return self.answer({"error": "invalid_client"}, 401)
        if self.path == "/par":
            uri = f"urn:ietf:params:oauth:request_uri:{uuid4()}"
            self.state.pushed[uri] = form
            return self.answer({"request_uri": uri, "expires_in": 60}, 201)
        return self.exchange(form)

    def document(self) -> dict[str, Any]:
        paths = {
            "authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks",
            "userinfo_endpoint": "/userinfo", "end_session_endpoint": "/leave",
        } | ({} if self.state.told.get("without_par") else {"pushed_authorization_request_endpoint": "/par"})
        found = {"issuer": self.origin, **{name: self.origin + path for name, path in paths.items()}}
        return found | self.state.told.get("document", {})

    def authorize(self, asked: dict[str, str]) -> None:
        if "request_uri" in asked:
            question = self.state.pushed.pop(asked["request_uri"], None)
            if question is None or set(asked) != {"client_id", "request_uri"}:
                return self.answer({"error": "invalid_request"}, 400)
        else:
            question = asked
        self.state.seen.append({"path": "/authorize", **question})
        right = (
            question.get("response_type") == "code" and question.get("code_challenge_method") == "S256"
            and len(question.get("code_challenge", "")) == 43 and question.get("state") and question.get("nonce")
            and question.get("client_id") == self.state.client["id"]
            and question.get("redirect_uri") in self.state.client["redirects"].split()
        )  # fmt: skip
        if not right:
            return self.answer({"error": "invalid_request"}, 400)
        code = str(uuid4())
        self.state.codes[code] = question
        said = {"code": code, "state": question["state"]} | self.state.told.get("said", {})
        return self.away(f"{question['redirect_uri']}?{urlencode({k: v for k, v in said.items() if v is not None})}")

    def exchange(self, form: dict[str, str]) -> None:
        question = self.state.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            question is None or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != question["redirect_uri"]
            or _encoded(verifier) != question["code_challenge"]
        ):
            return self.answer({"error": "invalid_grant"}, 400)
        now = int(self.state.told.get("now", time.time()))
        claims = {
            "iss": self.origin, "aud": self.state.client["id"], "sub": "sub-1", "iat": now, "exp": now + 120,
            "nonce": question["nonce"], "sid": "session-1",
        } | self.state.told.get("claims", {})  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return self.answer({"access_token": "access", "token_type": "Bearer", "id_token": self.signed(claims)})

    def signed(self, claims: dict[str, Any]) -> str:
        return signed(claims, self.state.told.get("signed_by", "key"))

    def is_client(self, form: dict[str, str]) -> bool:
        client = self.state.client
        if "client_assertion" in form:
            proof = jwt.decode(form["client_assertion"], RSAKey.import_key(client["public"]), algorithms=["RS256"])
            said = proof.claims
            return said["iss"] == said["sub"] == client["id"] and said["aud"] == self.origin and "jti" in said
        given = base64.b64decode(self.headers.get("authorization", "").removeprefix("Basic ")).decode()
        identity, _, secret = given.partition(":")
        return unquote(identity) == client["id"] and unquote(secret) == client["secret"]

    def misbehaves(self, path: str) -> bool:
        """As told: an error, a redirect elsewhere, an answer that never ends or never comes."""
        wrong = self.state.told.get("at", {}).get(path)
        if wrong == "500":
            self.answer({}, 500)
        elif wrong == "elsewhere":
            self.away("http://127.0.0.1:9/elsewhere")
        elif wrong == "huge":
            self.send_response(200)
            self.end_headers()
            for _ in range(400):
                self.wfile.write(b'{"x":"' + b"a" * 1000)
        elif wrong == "hangs":
            time.sleep(1.5)
        elif wrong == "nonsense":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")
        return wrong is not None

    def answer(self, said: Any, status: int = 200) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def away(self, address: str) -> None:
        self.send_response(302)
        self.send_header("location", address)
        self.send_header("content-length", "0")
        self.end_headers()


def signed(claims: dict[str, Any], by: str = "key") -> str:
    """The claims as a token: signed as it should be, or in one of the ways that must not be believed."""
    if by in ("none", "HS256"):  # by hand: no library signs like this
        said = ".".join(_encoded(json.dumps(part).encode()) for part in ({"alg": by, "kid": "key-1"}, claims))
        return f"{said}.{_encoded(hmac.digest(PUBLIC, said.encode(), 'sha256')) if by == 'HS256' else ''}"
    key = FOREIGN if by == "foreign key" else KEY
    kind = {"typ": by.removeprefix("typ ")} if by.startswith("typ ") else {}
    return jwt.encode({"alg": "RS256", "kid": "key-1", **kind}, claims, KeySet([key]))


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def main(client: str) -> None:
    """Serve until the process ends; the port stands on the first line."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Provider.state, Provider.origin = State(json.loads(client)), f"http://127.0.0.1:{server.server_port}"
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
