"""A picture that a phone's camera reads (QR), as SVG without a style of its own, so that the page's policy holds."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(text: str) -> SafeString:
    """The picture of `text`, to stand inside a page. Dark on light, also where the page is dark: cameras want that."""
    out = BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr",
        lineclass=None,
    )
    return mark_safe(out.getvalue().decode())  # drawn by the library from bits alone: no text of anybody's is in it
