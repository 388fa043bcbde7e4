from __future__ import annotations

from collections.abc import Iterator

import pytest

from innsats.vault import keys


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    keys.forget()
    yield
    keys.forget()
