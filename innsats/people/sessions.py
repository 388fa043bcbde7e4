"""Where sessions are kept: in a table of our own, by the hash of their key. `settings.SESSION_ENGINE`."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.database.turns import in_turn
from innsats.web import clock

SIGNED_IN = "signed_in"  # in a session: how and when somebody signed in, see signin.begun
SEEN_EVERY = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """Django's own store in the database, over `people.Session`. A session ends ten hours after signing in."""

    seen_at: datetime | None = None  # when the session that was loaded was last used

    @classmethod
    def get_model_class(cls) -> Any:
        from .models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        found: Any = _running.first(hash_of(self.session_key), clock.now())
        if found is None:
            self._session_key = None
        else:
            self.seen_at = found.seen_at
        return found

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(key_hash=hash_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        return self.model(
            key_hash=hash_of(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=_end_of(data), account_id=data.get(SESSION_KEY), seen_at=self.seen_at or clock.now(),
        )  # fmt: skip

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            self.model.objects.filter(key_hash=hash_of(key)).delete()

    def save(self, must_create: bool = False) -> None:
        with in_turn():
            super().save(must_create)

    def flush(self) -> None:
        super().flush()
        self.seen_at = None

    def see(self, at: datetime) -> None:
        """Note that the session is in use: at most one write a minute, of one column."""
        if self.seen_at is None or at - self.seen_at >= SEEN_EVERY:
            self.seen_at = at
            with in_turn():
                self.model.objects.filter(key_hash=hash_of(self.session_key)).update(seen_at=at)

    @classmethod
    def forget_before(cls, at: datetime) -> None:
        """Sessions that are over; the tick removes them."""
        cls.get_model_class().objects.filter(expire_date__lte=at).delete()


@Prepared
def _running(key_hash: str, at: datetime) -> QuerySet[Any]:
    return SessionStore.get_model_class().objects.filter(key_hash=key_hash, expire_date__gt=at).order_by("pk")


def _end_of(data: dict[str, Any]) -> datetime:
    """Ten hours after signing in, however much happens meanwhile; before that, after the last change."""
    begun = data.get(SIGNED_IN)
    since = datetime.fromtimestamp(begun["since"], clock.now().tzinfo) if begun else clock.now()
    return since + timedelta(seconds=settings.SESSION_COOKIE_AGE)


def hash_of(session_key: str | None) -> str:
    """What is kept of a session's key. The key has 165 random bits: it needs no slow hash."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()
