"""A picture drawn anew, by a program of its own: `python redraw.py KIND MOST_PIXELS LONGEST_SIDE`, bytes in, bytes out.

What is hidden in or behind a picture (where it was taken, by which phone, another file) does not survive being drawn.
A picture can be made to harm whoever reads it, or to fill a memory: therefore this runs apart, within limits that the
system holds, and imports nothing of ours. Ends with 3 for what is no such picture, and 4 for one with too many pixels.
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MEMORY_BYTES = 600_000_000  # of addresses, which is more than what is used
CPU_SECONDS = 10
LARGEST_PNG_BYTES = 4_000_000
ORIENTATION = 0x0112  # the one thing in EXIF that is heeded: which side is up
UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # what is said there → how Pillow turns it upright
UNREADABLE, TOO_MANY_PIXELS = 3, 4


def bound() -> None:
    """From here on: no more memory and time than this, no file written, and no process started."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nor a core dump; a pipe gets none either (cli/coredumps.py)


def redrawn(content: bytes, kind: str, most_pixels: int, longest_side: int) -> bytes:
    """The picture with its right side up, no longer than `longest_side`, and nothing else of what came."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # we count them ourselves, and say so
    with Image.open(BytesIO(content), formats=[kind]) as came:
        if came.width * came.height > most_pixels:
            raise SystemExit(TOO_MANY_PIXELS)
        came.draft("RGB", (longest_side, longest_side))  # a JPEG is read no larger than it is needed
        mode = "RGBA" if kind != "JPEG" and came.has_transparency_data else "RGB"
        side_up = UPRIGHT.get(came.getexif().get(ORIENTATION, 1))
        drawn = came if came.mode == mode else came.convert(mode)
        drawn.thumbnail((longest_side, longest_side))
        turned = drawn.transpose(Image.Transpose(side_up)) if side_up is not None else drawn
        clean = Image.frombytes(turned.mode, turned.size, turned.tobytes())  # no comment, profile or place comes along
    return _written(clean, kind)


def _written(clean: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    clean.save(out, kind, quality=85)
    if kind == "PNG" and out.tell() > LARGEST_PNG_BYTES:  # a photograph in a format for drawings
        out = BytesIO()
        clean.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    bound()
    try:
        drawn = redrawn(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    except Exception:  # whatever a broken picture makes the decoder say, it is a broken picture
        raise SystemExit(UNREADABLE) from None
    sys.stdout.buffer.write(drawn)
