"""What is sent by somebody who does not use our forms: strange texts, other fields, other shapes, broken ones."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4
from zlib import crc32

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st

from tests.conftest import IS_SEARCHING

EXAMPLES_COUNT = int(os.environ.get("INNSATS_EXAMPLES", "10"))  # for each form; more on request
LONGEST = 1_000_000  # characters
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, repr=False)
class Sent:
    """A body, and what is said of it."""

    body: bytes
    kind: str

    def __repr__(self) -> str:
        return f"Sent({self.body[:300]!r}… ({len(self.body)}), {self.kind[:300]!r})"


STRANGE = [
    "", " ", "\x00", "a\x00b", "\r\nSet-Cookie: x=1", "\u202eetrosnn\u202c", "\u2066\u2069\u200f", "\ud800", "a\udfff",
    "👩‍👩‍👧‍👦🏳️‍🌈", "\ufeff", "e" + "\u0301" * 300, "İı", "ﬃ", "\x7f\x1b[2J", "\u2028", "<script>alert(1)</script>",
    "' OR 1=1 --", "{{ 7*7 }}{% debug %}", "../../etc/passwd", "%00", "%s%n", "${7*7}", "=1+1", "null",
]  # fmt: skip
NUMBERS = ["-1", "0", "1e999", "NaN", "9" * 19, "9" * 400, "-" + "9" * 30, "9" * 5000, "0x1F", "1_000", "٣", "²", "1.5"]
DAYS = [
    "0000-00-00", "0001-01-01", "9999-12-31", "99999-01-01", "2026-02-30", "31.12.9999", "01.01.0001", "1.1.26",
    "2026-03-29T02:30", "9999-12-31T23:59", "0001-01-01T00:00", "2026-10-25T02:30", "2026-01-01T00:00+25:00",
]  # fmt: skip
KEYS = ["not-a-key", "0" * 32, str(uuid4()), "{" + str(uuid4()) + "}", "subject:", "note::", ":", "a:b:c:d", "__all__"]
CODINGS = ["utf-16", "latin-1", "nix", "undefined", "base64", "idna", "punycode", "rot13", "utf-7", "unicode_escape"]
SHAPES = ["form"] * 4 + ["parts", "parts", "json", "raw"]
JSON = [b"null", b"[]", b'{"id": 1}', b"\xff", b"[" * 1000 + b"]" * 1000, b'{"a":' * 1000, b"[" * 100_000]

any_text = st.text(st.characters(exclude_categories=()), max_size=200)
long_text = st.builds(
    lambda piece, count: (piece * count)[:count],
    st.sampled_from(["a", "æ ", "👍", "\n", "a\u0301", "<", "\u202e"]), st.sampled_from([300, 20_001, LONGEST]),
)  # fmt: skip
anything = st.one_of(*map(st.sampled_from, (STRANGE, NUMBERS, DAYS, KEYS)), long_text, any_text)


def many(of: str, count: int = EXAMPLES_COUNT) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """So many examples, others for each `of`, the same ones in each run; new ones each time where one is searching.

    What fails is shown as it was found: to make a million letters fewer takes longer than reading of them.
    """
    quiet = list(HealthCheck)
    counted = settings(max_examples=count, database=None, suppress_health_check=quiet, phases=[Phase.generate])
    return lambda attack: counted(attack if IS_SEARCHING else seed(crc32(of.encode()))(attack))


@st.composite
def fields(draw: st.DrawFn, typed: dict[str, Any], names: list[str]) -> Pairs:
    """What would be posted, with some of it changed, doubled or left out, and something under a name of its own."""
    given = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    kept = [(name, str(one)) for name, several in given.items() for one in several]
    field = st.sampled_from(names or [""])
    changed = draw(st.lists(st.tuples(field, anything), min_size=1, max_size=4))
    gone = draw(st.sets(field, max_size=2)) | ({name for name, _ in changed} if draw(st.booleans()) else set())
    added = draw(st.lists(st.tuples(any_text, anything), max_size=1))
    return [pair for pair in kept if pair[0] not in gone] + changed + added


@st.composite
def sent(draw: st.DrawFn, typed: dict[str, Any], names: list[str]) -> Sent:
    """A form as a browser sends it, or as something else, broken off, or said to be what it is not."""
    shape, coding = draw(st.sampled_from(SHAPES)), draw(st.sampled_from(["", "", *CODINGS]))
    said = f"; charset={coding}" * bool(coding)
    if shape == "form":
        return Sent(urlencoded(draw(fields(typed, names))), f"application/x-www-form-urlencoded{said}")
    if shape == "parts":
        body, cut = multipart(draw(fields(typed, names))), draw(st.sampled_from([0, 0, 0, 1, 7, 40]))
        boundary = draw(st.sampled_from(["B", "B", "B", "C", "", "x" * 300]))
        return Sent(body[: len(body) - cut], f"multipart/form-data; boundary={boundary}{said}")
    if shape == "json":
        like = json.dumps(dict(draw(fields(typed, names)))).encode()
        return Sent(draw(st.sampled_from([like, *JSON])), f"application/json{said}")
    kinds = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=B", "a/b; c", ""]
    return Sent(draw(st.binary(max_size=300)), draw(st.sampled_from(kinds)))


def urlencoded(pairs: Pairs) -> bytes:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def multipart(pairs: Pairs) -> bytes:
    """Each in a part of its own; every third one as a file that is called by its text."""
    parts = b""
    for n, (name, value) in enumerate(pairs):
        file = f'; filename="{value[:300]}"' * (n % 3 == 2)
        head = f'--B\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        parts += f"{head}{value}\r\n".encode(errors="surrogatepass")
    return parts + b"--B--\r\n"


def _quoted(text: str) -> str:
    """Lone surrogates as the bytes that they would be."""
    return quote_plus(text, errors="surrogatepass")
