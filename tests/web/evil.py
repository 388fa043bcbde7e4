"""Files as somebody with bad intentions, or an ordinary phone, would send them. All of them are made here."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

CANARY = b"Kanarifugl"


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 400), mode: str = "RGB", **more: object) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **more)
    return out.getvalue()


def told_on(kind: str = "JPEG") -> bytes:
    """A picture that says where and when it was taken, with what, and more, in every place that a format has for it."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132], exif[0x9286] = CANARY.decode(), "2026:03:23 09:00:00", CANARY.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (59.0, 54.0, 50.0)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + CANARY + b"</x:xmpmeta>"
    more: dict[str, object] = {"exif": exif, "xmp": xmp, "icc_profile": CANARY * 20}
    if kind == "JPEG":
        more["comment"] = CANARY
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_text("Comment", CANARY.decode())
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        more["pnginfo"] = info
        del more["xmp"]
    return picture(kind, **more)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *, pixels: bytes = b"") -> bytes:
    """A PNG that says it is this large, whatever is in it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    drawn = chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + drawn + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    """A zip of one file of 100 MB of zeros."""
    from zipfile import ZIP_DEFLATED, ZipFile

    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("0.dll", bytes(100_000_000))
    return out.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
REFUSED = {  # the name it comes with, and what is in it
    "a program called a picture": ("ferie.jpg", b"MZ\x90\x00" + bytes(4000)),
    "an ELF program": ("bilde.png", b"\x7fELF" + bytes(4000)),
    "a script called a text": ("les.txt.sh", b"#!/bin/sh\nrm -rf /\n"),
    "a zip bomb": ("bilder.zip", zip_bomb()),
    "a zip bomb called a picture": ("bilde.jpg", zip_bomb()),
    "a drawing with a script": ("tegning.svg", SVG),
    "a drawing called a picture": ("tegning.png", SVG),
    "a drawing called a text": ("tegning.txt", SVG),
    "a page called a text": ("side.txt", b"\xef\xbb\xbf  " + HTML),
    "a page called a picture": ("side.jpg", HTML),
    "a document with macros": ("brev.docm", b"PK\x03\x04" + bytes(400)),
    "a moving picture": ("film.mp4", b"\x00\x00\x00\x20ftypisom" + bytes(400)),
    "a GIF": ("bilde.gif", picture("GIF", mode="L")),
    "bytes called a text": ("brev.txt", b"Hei\x00\x01\x02"),
    "half a picture": ("halv.jpg", picture()[:300]),
    "the head of a picture and nothing more": ("bilde.jpg", b"\xff\xd8\xff\xe0" + bytes(2000)),
    "a picture head before a page": ("side.jpg", b"\xff\xd8\xff" + HTML),
    "a PNG of 30,000 × 30,000": ("stor.png", png(30_000, 30_000)),
    "a PNG of two thousand million pixels": ("stor.png", png(2**31 - 1, 1)),
    "a WebP head alone": ("bilde.webp", b"RIFF\x10\x00\x00\x00WEBP" + bytes(40)),
    "nothing": ("tom.jpg", b""),
    "a picture of a phone that nobody can open": ("IMG_1.HEIC", HEIC),
}
POLYGLOTS = {  # pictures that are something else as well: drawn anew, they are pictures alone
    "a picture with a zip behind it (GIFAR)": picture() + b"PK\x03\x04" + CANARY + b"PK\x05\x06" + bytes(18),
    "a picture with a page in its comment": picture(comment=b"<script>" + CANARY + b"</script>"),
    "a picture with a page behind it": picture("PNG") + b"<script>" + CANARY + b"</script>",
    "a picture with a script behind it": picture("WEBP") + b"<?php " + CANARY,
}
