"""Before Django makes a request, what is said of the body is cut down to what we read it by."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from csp.constants import HEADER
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from innsats.web.middleware import HEADERS
from innsats.web.served import Site, as_we_read

URLENCODED = "application/x-www-form-urlencoded"
ODD = [
    f"{URLENCODED}; charset=undefined", f"{URLENCODED}; charset=utf-16", "text/plain; charset=base64",
    f"{URLENCODED}; charset*=undefined''x", "multipart/form-data; boundary*0*=undefined''x; charset*=undefined''x",
    "multipart/form-data; charset=undefined; boundary=B", "application/json; charset=punycode", "; charset=undefined",
    "a/b;" + "x=1;" * 20_000, "=?undefined?q?x?=", "multipart/form-data; boundary=", "multipart/form-data", "\xff/\xfe",
]  # fmt: skip


def asked(said: str, method: str, path: str, query: str = "", body: bytes = b"") -> tuple[str, dict[str, str]]:
    """The status and the headers, as a server is given them."""
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_TYPE": said,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body), "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
        "wsgi.url_scheme": "http", "HTTP_ORIGIN": "http://127.0.0.1",
    }  # fmt: skip
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as the test client does: the test's own transaction goes on
    try:
        Site()(environ, lambda status, headers: told.extend((status, headers))).close()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return told[0][:3], dict(told[1])


@pytest.mark.django_db
@pytest.mark.parametrize("said", ODD)
def test_whatever_is_said_of_a_body_the_answer_is_ours_with_every_header(said: str) -> None:
    body = b'--B\r\nContent-Disposition: form-data; name="code"\r\n\r\n1234\r\n--B--\r\n'
    many = "&".join(["a=1"] * 600)
    answers = [
        asked(said, "POST", "/skole/kode/", body=body), asked(said, "GET", "/hva-dette-er/", "q=1"),
        asked(said, "GET", "/logg-inn/", many),
    ]  # fmt: skip
    assert answers[1][0] == "200" and {status for status, _ in answers} <= {"200", "400", "422"}
    for _, headers in answers:
        assert headers.items() >= HEADERS.items() and HEADER in headers


def test_what_a_browser_says_is_kept() -> None:
    drawn = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW"
    assert as_we_read(drawn) == drawn
    assert as_we_read("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"") == "multipart/form-data; boundary=a b"
    assert as_we_read(f"{URLENCODED};charset=UTF-8") == URLENCODED
    assert as_we_read("application/json") == "application/json" and as_we_read("") == ""
