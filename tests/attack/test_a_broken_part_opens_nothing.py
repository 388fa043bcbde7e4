"""When a part fails, the gate stays shut: no page with content, nothing half done, nobody let in.

What is outside the process and fails is shown beside it: the mail server (`tests/notices/test_delivery.py`), the
scanner (`tests/web/test_uploads_checking.py`), the key service (`tests/vault/test_key_service.py`), a provider of
sign-in (`tests/people/test_openid_tampering.py`), and the database (`tests/web/test_health.py`).
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.people.models import Person
from innsats.vault import keys
from tests import world
from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected
from tests.architecture.access_world import Watched
from tests.architecture.asking import Asking, browser_of
from tests.attack.broken import ERRORS, failing
from tests.family.walking import code_on, on, to_the_last_look
from tests.people.signing import PASSWORD, PROVE, code_at, half_in, where, with_a_password, with_an_app
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXPECTED = expected()
GATES = [  # what stands between somebody and a page, or a change
    "innsats.rules.access:obstacles_to", "innsats.rules.access:require", "innsats.cases.queries.access:visible",
    "innsats.cases.queries.access:standing_of", "innsats.cases.queries.access:lock_visible",
    "innsats.people.viewers:viewer_signed_in", "innsats.people.viewers:_made",
    "innsats.people.signin.begun:door_of", "innsats.people.sessions:SessionStore._get_session_from_db",
    "innsats.journal.looks:looked", "innsats.journal.action:record", "innsats.journal.action:_write",
    "innsats.vault.sealing:open_all", "innsats.vault.sealing:seal", "innsats.vault.keys:unwrapped",
]  # fmt: skip
WAYS_IN = {  # what is asked when somebody comes in, in the same words as above
    "password": (
        "innsats.web.throttle:is_spent", "innsats.web.throttle:allow", "innsats.people.signin.passwords:_is_right",
        "innsats.people.signin.begun:begin", "innsats.people.sessions:SessionStore.create_model_instance",
    ),
    "code": (
        "innsats.people.signin.factors:is_right_code", "innsats.web.throttle:is_spent", "innsats.web.throttle:allow",
        "innsats.people.signin.begun:shown", "innsats.vault.sealing:open_all",
    ),
    "paper": (
        "innsats.web.codes:tried", "innsats.web.throttle:is_spent", "innsats.vault.codes:derived",
        "innsats.web.codes:_secret",
    ),
}  # fmt: skip
FAULTS = [(part, error) for part in GATES for error in ERRORS]
READ = [name for name in PAGES if EXPECTED[name, "rektor"][0] == "P"]
DONE = [name for name, page in PAGES.items() if page.typed and EXPECTED[name, "rektor"][1] == "+"]
EACH = 3  # pages that are read, and forms that are sent, for each fault: together every one of them


def test_there_are_enough_faults_and_every_page_meets_some() -> None:
    ways_in = sum(len(parts) for parts in WAYS_IN.values()) * len(ERRORS)
    assert len(FAULTS) + ways_in >= 50 and EACH * len(FAULTS) >= max(len(READ), len(DONE))


@pytest.mark.parametrize("part", GATES)
def test_while_a_gate_is_broken_nothing_is_shown_and_nothing_done(the_world: Watched, part: str) -> None:
    """What asked the broken part is no page: an error, or the way to sign in; and nothing is changed."""
    wrong, met_count = [], 0
    with browser_of("rektor", the_world) as (client, holder):
        asking = Asking(client, holder)
        for error in ERRORS:
            first = FAULTS.index((part, error)) * EACH
            chosen = [(READ[(first + n) % len(READ)], "get") for n in range(EACH)]
            chosen += [(DONE[(first + n) % len(DONE)], "post") for n in range(EACH)]
            for name, method in chosen:
                page = PAGES[name]
                address, typed = page.address(the_world), dict(page.typed(the_world)) if page.typed else {}
                keys.forget()  # so that they are asked for anew
                with failing(part, error) as asked:
                    answer = asking.get(address) if method == "get" else asking.post(address, typed)
                    was_asked = bool(asked)
                met_count += was_asked
                is_shut = answer.response.status_code >= 300 and not answer.changed and not answer.leaked - set(typed)
                if was_asked and not is_shut:
                    wrong.append(f"{error}: {method} {name}: {answer.outcome}, {sorted(answer.leaked)}")
    assert not wrong, "\n".join(wrong)
    assert met_count >= len(ERRORS)


@pytest.fixture
def person(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    world.it_is(monkeypatch, AT + timedelta(hours=1))
    return with_an_app(with_a_password(world.a_principal(world.a_school())))


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("part", WAYS_IN["password"])
def test_while_a_part_of_signing_in_is_broken_the_right_password_lets_nobody_in(
    person: Person, part: str, error: str
) -> None:
    client = Client(raise_request_exception=False)
    with failing(part, error) as asked:
        client.post("/logg-inn/", {"email": person.account.email, "password": PASSWORD})
        assert asked
    assert where(client.get("/")) == "/logg-inn/"
    half_in(client, person)
    assert where(client.get("/")) == PROVE  # and afterwards it does, as far as it goes


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("part", WAYS_IN["code"])
def test_while_the_second_factor_is_broken_the_right_code_lets_nobody_in(
    person: Person, part: str, error: str
) -> None:
    client = half_in(Client(raise_request_exception=False), person)
    code = code_at(AT + timedelta(hours=1))
    with failing(part, error) as asked:
        client.post(PROVE, {"code": code})
        assert asked
    assert where(client.get("/")) == PROVE
    client.post(PROVE, {"code": code_at(AT + timedelta(hours=1, seconds=30))})  # one that was never tried
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("part", WAYS_IN["paper"])
def test_while_what_tries_codes_is_broken_the_right_code_on_paper_opens_nothing(
    client: Client, part: str, error: str
) -> None:
    school = world.a_school()
    world.a_principal(school)
    code = code_on(on(Client(), to_the_last_look(Client(), school, text="Alene."), go="send", wants_code="on"))
    client.raise_request_exception = False
    with failing(part, error) as asked:
        client.post("/skole/kode/", {"code": code})
        assert asked
    assert client.get("/skole/kode/vis/").status_code == 302
    client.post("/skole/kode/", {"code": code})
    assert "Alene." in client.get("/skole/kode/vis/").content.decode()

