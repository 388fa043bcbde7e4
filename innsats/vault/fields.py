"""Sealed text on a model. Reading it gives something that can be passed on, and not read."""

from __future__ import annotations

import binascii
from base64 import b64encode
from typing import Any, NoReturn

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .cipher import is_blob


class Sealed:
    """A blob and the field it is bound to. Only `sealing` opens it; false when there is no text."""

    __slots__ = ("_blob", "field")

    def __init__(self, blob: bytes, field: str) -> None:
        """Raises ValueError for bytes that nothing sealed: they would be text in the clear."""
        if blob and not is_blob(blob):
            raise ValueError(f"{field} holds only what sealing.seal has sealed")
        self._blob, self.field = blob, field

    def __bytes__(self) -> bytes:
        return self._blob

    def __bool__(self) -> bool:
        return bool(self._blob)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sealed):
            return (self._blob, self.field) == (other._blob, other.field)
        return self._blob == other if isinstance(other, bytes) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._blob)

    def __repr__(self) -> str:
        return "<sealed>"

    def __str__(self) -> NoReturn:
        raise TypeError(f"{self.field} is sealed: a query opens it with sealing.open_all")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError(f"{self.field} is sealed: a query opens it with sealing.open_all")


class SealedAttribute(DeferredAttribute):
    """Turns whatever is set into `Sealed`, and refuses text in the clear already there."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class SealedField(models.BinaryField):
    """Free text or a name, sealed. No text is b"", never NULL.

    A blob is bound to "app.Model.field" for ever: a field or model that changes its name keeps its blobs by
    `SealedField(sealed_as="app.Old.name")`.
    """

    descriptor_class = SealedAttribute
    _pyi_private_set_type: Sealed | bytes  # what mypy takes the attribute for
    _pyi_private_get_type: Sealed  # type: ignore[assignment]

    def __init__(self, *args: Any, sealed_as: str = "", **kwargs: Any) -> None:
        if kwargs.get("null") or kwargs.get("editable"):
            raise TypeError("a SealedField is neither null nor edited by forms")
        self.sealed_as = sealed_as
        super().__init__(*args, **{**kwargs, "blank": True})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank")
        if self.sealed_as:
            kwargs["sealed_as"] = self.sealed_as
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        self.label = self.sealed_as or f"{cls._meta.label}.{name}"

    def to_python(self, value: Any) -> Any:
        """`Sealed` from `Sealed`, bytes, or the base64 of a fixture; database expressions pass."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, Sealed):
            if value.field != self.label:
                raise ValueError(f"sealed for {value.field}, not for {self.label}")
            return value
        if isinstance(value, str):
            value = self._from_fixture(value)
        if not isinstance(value, bytes | bytearray | memoryview):
            raise TypeError(f"{self.label} holds sealed bytes, not {type(value).__name__}")
        return Sealed(bytes(value), self.label)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.label)

    def get_default(self) -> Sealed:
        return Sealed(b"", self.label)

    def get_prep_value(self, value: Any) -> Any:
        value = self.to_python(value)
        return bytes(value) if isinstance(value, Sealed) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(value if prepared else self.get_prep_value(value), connection, prepared=True)

    def value_to_string(self, obj: models.Model) -> str:
        return b64encode(bytes(self.value_from_object(obj))).decode("ascii")  # type: ignore[call-overload]

    def _from_fixture(self, value: str) -> bytes:
        try:
            return binascii.a2b_base64(value.encode("ascii"), strict_mode=True)
        except ValueError:
            raise TypeError(f"{self.label} holds sealed bytes, not text") from None


class SealedFileField(SealedField):
    """The bytes of a file, sealed. `sealing.open_file` opens it, one at a time: leave it out of every list."""
