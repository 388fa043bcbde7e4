from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "innsats.vault"

    def ready(self) -> None:
        """A root key or key service of the wrong form stops the start, not the first report."""
        from .roots import check_settings

        check_settings()
