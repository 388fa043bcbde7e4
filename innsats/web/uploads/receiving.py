"""How a file comes in: into memory and never into a temporary file, where it would lie unsealed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from innsats.rules.attachments import LARGEST_BYTES, MOST_COUNT

LARGEST_REQUEST_BYTES = 100_000_000  # read through and thrown away beyond what is taken, so that the rest is not lost


class InMemory(FileUploadHandler):
    """Keeps as much as a report takes. A file that is too big, or one too many, comes out empty, with its true size.

    Raises RequestDataTooBig for a request that nobody reads through.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        if request is not None and int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST_BYTES:
            raise RequestDataTooBig("more than anybody reads through")
        self._count = 0

    def new_file(self, *given: Any, **named: Any) -> None:
        super().new_file(*given, **named)
        self._count += 1
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= LARGEST_BYTES and self._count <= MOST_COUNT:
            self._kept.write(raw_data)
        else:
            self._kept = BytesIO()

    def file_complete(self, file_size: int) -> UploadedFile:
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
