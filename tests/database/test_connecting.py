"""How the server is asked: a cut in the network must not hold every thread for as long as TCP is patient."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_server_that_is_cut_off_is_given_up_within_seconds() -> None:
    connection.ensure_connection()
    asked = connection.connection.info.get_parameters()
    assert asked["connect_timeout"] == "2" and asked["tcp_user_timeout"] == "10000"
    patience = int(asked["keepalives_idle"]) + int(asked["keepalives_interval"]) * int(asked["keepalives_count"])
    assert patience < 30
