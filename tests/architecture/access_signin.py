"""The pages about signing in, and about one's own way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from innsats.people.models import CodeApp
from tests.architecture.access_page import Page, of_person
from tests.architecture.access_world import Watched


def of_rektor(world: Watched) -> Mapping[str, Any]:
    """One of rektor's two apps."""
    return {"factor": CodeApp.objects.order_by("pk")[0].pk}


SIGN_IN_PAGES: dict[str, Page] = {
    "sign_in": Page(name="sign_in", typed=lambda world: {"email": "x@y.example", "password": "feil"}),
    "sign_in_passkey": Page(name="sign_in_passkey", typed=lambda world: {"credential": '{"id": "AAAA"}'}),
    "sign_in_demo": Page(
        name="sign_in_demo", of=lambda world: {"person": world.people["rektor"].uuid}, typed=lambda world: {}
    ),
    "sign_out": Page(name="sign_out", typed=lambda world: {}),
    "set_password": Page(
        name="set_password", of=lambda world: {"person": world.people["rektor"].uuid, "token": "c0-ffee"},
        typed=lambda world: {"password": "et langt passord", "again": "et langt passord"},
    ),
    "prove_oneself": Page(name="prove_oneself", typed=lambda world: {"code": "123456"}),
    "set_up": Page(name="set_up"),
    "own_sign_in": Page(name="own_sign_in"),
    "add_code_app": Page(name="add_code_app", typed=lambda world: {"name": "Telefonen", "code": "123456"}),
    "add_passkey": Page(name="add_passkey", typed=lambda world: {"name": "Maskinen", "credential": '{"id": "AAAA"}'}),
    "rename_factor": Page(name="rename_factor", of=of_rektor, typed=lambda world: {"name": "Den andre"}),
    "remove_factor": Page(name="remove_factor", of=of_rektor, typed=lambda world: {}),
    "recovery_codes": Page(name="recovery_codes"),
    "renew_recovery_codes": Page(name="renew_recovery_codes", typed=lambda world: {}),
    "change_password": Page(
        name="change_password",
        typed=lambda world: {"current": "x", "password": "et langt passord", "again": "et langt passord"},
    ),
    "end_session": Page(name="end_session", of=lambda world: {"session": "feil"}, typed=lambda world: {}),
    "end_other_sessions": Page(name="end_other_sessions", typed=lambda world: {}),
    "reset_sign_in": of_person("reset_sign_in", "employee", lambda world: {}),
}  # fmt: skip
