"""Every answer is safe: headers, no keeping, and a page for what went wrong."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from csp.constants import HEADER
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.urls import clear_url_caches, path

from innsats import urls
from innsats.web import errors
from innsats.web.logs import WithoutContent
from innsats.web.middleware import HEADERS, THROWN_AWAY_BYTES, answer_safely
from tests import world

SECRET = "Noah ble slått i garderoben"
URLENCODED = "application/x-www-form-urlencoded"


def raises(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    view.login_required = False  # type: ignore[attr-defined]
    return view


def empty(status: int):
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"]) if status == 405 else HttpResponse(status=status)

    view.login_required = False  # type: ignore[attr-defined]
    return view


WRONG = {
    400: raises(SuspiciousOperation(SECRET)),
    403: raises(PermissionDenied(SECRET)),
    405: empty(405),
    413: raises(RequestDataTooBig(SECRET)),
    429: empty(429),
    500: raises(ValueError(SECRET)),
    503: empty(503),
}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The site, with an address for everything that can go wrong."""
    wrong = [path(f"galt/{status}/", view) for status, view in WRONG.items()]
    monkeypatch.setattr(urls, "urlpatterns", [*wrong, *urls.urlpatterns])
    clear_url_caches()
    yield Client(raise_request_exception=False)
    clear_url_caches()


def is_safe(response: HttpResponse) -> bool:
    policy = response[HEADER]
    return (
        all(response[name] == value for name, value in HEADERS.items())
        and "default-src 'none'" in policy
        and "script-src 'self'" in policy
        and all(f"{part} 'none'" in policy for part in ("object-src", "base-uri", "frame-ancestors"))
        and "require-trusted-types-for 'script'" in policy
        and "trusted-types 'none'" in policy
        and "unsafe" not in policy
        and response["Content-Type"] == "text/html; charset=utf-8"
        and not any(name.startswith("Access-Control-") for name in response.headers)
        and response["Cache-Control"] == "no-store"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/hva-dette-er/", "/ui/"])
def test_an_open_page_carries_every_header(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert is_safe(response)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [*WRONG, 404])
def test_an_error_is_a_page_with_every_header_and_nothing_of_the_text(broken: Client, status: int) -> None:
    response = broken.get(f"/galt/{status}/")
    said = response.content.decode()
    assert response.status_code == status
    assert is_safe(response)
    assert "<h1" in said and "116 111" in said
    assert SECRET not in said


@pytest.mark.django_db
def test_a_method_that_is_not_taken_says_which_are(client: Client) -> None:
    response = client.get("/sprak/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<h1" in response.content.decode()


def test_a_bug_is_logged_by_a_number_that_the_page_shows(caplog) -> None:
    page = errors.server_error(RequestFactory().get("/")).content.decode()
    number = caplog.records[-1].args[0]  # type: ignore[index]
    assert str(number) in page


def test_a_log_tells_where_and_of_what_kind_but_not_what_was_written() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(SECRET) from cause
    except ValueError:
        told = WithoutContent().formatException(sys.exc_info())
    assert "ValueError" in told and "KeyError" in told and "test_headers.py" in told
    assert SECRET not in told


def logged(message: str, *args: object, **more: object) -> dict[str, object]:
    """What a line of the log says."""
    record = logging.LogRecord("innsats.x", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(more)
    line = WithoutContent().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_line_of_the_log_says_when_by_whom_and_how_grave_and_no_text_begins_another() -> None:
    said = logged("a form of %s", "x\n{\"level\": \"forged\"}")
    assert datetime.fromisoformat(str(said["at"])).utcoffset() == timedelta(0)
    assert (said["level"], said["by"], said["said"]) == ("WARNING", "innsats.x", 'a form of x\n{"level": "forged"}')


@pytest.mark.django_db
def test_a_log_never_holds_an_address_since_an_address_can_be_a_key(client: Client) -> None:
    request = client.get("/kalender/hemmelig.ics").wsgi_request
    said = logged("Internal Server Error: %s", request.path, request=request, status_code=500)
    assert said["said"] == "500 in calendar"
    assert logged("Invalid host", request=RequestFactory().get("/hemmelig/"))["said"] == "no answer in no view"


@pytest.mark.django_db
def test_who_asks_for_what_is_not_theirs_is_logged_and_what_it_was_is_not(client: Client, caplog) -> None:
    caplog.set_level(logging.INFO, "innsats.access")
    client.get("/saker/2026-1234567-8/")
    employee = world.an_employee(world.a_school())
    world.signed_in(client, employee)
    client.get("/saker/2026-1234567-8/")
    assert [record.getMessage() for record in caplog.records] == [
        f"account {employee.account.pk} found nothing in read_case"
    ]


@pytest.mark.django_db
def test_a_form_from_elsewhere_and_a_host_that_is_not_ours_are_logged(settings, caplog) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.post("/sprak/", {"language": "nn"}, headers={"origin": "https://ondt.example"})
    strict.get("/hva-dette-er/", headers={"host": "ondt.example"})
    lines = [json.loads(WithoutContent().format(record)) for record in caplog.records]
    assert [(line["by"], line["said"]) for line in lines] == [
        ("django.security.csrf", "403 in choose_language"), ("django.security.DisallowedHost", "400 in no view"),
    ]  # fmt: skip
    assert "ondt" not in str(lines)


@pytest.mark.django_db
def test_in_production_every_answer_asks_for_https_from_then_on(settings, client: Client) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    for address in ("/hva-dette-er/", "/%00", "/finnes-ikke/"):
        answer = client.get(address, secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    settings.ALLOWED_HOSTS = ["annen.example"]
    assert client.get("/", secure=True)["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.django_db
def test_an_old_form_is_explained(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/sprak/", {"language": "nn"})
    assert response.status_code == 403
    assert "Skjemaet er for gammelt" in response.content.decode()
    assert is_safe(response)


@pytest.mark.django_db
@pytest.mark.parametrize(("site", "is_given_back"), [("same-origin", True), ("cross-site", False), ("", False)])
def test_what_was_written_in_an_old_form_is_given_back_and_what_another_site_sends_is_not(
    site: str, is_given_back: bool
) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": site} if site else None)
    said = strict.post("/sprak/", {"language": "De ler av meg."}).content.decode()
    assert "Skjemaet er for gammelt" in said and ("De ler av meg." in said) is is_given_back


MUCH = {"text": f"{SECRET}. " * 130_000, "arena": "school"}  # more than three million characters


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/meld/", 413), ("/finnes-ikke/", 404)])
def test_more_than_can_be_taken_is_given_back(client: Client, address: str, status: int) -> None:
    client.raise_request_exception = False
    world.signed_in(client, world.an_employee(world.a_school()))
    response = client.post(address, urlencode(MUCH), content_type=URLENCODED)
    assert (response.status_code, response.get("Connection")) == (status, None)
    assert is_safe(response)
    assert SECRET in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "kind"), [
    (b"--B\r\n", "multipart/form-data; boundary=" + "x" * 300), (b"--B", "multipart/form-data"),
    ("&".join(["a=1"] * 501).encode(), URLENCODED),
])  # fmt: skip
def test_what_is_no_form_at_an_address_of_nothing_is_answered_as_any_other(
    client: Client, content: bytes, kind: str
) -> None:
    response = client.post("/finnes-ikke/", content, content_type=kind)
    assert response.status_code == 404 and is_safe(response)


@pytest.mark.django_db
def test_more_than_can_be_taken_says_that_a_draft_is_still_there(client: Client) -> None:
    writer = world.an_employee(world.a_school())
    world.signed_in(client, writer)
    client.post("/utkast/?for=/meld/", {"text": SECRET})
    said = client.post("/meld/", urlencode(MUCH), content_type=URLENCODED).content.decode()
    assert "Ble et utkast lagret" in said and 'href="/meld/"' in said
    assert SECRET in client.get("/meld/").content.decode()
    elsewhere = client.post("/sprak/", urlencode(MUCH), content_type=URLENCODED)
    assert "Ble et utkast lagret" not in elsewhere.content.decode()


def test_what_nobody_read_is_read_out_and_without_end_the_connection_ends() -> None:
    sent = {"data": b"a" * (THROWN_AWAY_BYTES + 1), "content_type": "text/plain"}
    short, long = ({**sent, "data": sent["data"][:cut]} for cut in (-2, None))
    answer = answer_safely(lambda request: HttpResponse("no", status=403))
    requests = [RequestFactory().post("/", **one) for one in (short, long)]
    assert [answer(one).get("Connection") for one in requests] == [None, "close"]
    assert requests[0].read() == b""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/%00", "/hva-dette-er/?q=%00"])
def test_nul_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_an_address_is_decoded_once(client: Client) -> None:
    assert client.get("/hva-dette-er/?q=%2500").status_code == 200
    assert client.get("/hva-dette-er%252f").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/static/", "/static/web/", "/.git/config", "/static/../settings.py", "/var/"])
def test_no_folder_is_listed_and_nothing_but_static_files_is_handed_out(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (302, 404) and b"SECRET" not in answer.content


@pytest.mark.django_db
def test_nul_in_a_cookie_is_a_bad_request(client: Client) -> None:
    response = client.get("/hva-dette-er/", headers={"cookie": r'sessionid="aaaaaaaaaa\000"'})
    assert response.status_code == 400
    assert is_safe(response)


def test_static_files_may_be_kept() -> None:
    answer = answer_safely(lambda request: HttpResponse("css", headers={"Cache-Control": "max-age=3600"}))
    static = answer(RequestFactory().get(f"{settings.STATIC_URL}web/app.css"))
    assert static["Cache-Control"] == "max-age=3600"
    assert static["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_a_file_may_not_be_kept_even_under_static() -> None:
    answer = answer_safely(lambda request: HttpResponse("nothing", status=404))
    assert answer(RequestFactory().get(f"{settings.STATIC_URL}web/none.css"))["Cache-Control"] == "no-store"
