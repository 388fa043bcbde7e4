"""Sealed texts of a page, opened in one batch."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from innsats.vault.sealing import open_all

Key = tuple[models.Model, str]  # a row and the name of one of its sealed fields


def texts_of(*keys: Key) -> dict[Key, str]:
    """The text of each sealed field, by row and name of the field. At most one query, for all the data keys."""
    opened = open_all((getattr(row, name), row.pk) for row, name in keys)
    return dict(zip(keys, opened, strict=True))


def keys_of(rows: Iterable[models.Model], *names: str) -> list[Key]:
    """These sealed fields of all of these rows."""
    return [(row, name) for row in rows for name in names]
