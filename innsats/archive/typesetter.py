"""The one place that knows typst, run as a process of its own: a document as JSON comes in, a PDF goes out.

Typst remembers what it has set, some hundred megabytes of it. Here that ends with each document, and a text that it
cannot set ends nothing else.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def main() -> None:
    pdf = typst.compile(
        str(HERE / "document.typ"), root=str(HERE), sys_inputs={"data": sys.stdin.buffer.read().decode()},
        font_paths=[str(HERE / "fonts")], ignore_system_fonts=True, pdf_standards=["a-2a", "ua-1"],
    )  # fmt: skip
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
