"""A provider of OpenID Connect on this machine: another party, with keys and rules of its own."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "footnote", "a secret of the client"
Claims = dict[str, Any]


class Provider:
    """What the provider knows.

    Attributes:
        address: where it is.
        user: the claims of whoever signs in.
        lie: changes the claims of a token before it is signed; as they are by default.
        signer: the key that signs; its own by default.
        issuer: who it says it is; its address by default.
    """

    def __init__(self, address: str) -> None:
        self.address = self.issuer = address
        self.key = self.signer = RSAKey.generate_key(2048, {"kid": "1"})
        self.user: Claims = {"sub": "ada-1", "name": "Ada", "groups": ["staff"]}
        self.lie: Callable[[Claims], Claims] = lambda claims: claims
        self.codes: dict[str, dict[str, str]] = {}

    def discovery(self) -> Claims:
        """Return what it tells of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser goes next, with a code."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["nonce"]
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str], authorization: str) -> Claims | None:
        """Return the tokens for a code; None for a wrong client, verifier or code."""
        asked = self.codes.pop(sent["code"], None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        fits = asked and asked["code_challenge"] == challenge and asked["redirect_uri"]
        if not asked or fits != sent["redirect_uri"] or authorization != f"Basic {basic}":
            return None
        now = int(time.time())
        claims = self.lie(
            {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60}
            | {"nonce": asked["nonce"]}
            | self.user
        )
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signer)
        return {"access_token": "unused", "token_type": "Bearer", "id_token": signed}


def first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def providing() -> Iterator[Provider]:
    """Run a provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(first(parts.query)))
                self.end_headers()
            elif parts.path == "/jwks":
                self.tell({"keys": [provider.key.as_dict(private=False)]})
            else:
                self.tell(provider.discovery())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told = provider.token(first(body), self.headers.get("Authorization", ""))
            self.tell(told or {"error": "invalid_grant"}, 200 if told else 400)

        def tell(self, what: Claims, status: int = 200) -> None:
            data = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
