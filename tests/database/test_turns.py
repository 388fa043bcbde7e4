"""Whoever writes on SQLite stands in line, instead of asking again and again."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from innsats.database.turns import in_turn

sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks rows, not the database")


@sqlite
@pytest.mark.django_db(transaction=True)
def test_the_next_one_waits_until_the_transaction_has_ended():
    entered, done = Event(), []

    def write():
        entered.set()
        with in_turn(), transaction.atomic():
            done.append("second")
        connection.close()

    with in_turn(), transaction.atomic():
        other = Thread(target=write)
        other.start()
        entered.wait()
        other.join(0.1)
        done.append("first")
    other.join()
    assert done == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_given_up_when_the_work_fails():
    with pytest.raises(ValueError), in_turn(), transaction.atomic():
        raise ValueError
    with in_turn(), transaction.atomic():
        assert connection.in_atomic_block


@pytest.mark.django_db
def test_inside_a_transaction_it_is_ones_turn_already():
    with in_turn(), in_turn():
        assert connection.in_atomic_block


@sqlite
@pytest.mark.django_db(transaction=True)
def test_whoever_has_the_turn_has_it_also_before_a_transaction_begins():
    with in_turn(), in_turn(), transaction.atomic():
        assert connection.in_atomic_block
